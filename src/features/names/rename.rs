//! One name for one actor: a chosen form in place of its variants.

use crate::{
    analysis::{Analysis, names},
    knowledge::{Entry, EntryId, Kind},
    text::{Edits, Language, Span, TextEdit},
};

/// The name at the offset, where it can be changed throughout.
pub fn prepare_rename(analysis: &Analysis, offset: usize) -> Option<(Span, String)> {
    let (placed, mention, entries) = analysis.names.at(&analysis.blocks, offset)?;
    let [id] = entries[..] else { return None };
    let renamed = analysis.knowledge().entry(id).is_some_and(|entry| !matches!(entry.kind, Kind::Office | Kind::Term));
    let fits = renamed && !mention.abbreviation && mention.span.contains(offset - placed.start);
    fits.then(|| (placed.span(mention.span), mention.span.of(&placed.block.text).to_owned()))
}

/// Writes `new` for the name at the offset and for every other spelling of it, in the author's own prose: 维特科夫 for 威特科夫
/// also in 史蒂夫·威特科夫. Longer and shorter forms of the new name stay.
///
/// # Errors
/// Why not, for the writer.
pub fn rename(analysis: &Analysis, offset: usize, new: &str, language: Language) -> Result<Edits, String> {
    let say = |hans: &str, hant: &str, en: &str| {
        match language {
            Language::ZhHans => hans,
            Language::ZhHant => hant,
            Language::En => en,
        }
        .to_owned()
    };
    let new = new.trim();
    if new.is_empty() || new.contains('\n') {
        return Err(say(
            "名字不能为空，也不能换行。",
            "名字不能為空，也不能換行。",
            "A name must not be empty or hold a line break.",
        ));
    }
    let here = prepare_rename(analysis, offset).and_then(|(_, written)| {
        let (_, _, entries) = analysis.names.at(&analysis.blocks, offset)?;
        Some((*entries.first()?, written))
    });
    let Some((id, written)) = here else {
        return Err(say(
            "此处没有可以统一的名字。",
            "此處沒有可以統一的名字。",
            "There is no name here that can be made uniform.",
        ));
    };
    let edits = uniform(analysis, id, &written, new);
    Edits::new(edits).map_err(|error| error.to_string())
}

/// The edits that write `new` for `written`, and for every spelling that is no longer or shorter form of `new`.
pub(super) fn uniform(analysis: &Analysis, id: EntryId, written: &str, new: &str) -> Vec<TextEdit> {
    let Some(entry) = analysis.knowledge().entry(id) else { return Vec::new() };
    let (old, target) = (names::spelling_key(entry, written), names::spelling_key(entry, new));
    let differs = |key: &str| key == old || !key.contains(&*target) && !target.contains(key);
    let mut edits = Vec::new();
    for placed in &analysis.blocks {
        let counts = |spelling: &&names::Spelling| spelling.id == id && spelling.counts(&analysis.names);
        for spelling in placed.block.spellings.iter().filter(counts) {
            let text = spelling.span.of(&placed.block.text);
            if !differs(&names::spelling_key(entry, text)) {
                continue;
            }
            let from = family(entry, text, new);
            if text[from..] != *new {
                let span = Span { start: spelling.span.start + from as u32, ..spelling.span };
                edits.push(TextEdit::new(placed.span(span), new));
            }
        }
    }
    edits
}

/// Where the part begins that the new name replaces: the family name of a person, unless the new name is a full one.
fn family(entry: &Entry, text: &str, new: &str) -> usize {
    const DOTS: [char; 4] = ['·', '•', '・', '‧'];
    let dot = text.rfind(DOTS).filter(|_| entry.kind == Kind::Person && !new.contains(DOTS));
    dot.map_or(0, |dot| dot + text[dot..].chars().next().map_or(1, char::len_utf8))
}
