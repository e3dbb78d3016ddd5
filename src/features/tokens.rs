//! Semantic tokens: names by what they name, markers and labels of notes.

use crate::{
    analysis::{Analysis, Notes, names, notes::naming},
    knowledge::{Entry, Kind as EntryKind, Mention, Status, base::forms},
    text::{Span, script},
};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    /// A state, region or city.
    Place,
    /// An organization, a party, an outlet, a body of a government.
    Body,
    Weapon,
    Office,
    Term,
    /// A marker of a note, or the label of its text.
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the document; never more than one line.
    pub span: Span,
    pub kind: Kind,
    /// The document introduces the name here, or the note stands here.
    pub definition: bool,
    /// A name or title that is wrong or out of use.
    pub deprecated: bool,
}

/// All tokens that touch a span of the document, in order and without overlap.
pub fn tokens(analysis: &Analysis, within: Span) -> Vec<Token> {
    let mut tokens = notes(analysis);
    let first = analysis.block_at(within.start as usize).map_or(0, |(index, _)| index);
    for placed in analysis.blocks.iter().skip(first).take_while(|placed| placed.start <= within.end as usize) {
        let introduced = names::introduced(placed);
        for mention in &placed.block.mentions {
            let span = placed.span(mention.span);
            let written = mention.span.of(&placed.block.text);
            let entry = analysis.names.entries(mention).first().and_then(|&id| analysis.knowledge().entry(id));
            let Some(entry) = entry.filter(|_| !written.contains('\n')) else { continue };
            let definition = introduced.iter().any(|local| local.span == span);
            tokens.push(Token { span, kind: kind(entry), definition, deprecated: deprecated(entry, mention, written) });
        }
    }
    tokens.retain(|token| token.span.overlaps(within));
    tokens.sort_by_key(|token| (token.span.start, token.span.end));
    let mut free = 0;
    tokens.retain(|token| {
        let counts = token.span.start >= free;
        free = if counts { token.span.end } else { free };
        counts
    });
    tokens
}

fn kind(entry: &Entry) -> Kind {
    match entry.kind {
        EntryKind::Person => Kind::Person,
        EntryKind::State | EntryKind::Place => Kind::Place,
        EntryKind::Government
        | EntryKind::Organization
        | EntryKind::Party
        | EntryKind::Media
        | EntryKind::ThinkTank => Kind::Body,
        EntryKind::Weapon => Kind::Weapon,
        EntryKind::Office => Kind::Office,
        EntryKind::Term => Kind::Term,
    }
}

fn deprecated(entry: &Entry, mention: &Mention, written: &str) -> bool {
    let key = forms::key(written, script::fold);
    let same = entry.names.iter().find(|name| forms::key(&name.text, script::fold) == key);
    mention.wrong
        || mention.slip
        || same.is_some_and(|name| matches!(name.status, Status::Deprecated | Status::Misspelling))
}

fn notes(analysis: &Analysis) -> Vec<Token> {
    let token = |span, definition| Token { span, kind: Kind::Note, definition, deprecated: false };
    let blocks = &analysis.blocks;
    let mut tokens = Vec::new();
    for note in &analysis.notes.notes {
        let markers = note.markers.iter().filter_map(|&at| Notes::marker_span(blocks, at));
        tokens.extend(markers.map(|span| token(span, false)));
        let label = note.definition.and_then(|at| {
            let placed = blocks.get(at.block)?;
            Some(placed.span(naming::sign(&placed.block.text, Notes::definition(blocks, at)?)))
        });
        tokens.extend(label.map(|span| token(span, true)));
    }
    tokens
}
