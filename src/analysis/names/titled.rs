//! Persons with the office that a text gives them: 法国总统马克龙, 前国务卿布林肯, 普京总统.

use super::{super::Placed, Names};
use crate::{
    knowledge::{Entry, Kind, Knowledge, Mention},
    text::{Span, begins, ends},
};

/// In which sense the office is said of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// 国务卿鲁比奥
    Holds,
    /// 前国务卿布林肯
    Former,
    /// 时任国务卿布林肯
    Then,
    /// 候任, 当选, 被提名: not said to hold it.
    Open,
}

/// A person, and an office said of him.
#[derive(Clone, Copy, Debug)]
pub struct Titled<'a> {
    pub person: &'a Entry,
    pub office: &'a Entry,
    /// The name and the title as they stand in the block.
    pub name: &'a Mention,
    pub title: &'a Mention,
    /// From country or title to the name, in bytes of the block.
    pub span: Span,
    pub manner: Manner,
}

impl Titled<'_> {
    /// The office as the text gives it, with 前 or 时任: 美国前总统, 时任国务卿.
    pub fn said(&self, text: &str) -> String {
        if self.title.span.start > self.name.span.start {
            return self.title.span.of(text).to_owned();
        }
        let start = self.span.start as usize;
        let said = text.get(start..self.title.span.end as usize).unwrap_or("");
        let before = text.get(..start).unwrap_or("");
        match MANNERS.iter().find(|(word, _)| ends(before, word)) {
            Some((word, _)) => format!("{word}{said}"),
            None => said.to_owned(),
        }
    }
}

/// What may stand between a title and the name after it.
const BEFORE_NAME: &[&str] = &["", "“", "「", "、", " "];
/// What may stand between two titles of one person.
const BETWEEN_TITLES: &[&str] = &["兼", "兼任", "兼代理", "、", "和", "兼代", "暨", "及", "及代理"];
/// Words before a title, longest first where one ends in another.
const MANNERS: &[(&str, Manner)] = &[
    ("时任", Manner::Then),
    ("時任", Manner::Then),
    ("当时的", Manner::Then),
    ("當時的", Manner::Then),
    ("候任", Manner::Open),
    ("当选", Manner::Open),
    ("當選", Manner::Open),
    ("提名", Manner::Open),
    ("准", Manner::Open),
    ("出任", Manner::Open),
    ("就任", Manner::Open),
    ("曾任", Manner::Open),
    ("历任", Manner::Open),
    ("歷任", Manner::Open),
    ("未来", Manner::Open),
    ("未來", Manner::Open),
    ("下任", Manner::Open),
    ("下一任", Manner::Open),
    ("首位", Manner::Open),
    ("首任", Manner::Open),
    ("历史上", Manner::Open),
    ("已故", Manner::Former),
    ("卸任", Manner::Former),
    ("原", Manner::Former),
    ("前任", Manner::Former),
    ("前", Manner::Former),
];
/// What stands between two of a list.
const LIST: &[&str] = &["、", "与", "與", "和", "及", "以及", "，", "同", "跟", "暨"];
/// What follows a name where the office is not said of its bearer now.
const OPEN_AFTER: &[&str] = &["时期", "時期", "任内", "任內", "执政", "執政", "时代", "時代", "在任", "当年", "當年"];

