//! What can be done about a claim without a source, besides a new note: words of attribution to fill in, the author's own
//! judgement said as such, the note of an earlier sentence.

use super::Card;
use crate::{
    analysis::{
        Analysis, Judgement, Placed,
        claims::{Claim, Sourcing},
    },
    rules::Finding,
    syntax::Class,
    text::{Edits, Language, Script, Span, TextEdit, script},
};

/// Why the claim at an offset lacks a source, in one line.
pub fn hover(analysis: &Analysis, offset: usize, language: Language) -> Option<Card> {
    let (_, placed) = analysis.block_at(offset)?;
    let inside = offset.checked_sub(placed.start)?;
    let missing = |judgement: &&Judgement| judgement.wants_source(&analysis.frame);
    placed.claims.iter().filter(missing).find_map(|judgement| {
        judgement.claim.filter(|(_, span)| span.contains(inside))?;
        // The judgement is of the sentence as a whole.
        Some(Card { span: placed.span(judgement.sentence), markdown: judgement.explain(language) })
    })
}

/// One thing to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub edits: Edits,
    /// What the writer has yet to fill in, in the edited document.
    pub blank: Option<Span>,
}

/// The fixes of a finding of a claim rule; none for others. `marker` is where a note's marker for it would go.
pub fn fixes(analysis: &Analysis, finding: &Finding, marker: Option<usize>, language: Language) -> Vec<Fix> {
    let Some((placed, judgement)) = judged(analysis, finding) else { return Vec::new() };
    let mut fixes = attributions(analysis, placed, judgement, language);
    fixes.extend(own_judgement(analysis, placed, judgement, finding.code, language));
    fixes.extend(marker.and_then(|at| earlier_note(analysis, placed, judgement, at, language)));
    fixes
}

/// The text of a new note for a claim, to be written over: 〔待补：美国 1750亿美元〕. Empty for other findings.
pub fn stub(analysis: &Analysis, finding: &Finding) -> String {
    let Some((placed, judgement)) = judged(analysis, finding) else { return String::new() };
    let (block, text) = (&placed.block, &*placed.block.text);
    let names = block.mentions.iter().filter(|mention| !mention.pending).map(|mention| mention.span);
    let figures = block.syntax.quantities.iter().map(|quantity| quantity.span);
    let titles = block.syntax.quotations.iter().filter(|quotation| quotation.marks.is_title()).map(|title| title.span);
    let inside = |span: &Span| judgement.sentence.encloses(*span);
    let mut words: Vec<&str> = Vec::new();
    for word in titles.chain(names).filter(inside).take(KEY_WORDS).chain(figures.filter(inside).take(1)) {
        let word = word.of(text);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let opening: String = judgement.sentence.of(text).chars().take(OPENING).collect();
    let words = if words.is_empty() { opening } else { words.join(" ") };
    in_script("〔待补：", analysis.frame.script) + &words + "〕"
}

/// How many names a stub takes from its claim.
const KEY_WORDS: usize = 2;
/// How much of a claim without names and figures it takes, in characters.
const OPENING: usize = 12;

/// The judgement that a finding came from.
fn judged<'a>(analysis: &'a Analysis, finding: &Finding) -> Option<(&'a Placed, &'a Judgement)> {
    if !finding.is_of_claim() {
        return None;
    }
    let (_, placed) = analysis.block_at(finding.span.start as usize)?;
    let inside = (finding.span.start as usize).checked_sub(placed.start)?;
    let judgement = placed.claims.iter().find(|judgement| judgement.sentence.contains(inside))?;
    Some((placed, judgement))
}

/// Where new words before a sentence go, and the words that stay before them: behind 但, 然而 and a speaker's label.
fn head(placed: &Placed, judgement: &Judgement) -> usize {
    let text = judgement.sentence.of(&placed.block.text);
    let mut start = judgement.sentence.start as usize;
    let label = text.find(['：', ':']).filter(|&at| text[..at].chars().count() <= 6 && judgement.sentence.start == 0);
    let mut rest = text;
    if let Some(at) = label {
        let after = text[at..].chars().next().map_or(0, char::len_utf8);
        (start, rest) = (start + at + after, &text[at + after..]);
    }
    let turns = [
        "但是",
        "但",
        "然而，",
        "然而",
        "不过，",
        "不过",
        "不過，",
        "不過",
        "其实，",
        "其實，",
        "事实上，",
        "事實上，",
    ];
    start + turns.iter().find(|turn| rest.starts_with(**turn)).map_or(0, |turn| turn.len())
}

/// A phrase to put before the claim, or in the place of a vague source; `〔…〕` is to be filled in.
struct Phrase {
    text: &'static str,
    /// It takes the place of the vague words.
    replaces: bool,
}

