//! One sentence with everything that its block's syntax found in it.

use crate::{
    knowledge::{Kind, Mention},
    syntax::{
        Attribution, BlockSyntax, Class, Date, Inline, Quantity, Quotation, Sentence, Spoken, Word, inline::InlineKind,
    },
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
    pub words: &'a [Word],
    /// The classes of these.
    classes: Classes,
    /// Outermost quotations that begin here, titles aside.
    pub quoted: &'a [Quotation],
    pub titles: &'a [Quotation],
    pub quantities: &'a [Quantity],
    pub dates: &'a [Date],
    pub attributions: &'a [Attribution],
    /// People, states and bodies that act or speak, in order.
    pub actors: &'a [Actor],
    /// A note marker or a link stands in it.
    pub noted: bool,
    /// It begins inside a quotation that an earlier sentence opened.
    pub inside: bool,
}

/// A set of classes of words, one bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Classes(u64);

const _: () = assert!(Class::ALL.len() <= u64::BITS as usize, "each class has its bit");

impl Classes {
    fn of(words: &[Word]) -> Self {
        Self(words.iter().fold(0, |set, word| set | 1 << word.class as u8))
    }

    fn has(self, class: Class) -> bool {
        self.0 >> class as u8 & 1 == 1
    }
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

/// What the sentences of a block are read from: what stands outside of its quotations, in order.
pub struct Parts<'a> {
    syntax: &'a BlockSyntax,
    /// The text of the block, folded to Simplified.
    plain: &'a str,
    /// Outermost quotations, titles aside.
    spoken: Vec<Quotation>,
    titles: Vec<Quotation>,
    actors: Vec<Actor>,
    /// Markers that are notes.
    notes: Vec<Span>,
    /// Where a quotation ends that the block before left open.
    closes: Option<u32>,
}

impl<'a> Parts<'a> {
    /// The parts of a block; `quoting` says that the block before left a quotation open, `real_note` tells which of its
    /// markers (by index) are notes.
    pub fn of(block: &'a Block, quoting: bool, real_note: impl Fn(usize) -> bool) -> Self {
        let syntax = &block.syntax;
        let spoken: Vec<Quotation> = syntax.quotations.iter().filter(|q| q.is_speech()).copied().collect();
        let titles = {
            let mut around = Spoken(&spoken);
            let titles = syntax.quotations.iter().filter(|q| q.marks.is_title());
            titles.filter(|q| !around.holds(q.span.start)).copied().collect()
        };
        let actors = actors(block, Spoken(&spoken));
        let notes = syntax.markers.iter().enumerate().filter(|&(index, _)| real_note(index));
        Self {
            syntax,
            plain: block.plain(),
            titles,
            actors,
            notes: notes.map(|(_, marker)| marker.span).collect(),
            closes: syntax.unpaired.close.filter(|_| quoting),
            spoken,
        }
    }

    /// The sentences of the block.
    pub fn views(&self) -> impl Iterator<Item = View<'_>> {
        let syntax = self.syntax;
        let (mut words, mut spoken, mut titles) = (&*syntax.words, &*self.spoken, &*self.titles);
        let (mut quantities, mut dates) = (&*syntax.quantities, &*syntax.dates);
        let (mut attributions, mut actors) = (&*syntax.attributions, &*self.actors);
        let (mut notes, mut inline) = (&*self.notes, &*syntax.inline);
        let link = |inline: &Inline| matches!(inline.kind, InlineKind::Link | InlineKind::Url);
        let of_sentence = move |sentence: &Sentence| {
            let span = sentence.span;
            let words = take(&mut words, span, |word| word.span);
            let links = take(&mut inline, span, |inline| inline.span);
            View {
                text: self.plain,
                span,
                body: body(sentence),
                words,
                classes: Classes::of(words),
                quoted: take(&mut spoken, span, |q| q.span),
                titles: take(&mut titles, span, |q| q.span),
                quantities: take(&mut quantities, span, |quantity| quantity.span),
                dates: take(&mut dates, span, |date| date.span),
                attributions: take(&mut attributions, span, |attribution| attribution.span),
                actors: take(&mut actors, span, |actor| actor.span),
                noted: !take(&mut notes, span, |marker| *marker).is_empty() || links.iter().any(link),
                inside: held(&self.spoken, span.start).is_some_and(|q| q.span.start < span.start)
                    || self.closes.is_some_and(|close| span.start < close),
            }
        };
        syntax.sentences.iter().map(of_sentence)
    }
}

