//! `vague-attribution`: 据报道, 有媒体, 外界普遍认为 … as the only source of a claim.

use super::{
    Context, Finding, Rule, Severity,
    claim::{Words, finding, wanting},
};
use crate::analysis::{Placed, Profile, claims::Sourcing};

pub struct VagueAttribution;

const WORDS: Words = Words {
    zh: "“{}”说不出是谁。读者无从核对：请换成具体的媒体、机构或人名（附日期），或加注。",
    en: "“{}” names nobody who could be asked. Name the outlet, institution or person, with a date, or add a note.",
};

impl Rule for VagueAttribution {
    fn code(&self) -> &'static str {
        "vague-attribution"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        for judgement in wanting(context, placed).filter(|judgement| judgement.sourcing == Sourcing::Vague) {
            let claim = judgement.claim.map(|(_, span)| span);
            if let Some(span) = judgement.vague.or(claim) {
                out.push(finding(context, self.code(), placed, span, &WORDS));
            }
        }
    }
}
