//! Which findings of a document an editor is shown: all, or the most severe of many.

use crate::{
    rules::{Finding, Severity},
    text::Span,
};

/// Most findings that are shown of a document: as many as VS Code shows of a file. A notice tells how many there are.
pub(super) const MOST: usize = 1_000;

/// Where the list of what is shown ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// What is more severe is shown; of what is as severe, the first.
    pub least: Severity,
    /// The last of these, in the order of the document.
    last: Option<(Span, &'static str)>,
}

impl Cut {
    /// `None` where all findings (in order) are shown.
    pub fn of(findings: &[Finding]) -> Option<Self> {
        if findings.len() <= MOST {
            return None;
        }
        let mut counts = [0; 4];
        findings.iter().for_each(|finding| counts[finding.severity as usize] += 1);
        let mut left = MOST;
        for least in [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint] {
            let count = counts[least as usize];
            if count > left {
                let mut as_severe = findings.iter().filter(|finding| finding.severity == least);
                let last = left.checked_sub(1).and_then(|last| as_severe.nth(last));
                return Some(Self { least, last: last.map(|last| (last.span, last.code)) });
            }
            left -= count;
        }
        None
    }

    pub fn shows(&self, finding: &Finding) -> bool {
        let among_the_first = || self.last.is_some_and(|last| (finding.span, finding.code) <= last);
        finding.severity > self.least || finding.severity == self.least && among_the_first()
    }
}

/// The findings that are shown, in order.
pub(super) fn shown(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let cut = Cut::of(findings);
    findings.iter().filter(move |finding| cut.is_none_or(|cut| cut.shows(finding)))
}
