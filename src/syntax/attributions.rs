//! Attributions: who is said to have said it, and in which words.

use std::cell::LazyCell;

use super::{
    Class, Quotation, Word,
    landmarks::{Kind, Landmarks},
    quotations::Spoken,
};
use crate::text::{Sieve, Span};

/// How traceable the words of an attribution are, by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributionKind {
    /// 据报道, 有媒体, 外界认为, 有人说: nobody can be asked.
    Vague,
    /// X 表示, X 认为, 据 X 报道: somebody named by a noun phrase; whether it is traceable is `analysis`.
    Named,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The words of attribution, e.g. 据美国 Axios 新闻网报道 / 鲁比奥露骨地表示.
    pub span: Span,
    /// The speaker or source inside it, where there is one.
    pub source: Option<Span>,
    pub kind: AttributionKind,
    /// What the verb does: says, believes, discloses, shows. [`Class::By`] for 根据… without a verb.
    pub verb: Class,
    /// Who stands for the source where it is vague: [`Class::Vague`], [`Class::Crowd`], [`Class::Data`],
    /// [`Class::Hearsay`]; [`Class::None`] where it is named.
    pub head: Class,
}

/// How far a verb may stand from its vague subject, in bytes (twelve Han characters).
const VERB_WITHIN: u32 = 36;
/// How far into its clause 据 may stand, in bytes (另据, 而根据).
const BY_WITHIN: u32 = 9;
/// Shortest words before 数据显示 that may name whose data they are, in bytes.
const OWNER: usize = 6;
/// Longest source phrase after 据, in bytes.
const SOURCE_WITHIN: u32 = 180;

/// All attributions of a block's folded text, in order; `words` are those outside of its quotations.
pub fn attributions(text: &str, marks: &Landmarks, words: &[Word], quotations: &[Quotation]) -> Vec<Attribution> {
    let clauses = LazyCell::new(|| Clauses::new(text, marks, Spoken(quotations)));
    let mut found: Vec<Attribution> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if found.last().is_some_and(|last| word.span.start < last.span.end) {
            continue;
        }
        let rest = words.get(index + 1..).unwrap_or(&[]);
        let clause = || clauses.around(word.span.start);
        let attribution = match word.class {
            Class::Hearsay => Some(Attribution {
                span: word.span,
                source: None,
                kind: AttributionKind::Vague,
                verb: Class::Disclose,
                head: Class::Hearsay,
            }),
            Class::By => by(text, word, rest, clause()),
            Class::Vague | Class::Crowd | Class::Data => vague(text, word, rest, clause()),
            Class::Speech | Class::Perform | Class::Belief | Class::Disclose | Class::Show => {
                named(text, word, clause())
            }
            Class::Act if announces(text, word) => named(text, &Word { class: Class::Disclose, ..*word }, clause()),
            _ => None,
        };
        if let Some(attribution) = attribution {
            found.push(attribution);
        }
    }
    found
}

/// 据…报道, 根据…的报告
fn by(text: &str, word: &Word, rest: &[Word], clause: Span) -> Option<Attribution> {
    let starts = word.span.start - clause.start <= BY_WITHIN;
    let near =
        rest.iter().take_while(|next| next.span.end <= clause.end && next.span.end - word.span.end <= SOURCE_WITHIN);
    let telling = near.filter(|next| {
        matches!(
            next.class,
            Class::Disclose | Class::Show | Class::Document | Class::Data | Class::Speech | Class::Occasion
        ) || issued(text, next)
    });
    let last = telling.last().filter(|_| starts)?;
    let source = Some(Span::new(word.span.end as usize, last.span.start as usize)).filter(|source| !source.is_empty());
    let nobody = (rest.iter().take_while(|next| next.span.end <= last.span.end))
        .find(|next| matches!(next.class, Class::Vague | Class::Crowd));
    let head = nobody.map_or(if source.is_none() { Class::Hearsay } else { Class::None }, |word| word.class);
    let kind = if head == Class::None { AttributionKind::Named } else { AttributionKind::Vague };
    let verb = if matches!(last.class, Class::Disclose | Class::Show | Class::Speech) { last.class } else { Class::By };
    Some(Attribution { span: Span::new(word.span.start as usize, last.span.end as usize), source, kind, verb, head })
}

/// 白宫发布的情况说明: whatever the thing is called, somebody issued it.
fn issued(text: &str, word: &Word) -> bool {
    let after = text.get(word.span.end as usize..).unwrap_or("");
    ["发布", "公布", "提供"].contains(&word.span.of(text)) && after.starts_with('的')
}

/// 统计处上月公布，…: what follows the comma is what was announced.
fn announces(text: &str, word: &Word) -> bool {
    let after = text.get(word.span.end as usize..).unwrap_or("");
    ["发布", "公布", "通报"].contains(&word.span.of(text)) && after.starts_with(['，', ',', '：', ':'])
}

