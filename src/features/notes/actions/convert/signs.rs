//! Markers and labels in their new writing.

use std::collections::HashMap;

use super::{
    super::{
        geometry,
        lists::{is_dash, rewrite},
        relabel::Label,
    },
    Shape,
    writing::{self, Writing},
};
use crate::{
    analysis::{
        Analysis, Placed,
        notes::{At, naming},
    },
    syntax::{
        Definition, Marker,
        footnotes::{joint, labels},
    },
    text::{Span, TextEdit},
};

/// What the signs of a document become.
pub(super) struct Signs<'a> {
    pub analysis: &'a Analysis,
    pub writing: &'a Writing,
    /// `None` for a writing that is left for good.
    pub from: Option<Shape>,
    pub shape: Shape,
    pub numbers: &'a HashMap<usize, u32>,
    /// The number of each note in one count: what `[^n]` calls it if nothing else is known.
    pub running: &'a HashMap<usize, u32>,
}

/// A marker sign: `[1,3]` is one, with two markers.
struct Sign<'a> {
    span: Span,
    markers: &'a [Marker],
    /// The note of each marker.
    notes: Vec<usize>,
    mentioned: bool,
}

impl<'a> Signs<'a> {
    pub fn rewrite(&self) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        for (block, placed) in self.analysis.blocks.iter().enumerate() {
            let signs = self.signs(block, placed);
            let text = &*placed.block.text;
            let joined = |one: &Sign<'_>, next: &Sign<'_>| {
                let between = Span { start: one.span.end, end: next.span.start.max(one.span.end) };
                self.writing.lists && joint(between.of(text)).is_some()
            };
            edits.extend(signs.chunk_by(joined).filter_map(|row| self.row(placed, row)));
            let mut index = 0;
            for shared in placed.block.syntax.definitions.chunk_by(|one, other| one.span == other.span) {
                self.definition(placed, At { block, index }, shared, &mut edits);
                index += shared.len();
            }
        }
        edits
    }

    /// The marker signs of a block that are to be rewritten.
    fn signs(&self, block: usize, placed: &'a Placed) -> Vec<Sign<'a>> {
        let (mut signs, mut index) = (Vec::new(), 0);
        for markers in placed.block.syntax.markers.chunk_by(|one, other| one.span == other.span) {
            let places = (index..index + markers.len()).map(|index| At { block, index });
            index += markers.len();
            let notes: Vec<(At, usize)> = places
                .filter_map(|at| Some((at, self.analysis.notes.of_marker(at)?)))
                .filter(|(_, note)| self.numbers.contains_key(note))
                .collect();
            let Some((span, &(at, first))) = markers.first().map(|marker| marker.span).zip(notes.first()) else {
                continue;
            };
            let mentioned = self.analysis.notes.notes.get(first).is_some_and(|note| note.mentions.contains(&at));
            signs.push(Sign { span, markers, notes: notes.into_iter().map(|(_, note)| note).collect(), mentioned });
        }
        signs
    }

    /// Signs that were one become one again; else there is one in the row.
    fn row(&self, placed: &Placed, row: &[Sign<'_>]) -> Option<TextEdit> {
        let (first, last) = (row.first()?, row.last()?);
        let frame = if first.mentioned { &self.writing.mention } else { &self.writing.marker };
        let text = &*placed.block.text;
        let span = Span { start: first.span.start, end: last.span.end };
        let written = if row.len() > 1 {
            let mut written = frame.before.clone();
            for (index, sign) in row.iter().enumerate() {
                let between = |one: Option<&Sign<'_>>, next: Option<&Sign<'_>>| {
                    let span = Span { start: one?.span.end, end: next?.span.start };
                    joint(span.of(text))
                };
                let before = between(index.checked_sub(1).and_then(|before| row.get(before)), Some(sign));
                let after = between(Some(sign), row.get(index + 1));
                // Of a range its ends alone.
                if before.is_some_and(is_dash) && after.is_some_and(is_dash) {
                    continue;
                }
                written.push_str(before.unwrap_or(""));
                written.push_str(&self.label(*sign.notes.first()?, frame.numeral));
            }
            written + &frame.after
        } else if self.writing.lists && first.markers.len() > 1 {
            let labels: Vec<Option<Label>> =
                first.notes.iter().map(|note| self.numbers.get(note).map(|&number| Label::Number(number))).collect();
            let labels: Vec<Option<&Label>> = labels.iter().map(Option::as_ref).collect();
            let (_, list) = rewrite(text, first.markers, &labels)?;
            format!("{}{list}{}", frame.before, frame.after)
        } else {
            let label = |note: &usize| format!("{}{}{}", frame.before, self.label(*note, frame.numeral), frame.after);
            let signs: Vec<String> = first.notes.iter().map(label).collect();
            self.parted(text, first.markers, &signs)
        };
        Some(TextEdit::new(placed.span(span), written))
    }

    /// One sign for each number of a list, with what stood between them in comments.
    fn parted(&self, text: &str, markers: &[Marker], signs: &[String]) -> String {
        let mut written = String::new();
        let mut between = "";
        for (index, sign) in signs.iter().enumerate() {
            if let Some([one, next]) = index.checked_sub(1).and_then(|before| markers.get(before..=index)) {
                let own = Span { start: one.label_span.end, end: next.label_span.start }.of(text);
                // The members of a range between its ends stand where the last one begins.
                between = if own.is_empty() { between } else { own };
                if self.from.is_some() {
                    written.push_str(&writing::joint(between));
                }
            }
            written.push_str(sign);
        }
        written
    }

    fn label(&self, note: usize, numeral: labels::Numeral) -> String {
        let number = || self.numbers.get(&note).map_or(String::new(), |&number| labels::write(number, numeral));
        if self.shape != Shape::Caret {
            return number();
        }
        let at = self.analysis.notes.notes.get(note).and_then(|note| note.definition);
        let definition = at.and_then(|at| geometry::definition(self.analysis, at));
        let kept = definition.and_then(|(placed, definition, _)| writing::name(&placed.block.text, definition));
        match kept {
            Some((_, name)) => name.to_owned(),
            None if self.from == Some(Shape::Caret) => {
                self.analysis.notes.label(&self.analysis.blocks, note).to_owned()
            }
            None => number(),
        }
    }

    /// The label of a definition in its new writing; of one with two labels (`2、3)`) two definitions are made.
    fn definition(&self, placed: &Placed, first: At, shared: &[Definition], edits: &mut Vec<TextEdit>) -> Option<()> {
        let (_, definition, span) = geometry::definition(self.analysis, first)?;
        let text = &*placed.block.text;
        let note = |index| self.analysis.notes.of_definition(At { index, ..first });
        let notes: Vec<usize> = (first.index..first.index + shared.len())
            .filter_map(note)
            .filter(|note| self.numbers.contains_key(note))
            .collect();
        let (&last, others) = notes.split_last()?;
        let frame = &self.writing.definition;
        let sign = naming::sign(text, definition);
        let end = placed.span(sign).end;
        let body = definition.body.of(text);
        // What has blanks behind its label keeps them.
        let blank = if self.from.is_none() && sign.end == definition.body.start && !body.is_empty() { " " } else { "" };
        let label = |note| format!("{}{}{}{blank}", frame.before, self.label(note, frame.numeral), frame.after);
        let mut written: String =
            others.iter().map(|&other| format!("{} {body}\n\n", label(other).trim_end())).collect();
        written.push_str(&label(last));
        let mut start = span.start;
        let line = text.get(..(span.start as usize).checked_sub(placed.start)?)?;
        let words = line.trim_end_matches([' ', '\t', '\u{3000}']);
        if self.shape == Shape::Caret && !words.is_empty() && !words.ends_with('\n') {
            // One that begins in the middle of a line needs a line of its own.
            let kept = if self.from.is_some() { writing::same_line(line.get(words.len()..)?) } else { String::new() };
            start -= u32::try_from(line.len() - words.len()).ok()?;
            written = format!("{kept}\n\n{written}");
        }
        edits.push(TextEdit::new(Span { start, end }, geometry::with_breaks(self.analysis, written)));
        edits.extend(self.kept(placed, definition, last));
        edits.extend(self.closed_up(placed, first));
        Some(())
    }

    /// The name of a note, written into a comment or read out of it.
    fn kept(&self, placed: &Placed, definition: &Definition, note: usize) -> Option<TextEdit> {
        if self.shape == Shape::Caret {
            let (span, _) = writing::name(&placed.block.text, definition)?;
            return (self.from != Some(Shape::Caret)).then(|| TextEdit::delete(placed.span(span)));
        }
        let unknown = self.running.get(&note).is_none_or(|number| number.to_string() != definition.label);
        (self.from == Some(Shape::Caret) && unknown).then(|| {
            TextEdit::insert(placed.span(definition.body).start as usize, writing::kept_name(&definition.label))
        })
    }

    /// A note that shared the line of the one before it stands there again.
    fn closed_up(&self, placed: &Placed, at: At) -> Option<TextEdit> {
        let definition = placed.block.syntax.definitions.get(at.index)?;
        let (len, blanks) = writing::shared_line(definition.body.of(&placed.block.text))?;
        let next = At { index: at.index + 1, ..at };
        let next = if placed.block.syntax.definitions.len() > next.index {
            next
        } else {
            At { block: at.block + 1, index: 0 }
        };
        let (_, _, span) = geometry::definition(self.analysis, next)?;
        let start = placed.span(definition.body).end - u32::try_from(len).ok()?;
        let blank = geometry::slice(self.analysis, Span { start: start + u32::try_from(len).ok()?, end: span.start });
        let closes = self.shape != Shape::Caret && blank.trim().is_empty();
        closes.then(|| TextEdit::new(Span { start, end: span.start }, blanks.to_owned()))
    }
}
