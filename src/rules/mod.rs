//! Diagnostic rules: one file a rule, and a registry.
//!
//! Architecture invariant: a rule reads an analysis and returns findings in document bytes; it knows no editor.

pub mod suppression;

use crate::{
    analysis::{Analysis, Profile},
    text::{Language, Span},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Hint,
    Information,
    Warning,
    Error,
}

/// One finding of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's code, as in `docs/rules/`.
    pub code: &'static str,
    pub severity: Severity,
    /// Bytes of the document: the claim itself, not the paragraph.
    pub span: Span,
    /// What is claimed, why it needs a source, what would satisfy it.
    pub message: String,
    /// Other places that matter (bytes of the document).
    pub related: Vec<(Span, String)>,
}

/// What a rule may look at.
pub struct Context<'a> {
    pub analysis: &'a Analysis,
    pub language: Language,
}

/// A rule of the registry.
pub trait Rule: Sync {
    /// Stable code, kebab case; reads well after "allow".
    fn code(&self) -> &'static str;

    /// `None` switches the rule off in that profile.
    fn severity(&self, profile: Profile) -> Option<Severity>;

    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>);
}

/// Every rule, in the order of the documentation.
pub const RULES: &[&dyn Rule] = &[];

/// Runs all rules; findings in document order.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule.check(context, &mut findings);
    }
    suppression::apply(context, &mut findings);
    findings.sort_by_key(|finding| (finding.span, finding.code));
    findings
}
