//! `mixed-script`: a Traditional character in a Simplified text, or the reverse.

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{
        Analysis, Placed, Profile,
        names::{self, Place},
    },
    syntax::{BlockKind, inline::InlineKind},
    text::{Language, Script, Span, TextEdit, script},
};

pub struct MixedScript;

impl Rule for MixedScript {
    fn code(&self) -> &'static str {
        "mixed-script"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Hint)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        let script = context.analysis.frame.script;
        out.extend(strays(context.analysis, placed).map(|stray| {
            let message = message(stray.of(&placed.block.text), script, context.language);
            let (code, severity) = (self.code(), Severity::Hint);
            Finding { code, severity, span: placed.span(stray), message, related: Vec::new() }
        }));
    }
}

/// The edits that write every stray in the script of the document; the one at `at` alone, where it is given.
pub fn edits(analysis: &Analysis, at: Option<Span>) -> Vec<TextEdit> {
    let all = analysis.blocks.iter().flat_map(|placed| strays(analysis, placed).map(move |stray| (placed, stray)));
    let wanted = all.filter(|(placed, stray)| at.is_none_or(|at| placed.span(*stray) == at));
    let edit = |(placed, stray): (&Placed, Span)| {
        let (span, right) = correction(placed, stray, analysis.frame.script);
        TextEdit::new(placed.span(span), right)
    };
    let mut edits: Vec<TextEdit> = wanted.map(edit).collect();
    // Two strays side by side may have one correction.
    edits.dedup();
    edits
}

/// The strays of the author's own words in a block, in order, in bytes of the block.
fn strays<'a>(analysis: &'a Analysis, placed: &'a Placed) -> impl Iterator<Item = Span> + use<'a> {
    let scripts = &placed.block.scripts;
    let counts = !analysis.frame.both && scripts.main() == analysis.frame.script;
    let strays = scripts.strays.iter().copied().filter(move |_| counts);
    strays.filter(move |&stray| is_stray(analysis, placed, stray))
}

/// False in quotations, titles and glosses, in code, tags and links, in Japanese, and in names that are written so.
fn is_stray(analysis: &Analysis, placed: &Placed, stray: Span) -> bool {
    let block = &placed.block;
    let prose = block.kind().is_prose() || matches!(block.kind(), BlockKind::Heading { .. } | BlockKind::Caption);
    let inline =
        || block.syntax.inline.iter().any(|inline| inline.kind != InlineKind::Link && inline.span.overlaps(stray));
    if !prose || inline() || names::place(block.parsed(), stray) != Place::Prose || beside_kana(&block.text, stray) {
        return false;
    }
    let named = block.mentions.iter().find(|mention| mention.span.overlaps(stray));
    let written_so = named.is_some_and(|mention| {
        let written = mention.span.of(&block.text);
        let entries = mention.entries.iter().filter_map(|&id| analysis.knowledge().entry(id));
        entries.flat_map(|entry| &entry.names).any(|name| name.text == written)
    });
    !written_so
}

/// Japanese beside it: の, ガ.
fn beside_kana(text: &str, stray: Span) -> bool {
    const NEAR: usize = 6;
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}');
    let before = text.get(..stray.start as usize).unwrap_or("").chars().rev().take(NEAR).any(kana);
    before || text.get(stray.end as usize..).unwrap_or("").chars().take(NEAR).any(kana)
}

/// A stray in the document's script, as its sentence asks for, and what it stands for: with a stray go the characters beside
/// it that change with it (系 in 关系).
fn correction(placed: &Placed, stray: Span, script: Script) -> (Span, String) {
    let text = &*placed.block.text;
    if script == Script::Hans {
        return (stray, script::fold_text(stray.of(text)));
    }
    let mut sentences = placed.block.syntax.sentences.iter().map(|sentence| sentence.span);
    let sentence = sentences.find(|span| span.encloses(stray)).unwrap_or(stray);
    let whole = sentence.of(text);
    let converted = script::to_traditional(whole);
    if converted.chars().count() != whole.chars().count() {
        return (stray, script::to_traditional(stray.of(text)));
    }
    let pairs = || whole.char_indices().zip(converted.chars());
    let at = |inside: usize| sentence.start as usize + inside;
    let changed_before = pairs().take_while(|((inside, _), _)| at(*inside) < stray.start as usize);
    let changed_before: Vec<(usize, bool)> =
        changed_before.map(|((inside, old), new)| (at(inside), old != new)).collect();
    let start = changed_before.iter().rev().take_while(|(_, changed)| *changed).last().map(|&(start, _)| start);
    let start = start.unwrap_or(stray.start as usize);
    let after = pairs().skip_while(|((inside, _), _)| at(*inside) < stray.end as usize);
    let after: usize = after.take_while(|((_, old), new)| old != new).map(|((_, old), _)| old.len_utf8()).sum();
    let span = Span::new(start, stray.end as usize + after);
    let right = pairs().filter(|((inside, _), _)| span.contains(at(*inside))).map(|(_, new)| new).collect();
    (span, right)
}

fn message(written: &str, script: Script, language: Language) -> String {
    match (language, script) {
        (Language::ZhHans, Script::Hans) => format!("“{written}”是繁体字，本文用简体字。"),
        (Language::ZhHans, Script::Hant) => format!("“{written}”是简体字，本文用繁体字。"),
        (Language::ZhHant, Script::Hans) => format!("「{written}」是繁體字，本文用簡體字。"),
        (Language::ZhHant, Script::Hant) => format!("「{written}」是簡體字，本文用繁體字。"),
        (Language::En, Script::Hans) => format!("{written} is Traditional, this text is Simplified."),
        (Language::En, Script::Hant) => format!("{written} is Simplified, this text is Traditional."),
    }
}
