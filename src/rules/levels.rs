use std::collections::BTreeMap;

use super::Severity;

/// What settings ask of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Off,
    At(Severity),
}

/// Severities that settings give, by the code of the rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    given: BTreeMap<&'static str, Level>,
}

impl Levels {
    pub(super) const EMPTY: Self = Self { given: BTreeMap::new() };

    pub fn set(&mut self, code: &'static str, level: Level) {
        self.given.insert(code, level);
    }

    /// Takes over what `over` gives.
    pub fn extend(&mut self, over: &Self) {
        self.given.extend(&over.given);
    }

    pub fn of(&self, code: &str) -> Option<Level> {
        self.given.get(code).copied()
    }

    /// The severity of a rule that is `usual`ly of that one (`None`: off).
    pub fn severity(&self, code: &str, usual: Option<Severity>) -> Option<Severity> {
        match self.of(code) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => Some(severity),
            None => usual,
        }
    }
}