/// 外界…认为, 有媒体…披露, 研究表明
fn vague(text: &str, word: &Word, rest: &[Word], clause: Span) -> Option<Attribution> {
    // 受到外界质疑, 令外界浮想联翩: they are talked about.
    let before = text.get(clause.start as usize..word.span.start as usize)?;
    if before.ends_with(['到', '被', '令', '让', '受', '遭', '使', '给', '向', '对', '与', '在', '由']) {
        return None;
    }
    let near = |next: &&Word| next.span.start - word.span.end <= VERB_WITHIN && next.span.end <= clause.end;
    let tells = |class| matches!(class, Class::Speech | Class::Belief | Class::Disclose | Class::Show | Class::Hearsay);
    let concedes = |class| matches!(class, Class::Future | Class::Should | Class::Ask);
    let verb = rest.iter().take_while(near).take_while(|next| !concedes(next.class)).find(|next| tells(next.class));
    let verb = verb.filter(|verb| {
        // 媒体把…解读为, 媒体关于…的报道: the verb is no report of theirs.
        let between = text.get(word.span.end as usize..verb.span.start as usize).unwrap_or("");
        let after = text.get(verb.span.end as usize..).unwrap_or("");
        !between.starts_with(['把', '将', '对', '的', '关']) && !after.starts_with(['的', '者', '力'])
    });
    let of_itself = word.span.of(text).ends_with(['称', '说', '为', '出', '示', '现', '指', '明', '言', '闻']);
    let (end, verb) =
        verb.map(|verb| (verb.span.end, verb.class)).or(of_itself.then_some((word.span.end, Class::Show)))?;
    // 日本总务省公布的数据显示: somebody's data, not anybody's.
    if word.class == Class::Data && before.trim().len() >= OWNER {
        let start = clause.start as usize;
        let source = Some(Span::new(start, start + before.trim_end().len()));
        let span = Span::new(start, end as usize);
        return Some(Attribution { span, source, kind: AttributionKind::Named, verb, head: Class::Data });
    }
    let span = Span::new(word.span.start as usize, end as usize);
    let source = Some(word.span);
    if named_after(text, word, span) {
        return Some(Attribution { span, source, kind: AttributionKind::Named, verb, head: Class::None });
    }
    Some(Attribution { span, source, kind: AttributionKind::Vague, verb, head: word.class })
}

/// 分析家鲍文指出: a name follows the occupation.
fn named_after(text: &str, word: &Word, told: Span) -> bool {
    let occupation = ["分析家", "分析师", "评论家", "评论员", "观察家", "专家", "学者", "官员"];
    let between = text.get(word.span.end as usize..told.end as usize).unwrap_or("");
    let adverbs = [
        "普遍", "一般", "大多", "多", "也", "则", "就", "都", "均", "一致", "曾", "还", "们", "甚至", "已", "坦", "明",
        "不",
    ];
    let count = between.chars().count();
    occupation.iter().any(|name| word.span.of(text).ends_with(name))
        && !word.span.of(text).starts_with(['有', '一', '不', '许', '很', '部', '多', '某', '个'])
        && (4..=10).contains(&count)
        && !adverbs.iter().any(|adverb| between.starts_with(adverb))
}

/// X 表示; 在 X 看来
fn named(text: &str, word: &Word, clause: Span) -> Option<Attribution> {
    let before = text.get(clause.start as usize..word.span.start as usize)?;
    let after = text.get(word.span.end as usize..)?;
    // 曝光时, 警告之后: when it happened, not what was said.
    if after.starts_with(['时', '后', '前', '之', '以']) && !after.starts_with("时任") {
        return None;
    }
    // 兑现竞选承诺，…: a noun at the end of its clause. 表示，…, 宣布，… go on.
    if word.class == Class::Perform
        && !["宣布", "宣告"].contains(&word.span.of(text))
        && (after.is_empty() || after.starts_with(['，', ',', '、', '。', '；', '）', '和', '与', '及']))
    {
        return None;
    }
    // 对…的批评, 俄方的回应: a noun.
    let said = word.span.of(text).starts_with('所');
    if before.ends_with(['的', '之', '项', '份', '种']) || !said && after.starts_with(['的', '者', '性', '力', '权'])
    {
        return None;
    }
    let subject = before.trim_end();
    let source = Span::new(clause.start as usize, clause.start as usize + subject.len());
    let (kind, head) = match word.class != Class::Show && anonymous(subject) {
        true => (AttributionKind::Vague, Class::Vague),
        false => (AttributionKind::Named, Class::None),
    };
    Some(Attribution {
        span: Span::new(clause.start as usize, word.span.end as usize),
        source: Some(source).filter(|source| !source.is_empty()),
        kind,
        verb: word.class,
        head,
    })
}

