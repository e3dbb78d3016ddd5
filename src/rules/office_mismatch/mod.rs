//! `office-mismatch`: an office that the actor did not hold on the day it is said of him.

mod kinship;
mod message;
mod remedy;

pub use remedy::remedies;

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Placed, Profile,
        names::{self, Manner, Place, Titled},
    },
    knowledge::{Date, Entry, Knowledge, Tenure, base::entry::Confidence, offices},
    text::{Span, script},
};
use kinship::Kinship;

pub struct OfficeMismatch;

/// What is wrong with an office said of a person.
#[derive(Clone, Copy, Debug)]
enum Fault<'a> {
    /// The title is not what this office is called.
    Form,
    /// The office was not called so then.
    Renamed { from: Option<Date>, to: Option<Date> },
    /// His time was over.
    Stale { tenure: &'a Tenure, holder: Option<&'a Entry> },
    /// His time had not come.
    NotYet { tenure: &'a Tenure, holder: Option<&'a Entry> },
    /// Somebody else held it, and he never did.
    Other { holder: &'a Entry },
    /// 前, and he held it.
    Former { tenure: &'a Tenure },
}

/// Years after which a title is plainly a memory (里根总统), unless its bearer holds another office.
const MEMORY_YEARS: i32 = 5;
/// Words that take a sentence out of the document's day.
const PAST: &[&str] = &[
    "时任",
    "時任",
    "当时",
    "當時",
    "当年",
    "當年",
    "彼时",
    "彼時",
    "那时",
    "那時",
    "曾",
    "上任",
    "就任",
    "就职",
    "就職",
    "卸任",
    "辞职",
    "辭職",
    "下台",
    "任期",
    "去世",
    "逝世",
    "遇刺",
    "生前",
    "竞选",
    "競選",
    "接替",
    "继任",
    "繼任",
    "前任",
    "历史上",
    "歷史上",
    "即将",
    "即將",
    "如果",
    "假如",
    "一旦",
    "遗产",
    "遺產",
    "回忆",
    "回憶",
];

impl Rule for OfficeMismatch {
    fn code(&self) -> &'static str {
        "office-mismatch"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        let mut push = |span, message| {
            let (code, severity) = (self.code(), Severity::Warning);
            out.push(Finding { code, severity, span, message, related: Vec::new() });
        };
        let settled = |case: &Case<'_>| case.titled.person.is_reviewed();
        for Case { titled, fault, day } in cases(analysis, placed).into_iter().filter(settled) {
            let message = message::of(analysis.knowledge(), &titled, &fault, day, context.language);
            push(placed.span(titled.span), message);
        }
        for kinship in bonds(analysis, placed) {
            push(placed.span(kinship.span), message::kinship(&kinship, context.language));
        }
    }
}

/// An office said wrongly of a person.
struct Case<'a> {
    titled: Titled<'a>,
    fault: Fault<'a>,
    /// The day that it is wrong on.
    day: Option<Date>,
}

/// All of a block, in the author's own prose.
fn cases<'a>(analysis: &'a Analysis, placed: &'a Placed) -> Vec<Case<'a>> {
    let knowledge = analysis.knowledge();
    let document = analysis.frame.date.filter(|_| analysis.frame.declared).and_then(date);
    let all = names::titled(placed, &analysis.names, knowledge).into_iter();
    let wrong = all.filter_map(|titled| {
        let days = Days::of(analysis, placed, &titled, document);
        let fault = judge(knowledge, placed, &titled, &days)?;
        let prose = names::place(placed.block.parsed(), titled.name.span) == Place::Prose;
        prose.then(|| Case { titled, fault, day: days.said(titled.manner) })
    });
    wrong.collect()
}

/// The wrong bonds of kinship of a block, in the author's own prose.
fn bonds<'a>(analysis: &'a Analysis, placed: &'a Placed) -> impl Iterator<Item = Kinship<'a>> {
    let prose = |kinship: &Kinship<'_>| names::place(placed.block.parsed(), kinship.span) == Place::Prose;
    kinship::wrong(placed, &analysis.names, analysis.knowledge()).into_iter().filter(prose)
}

/// A day of the analysis as a day of the base.
fn date((year, month, day): (i32, Option<u8>, Option<u8>)) -> Option<Date> {
    Some(Date::new(i16::try_from(year).ok()?, month.unwrap_or(0), day.unwrap_or(0)))
}

/// The days that an office may be said for.
struct Days<'a> {
    /// The document's.
    document: Option<Date>,
    /// Of the same sentence, the nearest before the title first.
    sentence: Vec<Date>,
    /// Of the block, before the sentence.
    before: Vec<Date>,
    /// Where it is said: the sentence, and its block.
    around: Span,
    placed: &'a Placed,
}

impl<'a> Days<'a> {
    fn of(analysis: &Analysis, placed: &'a Placed, titled: &Titled<'_>, document: Option<Date>) -> Self {
        let syntax = &placed.block.syntax;
        let whole = Span::new(0, placed.block.text.len());
        let sentence = syntax.sentences.iter().map(|sentence| sentence.span).find(|span| span.encloses(titled.span));
        let around = sentence.unwrap_or(whole);
        let mut days = Self { document, sentence: Vec::new(), before: Vec::new(), around, placed };
        for one in syntax.dates.iter().filter(|one| one.span.start < around.end) {
            let (Some(year), month, day) = analysis.frame.absolute(one) else { continue };
            let Some(meant) = date((year, month, day)) else { continue };
            if around.encloses(one.span) {
                days.sentence.push(meant);
            } else {
                days.before.push(meant);
            }
        }
        days
    }

