//! `unsourced-statement`: a paraphrased public statement or act with identifiable actors but no occasion, date, outlet or note.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, unsourced},
};
use crate::analysis::{Placed, Profile, claims::Claim};

pub struct UnsourcedStatement;

impl Rule for UnsourcedStatement {
    fn code(&self) -> &'static str {
        "unsourced-statement"
    }

    fn severity(&self, profile: Profile) -> Option<Severity> {
        match profile {
            Profile::OpEd => None,
            Profile::Academic | Profile::News => Some(Severity::Information),
        }
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        unsourced(context, placed, out, self.code(), Claim::Statement, |_| Words {
            zh: "“{}”是可以查证的表态或举动，文中没有写明时间、场合或出处。请加注，或补上日期和场合。",
            en: "“{}” is a public statement or act that can be looked up, but no date, occasion or source is given. Add a note, or the date and occasion.",
        });
    }
}
