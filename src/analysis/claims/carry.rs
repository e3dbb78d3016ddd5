//! What a sentence takes over from the ones around it: the source of a passage, the note at its end, the other half of a
//! sentence that a page break cuts.

use std::ops::Range;

use super::{
    Claim, Judgement, Reason, Reasons, Sourcing, content,
    mode::{self, Mode},
    sourcing::{self, rank},
    view::{Sort, View},
};
use crate::{
    syntax::{Attribution, AttributionKind, Class, Word},
    text::{ends, head},
};

/// Judges the sentences of a block, its `own` among those of the neighbours where a sentence runs across the break.
pub fn judge(views: &[View<'_>], own: Range<usize>) -> Vec<Judgement> {
    let mut found: Vec<Judgement> = views.iter().map(alone).collect();
    let cuts = [own.start, own.end];
    let joined = |index: usize| index > 0 && cuts.contains(&index) && views.get(index).is_some();
    let mut document = false;
    for index in 0..found.len() {
        document &= !cuts.contains(&index) || joined(index);
        if index > 0 {
            forward(views, &mut found, index, joined(index));
        }
        if document && refers_back(&views[index]) && rank(found[index].sourcing) < rank(Sourcing::Attributed) {
            found[index].sourcing = Sourcing::Attributed;
            found[index].reasons.push(Reason::SameDocument);
        }
        let sourced = rank(found[index].sourcing) >= rank(Sourcing::Attributed) && views[index].any(DOCUMENTS);
        document |= sourced || issues(&views[index]);
    }
    for index in (0..found.len().saturating_sub(1)).rev() {
        backward(views, &mut found, index, joined(index + 1));
    }
    found.truncate(own.end);
    found.drain(..own.start);
    found
}

/// Words for a document that a passage may digest over several sentences.
const DOCUMENTS: &[Class] = &[Class::Document, Class::Data];

/// 报告还指出, 同一份调查也显示: told from the document that the passage named before.
fn refers_back(view: &View<'_>) -> bool {
    if !view.any(DOCUMENTS) {
        return false;
    }
    let Some(named) = view.words.iter().find(|word| DOCUMENTS.contains(&word.class)) else { return false };
    let before = view.text.get(view.body.start as usize..named.span.start as usize).unwrap_or("");
    // 数据显示 begins anew; 该数据显示 goes on.
    let definite = ["该", "这", "此", "这份", "这项", "同一份", "同一项", "上述"].iter().any(|word| ends(before, word));
    let other =
        ["一次", "一项", "一份", "一些", "有", "某", "最新", "最近", "另"].iter().any(|word| before.contains(word));
    // 部长的日记显示: whose it is says that it is another.
    if (other || before.ends_with('的') || named.class == Class::Data) && !definite {
        return false;
    }
    let at = named.span.start - view.body.start;
    at <= OPENING - SUBJECT
        || at <= OPENING + OPENING
            && view.attributions.iter().any(|a| a.kind == AttributionKind::Named && a.verb != Class::Perform)
}

/// Longest stretch read as a sentence, in bytes (2,000 Han characters); what is longer is no prose.
const LONGEST: usize = 6_000;

/// 研究中心7月16日发布文章《……》: the sentence names the document that the passage goes on to tell.
fn issues(view: &View<'_>) -> bool {
    let named = view.has(Class::Document) || !view.titles.is_empty();
    let who = view.has(Class::Institution) || !view.actors.is_empty();
    let dated = || view.dates.iter().any(|date| date.month.is_some() || date.day.is_some());
    let issued = ["发布", "公布", "发表", "出台", "通过", "签署", "刊发"];
    named && who && dated() && issued.iter().any(|word| view.str().contains(word))
}

/// The judgement on a sentence by itself.
fn alone(view: &View<'_>) -> Judgement {
    if view.body.len() > LONGEST {
        return Judgement {
            sentence: view.span,
            mode: Mode::Frame,
            claim: None,
            sourcing: Sourcing::None,
            vague: None,
            reasons: Reasons::new(Reason::TooLong),
        };
    }
    let mode = mode::of(view);
    let claim = if mode == Mode::Question { None } else { content::of(view, mode) };
    let offer = sourcing::of(view, claim.map_or(Claim::Statement, |(claim, _)| claim));
    Judgement {
        sentence: view.span,
        mode,
        claim,
        sourcing: offer.sourcing,
        vague: offer.vague,
        reasons: Reasons::new(offer.why),
    }
}

/// Takes over the source of the sentence before where this one plainly goes on with it.
fn forward(views: &[View<'_>], found: &mut [Judgement], index: usize, joined: bool) {
    let (Some(view), Some(last)) = (views.get(index), index.checked_sub(1).and_then(|i| views.get(i))) else { return };
    let Some((before, rest)) = found.split_at_mut_checked(index) else { return };
    let (Some(before), Some(own)) = (before.last(), rest.first_mut()) else { return };
    if joined && own.claim.is_none() && own.mode != Mode::Question {
        let inherits = before.claim.filter(|(claim, _)| *claim != Claim::Statistic);
        own.claim = inherits.map(|(claim, _)| (claim, view.body));
    }
    if quote_alone(view) && speaks(last) && rank(own.sourcing) == 0 {
        (own.sourcing, own.vague) = (before.sourcing, before.vague);
        own.reasons.push(Reason::SpeakerBefore);
        return;
    }
    let goes_on = joined || view.inside || continues(last, view) || parallel(last, view);
    let source = match before.sourcing {
        Sourcing::Attributed => Sourcing::Attributed,
        Sourcing::Note if !joined && (view.inside || traceable(last)) => Sourcing::Attributed,
        _ if joined || view.inside => before.sourcing,
        _ => return,
    };
    if goes_on && rank(source) > rank(own.sourcing) {
        own.sourcing = source;
        own.reasons.push(Reason::CarriedOn);
    }
}

/// True where the sentence names a source of its own beside its note.
fn traceable(view: &View<'_>) -> bool {
    sourcing::said(view, Claim::Report).sourcing == Sourcing::Attributed
}

/// Takes over the note at the end of the next sentence where that one plainly goes on with this.
fn backward(views: &[View<'_>], found: &mut [Judgement], index: usize, joined: bool) {
    let (Some(view), Some(next)) = (views.get(index), views.get(index + 1)) else { return };
    let Some(after) = found.get(index + 1) else { return };
    if quote_alone(view) && speaks(next) && rank(found[index].sourcing) < rank(after.sourcing) {
        let (sourcing, vague) = (after.sourcing, None);
        (found[index].sourcing, found[index].vague) = (sourcing, vague);
        found[index].reasons.push(Reason::SpeakerAfter);
        return;
    }
    let noted = after.sourcing == Sourcing::Note;
    if noted && (joined || next.inside || continues(view, next)) {
        let own = &mut found[index];
        if rank(own.sourcing) < rank(Sourcing::Note) {
            own.sourcing = Sourcing::Note;
            own.reasons.push(Reason::NoteAfterNext);
        }
    }
}

/// True where `next` plainly goes on with what `view` reports: the same speaker or document, or a pronoun for it.
fn continues(view: &View<'_>, next: &View<'_>) -> bool {
    let tells = [Class::Speech, Class::Belief, Class::Disclose, Class::Show, Class::Document];
    if !view.any(&tells) || !next.any(&tells) {
        return false;
    }
    let opens = |word: &&Word| word.span.start - next.body.start <= OPENING;
    // A document is gone on with where one was told from, and not where somebody only expects something.
    let documents = view.any(&[Class::Document, Class::Data, Class::Disclose, Class::Show]);
    let pronoun = next
        .words
        .iter()
        .take_while(opens)
        .any(|word| word.class == Class::Pronoun || word.class == Class::Document && documents);
    let vague = next.attributions.first().is_some_and(|attribution| attribution.kind == AttributionKind::Vague);
    !vague && (pronoun || same_speaker(view, next))
}

/// 《A报》的民调是71%。《B报》低一些，68%: one title takes up where the other left off.
fn parallel(view: &View<'_>, next: &View<'_>) -> bool {
    let opens = next.titles.first().is_some_and(|title| title.span.start - next.body.start <= SUBJECT);
    opens && !view.titles.is_empty() && view.any(DOCUMENTS)
}

/// A sentence that is a quotation and nothing else: its speaker stands beside it.
fn quote_alone(view: &View<'_>) -> bool {
    view.quoted.first().is_some_and(|quotation| {
        let rest = (quotation.span.start - view.body.start) + view.body.end.saturating_sub(quotation.span.end);
        rest <= OPENING && quotation.span.len() > rest as usize
    })
}

/// True where somebody says something in the sentence, and says it there.
fn speaks(view: &View<'_>) -> bool {
    // 凯南所说的实力: a word for a thing, nobody speaks.
    let verb = |a: &Attribution| !a.span.of(view.text).contains('所');
    view.attributions.iter().any(|a| a.verb == Class::Speech && a.source.is_some() && verb(a))
}

/// Bytes that the shortest predicate takes (three Han characters).
const SUBJECT: u32 = 9;

/// Bytes within which a sentence names what it goes on with (five Han characters).
const OPENING: u32 = 15;

/// The speaker of `next` is named in the sentence before as well.
fn same_speaker(view: &View<'_>, next: &View<'_>) -> bool {
    let Some(source) = next.attributions.first().and_then(|attribution| attribution.source) else { return false };
    if source.start > next.body.start + OPENING {
        return false;
    }
    match next.actors.iter().find(|actor| source.encloses(actor.span)) {
        Some(actor) if actor.sort == Sort::State => false,
        Some(actor) => view.str().contains(actor.span.of(next.text)),
        None => {
            let name = head(source.of(next.text), 3);
            name.chars().count() == 3 && view.str().contains(name)
        }
    }
}
