//! `unsourced-superlative`: 首次, 史上最, 创纪录 … of facts that can be checked.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, unsourced},
};
use crate::analysis::{Placed, Profile, claims::Claim};

pub struct UnsourcedSuperlative;

impl Rule for UnsourcedSuperlative {
    fn code(&self) -> &'static str {
        "unsourced-superlative"
    }

    fn severity(&self, profile: Profile) -> Option<Severity> {
        match profile {
            Profile::OpEd => None,
            Profile::Academic | Profile::News => Some(Severity::Information),
        }
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        unsourced(context, placed, out, self.code(), Claim::Superlative, |_| Words {
            zh: "“{}”是可以查证的“第一”或“之最”，却没有出处。请加注，或换一个说法。",
            en: "“{}” claims a first or a record that can be checked, without a source. Add a note, or say less.",
        });
    }
}
