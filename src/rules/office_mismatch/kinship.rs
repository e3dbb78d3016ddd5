//! Persons introduced as somebody's family: 特朗普的女婿库什纳, 金正恩之妹金与正.

use crate::{
    analysis::{Placed, names::Names},
    knowledge::{Entry, Kind, Knowledge, Mention, Relation},
    text::{Span, script},
};

/// A bond that the text claims and the base knows better.
#[derive(Clone, Copy, Debug)]
pub struct Kinship<'a> {
    pub person: &'a Entry,
    pub of: &'a Entry,
    /// What the person is to the other.
    pub relation: Relation,
    /// The word for it, in bytes of the block.
    pub word: Span,
    /// From one name to the end of the other, in bytes of the block.
    pub span: Span,
}

/// Words of kinship, folded to Simplified, and what they can mean; of each relation the plainest word first.
const WORDS: &[(&str, &[Relation])] = &[
    ("儿子", &[Relation::Son]),
    ("长子", &[Relation::Son]),
    ("次子", &[Relation::Son]),
    ("幼子", &[Relation::Son]),
    ("小儿子", &[Relation::Son]),
    ("大儿子", &[Relation::Son]),
    ("之子", &[Relation::Son]),
    ("女儿", &[Relation::Daughter]),
    ("长女", &[Relation::Daughter]),
    ("次女", &[Relation::Daughter]),
    ("幼女", &[Relation::Daughter]),
    ("小女儿", &[Relation::Daughter]),
    ("大女儿", &[Relation::Daughter]),
    ("之女", &[Relation::Daughter]),
    ("女婿", &[Relation::SonInLaw]),
    ("儿媳", &[Relation::DaughterInLaw]),
    ("丈夫", &[Relation::Husband]),
    ("妻子", &[Relation::Wife]),
    ("夫人", &[Relation::Wife]),
    ("之妻", &[Relation::Wife]),
    ("父亲", &[Relation::Father]),
    ("之父", &[Relation::Father]),
    ("母亲", &[Relation::Mother]),
    ("之母", &[Relation::Mother]),
    ("哥哥", &[Relation::ElderBrother]),
    ("兄长", &[Relation::ElderBrother]),
    ("胞兄", &[Relation::ElderBrother]),
    ("之兄", &[Relation::ElderBrother]),
    ("弟弟", &[Relation::YoungerBrother]),
    ("胞弟", &[Relation::YoungerBrother]),
    ("之弟", &[Relation::YoungerBrother]),
    ("兄弟", &[Relation::ElderBrother, Relation::YoungerBrother]),
    ("姐姐", &[Relation::ElderSister]),
    ("胞姐", &[Relation::ElderSister]),
    ("之姐", &[Relation::ElderSister]),
    ("妹妹", &[Relation::YoungerSister]),
    ("胞妹", &[Relation::YoungerSister]),
    ("之妹", &[Relation::YoungerSister]),
];

/// How long they are, in bytes: two or three characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=9;
/// What they end in.
const ENDS: [char; 17] =
    ['子', '儿', '女', '婿', '媳', '夫', '妻', '人', '亲', '父', '母', '哥', '长', '兄', '弟', '姐', '妹'];

/// The plainest word for a relation.
pub fn word(relation: Relation) -> &'static str {
    WORDS.iter().find(|(_, means)| means.contains(&relation)).map_or("亲属", |(word, _)| word)
}

/// What an English message calls a relation.
pub fn english(relation: Relation) -> &'static str {
    match relation {
        Relation::Son => "son",
        Relation::Daughter => "daughter",
        Relation::SonInLaw => "son-in-law",
        Relation::DaughterInLaw => "daughter-in-law",
        Relation::Husband => "husband",
        Relation::Wife => "wife",
        Relation::Father => "father",
        Relation::Mother => "mother",
        Relation::ElderBrother | Relation::YoungerBrother => "brother",
        Relation::ElderSister | Relation::YoungerSister => "sister",
    }
}

/// Every bond of a block that is none: two persons side by side, with a wrong word between them.
pub fn wrong<'a>(placed: &'a Placed, names: &Names, knowledge: &'a Knowledge) -> Vec<Kinship<'a>> {
    let person = |mention: &Mention| match names.entries(mention)[..] {
        [id] => knowledge.entry(id).filter(|entry| entry.kind == Kind::Person),
        _ => None,
    };
    let pairs = placed.block.mentions.windows(2).filter_map(|pair| {
        let [of, name] = pair else { return None };
        let (word, said) = between(&placed.block.text, of, name)?;
        let span = Span { start: of.span.start, end: name.span.end };
        let person = person(name)?;
        // The family may share the name: the bond tells whose it is.
        let mut bearers = of.entries.iter().filter_map(|&id| knowledge.entry(id));
        let (of, kin) = bearers.find_map(|of| Some((of, person.kin.iter().find(|kin| kin.of == of.id)?)))?;
        let wrong = !said.contains(&kin.relation);
        wrong.then_some(Kinship { person, of, relation: kin.relation, word, span })
    });
    pairs.collect()
}

/// The word of kinship that is all that stands between two names.
fn between(text: &str, of: &Mention, name: &Mention) -> Option<(Span, &'static [Relation])> {
    let length = (name.span.start as usize).checked_sub(of.span.end as usize)?;
    if length > LENGTHS.end() + '的'.len_utf8() || length < *LENGTHS.start() {
        return None;
    }
    let gap = text.get(of.span.end as usize..name.span.start as usize)?;
    let written = gap.strip_prefix('的').unwrap_or(gap);
    written.chars().next_back().filter(|&c| LENGTHS.contains(&written.len()) && ENDS.contains(&script::fold(c)))?;
    let word = Span { start: name.span.start - written.len() as u32, end: name.span.start };
    let folded = script::fold_text(written);
    WORDS.iter().find(|(one, _)| *one == folded).map(|&(_, means)| (word, means))
}

#[cfg(test)]
mod tests {
    use super::{ENDS, WORDS};

    #[test]
    fn words_end_as_said() {
        assert!(WORDS.iter().all(|(word, _)| word.ends_with(ENDS)));
    }
}
