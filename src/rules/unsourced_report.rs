//! `unsourced-report`: contents of a report, poll, plan, leak or document with no traceable origin.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, unsourced},
};
use crate::analysis::{
    Placed, Profile,
    claims::{Claim, Sourcing},
};

pub struct UnsourcedReport;

impl Rule for UnsourcedReport {
    fn code(&self) -> &'static str {
        "unsourced-report"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        unsourced(context, placed, out, self.code(), Claim::Report, |sourcing| match sourcing {
            Sourcing::Attributed => Words {
                zh: "“{}”点明了文件，但本文还没有一条注释。学术文章转述文件内容请加注。",
                en: "“{}” names the document, but this article has no notes yet. In an academic text its contents want a note.",
            },
            _ => Words {
                zh: "“{}”转述文件或报道的内容，读者找不到原件。请加注，或写明文件名称、发布者和日期。",
                en: "“{}” gives the contents of a document or story that readers cannot find. Add a note, or name the document, who issued it and when.",
            },
        });
    }
}
