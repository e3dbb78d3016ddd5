//! How a document writes its notes, read off the notes it has.

use super::geometry;
use crate::{
    analysis::{
        Analysis, Notes,
        notes::{At, Note},
    },
    syntax::footnotes::{Numeral, Style, labels},
    text::Span,
};

/// What stands around a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::notes) struct Frame {
    pub before: String,
    pub after: String,
    pub numeral: Numeral,
}

impl Frame {
    pub fn new(before: &str, after: &str, numeral: Numeral) -> Self {
        Self { before: before.to_owned(), after: after.to_owned(), numeral }
    }

    pub fn number(&self, number: u32) -> String {
        self.name(&labels::write(number, self.numeral))
    }

    pub fn name(&self, label: &str) -> String {
        format!("{}{label}{}", self.before, self.after)
    }
}

/// How markers and definitions are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::notes) struct Template {
    pub marker: Frame,
    pub definition: Frame,
    /// Between two definitions.
    pub separator: String,
    /// Labels are names as well as numbers.
    pub caret: bool,
}

impl Template {
    /// The highest number that can be written this way.
    pub fn limit(&self) -> u32 {
        [self.marker.numeral, self.definition.numeral].map(labels::highest).into_iter().min().unwrap_or(labels::LARGEST)
    }

    /// `[^1]`: what Markdown editors understand, for documents without notes.
    pub fn caret() -> Self {
        Self {
            marker: Frame::new("[^", "]", Numeral::Arabic),
            definition: Frame::new("[^", "]: ", Numeral::Arabic),
            separator: "\n\n".to_owned(),
            caret: true,
        }
    }

    /// As the notes nearest to `offset` are written.
    pub fn of(analysis: &Analysis, family: usize, offset: usize) -> Self {
        let marker = nearest(analysis, family, offset, |note| note.markers.clone(), marker);
        let definition = nearest(analysis, family, offset, |note| note.definition.into_iter().collect(), definition);
        let (marker, definition) = match (marker, definition) {
            (Some(marker), Some(definition)) => (marker, definition),
            (Some((style, marker)), None) => {
                let definition = defining(style, &marker);
                ((style, marker), (style, definition))
            }
            (None, Some((style, definition))) => {
                let marker = marking(style, &definition);
                ((style, marker), (style, definition))
            }
            (None, None) => return Self::caret(),
        };
        let (caret, separator) = (marker.0 == Style::Caret, String::new());
        Self { caret, marker: marker.1, definition: definition.1, separator }.separated(analysis, family, offset)
    }

    /// The same with what separates the notes nearest to `offset`: some may share a line, others not.
    pub fn separated(self, analysis: &Analysis, family: usize, offset: usize) -> Self {
        Self { separator: separator(analysis, family, offset).unwrap_or_else(|| "\n\n".to_owned()), ..self }
    }
}

/// The frame read off the sign nearest to `offset`.
fn nearest(
    analysis: &Analysis,
    family: usize,
    offset: usize,
    places: impl Fn(&Note) -> Vec<At>,
    read: impl Fn(&Analysis, At) -> Option<(usize, Style, Frame)>,
) -> Option<(Style, Frame)> {
    let in_family = |note: &&Note| analysis.notes.scopes.get(note.scope).is_some_and(|scope| scope.family == family);
    let signs = analysis.notes.notes.iter().filter(in_family).flat_map(places);
    let read = signs.filter_map(|at| read(analysis, at));
    read.min_by_key(|(at, ..)| at.abs_diff(offset)).map(|(_, style, frame)| (style, frame))
}

fn marker(analysis: &Analysis, at: At) -> Option<(usize, Style, Frame)> {
    let (placed, marker) = (analysis.blocks.get(at.block)?, Notes::marker(&analysis.blocks, at)?);
    let sign = geometry::around(&placed.block.syntax.markers, at.index, |one, other| one.span == other.span);
    let frame = frame(&placed.block.text, marker.span, marker.label_span, marker.numeral);
    // Word's links name their target too; a new one would point at an old one.
    let frame = if marker.style == Style::Word { Frame::new("[", "]", Numeral::Arabic) } else { frame };
    (sign.len() == 1).then_some((placed.start + marker.span.start as usize, marker.style, frame))
}

fn definition(analysis: &Analysis, at: At) -> Option<(usize, Style, Frame)> {
    let (placed, definition, span) = geometry::definition(analysis, at)?;
    let local = Span::new(span.start as usize - placed.start, definition.body.start as usize);
    let mut frame = frame(&placed.block.text, local, definition.label_span, definition.numeral);
    if definition.style == Style::Word {
        frame = Frame::new("[", "] ", Numeral::Arabic);
    } else if definition.body.is_empty() && !frame.after.ends_with([' ', '：', '］', '〕']) {
        frame.after.push(' ');
    }
    (!geometry::is_shared(placed, at.index)).then_some((span.start as usize, definition.style, frame))
}

fn frame(text: &str, whole: Span, label: Span, numeral: Numeral) -> Frame {
    let before = Span { start: whole.start, end: label.start.max(whole.start) };
    let after = Span { start: label.end, end: whole.end.max(label.end) };
    Frame::new(before.of(text), after.of(text), numeral)
}

/// Definitions to go with markers.
fn defining(style: Style, marker: &Frame) -> Frame {
    match style {
        Style::Caret => Frame::new("[^", "]: ", Numeral::Arabic),
        Style::Circled => Frame::new("", " ", Numeral::Circled),
        Style::Sup | Style::Superscript | Style::SupBracket | Style::Word | Style::Plain => {
            Frame::new("[", "] ", Numeral::Arabic)
        }
        _ => Frame {
            after: format!("{} ", marker.after.replace('*', "")),
            before: marker.before.replace('*', ""),
            ..marker.clone()
        },
    }
}

/// Markers to go with definitions.
fn marking(style: Style, definition: &Frame) -> Frame {
    match style {
        Style::Caret => Frame::new("[^", "]", Numeral::Arabic),
        Style::Circled => Frame::new("", "", Numeral::Circled),
        Style::Plain
        | Style::Noted
        | Style::Word
        | Style::Sup
        | Style::Superscript
        | Style::SupBracket
        | Style::Bracket => Frame::new("<sup>[", "]</sup>", Numeral::Arabic),
        _ => Frame { after: definition.after.trim_end().to_owned(), ..definition.clone() },
    }
}

/// What stands between two definitions near `offset`.
fn separator(analysis: &Analysis, family: usize, offset: usize) -> Option<String> {
    let span = |note: &usize| {
        let at = analysis.notes.notes.get(*note)?.definition?;
        Some(geometry::definition(analysis, at)?.2)
    };
    let groups = geometry::groups(analysis, family);
    let pairs = groups.iter().flat_map(|group| group.notes.windows(2)).filter_map(|pair| {
        let (one, next) = (span(pair.first()?)?, span(pair.last()?)?);
        (one.end <= next.start).then_some(Span { start: one.end, end: next.start })
    });
    let nearest = pairs.min_by_key(|span| (span.start as usize).abs_diff(offset))?;
    let text = geometry::slice(analysis, nearest);
    text.chars().all(char::is_whitespace).then_some(text)
}
