//! The frame of a document: what sort of text it is, when and in which script it was written.
//!
//! Found in one walk over the blocks, so it asks only what each of them says already and reads no text.

use std::collections::HashMap;

use super::{Block, Notes, Placed, Scripts, Settings, Window};
use crate::{
    syntax::{BlockKind, BlockSyntax, Date, dates, footnotes::Certainty},
    text::{Script, begins, is_of_word, script},
};

/// The house rules a text is held to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    #[default]
    OpEd,
    Academic,
    News,
}

impl Profile {
    /// The profile that settings and front matter call so.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "op-ed" => Some(Self::OpEd),
            "academic" => Some(Self::Academic),
            "news" => Some(Self::News),
            _ => None,
        }
    }
}

/// A year, and a month and day as far as they are known.
pub type Day = (i32, Option<u8>, Option<u8>);

/// True of the document as a whole; small, and hashed into the keys of what depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Frame {
    pub profile: Profile,
    pub script: Script,
    /// (year, month, day) the text is dated, as far as it says.
    pub date: Option<Day>,
    /// `date` stands in front matter or in a line about the text, or was given from outside, and is not just the first
    /// that the text mentions.
    pub declared: bool,
    /// Questions and answers: paragraphs that begin with a speaker's name.
    pub interview: bool,
    /// A journal's article without a single note yet: words of attribution do not stand in for notes there, as they do in
    /// a report.
    pub bare: bool,
    /// Written in both scripts: a character of the one is no stray in the other.
    pub both: bool,
}

/// Labels that journals print, and op-eds do not.
const ACADEMIC_LABELS: &[&str] = &[
    "内容提要",
    "內容提要",
    "摘要",
    "内容摘要",
    "提要",
    "关键词",
    "關鍵詞",
    "中图分类号",
    "文献标识码",
    "文章编号",
    "收稿日期",
    "修回日期",
    "基金项目",
    "基金項目",
    "Abstract",
    "Keywords",
    "DOI",
];
/// Those that only journals print, and reports do not.
const JOURNAL_LABELS: &[&str] =
    &["中图分类号", "文献标识码", "文章编号", "收稿日期", "修回日期", "基金项目", "基金項目", "DOI"];
/// Longest label with what sets it off, in characters.
const LABEL_CHARS: usize = 16;
/// How many of them make a text academic.
const ENOUGH_LABELS: usize = 2;
/// How many notes do, and in how long a text (bytes; about 2,000 characters).
const ENOUGH_NOTES: (usize, usize) = (5, 6_000);
/// A text as long as this (bytes; about 8,000 characters) with numbered sections is an article, notes or not.
const ENOUGH_SECTIONS: (usize, usize) = (3, 24_000);
/// Datelines of agencies and papers.
const NEWS_OPENINGS: &[&str] = &[
    "新华社",
    "新華社",
    "中新社",
    "中新网",
    "中新網",
    "中央社",
    "本报讯",
    "本報訊",
    "本报记者",
    "本報記者",
    "综合报道",
    "綜合報導",
    "（记者",
    "（記者",
    "(记者",
    "(記者",
    "【记者",
    "【記者",
    "記者",
    "法新社",
    "路透社",
    "美联社",
    "美聯社",
    "讯",
];
/// Longest label of a speaker, in characters.
const SPEAKER_CHARS: usize = 10;
/// How many labelled paragraphs make an interview.
const ENOUGH_TURNS: usize = 3;
/// A text with more than one foreign character to this many of its own is written in both scripts on purpose.
const OWN: usize = 3;
/// How many blocks from the top a byline is looked for in, and how long it is without its date, in characters.
const BYLINE: (usize, usize) = (6, 20);
/// How much text tells the script, in bytes.
const SCRIPT_SAMPLE: usize = 3_000;

impl Frame {
    pub fn of(blocks: &[Placed], notes: &Notes, settings: &Settings) -> Self {
        let survey = Survey::of(blocks);
        let date = date_of(blocks).filter(|(_, declared)| *declared || settings.day.is_none());
        let date = date.or(settings.day.map(|day| (day, true)));
        let asked = front_matter(blocks, &["profile"]).and_then(Profile::named).or(settings.profile);
        let profile = asked.unwrap_or_else(|| survey.profile(notes.notes.len()));
        let (script, both) = script_of(blocks);
        Self {
            profile,
            script,
            both,
            date: date.map(|(day, _)| day),
            declared: date.is_some_and(|(_, declared)| declared),
            interview: survey.interview(),
            bare: profile == Profile::Academic && survey.journal && notes.notes.is_empty() && !survey.marked,
        }
    }

    /// True where the frame stays what it is when one block becomes another of its kind, the one at an index of `blocks`
    /// now, by an edit (bytes of the document) that leaves the notes as they are.
    pub(super) fn holds(&self, blocks: &[Placed], (index, old, new): (usize, &Block, &Block), edit: Window) -> bool {
        let dated = |block: &Block| (day_of(block), (index < BYLINE.0).then(|| byline(block)));
        let bytes = blocks.last().map_or(0, |last| last.end().0);
        let before = bytes + edit.old_end - edit.new_end;
        lengths(before) == lengths(bytes)
            && (self.script, self.both) == script_of(blocks)
            && old.said == new.said
            && (dated(old) == dated(new) || !self.dates_tell(blocks, index))
    }

