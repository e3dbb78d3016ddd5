//! Blocks: the document cut, line by line, into headings, paragraphs, notes, captions … that tile it without a gap.
//!
//! Chinese drafts put one paragraph on a line and often no blank line between them, so a line is a block of its own
//! unless the one before it plainly runs on (see [`runs_on`]).

use std::iter::Peekable;

use super::footnotes;
use crate::text::{Sieve, is_of_word};

/// What a block is, as far as its own lines tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// `---` … `---` at the head of the document.
    FrontMatter,
    /// `# …`, or a short line without sentence punctuation (level 0).
    Heading {
        level: u8,
    },
    #[default]
    Paragraph,
    ListItem,
    Quote,
    Table,
    Code,
    /// `<!-- … -->`
    Comment,
    /// A picture, or the line below it with its credit.
    Caption,
    /// Byline, abstract, keywords, dates of receipt, boilerplate.
    Metadata,
    /// A line that begins with the label of a note.
    NoteDefinition,
    /// Blank lines before the first block.
    Blank,
}

impl BlockKind {
    /// Blocks in which signs and words mean what they do in a text.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Code | Self::Comment | Self::FrontMatter)
    }

    /// Blocks whose sentences the author asserts.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Quote)
    }
}

/// A block as cut: how many bytes and lines it takes, trailing blank lines included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawBlock {
    pub kind: BlockKind,
    /// Bytes.
    pub len: usize,
    pub lines: usize,
    /// Opened something (front matter, comment) that was not closed: an edit further down may change this block.
    pub dangling: bool,
}

/// Front matter longer than this is taken for text; it bounds how far the cutter looks ahead.
const FRONT_MATTER_LINES: usize = 500;
/// A comment longer than this is taken for text.
const COMMENT_LINES: usize = 500;
/// Shortest line, in characters, that may run on into the next one.
const RUNS_ON_CHARS: usize = 16;
/// Longest line, in characters, that may be a heading without a `#`.
const HEADING_CHARS: usize = 30;

/// Cuts lines into blocks. `lines` yields whole lines with their line breaks; `at_start` says that the first is the
/// first of the document (only there can front matter begin). Blocks depend on nothing before them, and on nothing
/// after them but the first line of the next one (and the look-ahead that `dangling` tells of): that is what lets an
/// edit re-cut one stretch only.
pub fn cut<L: AsRef<str> + Clone, I: Iterator<Item = L> + Clone>(lines: I, at_start: bool) -> Cutter<I> {
    Cutter { lines: lines.peekable(), at_start }
}

/// Iterator over the blocks of a text; see [`cut`].
pub struct Cutter<I: Iterator> {
    lines: Peekable<I>,
    at_start: bool,
}

impl<L: AsRef<str> + Clone, I: Iterator<Item = L> + Clone> Iterator for Cutter<I> {
    type Item = RawBlock;

    fn next(&mut self) -> Option<RawBlock> {
        let first = self.lines.next()?;
        let first = first.as_ref();
        let mut block = RawBlock { kind: BlockKind::Paragraph, len: first.len(), lines: 1, dangling: false };
        let starts_document = std::mem::replace(&mut self.at_start, false);
        if is_blank(first) {
            block.kind = BlockKind::Blank;
        } else if starts_document && first.trim_end() == "---" {
            self.delimited(&mut block, BlockKind::FrontMatter, FRONT_MATTER_LINES, |line| {
                matches!(line.trim_end(), "---" | "...")
            });
        } else if let Some(fence) = fence(first) {
            block.kind = BlockKind::Code;
            for line in self.lines.by_ref() {
                extend(&mut block, line.as_ref());
                if closes(line.as_ref(), fence) {
                    break;
                }
            }
        } else if first.trim_start().starts_with("<!--") {
            block.kind = BlockKind::Comment;
            if !first.contains("-->") {
                self.delimited(&mut block, BlockKind::Comment, COMMENT_LINES, |line| line.contains("-->"));
            }
        } else {
            block.kind = classify(first);
            self.run_on(&mut block, first);
        }
        self.trailing_blanks(&mut block);
        Some(block)
    }
}