/// 两名西方外交官, 一位知情的议员: people counted and not named.
fn anonymous(subject: &str) -> bool {
    // A clause without an end may have a verb of saying in every line.
    let (mut near, mut likely) = (0, false);
    for (at, c) in subject.char_indices().rev().take(SUBJECT_WITHIN + 1) {
        near = at;
        likely |= matches!(c, '名' | '位') || SOMES_BEGIN.contains(&c);
    }
    if !likely {
        return false;
    }
    let subject = subject.get(near..).unwrap_or(subject);
    let mut classifiers = subject.char_indices().rev().filter(|(_, c)| matches!(c, '名' | '位'));
    let counted = classifiers.find_map(|(at, c)| {
        let before = subject.get(..at)?.trim_end();
        let number = before.chars().next_back().filter(|c| "一两三四五六七八九十几数多0123456789".contains(*c))?;
        let definite = before.strip_suffix(number)?.ends_with(['这', '那', '该', '此', '另', '第', '每', '其', '前']);
        (!definite).then_some(at + c.len_utf8())
    });
    // 有熟悉内情的人士, 部分议员
    let some = || {
        let mut last = [None; SOME.len()];
        for (at, _) in SOMES.places(subject) {
            let here = SOME.iter().zip(&mut last).find(|(some, _)| subject[at..].starts_with(**some));
            here.into_iter().for_each(|(_, last)| *last = Some(at));
        }
        SOME.iter().zip(last).find_map(|(some, at)| {
            let at = at?;
            let denied = subject.get(..at)?.ends_with(['没', '只', '还', '所', '具', '拥', '这', '那']);
            (!denied).then_some(at + some.len())
        })
    };
    let Some(described) = counted.or_else(some).and_then(|at| subject.get(at..)) else { return false };
    if described.chars().count() > DESCRIBED || CALLED.find(described, 0).is_none() {
        return false;
    }
    let calling = CALLINGS.iter().filter_map(|calling| described.find(calling).map(|at| at + calling.len())).max();
    let Some(rest) = calling.and_then(|end| described.get(end..)) else { return false };
    // 一位学者陈方: the name stands behind the calling.
    let named = (2..=4).contains(&rest.chars().count())
        && !rest.starts_with(['对', '向', '在', '就', '也', '都', '曾', '近', '日']);
    !named && !described.contains(['·', '（', '(']) && !described.contains(|c: char| c.is_ascii_alphabetic())
}

/// How much of a subject is looked at, in characters before its verb.
const SUBJECT_WITHIN: usize = 40;
/// Words for some people and not others.
const SOME: &[&str] = &["有", "一些", "部分", "不少", "个别", "某些", "若干", "多数"];
/// Their first characters.
const SOMES_BEGIN: [char; 8] = ['有', '一', '部', '不', '个', '某', '若', '多'];
static SOMES: Sieve = Sieve::of_words(SOME);
/// Longest description of people without a name, in characters.
const DESCRIBED: usize = 20;

/// What people are called who are quoted without a name.
const CALLINGS: &[&str] = &[
    "官员",
    "外交官",
    "幕僚",
    "顾问",
    "人士",
    "议员",
    "学者",
    "专家",
    "教授",
    "分析师",
    "经济学家",
    "高管",
    "高层",
    "老板",
    "企业家",
    "商人",
    "记者",
    "编辑",
    "居民",
    "市民",
    "网民",
    "妇女",
    "男子",
    "女子",
    "老人",
    "青年",
    "学生",
    "工人",
    "农民",
    "士兵",
    "军官",
    "将领",
    "司机",
    "律师",
    "医生",
    "教师",
    "研究员",
    "交易员",
    "经理",
    "工程师",
    "难民",
    "目击者",
    "员工",
    "友人",
    "朋友",
    "干部",
];

static CALLED: Sieve = Sieve::of_words(CALLINGS);

/// Text to a clause, roughly.
const BYTES_A_CLAUSE: usize = 24;
/// What a clause ends at.
pub(super) const CLAUSE_MARKS: &str = "，,；;：:。！？!?\n…—";

/// Where clauses end: at commas, colons, semicolons and ends of sentences, outside quotations.
struct Clauses {
    ends: Vec<(u32, u32)>,
    length: u32,
}

impl Clauses {
    fn new(text: &str, marks: &Landmarks, mut spoken: Spoken<'_>) -> Self {
        let mut ends = Vec::with_capacity(text.len() / BYTES_A_CLAUSE);
        for (at, c) in marks.places(Kind::Clause) {
            let mark = Span::new(at, at + c.len_utf8());
            if !spoken.holds(mark.start) {
                ends.push((mark.start, mark.end));
            }
        }
        Self { ends, length: Span::new(0, text.len()).end }
    }

    /// The clause that an offset stands in, without its marks; white space at its start is left in.
    fn around(&self, offset: u32) -> Span {
        let index = self.ends.partition_point(|&(start, _)| start < offset);
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&(_, end)| end);
        let end = self.ends.get(index).map_or(self.length, |&(start, _)| start);
        Span { start: start.min(end), end }
    }
}
