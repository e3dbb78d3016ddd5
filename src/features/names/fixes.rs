//! What can be done about a finding on names.

use super::rename::uniform;
use crate::{
    analysis::Analysis,
    features::notes::Fix,
    rules::{Finding, inconsistent_name, misspelt_original_name, mixed_script, office_mismatch},
    text::{Edits, Language, TextEdit},
};

/// The fixes of a finding; none where it is not about names.
pub fn fixes(analysis: &Analysis, finding: &Finding, language: Language) -> Vec<Fix> {
    match finding.code {
        "inconsistent-name" => throughout(analysis, finding, language),
        "misspelt-original-name" => respell(analysis, finding, language),
        "mixed-script" => script(analysis, finding, language),
        "office-mismatch" => office(analysis, finding, language),
        _ => Vec::new(),
    }
}

/// "Use 维特科夫 throughout", for either form; the more frequent one first.
fn throughout(analysis: &Analysis, finding: &Finding, language: Language) -> Vec<Fix> {
    let Some((id, main, this)) = inconsistent_name::choice(analysis, finding.span) else { return Vec::new() };
    let fix = |new: &str, old: &str, preferred| {
        let edits = Edits::new(uniform(analysis, id, old, new)).ok()?;
        let title = match language {
            Language::ZhHans => format!("全文统一为“{new}”"),
            Language::ZhHant => format!("全文統一為「{new}」"),
            Language::En => format!("Use {new} throughout"),
        };
        Some(Fix { title, edits, preferred })
    };
    [fix(&main, &this, true), fix(&this, &main, false)].into_iter().flatten().collect()
}

fn respell(analysis: &Analysis, finding: &Finding, language: Language) -> Vec<Fix> {
    let Some(right) = misspelt_original_name::right(analysis, finding.span) else { return Vec::new() };
    let title = match language {
        Language::ZhHans => format!("改为 {right}"),
        Language::ZhHant => format!("改為 {right}"),
        Language::En => format!("Change to {right}"),
    };
    let edits = Edits::new(vec![TextEdit::new(finding.span, right)]).ok();
    edits.map(|edits| Fix { title, edits, preferred: true }).into_iter().collect()
}

/// In the script of the document: here, and everywhere.
fn script(analysis: &Analysis, finding: &Finding, language: Language) -> Vec<Fix> {
    let (here, all) = (mixed_script::edits(analysis, Some(finding.span)), mixed_script::edits(analysis, None));
    let Some(right) = here.first().map(|edit| edit.text.clone()) else { return Vec::new() };
    let count = all.len();
    let (this, every) = match language {
        Language::ZhHans => (format!("改为“{right}”"), format!("全文统一字体（{count} 处）")),
        Language::ZhHant => (format!("改為「{right}」"), format!("全文統一字體（{count} 處）")),
        Language::En => (format!("Change to {right}"), format!("Write all {count} in one script")),
    };
    let fix = |title, edits, preferred| Some(Fix { title, edits: Edits::new(edits).ok()?, preferred });
    let every = fix(every, all, false).filter(|_| count > 1);
    [fix(this, here, true), every].into_iter().flatten().collect()
}

/// The finding's words as they would read put right.
fn office(analysis: &Analysis, finding: &Finding, language: Language) -> Vec<Fix> {
    let Some((_, placed)) = analysis.block_at(finding.span.start as usize) else { return Vec::new() };
    let remedies = office_mismatch::remedies(analysis, finding.span).into_iter().enumerate();
    let fix = |(at, edit): (usize, TextEdit)| {
        let text = &placed.block.text;
        let inside = |at: u32| (at as usize).checked_sub(placed.start);
        let (start, end) = (inside(finding.span.start)?, inside(finding.span.end)?);
        let (from, to) = (inside(edit.span.start)?, inside(edit.span.end)?);
        let (head, tail) = (text.get(start.min(from)..from)?, text.get(to..end)?);
        let new = format!("{head}{}{tail}", edit.text);
        let title = match language {
            Language::ZhHans => format!("改为“{new}”"),
            Language::ZhHant => format!("改為「{new}」"),
            Language::En => format!("Change to {new}"),
        };
        Some(Fix { title, edits: Edits::new(vec![edit]).ok()?, preferred: at == 0 })
    };
    remedies.filter_map(fix).collect()
}