impl<L: AsRef<str> + Clone, I: Iterator<Item = L> + Clone> Cutter<I> {
    /// Takes lines up to the closing one, if there is one within `limit` lines; else the first line stays alone.
    fn delimited(&mut self, block: &mut RawBlock, kind: BlockKind, limit: usize, closes: impl Fn(&str) -> bool) {
        match self.lines.clone().take(limit).position(|line| closes(line.as_ref())) {
            Some(last) => {
                block.kind = kind;
                self.lines.by_ref().take(last + 1).for_each(|line| extend(block, line.as_ref()));
            }
            None => block.dangling = true,
        }
    }

    /// Takes the lines that continue the block's first.
    fn run_on(&mut self, block: &mut RawBlock, first: &str) {
        let kind = block.kind;
        let mut note = None;
        let mut before: Option<L> = None;
        while let Some(next) = self.lines.peek() {
            let (line, above) = (next.as_ref(), before.as_ref().map_or(first, AsRef::as_ref));
            if is_blank(line) {
                break;
            }
            let note = *note.get_or_insert_with(|| footnotes::may_start_definition(first));
            let goes_on = match kind {
                _ if note && footnotes::goes_on(above, line) => true,
                _ if note && footnotes::ends_at(above, line) => false,
                BlockKind::Quote => line.trim_start().starts_with('>'),
                BlockKind::Table => line.trim_start().starts_with('|'),
                BlockKind::ListItem | BlockKind::NoteDefinition => {
                    indented(line) && classify(line) == BlockKind::Paragraph || runs_on(above, line)
                }
                BlockKind::Paragraph => runs_on(above, line),
                _ => false,
            };
            if !goes_on {
                break;
            }
            extend(block, line);
            before = self.lines.next();
        }
    }

    fn trailing_blanks(&mut self, block: &mut RawBlock) {
        while let Some(line) = self.lines.next_if(|line| is_blank(line.as_ref())) {
            extend(block, line.as_ref());
        }
    }
}

fn extend(block: &mut RawBlock, line: &str) {
    block.len += line.len();
    block.lines += 1;
}

fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

fn indented(line: &str) -> bool {
    line.starts_with("  ") || line.starts_with('\t') || line.starts_with('\u{3000}')
}

/// The fence that opens a code block, as its character and length.
fn fence(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|&x| x == c).count();
    (length >= 3 && !(c == '`' && line[length..].contains('`'))).then_some((c, length))
}

fn closes(line: &str, (c, length): (char, usize)) -> bool {
    let line = line.trim();
    line.chars().count() >= length && line.chars().all(|x| x == c)
}

/// The kind of a block by its first line.
pub fn classify(line: &str) -> BlockKind {
    let text = line.trim();
    if footnotes::starts_definition(text) {
        return BlockKind::NoteDefinition;
    }
    match text.chars().next() {
        Some('#') => {
            let level = text.chars().take_while(|&c| c == '#').count();
            if level <= 6 && text[level..].starts_with([' ', '\t']) {
                return BlockKind::Heading { level: level as u8 };
            }
        }
        Some('>') => return BlockKind::Quote,
        Some('|') => return BlockKind::Table,
        _ => {}
    }
    if is_list_item(text) {
        BlockKind::ListItem
    } else if is_caption(text) {
        BlockKind::Caption
    } else if is_metadata(text) {
        BlockKind::Metadata
    } else if is_plain_heading(text) {
        BlockKind::Heading { level: 0 }
    } else {
        BlockKind::Paragraph
    }
}

fn is_list_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => text.strip_prefix(['-', '*', '+', '•']),
        1..=3 => text[digits..].strip_prefix(['.', ')']),
        _ => None,
    };
    rest.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Picture credits as news desks write them, in brackets at the end of a line.
const CREDITS: &[&str] = &[
    "reuters",
    "路透",
    "ap",
    "美联",
    "美聯",
    "afp",
    "法新",
    "getty",
    "新华社",
    "新華社",
    "中新社",
    "视觉中国",
    "視覺中國",
    "圖",
    "图",
    "摄",
    "攝",
    "资料",
    "資料",
    "x@",
    "sputnik",
    "来源",
    "來源",
    "photo",
    "epa",
    "彭博",
    "网络",
    "網絡",
    "截图",
    "截圖",
];

/// What captions begin with.
const CAPTIONS: &[&str] =
    &["图为", "圖為", "图：", "圖：", "▲", "△", "（图", "（圖", "(图", "(圖", "[图", "[圖", "【图", "【圖"];
