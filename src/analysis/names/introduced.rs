//! Names that the document itself introduces: 中文名（Original Name）, 全称（以下简称“简称”）.

use super::super::{Block, Placed};
use crate::{
    knowledge::{EntryId, Mention, base::forms::is_han, is_sound, naming},
    syntax::BlockKind,
    text::{Span, floor},
};

/// A name that the document introduces, as places of the document (in a block that keeps it, of the block).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduced {
    /// What it will be called: the Chinese name, or the short form.
    pub name: String,
    /// What it stands for: the original name, or the full one.
    pub full: String,
    /// Where the name stands.
    pub span: Span,
    /// Name and brackets.
    pub whole: Span,
    /// The entry that it is a name of, where the base has it.
    pub entry: Option<EntryId>,
    /// A short form for a longer name, not an original name.
    pub short: bool,
}

impl Introduced {
    /// What the document calls it from here on: its name, and of a foreign person's the family name alone.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let family = naming::family(&self.name).filter(|_| !self.short && self.entry.is_none());
        [self.name.as_str()].into_iter().chain(family)
    }

    /// Where a text names it, in bytes of the text.
    pub fn places(&self, text: &str) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for name in self.names() {
            let inside = |place: &Span| {
                let next = found.partition_point(|longer| longer.end <= place.start);
                found.get(next).is_some_and(|longer| longer.overlaps(*place))
            };
            let places = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
            let alone: Vec<Span> = places.filter(|place| !inside(place)).collect();
            found.extend(alone);
            found.sort_unstable();
        }
        found
    }
}

/// Words that introduce a short form.
const SHORT: &[&str] = &[
    "以下简称为",
    "以下簡稱為",
    "以下简称",
    "以下簡稱",
    "下文简称",
    "下文簡稱",
    "下称",
    "下稱",
    "以下称",
    "以下稱",
    "下文称",
    "下文稱",
    "简称为",
    "簡稱為",
    "简称",
    "簡稱",
];
/// Longest bracketed Latin name, and longest full name before a short form, in bytes.
const LONGEST: usize = 96;

/// All names that a block introduces, in order.
pub fn introduced(placed: &Placed) -> Vec<Introduced> {
    let here =
        |one: &Introduced| Introduced { span: placed.span(one.span), whole: placed.span(one.whole), ..one.clone() };
    kept(&placed.block).iter().map(here).collect()
}

/// The same as places of the block. It is read once, when they are first asked for.
pub fn kept(block: &Block) -> &[Introduced] {
    block.introduced.get_or_init(|| of_block(block).into())
}

fn of_block(block: &Block) -> Vec<Introduced> {
    if matches!(block.kind(), BlockKind::Code | BlockKind::Comment | BlockKind::FrontMatter | BlockKind::NoteDefinition)
    {
        return Vec::new();
    }
    let text = &*block.text;
    let mut found = Vec::new();
    for (at, open) in text.match_indices(['（', '(']) {
        let inside = at + open.len();
        let Some(rest) = text.get(inside..) else { continue };
        let Some(end) = rest.find(['）', ')', '\n']).filter(|&end| end <= LONGEST) else { continue };
        let whole_end = inside + end + rest[end..].chars().next().map_or(0, char::len_utf8);
        let inner = &rest[..end];
        let one = match SHORT.iter().find_map(|word| inner.trim_start().strip_prefix(word)) {
            Some(short) => short_form(block, at, short),
            None => original(block, at, inner),
        };
        if let Some((name, full, span, entry, short)) = one {
            let start = if short { at - full.len() } else { span.start as usize };
            let whole = Span::new(start, whole_end);
            found.push(Introduced { name, full, span, whole, entry, short });
        }
    }
    found
}

type Found = (String, String, Span, Option<EntryId>, bool);