/// The quotation around an offset.
fn held(spoken: &[Quotation], offset: u32) -> Option<&Quotation> {
    let index = spoken.partition_point(|q| q.span.end <= offset);
    spoken.get(index).filter(|q| q.span.start <= offset)
}

/// Takes the elements that begin inside `span` from a sorted list, and drops those before them.
fn take<'a, T>(list: &mut &'a [T], span: Span, place: impl Fn(&T) -> Span) -> &'a [T] {
    let before = list.iter().take_while(|item| place(item).start < span.start).count();
    let (_, rest) = list.split_at(before);
    let own = rest.iter().take_while(|item| place(item).start < span.end).count();
    let (own, rest) = rest.split_at(own);
    *list = rest;
    own
}

impl<'a> View<'a> {
    pub fn str(&self) -> &'a str {
        self.body.of(self.text)
    }

    pub fn has(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    pub fn any(&self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }

    pub fn first(&self, class: Class) -> Option<Span> {
        let first = || self.words.iter().find(|word| word.class == class);
        self.has(class).then(first).flatten().map(|word| word.span)
    }

    /// The clause around an offset: between commas, colons and semicolons outside quotations.
    pub fn clause(&self, offset: u32) -> Span {
        let mark = |c: char| matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '\n');
        let outside = |at: usize| !self.quoted.iter().any(|q| q.span.contains(at));
        let start = self.body.start as usize;
        let inside = (offset.clamp(self.body.start, self.body.end) - self.body.start) as usize;
        let Some((before, after)) = self.str().split_at_checked(inside) else { return self.body };
        let last = before.char_indices().rev().find(|&(at, c)| mark(c) && outside(start + at));
        let next = after.char_indices().find(|&(at, c)| mark(c) && outside(start + inside + at));
        Span::new(
            last.map_or(start, |(at, c)| start + at + c.len_utf8()),
            next.map_or(self.body.end as usize, |(at, _)| start + inside + at),
        )
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
        self.any(classes) && self.words_in(span).any(|word| classes.contains(&word.class))
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

/// Everybody of a block who acts or speaks outside of its quotations, in order and without overlap.
fn actors(block: &Block, mut spoken: Spoken<'_>) -> Vec<Actor> {
    let sort = |mention: &Mention| {
        Some(match mention.kind {
            Kind::Person => Sort::Person,
            Kind::Government | Kind::Organization | Kind::Party => Sort::Body,
            // Capitals stand for their governments.
            Kind::State | Kind::Place => Sort::State,
            Kind::Media | Kind::ThinkTank => Sort::Outlet,
            Kind::Weapon | Kind::Term | Kind::Office => return None,
        })
    };
    let mut found = Vec::with_capacity(block.mentions.len());
    let known = block.mentions.iter().filter(|mention| !mention.pending);
    found.extend(known.filter_map(|mention| Some(Actor { span: mention.span, sort: sort(mention)? })));
    let named = found.len();
    let offices = block.syntax.words.iter().filter(|word| word.class == Class::Office);
    found.extend(offices.map(|word| Actor { span: word.span, sort: Sort::Person }));
    if found.len() > named {
        found.sort_by_key(|actor| actor.span);
    }
    found.dedup_by(|next, before| before.span.overlaps(next.span));
    found.retain(|actor| !spoken.holds(actor.span.start));
    found
}
