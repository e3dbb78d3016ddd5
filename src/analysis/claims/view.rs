//! One sentence with everything that its block's syntax found in it.

use crate::{
    knowledge::{Kind, Knowledge, Mention},
    syntax::{Attribution, Class, Date, Quantity, Quotation, Sentence, Word, inline::InlineKind, quotations},
    text::Span,
};

use super::super::Block;

/// A sentence of a block. Spans count bytes of the block.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The text of the block, folded to Simplified.
    pub text: &'a str,
    /// With its closing quotes and markers.
    pub span: Span,
    /// Without the markers after it.
    pub body: Span,
    /// Words of the vocabulary outside quotations.
    pub words: Vec<Word>,
    /// Outermost quotations that begin here, titles aside.
    pub quoted: Vec<Quotation>,
    pub titles: Vec<Quotation>,
    pub quantities: &'a [Quantity],
    pub dates: &'a [Date],
    pub attributions: &'a [Attribution],
    /// People, states and bodies that act or speak, in order.
    pub actors: Vec<Actor>,
    /// A note marker or a link stands in it.
    pub noted: bool,
    /// It begins inside a quotation that an earlier sentence opened.
    pub inside: bool,
}

/// Somebody who acts or speaks: an entry of the knowledge base, or an office without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub span: Span,
    pub sort: Sort,
}

/// What sort of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A person, or the holder of an office.
    Person,
    /// A government, organization, party.
    Body,
    State,
    /// Outlets and institutes, which report.
    Outlet,
}

/// The elements of a sorted list that begin inside `span`.
fn part<T>(list: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let first = list.partition_point(|item| place(item).start < span.start);
    let last = list.partition_point(|item| place(item).start < span.end);
    list.get(first..last).unwrap_or(&[])
}

impl<'a> View<'a> {
    /// The sentences of a block; `plain` is its text folded to Simplified, `quoting` says
    /// that the block before left a quotation open, `real_note` tells which of its markers (by index) are notes.
    pub fn of_block(
        block: &'a Block,
        plain: &'a str,
        knowledge: &Knowledge,
        quoting: bool,
        real_note: impl Fn(usize) -> bool,
    ) -> Vec<Self> {
        let syntax = &block.syntax;
        let all_actors = actors(block, knowledge);
        let closes = quoting.then(|| quotations::unpaired(&block.text).close).flatten();
        let noted: Vec<Span> = (syntax.markers.iter().enumerate())
            .filter(|&(index, _)| real_note(index))
            .map(|(_, marker)| marker.span)
            .collect();
        let spoken: Vec<Quotation> =
            syntax.quotations.iter().filter(|q| q.depth == 0 && !q.marks.is_title()).copied().collect();
        let held = |offset: u32| {
            let index = spoken.partition_point(|q| q.span.end <= offset);
            spoken.get(index).filter(|q| q.span.start <= offset)
        };
        let of_sentence = |sentence: &Sentence| {
            let span = sentence.span;
            let quoted = part(&spoken, span, |q| q.span).to_vec();
            Self {
                text: plain,
                span,
                body: body(sentence),
                words: (part(&syntax.words, span, |word| word.span).iter())
                    .filter(|word| held(word.span.start).is_none())
                    .copied()
                    .collect(),
                titles: (part(&syntax.quotations, span, |q| q.span).iter())
                    .filter(|q| q.marks.is_title() && held(q.span.start).is_none())
                    .copied()
                    .collect(),
                quantities: part(&syntax.quantities, span, |quantity| quantity.span),
                dates: part(&syntax.dates, span, |date| date.span),
                attributions: part(&syntax.attributions, span, |attribution| attribution.span),
                actors: (part(&all_actors, span, |actor| actor.span).iter())
                    .filter(|actor| held(actor.span.start).is_none())
                    .copied()
                    .collect(),
                noted: !part(&noted, span, |marker| *marker).is_empty()
                    || part(&syntax.inline, span, |inline| inline.span)
                        .iter()
                        .any(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url)),
                inside: held(span.start).is_some_and(|q| q.span.start < span.start)
                    || closes.is_some_and(|close| span.start < close),
                quoted,
            }
        };
        syntax.sentences.iter().map(of_sentence).collect()
    }

    pub fn str(&self) -> &'a str {
        self.body.of(self.text)
    }

    pub fn has(&self, class: Class) -> bool {
        self.words.iter().any(|word| word.class == class)
    }

    pub fn any(&self, classes: &[Class]) -> bool {
        self.words.iter().any(|word| classes.contains(&word.class))
    }

    pub fn first(&self, class: Class) -> Option<Span> {
        self.words.iter().find(|word| word.class == class).map(|word| word.span)
    }

    /// The clause around an offset: between commas, colons and semicolons outside quotations.
    pub fn clause(&self, offset: u32) -> Span {
        let mark = |c: char| matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '\n');
        let outside = |at: u32| !self.quoted.iter().any(|q| q.span.contains(at as usize));
        let mut clause = self.body;
        for (at, c) in self.str().char_indices() {
            let at = self.body.start + Span::new(0, at).end;
            if !mark(c) || !outside(at) {
                continue;
            }
            if at < offset {
                clause.start = at + Span::new(0, c.len_utf8()).end;
            } else {
                clause.end = at;
                break;
            }
        }
        clause
    }

    /// Words of the vocabulary in a stretch of the sentence.
    pub fn words_in(&self, span: Span) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(move |word| span.encloses(word.span))
    }

    /// The first actor of a stretch.
    pub fn actor_in(&self, span: Span) -> Option<Actor> {
        self.actors.iter().copied().find(|actor| span.encloses(actor.span))
    }

    pub fn has_in(&self, span: Span, classes: &[Class]) -> bool {
        self.words_in(span).any(|word| classes.contains(&word.class))
    }

    pub fn after(&self, offset: u32) -> &'a str {
        self.text.get(offset as usize..self.body.end as usize).unwrap_or("")
    }

    pub fn asks(&self) -> bool {
        let closers = ['”', '’', '」', '』', '）', ')', '】', '"', '*', ' '];
        let body = self.str().trim_end_matches(closers);
        // 他问我：“会打仗吗？”: the question is somebody's words.
        let end = self.body.start as usize + body.len();
        let quoted = |q: &Quotation| self.body.start < q.span.start && q.span.contains(end.saturating_sub(1));
        body.ends_with(['？', '?']) && !self.quoted.last().is_some_and(quoted)
    }
}