    /// False where the dates of a block do not tell the day of the text: another one does.
    fn dates_tell(&self, blocks: &[Placed], index: usize) -> bool {
        let told = |placed: &Placed| tells(placed.block.kind()) && day_of(&placed.block).is_some();
        match blocks.get(index).map(|placed| placed.block.kind()) {
            Some(BlockKind::Metadata) | None => true,
            Some(_) if index < BYLINE.0 => true,
            Some(kind) => tells(kind) && !self.declared && !blocks.iter().take(index).any(told),
        }
    }

    /// What the judgement of claims depends on.
    pub fn fingerprint(&self) -> [u8; 3] {
        [self.profile as u8, u8::from(self.interview), u8::from(self.bare)]
    }

    /// What a date written in the text means, given when the text was written.
    pub fn absolute(&self, date: &Date) -> Meant {
        let written = self.date;
        let year = match (date.relative, date.year, written) {
            (false, Some(year), _) => Some(year),
            (true, Some(offset), Some((year, ..))) => Some(year + offset),
            (_, None, Some((year, month, _))) if date.month.is_some() => {
                // A month without a year is the last one of that name.
                let later = month.zip(date.month).is_some_and(|(written, meant)| meant > written);
                Some(year - i32::from(later))
            }
            _ => None,
        };
        (year, date.month, date.day)
    }
}

/// A date as far as text and frame tell it.
type Meant = (Option<i32>, Option<u8>, Option<u8>);

/// What a block says of the sort of text it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// A label of academic texts, and one of journals alone.
    labels: [bool; 2],
    /// A heading with its number.
    section: bool,
    dateline: bool,
    /// A sign that is most likely a note's stands in its prose.
    marked: bool,
    /// The label of who speaks, and whether it is a question.
    turn: Option<(Box<str>, bool)>,
}

impl Said {
    pub fn of(text: &str, syntax: &BlockSyntax) -> Self {
        let text = text.trim_start();
        match syntax.kind {
            BlockKind::Metadata => Self { labels: labels(text), ..Self::default() },
            BlockKind::Heading { .. } => Self { section: numbered(text), ..Self::default() },
            kind if kind.is_prose() => Self {
                dateline: dateline(text),
                marked: syntax.markers.iter().any(|marker| marker.certainty >= Certainty::Likely),
                turn: speaker(text).map(|label| (label.into(), asks(text))),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }
}

/// What one walk over the blocks counts.
#[derive(Default)]
struct Survey<'a> {
    labels: usize,
    /// One of the labels is only a journal's.
    journal: bool,
    sections: usize,
    bytes: usize,
    dateline: bool,
    /// A sign that is most likely a note's stands in the text.
    marked: bool,
    turns: HashMap<&'a str, usize>,
    asks: bool,
}

impl<'a> Survey<'a> {
    fn of(blocks: &'a [Placed]) -> Self {
        let mut survey = Self::default();
        let mut prose = 0;
        survey.bytes = blocks.last().map_or(0, |last| last.end().0);
        for block in blocks.iter().map(|placed| &placed.block) {
            let said = &block.said;
            prose += usize::from(block.kind().is_prose());
            survey.labels += usize::from(said.labels[0]);
            survey.journal |= said.labels[1];
            survey.sections += usize::from(said.section);
            survey.dateline |= prose <= 2 && said.dateline;
            survey.marked |= said.marked;
            if let Some((label, asks)) = &said.turn {
                *survey.turns.entry(label).or_default() += 1;
                survey.asks |= asks;
            }
        }
        survey
    }

    fn interview(&self) -> bool {
        let turns: usize = self.turns.values().sum();
        self.asks && turns >= ENOUGH_TURNS && self.turns.values().any(|&count| count > 1)
    }

