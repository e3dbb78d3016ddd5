//! `unsourced-quotation`: somebody's words in quotation marks with neither note nor speaker and occasion.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, unsourced},
};
use crate::analysis::{
    Placed, Profile,
    claims::{Claim, Sourcing},
};

pub struct UnsourcedQuotation;

impl Rule for UnsourcedQuotation {
    fn code(&self) -> &'static str {
        "unsourced-quotation"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        unsourced(context, placed, out, self.code(), Claim::Quotation, |sourcing| match sourcing {
            Sourcing::Weak => Words {
                zh: "引语“{}”只有说话人，没有场合。请加注，或写明时间和场合（讲话、采访、文章）。",
                en: "The quotation “{}” names only the speaker. Add a note, or say when and where it was said (speech, interview, article).",
            },
            Sourcing::Attributed => Words {
                zh: "引语“{}”在文中点明了场合，但本文还没有一条注释。学术文章的引语请加注。",
                en: "The quotation “{}” names its occasion, but this article has no notes yet. Quotations in an academic text want a note.",
            },
            _ => Words {
                zh: "引语“{}”没有出处。引号里的话必须查得到：请加注，或写明是谁在什么场合说的。",
                en: "The quotation “{}” has no source. Words in quotation marks must be traceable: add a note, or say who said them and on what occasion.",
            },
        });
    }
}
