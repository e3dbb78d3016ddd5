//! Which findings of a document an editor is shown: all, or the most severe of many.

use crate::rules::{Finding, Severity};

/// Most findings that are shown of a document: as many as VS Code shows of a file. A notice tells how many there are.
pub(super) const MOST: usize = 1_000;

/// How many findings there are of each severity.
pub(super) type Counts = [usize; 4];

/// From the most severe on.
const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];

pub(super) fn counts(findings: &[Finding]) -> Counts {
    let mut counts = Counts::default();
    findings.iter().for_each(|finding| counts[finding.severity as usize] += 1);
    counts
}

/// Where the list of what is shown ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// What is more severe is shown.
    least: Severity,
    /// Of what is as severe, so many are shown, the first.
    left: usize,
}

impl Cut {
    /// `None` where all of so many findings are shown.
    pub fn of(counts: Counts) -> Option<Self> {
        if counts.iter().sum::<usize>() <= MOST {
            return None;
        }
        let mut left = MOST;
        for least in SEVERITIES {
            let count = counts[least as usize];
            if count > left {
                return Some(Self { least, left });
            }
            left -= count;
        }
        None
    }

    /// How many are shown of the first so many findings.
    pub fn count(self, first: Counts) -> usize {
        let severe = SEVERITIES.into_iter().take_while(|severity| *severity != self.least);
        severe.map(|severity| first[severity as usize]).sum::<usize>() + first[self.least as usize].min(self.left)
    }

    /// Those that are shown of findings that stand behind so many.
    pub fn shown(cut: Option<Self>, first: Counts, findings: &[Finding]) -> impl Iterator<Item = &Finding> {
        let mut before = cut.map_or(0, |cut| first[cut.least as usize]);
        findings.iter().filter(move |finding| {
            let Some(cut) = cut else { return true };
            let as_severe = finding.severity == cut.least;
            before += usize::from(as_severe);
            finding.severity > cut.least || as_severe && before <= cut.left
        })
    }
}

/// The findings that are shown, in order.
pub(super) fn shown(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    Cut::shown(Cut::of(counts(findings)), Counts::default(), findings)
}