fn phrases(judgement: &Judgement) -> &'static [Phrase] {
    const fn before(text: &'static str) -> Phrase {
        Phrase { text, replaces: false }
    }
    const fn instead(text: &'static str) -> Phrase {
        Phrase { text, replaces: true }
    }
    const STATISTIC: &[Phrase] = &[before("根据〔机构、日期〕发布的数据，"), before("据〔媒体、日期〕报道，")];
    const QUOTATION: &[Phrase] = &[before("〔姓名、身份〕在〔时间、场合〕表示，")];
    const REPORT: &[Phrase] = &[before("根据〔机构、日期〕发布的《〔文件〕》，")];
    const EVENT: &[Phrase] = &[before("据〔媒体、日期〕报道，")];
    const STATEMENT: &[Phrase] = &[before("〔日期〕，")];
    const VAGUE: &[Phrase] = &[instead("据〔媒体、日期〕报道"), instead("〔姓名、身份〕在〔场合〕指出")];
    if judgement.sourcing == Sourcing::Vague && judgement.vague.is_some() {
        return VAGUE;
    }
    match judgement.claim.map(|(claim, _)| claim) {
        Some(Claim::Statistic) => STATISTIC,
        Some(Claim::Quotation) => QUOTATION,
        Some(Claim::Report) => REPORT,
        Some(Claim::Event) => EVENT,
        Some(Claim::Statement | Claim::Superlative) => STATEMENT,
        None => &[],
    }
}

fn attributions(analysis: &Analysis, placed: &Placed, judgement: &Judgement, language: Language) -> Vec<Fix> {
    let fix = |phrase: &Phrase| {
        let words = in_script(phrase.text, analysis.frame.script);
        let at = head(placed, judgement);
        let span = match judgement.vague.filter(|_| phrase.replaces) {
            Some(vague) => placed.span(vague),
            None => placed.span(Span::new(at, at)),
        };
        let blank = words.find('〔').zip(words.find('〕')).map(|(open, close)| {
            let start = span.start as usize;
            Span::new(start + open, start + close + '〕'.len_utf8())
        });
        let edits = Edits::new(vec![TextEdit::new(span, words.clone())]).ok()?;
        let title = say(language, "写明来源", "寫明來源", "Name the source");
        Some(Fix { title: format!("{title}：{words}"), edits, blank })
    };
    phrases(judgement).iter().filter_map(fix).collect()
}

/// For what nobody could report and the author can judge: 笔者认为, or the claim allowed as the author's where those words
/// would be wrong, before what somebody is said to have said.
fn own_judgement(
    analysis: &Analysis,
    placed: &Placed,
    judgement: &Judgement,
    code: &str,
    language: Language,
) -> Option<Fix> {
    let judges = judgement.claim.is_some_and(|(claim, _)| matches!(claim, Claim::Event | Claim::Superlative));
    if !judges || judgement.sourcing == Sourcing::Vague {
        return None;
    }
    let title = say(language, "这是我的判断", "這是我的判斷", "This is my own judgement");
    let told = placed.block.syntax.attributions.iter().any(|attribution| {
        judgement.sentence.encloses(attribution.span) && matches!(attribution.verb, Class::Speech | Class::Disclose)
    });
    let (at, words) = if told {
        let reason = in_script("作者的判断", analysis.frame.script);
        (placed.start, format!("<!-- chuchu: allow {code} -- {reason} -->\n"))
    } else {
        (placed.start + head(placed, judgement), in_script("笔者认为，", analysis.frame.script))
    };
    let edits = Edits::new(vec![TextEdit::insert(at, words.clone())]).ok()?;
    Some(Fix { title: format!("{title}：{}", words.trim_end()), edits, blank: None })
}

/// The marker of the nearest noted sentence before this one in the paragraph, set here again.
fn earlier_note(
    analysis: &Analysis,
    placed: &Placed,
    judgement: &Judgement,
    at: usize,
    language: Language,
) -> Option<Fix> {
    let (block, _) = analysis.block_at(placed.start)?;
    let markers = placed.block.syntax.markers.iter().enumerate();
    let (_, marker) = markers
        .filter(|(_, marker)| marker.span.end <= judgement.sentence.start)
        .rfind(|&(index, _)| analysis.notes.of_marker(crate::analysis::notes::At { block, index }).is_some())?;
    let sign = marker.span.of(&placed.block.text);
    let title = say(language, "沿用前文的注", "沿用前文的註", "Take the note of the sentence before");
    let edits = Edits::new(vec![TextEdit::insert(at, sign)]).ok()?;
    Some(Fix { title: format!("{title} {}", marker.label), edits, blank: None })
}

fn in_script(text: &str, written: Script) -> String {
    match written {
        Script::Hans => text.to_owned(),
        Script::Hant => script::to_traditional(text),
    }
}

fn say(language: Language, hans: &'static str, hant: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::ZhHans => hans,
        Language::ZhHant => hant,
        Language::En => en,
    }
}
