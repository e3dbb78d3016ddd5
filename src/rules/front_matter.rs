//! `front-matter`: an entry in the front matter that does not hold.

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{Placed, Profile},
    knowledge::wording,
    syntax::BlockKind,
};

pub struct FrontMatter;

impl Rule for FrontMatter {
    fn code(&self) -> &'static str {
        "front-matter"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        if placed.block.kind() != BlockKind::FrontMatter {
            return;
        }
        out.extend(context.analysis.own.problems().map(|(span, message)| Finding {
            code: self.code(),
            severity: Severity::Error,
            span,
            message: wording::message(message, context.language),
            related: Vec::new(),
        }));
    }
}
