//! Diagnostic rules: one file a rule, and a registry.
//!
//! Architecture invariant: a rule reads an analysis and returns findings in document bytes; it knows no editor.

mod claim;
mod duplicate_footnote;
mod empty_footnote;
mod front_matter;
pub mod incomplete_reference;
pub mod inconsistent_name;
mod levels;
mod malformed_url;
pub mod misspelt_original_name;
pub mod mixed_script;
pub mod office_mismatch;
#[cfg(test)]
pub(crate) mod on_purpose;
mod out_of_order_footnote;
mod refresh;
mod repeated_reference;
pub mod suppression;
mod undefined_footnote;
mod unsourced_event;
mod unsourced_quotation;
mod unsourced_report;
mod unsourced_statement;
mod unsourced_statistic;
mod unsourced_superlative;
mod unused_footnote;
mod vague_attribution;

pub use crate::knowledge::base::nearest::{nearest, shortened};
pub use levels::{Level, Levels};
pub use out_of_order_footnote::OutOfOrderFootnote;
pub use refresh::{Found, found, refresh, sort};

use crate::{
    analysis::{Analysis, Placed, Profile},
    stage,
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

impl Finding {
    /// True for "this claim lacks a source", as opposed to how notes and names are written.
    pub fn is_of_claim(&self) -> bool {
        self.code.starts_with("unsourced-") || self.code.starts_with("vague-")
    }
}

/// What a rule may look at.
pub struct Context<'a> {
    pub analysis: &'a Analysis,
    pub language: Language,
    pub levels: &'a Levels,
}

impl<'a> Context<'a> {
    /// With the severities of the profile.
    pub fn new(analysis: &'a Analysis, language: Language) -> Self {
        static PLAIN: Levels = Levels::EMPTY;
        Self { analysis, language, levels: &PLAIN }
    }
}

/// What a rule reads, and so when it must run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// No more than a block at a time, with the frame and the names of the document.
    Block,
    /// The notes of the whole document: which there are, where they stand, and what points to them.
    Notes,
    /// The notes, and which of them names a source first.
    Sources,
    /// The notes, and what references of a sort mostly carry.
    Customs,
    /// How the whole document spells its names.
    Spellings,
}

/// A rule of the registry.
pub trait Rule: Sync {
    /// Stable code, kebab case; reads well after "allow".
    fn code(&self) -> &'static str;

    /// `None` switches the rule off in that profile.
    fn severity(&self, profile: Profile) -> Option<Severity>;

    fn reads(&self) -> Reads {
        Reads::Block
    }

    /// True where what is found in a block hangs on that block and what the rule [`reads`](Self::reads) besides.
    fn by_block(&self) -> bool {
        self.reads() == Reads::Block
    }

    /// Adds what the rule finds in one block, if it goes by blocks.
    fn check_block(&self, _context: &Context<'_>, _placed: &Placed, _out: &mut Vec<Finding>) {}

    /// Adds what the rule finds. The severity it gives is replaced by the one that profile and settings ask for.
    fn check(&self, context: &Context<'_>, out: &mut Vec<Finding>) {
        context.analysis.blocks.iter().for_each(|placed| self.check_block(context, placed, out));
    }
}

/// Every rule, in the order of the documentation.
pub const RULES: &[&dyn Rule] = &[
    &unsourced_statistic::UnsourcedStatistic,
    &unsourced_quotation::UnsourcedQuotation,
    &unsourced_report::UnsourcedReport,
    &unsourced_event::UnsourcedEvent,
    &unsourced_statement::UnsourcedStatement,
    &unsourced_superlative::UnsourcedSuperlative,
    &vague_attribution::VagueAttribution,
    &undefined_footnote::UndefinedFootnote,
    &unused_footnote::UnusedFootnote,
    &duplicate_footnote::DuplicateFootnote,
    &out_of_order_footnote::OutOfOrderFootnote,
    &empty_footnote::EmptyFootnote,
    &malformed_url::MalformedUrl,
    &incomplete_reference::IncompleteReference,
    &repeated_reference::RepeatedReference,
    &inconsistent_name::InconsistentName,
    &misspelt_original_name::MisspeltOriginalName,
    &office_mismatch::OfficeMismatch,
    &mixed_script::MixedScript,
    &front_matter::FrontMatter,
    #[cfg(test)]
    &on_purpose::OnPurpose,
];

/// The codes of all rules, and of what suppression itself reports.
pub fn rule_codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.code()).chain([suppression::UNUSED, suppression::UNKNOWN])
}

/// Runs all rules; findings in document order, without those that comments allow.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    found(context).shown
}

/// Runs one rule as `run` says, at the severity that profile and settings ask for.
fn run(context: &Context<'_>, rule: &dyn Rule, out: &mut Vec<Finding>, run: impl FnOnce(&mut Vec<Finding>)) {
    let usual = rule.severity(context.analysis.frame.profile);
    let Some(severity) = context.levels.severity(rule.code(), usual) else { return };
    stage::begin(rule.code());
    let first = out.len();
    run(out);
    out.iter_mut().skip(first).for_each(|finding| finding.severity = severity);
}
