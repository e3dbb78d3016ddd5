//! `misspelt-original-name`: 泽连斯基（Volodymyr Zelensky） with letters missing, swapped or doubled.

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{Analysis, Placed, Profile, names},
    knowledge::{Entry, EntryId, Kind, Knowledge, Mention, Role, Status, base::forms::plain, wording},
    text::{Language, Span},
};

pub struct MisspeltOriginalName;

/// Longest bracketed name looked at, in bytes.
const LONGEST: usize = 80;

impl Rule for MisspeltOriginalName {
    fn code(&self) -> &'static str {
        "misspelt-original-name"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        let analysis = context.analysis;
        for mention in placed.block.mentions.iter().filter(|mention| !mention.abbreviation) {
            let Some(written) = names::bracketed(placed, mention, LONGEST) else { continue };
            if let Some((entry, fault)) = fault(analysis, mention, written.of(&placed.block.text)) {
                let message = message(entry, written.of(&placed.block.text), &fault, context.language);
                let (code, severity) = (self.code(), Severity::Warning);
                out.push(Finding { code, severity, span: placed.span(written), message, related: Vec::new() });
            }
        }
    }
}

/// The right spelling for the bracketed name at a place of the document.
pub fn right(analysis: &Analysis, at: Span) -> Option<String> {
    let (_, placed) = analysis.block_at(at.start as usize)?;
    placed.block.mentions.iter().find_map(|mention| {
        let written = names::bracketed(placed, mention, LONGEST).filter(|&written| placed.span(written) == at)?;
        let (entry, fault) = fault(analysis, mention, written.of(&placed.block.text))?;
        match fault {
            Fault::Misspelt(right) => Some(right),
            Fault::Another(_) => entry.original().map(str::to_owned),
        }
    })
}

/// The fault of a bracketed name, and whose it is. Where the name may be several people's (卡尼), or waits for its bearer to
/// be named, the brackets tell: it is the one whose name they nearly spell.
fn fault<'a>(analysis: &'a Analysis, mention: &Mention, written: &str) -> Option<(&'a Entry, Fault)> {
    let knowledge = analysis.knowledge();
    let settled = analysis.names.entries(mention);
    if let [id] = settled[..] {
        let entry = knowledge.entry(id).filter(|entry| entry.is_reviewed())?;
        return Some((entry, judge(knowledge, entry, id, written)?));
    }
    let candidates = if settled.is_empty() { &mention.entries[..] } else { &settled };
    let entries =
        || candidates.iter().filter_map(|&id| Some((id, knowledge.entry(id).filter(|entry| entry.is_reviewed())?)));
    if entries().any(|(_, entry)| latin_names(entry).any(|name| letters(name).eq(letters(written)))) {
        return None;
    }
    let mut near = entries().filter_map(|(id, entry)| match judge(knowledge, entry, id, written)? {
        fault @ Fault::Misspelt(_) => Some((entry, fault)),
        Fault::Another(_) => None,
    });
    near.next().filter(|_| near.next().is_none())
}

enum Fault {
    /// Near to this name of the entry.
    Misspelt(String),
    /// The name of another entry.
    Another(String),
}

fn judge(knowledge: &Knowledge, entry: &Entry, id: EntryId, written: &str) -> Option<Fault> {
    let latin: Vec<&str> = latin_names(entry).collect();
    if latin.contains(&written) {
        return None;
    }
    let given: String = letters(written).collect();
    if latin.is_empty() || given.len() < 3 || latin.iter().any(|name| letters(name).eq(given.chars())) {
        return None;
    }
    if is_acronym(written) {
        let mut own = latin.iter().filter(|name| is_acronym(name)).peekable();
        own.peek()?;
        if let Some(other) = other_body(knowledge, entry, id, written) {
            return Some(Fault::Another(other.canonical().to_owned()));
        }
        return own.find(|name| alike(name, written)).map(|name| Fault::Misspelt((*name).to_owned()));
    }
    let others = knowledge.named(written);
    if others.contains(&id) && !misspelt_in_base(entry, &given) {
        return None;
    }
    let other = others.iter().filter(|&&other| other != id).find_map(|&other| knowledge.entry(other));
    if let Some(other) =
        other.filter(|other| other.is_reviewed() && other.kind == entry.kind && matches!(entry.kind, Kind::Person))
    {
        return Some(Fault::Another(other.canonical().to_owned()));
    }
    let words = words(written);
    let best = latin.iter().filter_map(|name| Some((distance(&words, name)?, *name))).min_by_key(|(cost, _)| *cost);
    best.map(|(_, name)| Fault::Misspelt(name.to_owned()))
}

