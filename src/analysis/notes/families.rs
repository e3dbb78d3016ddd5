//! Families: which shapes of markers go with which shapes of definitions. A text may have ① on its pages and [1] for its
//! bibliography; and its `<sup>[1]</sup>` may stand for `1. …` below 注释.

use std::cell::LazyCell;

use super::{At, numbers::Numbers};
use crate::{
    analysis::Placed,
    syntax::{
        BlockKind, Definition, Marker,
        footnotes::{Certainty, NotesHeading, Style},
    },
};

/// A marker or definition of a family, or prose between them, in document order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign<'a> {
    pub at: At,
    pub kind: SignKind<'a>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum SignKind<'a> {
    Marker(&'a Marker),
    /// A marker in the text of another note.
    Mention(&'a Marker),
    /// A sign that is a marker only where a note waits for one.
    Doubtful(&'a Marker),
    Definition(&'a Definition, Option<NotesHeading>),
    /// Prose begins.
    Prose,
    /// A heading.
    Heading,
}

/// Shapes that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Square,
    Tortoise,
    Lenticular,
    Parenthesis,
    Circled,
    Raised,
    Noted,
    Plain,
    Caret,
    Star,
}

const CLASSES: usize = 10;

fn class(style: Style) -> Class {
    match style {
        Style::SupBracket | Style::Bracket | Style::FullBracket | Style::Escaped | Style::Word => Class::Square,
        Style::Tortoise => Class::Tortoise,
        Style::Lenticular => Class::Lenticular,
        Style::Parenthesis => Class::Parenthesis,
        Style::Circled => Class::Circled,
        Style::Sup | Style::Superscript => Class::Raised,
        Style::Noted => Class::Noted,
        Style::Plain => Class::Plain,
        Style::Caret => Class::Caret,
        Style::Star => Class::Star,
    }
}

/// All signs of the document, then cut into families.
pub(super) fn families(blocks: &[Placed]) -> Vec<Vec<Sign<'_>>> {
    let signs = collect(blocks);
    let homes = homes(&signs);
    let mut present = [false; CLASSES];
    for sign in &signs {
        match sign.kind {
            SignKind::Marker(marker) => {
                let home = homes.get(class(marker.style) as usize).copied().flatten();
                home.and_then(|home| present.get_mut(home)).into_iter().for_each(|present| *present = true);
            }
            SignKind::Definition(definition, _) => present[class(definition.style) as usize] = true,
            _ => {}
        }
    }
    let mut families = Vec::new();
    for family in (0..CLASSES).filter(|&family| present.get(family) == Some(&true)) {
        let belongs = |sign: &Sign<'_>| match sign.kind {
            SignKind::Marker(marker) | SignKind::Mention(marker) | SignKind::Doubtful(marker) => {
                homes[class(marker.style) as usize] == Some(family)
            }
            SignKind::Definition(definition, _) => class(definition.style) as usize == family,
            SignKind::Prose | SignKind::Heading => true,
        };
        let of_family: Vec<Sign<'_>> = signs.iter().copied().filter(belongs).collect();
        let accepted = accept(of_family);
        if accepted.iter().any(|sign| matches!(sign.kind, SignKind::Marker(_) | SignKind::Definition(..))) {
            families.push(accepted);
        }
    }
    families
}

fn collect(blocks: &[Placed]) -> Vec<Sign<'_>> {
    let mut signs = Vec::new();
    let mut heading = None;
    // `* …` is an item of a list unless some title has a star.
    let starred = |style: Style| style == Style::Star;
    let stars = || blocks.iter().any(|placed| placed.block.syntax.markers.iter().any(|marker| starred(marker.style)));
    let stars = LazyCell::new(stars);
    for (block, placed) in blocks.iter().enumerate() {
        let syntax = &placed.block.syntax;
        let at = |index| At { block, index };
        if matches!(syntax.kind, BlockKind::Heading { .. }) && !syntax.stub && syntax.definitions.is_empty() {
            heading = None;
            signs.push(Sign { at: at(0), kind: SignKind::Heading });
        }
        heading = syntax.notes_heading.or(heading);
        let listed = syntax.definitions.first().is_some_and(|first| starred(first.style)) && !*stars;
        let definitions: &[Definition] = if listed { &[] } else { &syntax.definitions };
        let prose = definitions.is_empty()
            && !syntax.stub
            && matches!(syntax.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote);
        // That prose goes on says nothing new.
        if prose && !signs.last().is_some_and(|last| matches!(last.kind, SignKind::Prose)) {
            signs.push(Sign { at: at(0), kind: SignKind::Prose });
        }
        let mut next = 0;
        for (index, marker) in syntax.markers.iter().enumerate() {
            while definitions.get(next).is_some_and(|definition| definition.span.start <= marker.span.start) {
                signs.push(Sign { at: at(next), kind: SignKind::Definition(&definitions[next], heading) });
                next += 1;
            }
            let inside =
                marker.inside.and_then(|inside| definitions.get(inside)).is_some_and(|definition| definition.certain);
            let kind = if inside { SignKind::Mention(marker) } else { SignKind::Marker(marker) };
            signs.push(Sign { at: at(index), kind });
        }
        for (index, definition) in definitions.iter().enumerate().skip(next) {
            signs.push(Sign { at: at(index), kind: SignKind::Definition(definition, heading) });
        }
    }
    signs
}

