//! Words of a block that tell what a sentence does: report, intend, forecast, conclude … (`words/words.tsv`).
//!
//! Found in the folded text on the walk for landmarks, leftmost-longest. The vocabulary names classes of words, no actors: those are
//! the knowledge base's.

mod trie;

use std::{cell::RefCell, sync::LazyLock};

use super::landmarks;
use crate::{
    room::Room,
    text::{Span, script},
};
use trie::Trie;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What a word does in its sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// Every class, in the order of the declaration.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The class's name in `words.tsv`.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

classes! {
    /// 表示, 指出, 批评: somebody's words follow or are characterised.
    Speech = "speech",
    /// 宣布, 承诺, 要求: saying it does it.
    Perform = "perform",
    /// 认为, 视为, 预计
    Belief = "belief",
    /// 视为, 归咎于, 解读为
    Regard = "regard",
    /// 想要, 力图, 担心: what somebody wants or fears.
    Intent = "intent",
    /// 真实意图, 心里清楚, 失去耐心: what nobody but the person can know.
    Inmost = "inmost",
    /// 旨在, 试图, 为了: what an act is for.
    Purpose = "purpose",
    /// 披露, 曝光, 报道
    Disclose = "disclose",
    /// 显示, 表明: what a document says.
    Show = "show",
    /// 据悉, 据传, 网传
    Hearsay = "hearsay",
    /// 外界, 有媒体, 分析人士: nobody who could be asked.
    Vague = "vague",
    /// 外界, 舆论, 有人: everybody and nobody.
    Crowd = "crowd",
    /// 数据显示, 研究表明, 一份报告: a document without a name.
    Data = "data",
    /// 批评者, 怀疑论者: a side of the argument.
    Opponent = "opponent",
    /// 探讨, 磋商, 会谈
    Talk = "talk",
    /// 争执不下, 角力
    Quarrel = "quarrel",
    /// 秘密, 闭门, 私下
    Secret = "secret",
    /// 会晤, 签署, 空袭: a public act.
    Act = "act",
    /// 已, 曾, 了, 随后
    Past = "past",
    /// 将, 可能, 势必
    Future = "future",
    /// 应当, 必须, 有必要
    Should = "should",
    /// 如果, 一旦
    Condition = "condition",
    /// 意味着, 换言之, 因此
    Infer = "infer",
    /// 似乎, 显然
    Hedge = "hedge",
    /// 笔者, 在我看来
    Own = "self",
    /// 报告, 民调, 声明
    Document = "document",
    /// 演讲, 专访, 记者会
    Occasion = "occasion",
    /// 上, 时, 期间: after an occasion or act.
    Venue = "venue",
    /// 研究所, 统计局, 大学
    Institution = "institution",
    /// 总统, 发言人, 白宫: somebody who decides or speaks.
    Office = "office",
    /// 增长, 占, 伤亡: goes with figures.
    Figure = "figure",
    /// 几乎为零: a figure in words.
    Zero = "zero",
    /// 首次, 史上最
    Superlative = "superlative",
    /// 他, 她, 其
    Pronoun = "pronoun",
    /// 此举, 这种
    Anaphor = "anaphor",
    /// 作者
    Author = "author",
    /// 矛盾, 格局, 逻辑
    Abstract = "abstract",
    /// 陷入, 日益, 仍
    Become = "become",
    /// 堪称, 荒谬, 并非
    Evaluate = "evaluate",
    /// 为什么, 是否
    Ask = "ask",
    /// 还, 同时, 此外
    Continue = "continue",
    /// 据, 根据
    By = "by",
    /// Words that only look like one of the others.
    None = "none",
}

/// A word of the vocabulary where it stands (bytes of the block).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub span: Span,
    pub class: Class,
}

const VOCABULARY: &str = include_str!("words/words.tsv");

static LEXICON: LazyLock<Trie> = LazyLock::new(|| matcher(&[]).unwrap_or_default());

thread_local! {
    /// The vocabulary less some words, while [`without`] runs.
    static LESS: RefCell<Option<Trie>> = const { RefCell::new(None) };
}

/// The matcher of all words but `left_out`.
fn matcher(left_out: &[&str]) -> Option<Trie> {
    // Folding merges a few characters that Simplified texts keep apart (著, 着).
    let kept = entries().filter(|(word, _)| !left_out.contains(word));
    Trie::new(kept.map(|(word, class)| (script::fold_text(word), class as u8)))
}

/// Runs `work` with the vocabulary less `left_out` on this thread: what the words are worth to a text (docs/claims.md).
pub fn without<T>(left_out: &[&str], work: impl FnOnce() -> T) -> T {
    LESS.set(matcher(left_out));
    let done = work();
    LESS.set(None);
    done
}

/// Every word of the vocabulary with its class. A test holds that each stands once and every line has a known class.
pub fn entries() -> impl Iterator<Item = (&'static str, Class)> {
    VOCABULARY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).flat_map(
        |(key, words)| {
            let class = Class::ALL.iter().copied().find(|class| class.key() == key);
            words.split(' ').filter(|word| !word.is_empty()).filter_map(move |word| Some((word, class?)))
        },
    )
}

/// The words of the vocabulary in a text folded to Simplified, in order and without overlap.
pub fn words(text: &str) -> Vec<Word> {
    landmarks::read(text, |_, _| ()).words
}

/// Runs `work` with the vocabulary in force.
pub(super) fn with_vocabulary<T>(work: impl FnOnce(&Trie) -> T) -> T {
    LESS.with_borrow(|less| work(less.as_ref().unwrap_or(&LEXICON)))
}

thread_local! {
    static ROOM: Room<u32> = const { Room::new() };
}

/// Text to a word of the vocabulary, roughly.
const BYTES_A_WORD: usize = 24;

/// Notes on a walk over the characters of a text where words may begin: where one fits to the character behind it.
pub(super) struct Beginnings<'a> {
    vocabulary: &'a Trie,
    /// The last character and where it stands.
    last: (usize, char),
    places: Vec<u32>,
}

impl<'a> Beginnings<'a> {
    pub fn new(vocabulary: &'a Trie, text: &str) -> Self {
        let places = ROOM.with(|room| room.take(text.len() / BYTES_A_WORD + 1));
        Self { vocabulary, last: (0, '\0'), places }
    }

    /// Goes on to the character at a byte.
    #[inline]
    pub fn meet(&mut self, at: usize, c: char) {
        // Two of three characters begin some word: only whether this one fits behind is worth a branch.
        if self.vocabulary.may_begin(self.last.1, c) {
            self.keep();
        }
        self.last = (at, c);
    }

    // Out of line, so that the places that are kept keep no registers from the others.
    #[inline(never)]
    fn keep(&mut self) {
        self.places.push(u32::try_from(self.last.0).unwrap_or(u32::MAX));
    }

    /// The words of the text.
    pub fn words(self, text: &str) -> Vec<Word> {
        let mut found = Vec::with_capacity(self.places.len());
        let mut end = 0;
        let places = self.places.iter().map(|&at| at as usize).chain([self.last.0]);
        for at in places {
            if at < end {
                continue;
            }
            let Some((behind, value)) = self.vocabulary.longest(text, at) else { continue };
            end = behind;
            let class = Class::ALL.get(usize::from(value)).copied().unwrap_or(Class::None);
            if class != Class::None {
                found.push(Word { span: Span::new(at, end), class });
            }
        }
        ROOM.with(|room| room.leave(self.places));
        found
    }
}
