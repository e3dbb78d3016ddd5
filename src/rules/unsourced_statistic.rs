//! `unsourced-statistic`: figures stated as fact with no source.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, unsourced},
};
use crate::analysis::{
    Placed, Profile,
    claims::{Claim, Sourcing},
};

pub struct UnsourcedStatistic;

impl Rule for UnsourcedStatistic {
    fn code(&self) -> &'static str {
        "unsourced-statistic"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        unsourced(context, placed, out, self.code(), Claim::Statistic, |sourcing| match sourcing {
            Sourcing::Weak => Words {
                zh: "“{}”只写了是谁说的。数字要能核对：请加注，或写明出自哪次讲话、哪份文件（附日期）。",
                en: "“{}” names only the speaker. A figure must be checkable: add a note, or name the occasion or document and its date.",
            },
            Sourcing::Attributed => Words {
                zh: "“{}”在文中点明了来源，但本文还没有一条注释。学术文章的数字请加注。",
                en: "“{}” names its source in the text, but this article has no notes yet. Figures in an academic text want a note.",
            },
            _ => Words {
                zh: "“{}”是读者无法凭常识核对的数字，文中没有出处。请加注，或写明出自哪家机构、哪份统计或报告（附日期）。",
                en: "“{}” is a figure that readers cannot check from common knowledge, and no source is given. Add a note, or name the institution, statistics or report it comes from, with its date.",
            },
        });
    }
}