/// For each class of markers the class of the definitions it goes with.
fn homes(signs: &[Sign<'_>]) -> [Option<usize>; CLASSES] {
    // Markers; definitions by their look; lines that begin like definitions.
    let (mut marked, mut defined, mut listed) = ([false; CLASSES], [false; CLASSES], [false; CLASSES]);
    for sign in signs {
        match sign.kind {
            SignKind::Marker(marker)
                if marker.certainty >= Certainty::Likely && marker.heads.is_none() && marker.inside.is_none() =>
            {
                marked[class(marker.style) as usize] = true;
            }
            SignKind::Definition(definition, heading) => {
                let class = class(definition.style) as usize;
                listed[class] = true;
                defined[class] |= definition.certain || definition.citation || heading.is_some();
            }
            _ => {}
        }
    }
    // Where a shape has no definitions of its own, it goes with the first that no marker claims.
    const ORDER: [Class; 7] = [
        Class::Square,
        Class::Noted,
        Class::Plain,
        Class::Tortoise,
        Class::Lenticular,
        Class::Circled,
        Class::Parenthesis,
    ];
    let free = ORDER.iter().map(|&class| class as usize).find(|&class| defined[class] && !marked[class]);
    // A plain list is the last resort.
    let free = free.or(listed[Class::Plain as usize].then_some(Class::Plain as usize));
    let mut homes = [None; CLASSES];
    for (class, home) in homes.iter_mut().enumerate() {
        *home = match free {
            Some(free) if !listed[class] && class != Class::Caret as usize && class != Class::Star as usize => {
                Some(free)
            }
            _ => Some(class),
        };
    }
    homes
}

/// Drops what is no note: items of lists that only look like definitions, and the labels of those that are.
fn accept(signs: Vec<Sign<'_>>) -> Vec<Sign<'_>> {
    let verdicts = verdicts(&signs);
    let defined = verdicts.contains(&true);
    let mut verdicts = verdicts.into_iter();
    let mut last = (At { block: usize::MAX, index: 0 }, false);
    let mut kept = Vec::with_capacity(signs.len());
    for mut sign in signs {
        match sign.kind {
            SignKind::Definition(..) => {
                last = (sign.at, verdicts.next().unwrap_or(false));
                if !last.1 {
                    sign.kind = SignKind::Prose;
                }
                kept.push(sign);
            }
            SignKind::Marker(marker) | SignKind::Mention(marker) => {
                let in_definition = last.1 && last.0.block == sign.at.block;
                let likely = marker.certainty >= Certainty::Likely;
                if marker.heads.is_some() && in_definition || marker.certainty < Certainty::Certain && !defined {
                    continue;
                }
                if marker.inside.is_some() && in_definition {
                    sign.kind = SignKind::Mention(marker);
                } else if !likely {
                    sign.kind = SignKind::Doubtful(marker);
                }
                if likely || marker.inside.is_none() {
                    kept.push(sign);
                }
            }
            SignKind::Doubtful(_) => {}
            SignKind::Prose | SignKind::Heading => kept.push(sign),
        }
    }
    kept
}

/// For each definition, in order, whether it is one.
fn verdicts(signs: &[Sign<'_>]) -> Vec<bool> {
    let certain = |sign: &Sign<'_>| matches!(sign.kind, SignKind::Definition(definition, _) if definition.certain);
    let strict = signs.iter().any(certain);
    let mut verdicts = Vec::new();
    let mut before = Before::default();
    let mut run = Run::default();
    for sign in signs {
        match sign.kind {
            SignKind::Marker(marker) if marker.heads.is_none() && marker.inside.is_none() => before.add(marker),
            SignKind::Definition(definition, heading) => {
                if run.style.is_some_and(|style| style != definition.style) {
                    run.close(strict, &mut before, &mut verdicts);
                }
                run.add(definition, heading, &before);
            }
            SignKind::Prose | SignKind::Heading => run.close(strict, &mut before, &mut verdicts),
            SignKind::Marker(_) | SignKind::Mention(_) | SignKind::Doubtful(_) => {}
        }
    }
    run.close(strict, &mut before, &mut verdicts);
    verdicts
}

/// The numbers of the markers before a run of definitions.
#[derive(Default)]
struct Before {
    /// Of all likely markers so far.
    likely: Numbers,
    /// Of markers beyond doubt.
    certain: Numbers,
    /// Of all signs since the last run.
    signed: Numbers,
    /// One of these stands where markers stand.
    placed: bool,
}

impl Before {
    fn add(&mut self, marker: &Marker) {
        let Some(number) = marker.number else { return };
        if marker.certainty >= Certainty::Likely {
            self.likely.insert(number);
        }
        if marker.certainty == Certainty::Certain {
            self.certain.insert(number);
        }
        self.signed.insert(number);
        self.placed |= marker.certainty >= Certainty::Placed;
    }
}

/// Definitions of one style with no prose between them.
#[derive(Default)]
struct Run {
    style: Option<Style>,
    members: usize,
    /// The number of the last one, and whether each was higher than the one before.
    last: Option<u32>,
    falls: bool,
    /// One of them is a note beyond doubt.
    sure: bool,
    citations: usize,
    /// How many have a marker before them.
    marked: usize,
    /// How many have a marker beyond doubt before them.
    certain: usize,
    /// How many have a sign of any kind on their page.
    signed: usize,
}

impl Run {
    fn add(&mut self, definition: &Definition, heading: Option<NotesHeading>, before: &Before) {
        let among = |numbers: &Numbers| usize::from(definition.number.is_some_and(|number| numbers.contains(number)));
        self.style = Some(definition.style);
        self.members += 1;
        self.falls |= definition.number <= self.last;
        self.last = definition.number;
        self.sure |= definition.certain || heading.is_some();
        self.citations += usize::from(definition.citation);
        self.marked += among(&before.likely);
        self.certain += among(&before.certain);
        self.signed += among(&before.signed);
    }

    /// `strict`: the family has definitions beyond doubt, so that a doubtful one needs such a neighbour.
    fn close(&mut self, strict: bool, before: &mut Before, verdicts: &mut Vec<bool>) {
        if self.members == 0 {
            return;
        }
        let run = std::mem::take(self);
        let cites = run.style != Some(Style::Star)
            && (run.marked > 0 || run.signed == run.members)
            && run.citations * 2 >= run.members;
        // `1. …` is a list far more often than a note: there each item must answer a marker that nothing else answers.
        let answers = match run.style {
            Some(Style::Plain) => run.certain == run.members,
            // A list repeats its sign; the notes of a title and its authors do not.
            Some(Style::Star) => run.signed == run.members && !run.falls,
            _ => before.placed && run.signed * 2 > run.members,
        };
        verdicts.resize(verdicts.len() + run.members, run.sure || !strict && (cites || answers));
        (before.signed, before.placed) = (Numbers::default(), false);
    }
}
