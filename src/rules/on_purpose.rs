//! A rule that panics, so that tests can see what becomes of it.

use super::{Context, Finding, Rule, Severity};
use crate::analysis::{Placed, Profile};

/// A text that it panics on.
pub(crate) const PANIC_ON_PURPOSE: &str = "panic on purpose";

pub struct OnPurpose;

impl Rule for OnPurpose {
    fn code(&self) -> &'static str {
        "on-purpose"
    }

    fn severity(&self, _: Profile) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn check_block(&self, _: &Context<'_>, placed: &Placed, _: &mut Vec<Finding>) {
        assert!(*placed.block.text != *PANIC_ON_PURPOSE, "{PANIC_ON_PURPOSE}");
    }
}