/// All persons of a block with an office, in order.
pub fn titled<'a>(placed: &'a Placed, names: &Names, knowledge: &'a Knowledge) -> Vec<Titled<'a>> {
    let text = &placed.block.text;
    let mentions = &placed.block.mentions;
    let single = |mention: &Mention| -> Option<&'a Entry> {
        match names.entries(mention)[..] {
            [id] => knowledge.entry(id),
            _ => None,
        }
    };
    let mut found = Vec::new();
    let office = |at: usize| mentions.get(at).is_some_and(is_office);
    let (mut last, mut this) = (false, office(0));
    for (at, name) in mentions.iter().enumerate() {
        let next = office(at + 1);
        let beside = last || next;
        (last, this) = (this, next);
        if !beside {
            continue;
        }
        let Some(person) = single(name).filter(|entry| entry.kind == Kind::Person) else { continue };
        let mut right = name;
        let mut left = at;
        while let Some(title) = before(mentions, left).filter(|title| is_office(title)) {
            let gap = between(text, title, right);
            let gaps = if left == at { BEFORE_NAME } else { BETWEEN_TITLES };
            if !gaps.contains(&gap) {
                break;
            }
            left -= 1;
            let Some(office) = single(title) else { break };
            let (start, manner) = head(text, mentions, left);
            let manner = if after_opens(text, name) { Manner::Open } else { manner };
            found.push(Titled { person, office, name, title, span: Span { start, ..name.span }, manner });
            right = title;
        }
        if let Some(title) = mentions.get(at + 1).filter(|title| between(text, name, title).is_empty())
            && let Some(office) = single(title).filter(|entry| entry.kind == Kind::Office)
            && person.tenures.iter().any(|tenure| tenure.office == office.id)
        {
            let manner = if after_opens(text, title) { Manner::Open } else { Manner::Holds };
            let span = Span { end: title.span.end, ..name.span };
            found.push(Titled { person, office, name, title, span, manner });
        }
    }
    share(text, &mut found);
    found
}

/// One 时任, 候任 or 前 for all of a list: 时任国务卿布林肯、国家安全顾问沙利文与贸易代表戴琪. 前 holds on only for who has
/// no country of his own, and then nothing is said for sure.
fn share(text: &str, found: &mut [Titled<'_>]) {
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(before), Some(this)) = (before.last(), rest.first_mut()) else { continue };
        let gap = text.get(before.span.end as usize..this.span.start as usize).unwrap_or("?");
        let bare = this.span.start == this.title.span.start;
        this.manner = match (before.manner, this.manner) {
            (Manner::Then, Manner::Holds) if LIST.contains(&gap) => Manner::Then,
            (Manner::Former | Manner::Open, Manner::Holds) if LIST.contains(&gap) && bare => Manner::Open,
            (_, own) => own,
        };
    }
}

/// True where a name is followed by a word for the time of its bearer: 拜登政府时期, 默克尔时代.
pub fn of_a_time(text: &str, name: &Mention) -> bool {
    let after = text.get(name.span.end as usize..).unwrap_or("");
    let after = after.strip_prefix("政府").unwrap_or(after);
    OPEN_AFTER.iter().any(|word| begins(after, word))
}

fn before(mentions: &[Mention], at: usize) -> Option<&Mention> {
    mentions.get(at.checked_sub(1)?)
}

fn is_office(mention: &Mention) -> bool {
    mention.kind == Kind::Office
}

fn between<'t>(text: &'t str, a: &Mention, b: &Mention) -> &'t str {
    text.get(a.span.end as usize..b.span.start as usize).unwrap_or("?")
}

/// Where a title with its country begins, and in which manner it is given.
fn head(text: &str, mentions: &[Mention], title: usize) -> (u32, Manner) {
    let start = mentions.get(title).map_or(0, |title| title.span.start);
    let manner = |at: u32| {
        let before = text.get(..at as usize).unwrap_or("");
        MANNERS.iter().find(|(word, _)| ends(before, word)).map(|&(_, manner)| manner)
    };
    let own = manner(start);
    let place = before(mentions, title).filter(|place| {
        let gap = text.get(place.span.end as usize..start as usize).unwrap_or("?");
        let near = gap.is_empty() || gap == "的" || MANNERS.iter().any(|(word, _)| gap == *word);
        near && !is_office(place)
    });
    match place {
        Some(place) => (place.span.start, own.or(manner(place.span.start)).unwrap_or(Manner::Holds)),
        None => (start, own.unwrap_or(Manner::Holds)),
    }
}

fn after_opens(text: &str, mention: &Mention) -> bool {
    let after = text.get(mention.span.end as usize..).unwrap_or("");
    OPEN_AFTER.iter().any(|word| begins(after, word))
}