/// A sentence without the markers after it.
pub fn body(sentence: &Sentence) -> Span {
    let span = sentence.span;
    Span { start: span.start, end: sentence.body_end.clamp(span.start, span.end) }
}

/// True where the words of a sentence end as sentences do; a page break may cut one.
pub fn ends(words: &str) -> bool {
    let closers = ['”', '’', '」', '』', '）', ')', '】', '"', '*', ' ', '〉', '》'];
    let words = words.trim_end().trim_end_matches(closers);
    words.ends_with(['。', '！', '？', '!', '?', '…', '；', ';', '.', '：', ':', '｡'])
}

/// Everybody of a block who acts or speaks, in order and without overlap.
fn actors(block: &Block, knowledge: &Knowledge) -> Vec<Actor> {
    let sort = |mention: &Mention| {
        let kind = mention.entries.first().and_then(|&id| knowledge.entry(id)).map(|entry| entry.kind)?;
        Some(match kind {
            Kind::Person => Sort::Person,
            Kind::Government | Kind::Organization | Kind::Party => Sort::Body,
            // Capitals stand for their governments.
            Kind::State | Kind::Place => Sort::State,
            Kind::Media | Kind::ThinkTank => Sort::Outlet,
            Kind::Weapon | Kind::Term | Kind::Office => return None,
        })
    };
    let known = block.mentions.iter().filter(|mention| !mention.pending);
    let mut found: Vec<Actor> =
        known.filter_map(|mention| Some(Actor { span: mention.span, sort: sort(mention)? })).collect();
    found.extend(
        (block.syntax.words.iter())
            .filter(|word| word.class == Class::Office)
            .map(|word| Actor { span: word.span, sort: Sort::Person }),
    );
    found.sort_by_key(|actor| actor.span);
    found.dedup_by(|next, before| before.span.overlaps(next.span));
    found
}