/// The other body that an acronym stands for: 世界贸易组织（WHO）.
fn other_body<'a>(knowledge: &'a Knowledge, entry: &Entry, id: EntryId, written: &str) -> Option<&'a Entry> {
    let body = |entry: &Entry| matches!(entry.kind, Kind::Organization | Kind::ThinkTank | Kind::Media);
    let others = knowledge.named(written);
    let other = others.iter().find_map(|&other| knowledge.entry(other).filter(|other| body(other)))?;
    (body(entry) && !others.contains(&id)).then_some(other)
}

/// The spellings that are right.
fn latin_names(entry: &Entry) -> impl Iterator<Item = &str> {
    let right = |status| !matches!(status, Status::Misspelling);
    let names = entry.names.iter().filter(move |name| {
        matches!(name.role, Role::Original | Role::Latin | Role::Abbreviation) && right(name.status)
    });
    names.map(|name| name.text.as_str()).filter(|text| text.chars().any(|c| c.is_ascii_alphabetic()))
}

fn misspelt_in_base(entry: &Entry, given: &str) -> bool {
    entry.names.iter().any(|name| name.status == Status::Misspelling && letters(&name.text).eq(given.chars()))
}

/// Letters and digits in lower case, accents taken off.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn is_acronym(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    (2..=8).contains(&text.len()) && letters.all(|c| c.is_ascii_uppercase())
}

/// As long, with the same first letter, and some others in their places, or all in another order.
fn alike(a: &str, b: &str) -> bool {
    let same = a.bytes().zip(b.bytes()).filter(|(a, b)| a == b).count();
    let sorted = |text: &str| {
        let mut letters = text.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    let alike = same * 2 >= a.len() || sorted(a) == sorted(b);
    a.len() == b.len() && a.bytes().next() == b.bytes().next() && alike
}

/// The letters of each word of a name.
fn words(name: &str) -> Vec<Vec<char>> {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.map(|word| letters(word).collect()).filter(|word: &Vec<char>| !word.is_empty()).collect()
}

/// The most letters of a word that may be wrong.
const MOST: usize = 3;

/// How many letters of the words of a name are wrong against a right one: each word must be right or nearly so, and not
/// all of them new. `None` where they are two different names, or the same.
fn distance(written: &[Vec<char>], right: &str) -> Option<usize> {
    let right = words(right);
    if written.is_empty() || written.len() > right.len() {
        return None;
    }
    // Both in order; a middle name may be left out.
    let mut cost = 0;
    let mut at = 0;
    for (place, word) in written.iter().enumerate() {
        let last = right.len() - (written.len() - place);
        let (next, best) =
            (at..=last).map(|at| (at, edits(word, &right[at]))).min_by_key(|&(at, edits)| (edits, at))?;
        let allowed = match right[next].len() {
            0..=3 => 0,
            4..=5 => 1,
            6..=8 => 2,
            _ => MOST,
        };
        if best > allowed {
            return None;
        }
        cost += best;
        at = next + 1;
    }
    (cost > 0).then_some(cost)
}

/// Letters to change, insert, leave out or swap with a neighbour (Damerau's distance, restricted); of words that are too
/// different in length, at least so many.
fn edits(a: &[char], b: &[char]) -> usize {
    let least = a.len().abs_diff(b.len());
    if least > MOST || a == b {
        return least;
    }
    let (mut before, mut row) = (vec![0; b.len() + 1], vec![0; b.len() + 1]);
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        // What was before it is written over next.
        std::mem::swap(&mut before, &mut row);
        std::mem::swap(&mut before, &mut above);
    }
    above[b.len()]
}

fn message(entry: &Entry, written: &str, fault: &Fault, language: Language) -> String {
    let name = wording::name(entry, language);
    let text = match (fault, language) {
        (Fault::Misspelt(right), Language::En) => return format!("{written}: the name is spelt {right}."),
        (Fault::Another(other), Language::En) => return format!("{written} is {other}, not {}.", entry.canonical()),
        (Fault::Misspelt(right), _) => format!("“{written}”疑为拼写错误：{name}的原名是 {right}。"),
        (Fault::Another(other), _) => format!("“{written}”是{other}的名字，不是{name}的。"),
    };
    wording::chinese(&text, language).into_owned()
}