/// 塞布·斯塔尔采维奇（Seb Starcevic）: a mention of the base, or a foreign name with its dot, before a Latin name.
fn original(block: &Block, at: usize, inner: &str) -> Option<Found> {
    let latin = inner.split(['，', ',', '、', '；', ';', '：', ':', '/']).next()?.trim();
    let capital = latin.chars().next()?.is_uppercase();
    if !capital || latin.chars().any(|c| c >= '\u{2000}' && c != '’') || latin.chars().count() < 3 {
        return None;
    }
    let text = &*block.text;
    if let Some(mention) = mention_before(block, at) {
        let entry = match mention.entries[..] {
            [id] => Some(id),
            _ => None,
        };
        return Some((mention.span.of(text).to_owned(), latin.to_owned(), mention.span, entry, false));
    }
    let span = foreign_name(text, at)?;
    Some((span.of(text).to_owned(), latin.to_owned(), span, None, false))
}

/// 中国现代国际关系研究院（以下简称“现代院”）
fn short_form(block: &Block, at: usize, short: &str) -> Option<Found> {
    let short = short.trim().trim_matches(['“', '”', '「', '」', '"', '《', '》', '：', ':', '为', '為', '‘', '’']);
    let short = short.split(['，', ',', '；', ';']).next()?.trim_end_matches(['”', '」', '"', '》']);
    if short.chars().count() < 2 {
        return None;
    }
    let text = &*block.text;
    let (span, entry) = match mention_before(block, at) {
        Some(mention) => (mention.span, mention.entries.first().copied().filter(|_| mention.entries.len() == 1)),
        None => {
            let from = floor(text, at.saturating_sub(LONGEST));
            let head = text.get(from..at)?;
            let start = head
                .rfind(|c: char| !is_han(c) && !"《》“”「」·".contains(c))
                .map_or(0, |stop| stop + head[stop..].chars().next().map_or(1, char::len_utf8));
            (Span::new(from + start, at), None)
        }
    };
    let full = span.of(text).to_owned();
    // The short form itself is what the document goes on with.
    let inner = text.get(at..)?;
    let name_at = at + inner.find(short)?;
    (!full.is_empty()).then(|| (short.to_owned(), full, Span::new(name_at, name_at + short.len()), entry, true))
}

fn mention_before(block: &Block, at: usize) -> Option<&Mention> {
    let mentions = &block.mentions;
    let after = mentions.partition_point(|mention| (mention.span.end as usize) <= at);
    mentions.get(after.checked_sub(1)?).filter(|mention| mention.span.end as usize == at && !mention.abbreviation)
}

/// The foreign name that ends at a byte: parts with dots between them, of characters that foreign names are written with.
fn foreign_name(text: &str, end: usize) -> Option<Span> {
    let head = text.get(..end)?;
    let mut start = end;
    let mut dotted = false;
    for (at, c) in head.char_indices().rev() {
        let dot = matches!(c, '·' | '・' | '‧' | '•');
        // The last part may hold any character; what stands before the first dot must sound foreign.
        if !(dot || is_sound(c) || !dotted && is_han(c)) || end - at > LONGEST {
            break;
        }
        dotted |= dot;
        start = at;
    }
    dotted.then(|| Span::new(start, end))
}

/// The foreign name around a byte of a text.
pub fn foreign(text: &str, at: usize) -> Option<Span> {
    let part = |c: char| is_sound(c) || matches!(c, '·' | '・' | '‧' | '•');
    let rest = text.get(at..)?;
    let end = at + rest.find(|c| !part(c)).unwrap_or(rest.len());
    foreign_name(text, end).filter(|span| span.touches(at))
}

/// The Latin name in brackets directly after a mention, up to the first comma, at most `longest` bytes of it.
pub fn bracketed(placed: &Placed, mention: &Mention, longest: usize) -> Option<Span> {
    let (text, end) = (&placed.block.text, mention.span.end as usize);
    // Mostly there is no bracket, as the first byte tells.
    text.as_bytes().get(end).filter(|byte| matches!(byte, b'(' | 0xef))?;
    let after = text.get(end..)?;
    let open = after.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = after.get(open.len_utf8()..)?;
    let end = inner.find(['）', ')', '，', ',', '、', '；', ';', '：', ':', '/', '\n'])?;
    let name = inner.get(..end)?.trim_end();
    let lead = name.len() - name.trim_start().len();
    let latin = name.chars().all(|c| c < '\u{2000}' || c == '’') && name.chars().any(char::is_alphabetic);
    let start = mention.span.end as usize + open.len_utf8();
    (latin && name.len() <= longest).then(|| Span::new(start + lead, start + name.len()))
}
