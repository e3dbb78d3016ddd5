//! Why a sentence was judged as it was, for `--explain` and for the hover of a finding.

use super::{Claim, Judgement, Mode, Sourcing};
use crate::text::{Language, script};

macro_rules! reasons {
    ($($name:ident = $key:literal, $zh:literal, $en:literal;)*) => {
        /// One step of a judgement.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason { $(#[doc = $en] $name,)* }

        impl Reason {
            /// Its name, in kebab case.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            fn zh(self) -> &'static str {
                match self { $(Self::$name => $zh),* }
            }

            fn en(self) -> &'static str {
                match self { $(Self::$name => $en),* }
            }
        }
    };
}

/// The steps of a judgement, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasons([Option<Reason>; 5]);

impl Reasons {
    pub fn new(first: Reason) -> Self {
        Self([Some(first), None, None, None, None])
    }

    /// A further step: the document, a sentence before, one behind, the turn of an interviewer.
    pub fn push(&mut self, next: Reason) {
        if let Some(free) = self.0.iter_mut().find(|step| step.is_none()) {
            *free = Some(next);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Reason> {
        self.0.iter().copied().flatten()
    }
}

reasons! {
    Note = "note", "句中或句后有注释或链接", "a note or link stands in the sentence or after it";
    NoteAfterNext = "note-after-next", "下一句承接本句，注释在其句末", "the next sentence goes on with this one and has the note";
    NamedDocument = "named-document", "写明了媒体、机构或文件", "it names the outlet, institution or document";
    SpeakerAndOccasion = "speaker-and-occasion", "写明了说话人和时间或场合", "it names the speaker and the date or occasion";
    SpeakerOnly = "speaker-only", "只写了是谁说的", "it names only the speaker";
    SpeakerBefore = "speaker-before", "引语的说话人在上一句", "the speaker of the quotation stands in the sentence before";
    SpeakerAfter = "speaker-after", "引语的说话人在下一句", "the speaker of the quotation stands in the sentence after";
    CarriedOn = "carried-on", "承接上一句的来源", "it goes on from the source of the sentence before";
    SameDocument = "same-document", "仍在转述本段前文点明的文件", "it goes on telling the document that the passage named";
    VagueSource = "vague-source", "来源说不出是谁", "its source is nobody in particular";
    DataOfNobody = "data-of-nobody", "没有写明是谁的数据", "it does not say whose data they are";
    Crowd = "crowd", "泛指众人，不是来源", "everybody is no source, and no claim about anybody";
    Act = "act", "动词写的是举动，不是消息来源", "the verb tells an act, not who reports it";
    NoSource = "no-source", "没有来源", "no source";
    QuestionTurn = "question-turn", "采访者的提问", "an interviewer's turn";
    TooLong = "too-long", "太长，不像一句话", "too long to be a sentence";
}

impl Mode {
    fn zh(self) -> &'static str {
        match self {
            Self::Assertion => "陈述",
            Self::Question => "提问",
            Self::Opinion => "作者意见",
            Self::Inference => "推论",
            Self::Forecast => "预测",
            Self::Advice => "主张",
            Self::Condition => "假设",
            Self::Frame => "引导语",
        }
    }
}

impl Claim {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Statistic => ("数字", "figures"),
            Self::Quotation => ("引语", "a quotation"),
            Self::Report => ("文件或报道的内容", "contents of a document or story"),
            Self::Event => ("不公开的事件或内心打算", "a private event or motive"),
            Self::Statement => ("可查证的表态或举动", "a public statement or act"),
            Self::Superlative => ("可查证的第一或之最", "a first or record"),
        }
    }
}

impl Judgement {
    /// Why the sentence is flagged or not, in one line.
    pub fn explain(&self, language: Language) -> String {
        let reasons = |text: fn(Reason) -> &'static str, between: &str| {
            self.reasons.iter().map(text).collect::<Vec<_>>().join(between)
        };
        let chinese = || {
            let claim = self.claim.map_or("没有需要出处的内容", |(claim, _)| claim.words().0);
            let reasons = if self.claim.is_some() { reasons(Reason::zh, "；") } else { String::new() };
            let colon = if reasons.is_empty() { "" } else { "：" };
            format!("{}，{claim}{colon}{reasons}", self.mode.zh())
        };
        match language {
            Language::ZhHans => chinese(),
            Language::ZhHant => script::to_traditional(&chinese()),
            Language::En => {
                let claim = self.claim.map_or("nothing that needs a source", |(claim, _)| claim.words().1);
                let reasons = if self.claim.is_some() { reasons(Reason::en, "; ") } else { String::new() };
                let colon = if reasons.is_empty() { "" } else { ": " };
                format!("{}, {claim}{colon}{reasons}", self.mode.name())
            }
        }
    }
}

impl Sourcing {
    /// The letter that labels use: note (f), attributed, weak, vague, none.
    pub fn letter(self) -> char {
        match self {
            Self::Note => 'f',
            Self::Attributed => 'a',
            Self::Weak => 'w',
            Self::Vague => 'v',
            Self::None => 'n',
        }
    }
}