    fn profile(&self, notes: usize) -> Profile {
        let [long, longer] = lengths(self.bytes);
        let noted = notes >= ENOUGH_NOTES.0 && long;
        let sectioned = self.sections >= ENOUGH_SECTIONS.0 && longer;
        if self.labels >= ENOUGH_LABELS || (noted || sectioned) && !self.interview() {
            Profile::Academic
        } else if self.dateline {
            Profile::News
        } else {
            Profile::OpEd
        }
    }
}

/// The name before the colon that opens a paragraph of an interview: 问：, 趙隆：.
pub fn speaker(text: &str) -> Option<&str> {
    let text = text.trim_start().trim_start_matches('*');
    let (end, _) = text.char_indices().take(SPEAKER_CHARS + 1).find(|(_, c)| matches!(c, '：' | ':'))?;
    let label = text.get(..end)?;
    let named = label.chars().all(|c| is_of_word(c) || matches!(c, '·' | '・' | ' ' | '*'));
    Some(label.trim_matches(['*', ' '])).filter(|label| named && !label.is_empty())
}

/// Which of the lengths that tell a profile a text has.
fn lengths(bytes: usize) -> [bool; 2] {
    [bytes >= ENOUGH_NOTES.1, bytes >= ENOUGH_SECTIONS.1]
}

fn dateline(text: &str) -> bool {
    NEWS_OPENINGS.iter().any(|opening| begins(text, opening))
}

fn asks(text: &str) -> bool {
    text.trim_end().ends_with(['？', '?'])
}

/// Whether a line about the text bears a label of academic texts, and whether that is one of journals alone. What sets it
/// off does not count: **【摘　要】**.
fn labels(text: &str) -> [bool; 2] {
    let label = text.chars().take(LABEL_CHARS).take_while(|c| !matches!(c, '：' | ':' | '】' | ']' | '］'));
    let label: String = label.filter(|c| !matches!(c, '*' | '【' | '[' | '［' | ' ' | '\u{3000}')).collect();
    [ACADEMIC_LABELS, JOURNAL_LABELS].map(|labels| labels.contains(&label.as_str()))
}

/// 一、…, （二）…, 第三节
fn numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['#', ' ', '*', '（', '(']);
    let mut chars = text.chars();
    match chars.next() {
        Some('第') => chars.next().is_some_and(|c| "一二三四五六七八九十".contains(c)),
        Some(c) if "一二三四五六七八九十".contains(c) => {
            chars.find(|c| !"一二三四五六七八九十".contains(*c)).is_some_and(|c| "、．.）) ".contains(c))
        }
        _ => false,
    }
}

/// The script, and whether the other one is as much at home.
fn script_of(blocks: &[Placed]) -> (Script, bool) {
    let (mut sample, mut bytes) = (Scripts::default(), 0);
    for block in blocks.iter().map(|placed| &placed.block).filter(|block| block.kind().is_prose()) {
        sample.add(&block.scripts);
        bytes += block.text.len();
        if bytes >= SCRIPT_SAMPLE {
            break;
        }
    }
    let (fewer, more) = (sample.simplified.min(sample.traditional), sample.simplified.max(sample.traditional));
    (sample.detect(), fewer * OWN > more)
}

/// A date that stands for itself, with a month at least.
fn full(date: &Date) -> Option<Day> {
    Some((date.year.filter(|_| !date.relative)?, date.month, date.day)).filter(|day| day.1.is_some())
}

/// The first of a block's dates that stands for itself.
fn day_of(block: &Block) -> Option<Day> {
    block.syntax.dates.iter().find_map(full)
}

/// True for blocks whose first date is that of a text that declares none.
fn tells(kind: BlockKind) -> bool {
    kind.is_prose() || kind == BlockKind::Caption
}

/// The day of a short line that is no sentence, where it stands off: 记者 张三 2023年5月20日, （2023年5月20日，台北）.
fn byline(block: &Block) -> Option<Day> {
    // A line without a stop may be cut as a heading.
    let line = block.kind().is_prose() || block.kind() == BlockKind::Heading { level: 0 };
    let date = block.syntax.dates.first().filter(|_| line)?;
    let day = full(date).filter(|day| day.2.is_some())?;
    let before = block.text.get(..date.span.start as usize)?.trim_start();
    let after = block.text.get(date.span.end as usize..)?.trim_end();
    let short = before.chars().count() + after.chars().count() <= BYLINE.1;
    let sentence = [before, after].iter().any(|part| part.contains(['。', '！', '？', '；', '\n', '”', '」']));
    let off =
        before.is_empty() || before.ends_with([' ', '\u{3000}', '（', '(', '：', ':', '】', '｜', '|', '/', '*', '_']);
    let ends = after.is_empty() || after.starts_with([' ', '\u{3000}', '）', ')', '｜', '|', '*', '_']);
    let bracketed = after.starts_with(['，', ',']) && after.ends_with(['）', ')']);
    (short && !sentence && off && (ends || bracketed)).then_some(day)
}

/// What the front matter gives for one of the keys, without its quotation marks.
fn front_matter<'a>(blocks: &'a [Placed], keys: &[&str]) -> Option<&'a str> {
    let head = blocks.first().filter(|placed| placed.block.kind() == BlockKind::FrontMatter)?;
    head.block.text.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '：'])?;
        keys.contains(&key.trim()).then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// Front matter, then the lines about the text (收稿日期, bylines), then the first full date of the text; and whether it
/// is one of the former.
fn date_of(blocks: &[Placed]) -> Option<(Day, bool)> {
    let declared = front_matter(blocks, &["date", "日期", "published", "时间", "時間"])
        .and_then(|value| dates::of_text(&script::folded(value)).first().and_then(full));
    let of_kind = |wanted: fn(BlockKind) -> bool| {
        blocks
            .iter()
            .filter(|placed| wanted(placed.block.kind()))
            .flat_map(|placed| &placed.block.syntax.dates)
            .find_map(full)
    };
    let declared = declared.or_else(|| of_kind(|kind| kind == BlockKind::Metadata));
    let declared = declared.or_else(|| blocks.iter().take(BYLINE.0).find_map(|placed| byline(&placed.block)));
    let first = || of_kind(tells).filter(|day| day.2.is_some());
    declared.map(|day| (day, true)).or_else(|| first().map(|day| (day, false)))
}