    /// True where the sentence speaks of another time.
    fn loose(&self) -> bool {
        let block = &self.placed.block;
        let text = self.around.of(&block.text);
        let mut names = block.mentions.iter().filter(|name| self.around.encloses(name.span));
        PAST.iter().any(|word| text.contains(word)) || names.any(|name| names::of_a_time(&block.text, name))
    }

    /// All of them.
    fn all(&self) -> impl Iterator<Item = Date> {
        self.document.into_iter().chain(self.sentence.iter().copied()).chain(self.before.iter().copied())
    }

    /// The day that a finding speaks of.
    fn said(&self, manner: Manner) -> Option<Date> {
        match manner {
            Manner::Then => self.sentence.first().copied(),
            _ => self.document,
        }
    }
}

fn judge<'a>(knowledge: &'a Knowledge, placed: &Placed, titled: &Titled<'a>, days: &Days<'_>) -> Option<Fault<'a>> {
    let Titled { person, office, manner, .. } = *titled;
    let settled = |tenure: &&Tenure| tenure.office == office.id && tenure.confidence != Confidence::Unsettled;
    let held: Vec<&Tenure> = person.tenures.iter().filter(settled).collect();
    if titled.title.wrong {
        return (!held.is_empty()).then_some(Fault::Form);
    }
    let unsettled = |tenure: &&Tenure| tenure.office == office.id && tenure.confidence == Confidence::Unsettled;
    if person.tenures.iter().filter(unsettled).any(|tenure| days.all().any(|day| offices::covers(tenure, day))) {
        return None;
    }
    match manner {
        Manner::Open => None,
        Manner::Former => {
            let day = days.document.filter(|_| days.sentence.is_empty())?;
            let tenure = held.iter().find(|tenure| surely(tenure, day))?;
            (!days.loose()).then_some(Fault::Former { tenure })
        }
        Manner::Then => {
            let day = *days.sentence.first()?;
            let then = days.sentence.iter().any(|&day| held.iter().any(|tenure| offices::covers(tenure, day)));
            if then { None } else { fault(knowledge, titled, &held, day) }
        }
        Manner::Holds => {
            let day = days.document?;
            if days.all().any(|day| held.iter().any(|tenure| offices::covers(tenure, day))) {
                return renamed(placed, titled, days);
            }
            if !held.is_empty() && memory(person, &held, day) || days.loose() {
                return None;
            }
            if held.is_empty() && days.all().any(|day| offices::other_holder(knowledge, office, person, day).is_none())
            {
                return None;
            }
            fault(knowledge, titled, &held, day)
        }
    }
}

/// True where a tenure surely covers a day.
fn surely(tenure: &Tenure, day: Date) -> bool {
    tenure.from.is_some_and(|from| from.last() < day.first()) && tenure.to.is_none_or(|to| day.last() < to.first())
}

/// The fault of an office that was not held on a day.
fn fault<'a>(knowledge: &'a Knowledge, titled: &Titled<'a>, held: &[&'a Tenure], day: Date) -> Option<Fault<'a>> {
    let holder = offices::other_holder(knowledge, titled.office, titled.person, day);
    let ended = |tenure: &&&Tenure| tenure.to.is_some_and(|to| to.last() < day.first());
    let begins = |tenure: &&&Tenure| tenure.from.is_some_and(|from| day.last() < from.first());
    let last = held.iter().filter(ended).max_by_key(|tenure| tenure.to);
    let next = held.iter().filter(begins).min_by_key(|tenure| tenure.from);
    match (last, next) {
        (Some(tenure), _) => Some(Fault::Stale { tenure, holder }),
        (None, Some(tenure)) => Some(Fault::NotYet { tenure, holder }),
        (None, None) => Some(Fault::Other { holder: holder.filter(|_| !titled.person.tenures.is_empty())? }),
    }
}

/// 里根总统: long over, and its bearer is nothing else now.
fn memory(person: &Entry, held: &[&Tenure], day: Date) -> bool {
    let over = held.iter().filter_map(|tenure| tenure.to).max();
    over.is_some_and(|to| i32::from(day.year) - i32::from(to.year) > MEMORY_YEARS)
        && !person.tenures.iter().any(|tenure| tenure.to.is_none() && surely(tenure, day))
}

/// A title that the office did not bear on any of the days.
fn renamed<'a>(placed: &Placed, titled: &Titled<'a>, days: &Days<'_>) -> Option<Fault<'a>> {
    let written = script::fold_text(titled.title.span.of(&placed.block.text));
    let name = titled.office.names.iter().find(|name| script::fold_text(&name.text) == written)?;
    let bore = |day: Date| {
        name.from.is_none_or(|from| from.first() <= day.last()) && name.to.is_none_or(|to| day.first() <= to.last())
    };
    (!days.all().any(bore)).then_some(Fault::Renamed { from: name.from, to: name.to })
}
