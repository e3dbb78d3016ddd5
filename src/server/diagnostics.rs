//! Findings as the editor's diagnostics: which of them, how they are written, and whether the editor has them already.

use std::{collections::HashMap, sync::LazyLock};

use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, Range, Url,
};

use super::{
    convert::{location, lsp_position},
    open::Snapshot,
    sheet::{CONFIGURATION, ENTRY},
    shown::{MOST, shown},
    written::Begun,
};
use crate::{
    analysis::Places,
    rules::{Finding, Severity, rule_codes},
    text::{Language, Span},
};

/// The code of the notice that not all findings are shown.
const MORE: &str = "more-findings";

/// Where the documentation stands.
const DOCS_URL: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/docs/");

/// The page about each code.
static PAGES: LazyLock<HashMap<&'static str, Url>> = LazyLock::new(|| {
    let rules = rule_codes().map(|rule| (rule, format!("rules/{rule}.md")));
    let others = [(CONFIGURATION, "configuration.md"), (ENTRY, "knowledge-base.md"), (MORE, "editors.md")];
    let pages = rules.chain(others.map(|(code, page)| (code, page.to_owned())));
    pages.filter_map(|(code, page)| Some((code, Url::parse(&format!("{DOCS_URL}{page}")).ok()?))).collect()
});

/// What is shown of a snapshot, in document order.
pub(super) fn diagnostics(snapshot: &Snapshot) -> Vec<Diagnostic> {
    some(snapshot, 0, usize::MAX)
}

/// So many of what is shown, from an index on.
fn some(snapshot: &Snapshot, first: usize, count: usize) -> Vec<Diagnostic> {
    let notice = notice(snapshot);
    let mut places = snapshot.places();
    let shown = shown(&snapshot.findings).chain(&notice).skip(first).take(count);
    shown.map(|finding| write(snapshot, finding, &mut places)).collect()
}

/// Says at the head of the document that not all is shown.
fn notice(snapshot: &Snapshot) -> Option<Finding> {
    let all = snapshot.findings.len();
    if all <= MOST {
        return None;
    }
    let message = match snapshot.session.language(snapshot.analysis.frame.script) {
        Language::ZhHans => format!("本文共有{all}处提示，此处只列最要紧的{MOST}处；其余见大纲或 chuchu check。"),
        Language::ZhHant => format!("本文共有{all}處提示，此處只列最要緊的{MOST}處；其餘見大綱或 chuchu check。"),
        Language::En => {
            format!("{all} findings in this document; the {MOST} most severe are listed. chuchu check lists them all.")
        }
    };
    let (severity, span) = (Severity::Information, Span::default());
    Some(Finding { code: MORE, severity, span, message, related: Vec::new() })
}

pub(super) fn diagnostic(snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
    write(snapshot, finding, &mut snapshot.places())
}

fn write(snapshot: &Snapshot, finding: &Finding, places: &mut Places<'_>) -> Diagnostic {
    let mut at = |offset: u32| lsp_position(places.position(offset as usize));
    let related = |(span, message): &(Span, String)| DiagnosticRelatedInformation {
        location: location(snapshot, *span),
        message: message.clone(),
    };
    Diagnostic {
        range: Range::new(at(finding.span.start), at(finding.span.end)),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.into())),
        code_description: PAGES.get(finding.code).cloned().map(|href| CodeDescription { href }),
        source: Some("chuchu".into()),
        message: finding.message.clone(),
        related_information: (!finding.related.is_empty()).then(|| finding.related.iter().map(related).collect()),
        tags: None,
        data: None,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// The answer to a client that has the report `known`: all that is shown, with an id, or that nothing changed.
pub(super) fn report(snapshot: &Snapshot, known: Option<&str>) -> serde_json::Result<Begun> {
    let unchanged = |id: &str| Begun::of(&[br#"{"kind":"unchanged","resultId":""#, id.as_bytes(), br#""}"#]);
    if let Some(list) = snapshot.report.written().filter(|list| known == Some(&list.id)) {
        return Ok(unchanged(&list.id));
    }
    let list = snapshot.report.list(|first, count| some(snapshot, first, count))?;
    if known == Some(&list.id) {
        return Ok(unchanged(&list.id));
    }
    let id = list.id.as_bytes();
    Ok(Begun::of(&[br#"{"kind":"full","resultId":""#, id, br#"","items":["#, list.items(), b"]}"]))
}