static CAPTIONED: Sieve = Sieve::of_words(CAPTIONS);

fn is_caption(text: &str) -> bool {
    if text.starts_with("![") || text.starts_with("© ") || text.starts_with("©") {
        return true;
    }
    if CAPTIONED.admits(text) && CAPTIONS.iter().any(|begin| text.starts_with(begin)) {
        return true;
    }
    let numbered = text.strip_prefix(['图', '圖', '表']).is_some_and(|rest| {
        rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            && text.chars().count() <= 60
    });
    numbered || credit(text).is_some_and(|credit| CREDITS.iter().any(|name| credit_is(&credit, name)))
}

/// The bracketed words a line ends with.
fn credit(text: &str) -> Option<String> {
    let inside = text.strip_suffix(['）', ')'])?;
    let (_, credit) = inside.rsplit_once(['（', '('])?;
    (credit.chars().count() <= 40).then(|| credit.trim().to_lowercase())
}

fn credit_is(credit: &str, name: &str) -> bool {
    // Latin names are whole words: "ap" is an agency, "apec" is none.
    if name.is_ascii() && name != "x@" {
        credit.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == name)
    } else {
        credit.contains(name)
    }
}

/// Labels that stand at the head of a line about the text, not of the text.
const LABELS: &[&str] = &[
    "作者",
    "译者",
    "譯者",
    "编辑",
    "編輯",
    "责任编辑",
    "責任編輯",
    "责编",
    "責編",
    "来源",
    "來源",
    "关键词",
    "關鍵詞",
    "摘要",
    "内容提要",
    "內容提要",
    "内容摘要",
    "提要",
    "收稿日期",
    "修回日期",
    "作者简介",
    "作者簡介",
    "基金项目",
    "基金項目",
    "中图分类号",
    "文献标识码",
    "文章编号",
    "原载",
    "原載",
    "发布时间",
    "發布時間",
    "校对",
    "校對",
    "Abstract",
    "Keywords",
    "DOI",
];

static LABELLED: Sieve = Sieve::of_words(LABELS);

fn is_metadata(text: &str) -> bool {
    let text = text.trim_start_matches('*');
    if let Some(rest) = text.strip_prefix(['【', '[', '［']) {
        let label = rest.split(['】', ']', '］', '：', ':']).next().unwrap_or("");
        let label = label.replace([' ', '\u{3000}'], "");
        return LABELS.contains(&&*label) || label == "原創" || label == "原创";
    }
    let text = text.strip_prefix(['（', '(']).unwrap_or(text);
    if !LABELLED.admits(text.trim_start_matches(['*', ' ', '\u{3000}'])) {
        return false;
    }
    // **摘　要**：
    let label = text.chars().take(LABEL_CHARS).take_while(|c| !matches!(c, '：' | ':'));
    let label = label.filter(|c| !matches!(c, '*' | ' ' | '\u{3000}'));
    let first = label.clone().next();
    let named = |name: &&str| name.chars().next() == first && name.chars().eq(label.clone());
    LABELS.iter().any(named) && text.contains(['：', ':'])
}

/// Longest label with its blanks and asterisks, in characters.
const LABEL_CHARS: usize = 16;

/// A short line without the punctuation of a sentence.
fn is_plain_heading(text: &str) -> bool {
    let text = text.trim_matches('*');
    text.len() <= HEADING_CHARS * 4
        && text.chars().nth(HEADING_CHARS).is_none()
        && !text.contains(['，', '。', '；', '！', '“', '：', ','])
        && !text.ends_with(['：', ':', '”', '」', '…', '、', '.', ';', '!'])
        && text.chars().any(|c| c.is_alphabetic())
        && !text.contains("://")
}

/// True where `next` continues the paragraph of `before`: a wrapped line is long and stops without closing punctuation.
fn runs_on(before: &str, next: &str) -> bool {
    let before = before.trim_end();
    let open = before.chars().next_back().is_some_and(|c| {
        is_of_word(c) && !c.is_ascii_punctuation()
            || matches!(c, '，' | '、' | ',' | '—' | '“' | '「' | '（' | '(' | '《')
    });
    open && before.chars().count() >= RUNS_ON_CHARS
        && !indented(next)
        && classify(next) == BlockKind::Paragraph
        && !footnotes::may_start_definition(next)
}
