//! `unsourced-event`: a closed-door talk, an offer, a private motive or intention stated as fact.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, unsourced},
};
use crate::analysis::{Placed, Profile, claims::Claim};

pub struct UnsourcedEvent;

impl Rule for UnsourcedEvent {
    fn code(&self) -> &'static str {
        "unsourced-event"
    }

    fn severity(&self, profile: Profile) -> Option<Severity> {
        Some(match profile {
            Profile::Academic => Severity::Warning,
            Profile::OpEd | Profile::News => Severity::Information,
        })
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        unsourced(context, placed, out, self.code(), Claim::Event, |_| Words {
            zh: "“{}”涉及不公开的会谈、安排或当事人的内心打算，写成了事实却没有出处。请加注，写明由谁披露；若是作者的推断，请写成推断。",
            en: "“{}” states a private talk, deal or intention as fact without a source. Add a note or say who disclosed it; if it is your own inference, say so.",
        });
    }
}
