//! Findings as the editor's diagnostics: which of them, how they are written, and whether the editor has them already.

use std::{collections::HashMap, sync::LazyLock};

use serde::Serialize;
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
static PAGES: LazyLock<HashMap<&'static str, CodeDescription>> = LazyLock::new(|| {
    let rules = rule_codes().map(|rule| (rule, format!("rules/{rule}.md")));
    let others = [(CONFIGURATION, "configuration.md"), (ENTRY, "knowledge-base.md"), (MORE, "editors.md")];
    let pages = rules.chain(others.map(|(code, page)| (code, page.to_owned())));
    let described = |page| Some(CodeDescription { href: Url::parse(&format!("{DOCS_URL}{page}")).ok()? });
    pages.filter_map(|(code, page)| Some((code, described(page)?))).collect()
});

/// What is shown of a snapshot, in document order.
pub(super) fn diagnostics(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let (notice, mut places) = (notice(snapshot), snapshot.places());
    let shown = shown(&snapshot.findings).chain(&notice);
    shown.map(|finding| Item::of(snapshot, finding, &mut places).into()).collect()
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
    Item::of(snapshot, finding, &mut snapshot.places()).into()
}

/// A diagnostic of the protocol, to be written as it stands: a long list would copy every text once more.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<&'static CodeDescription>,
    source: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_information: Vec<DiagnosticRelatedInformation>,
}

impl<'a> Item<'a> {
    fn of(snapshot: &Snapshot, finding: &'a Finding, places: &mut Places<'_>) -> Self {
        let mut at = |offset: u32| lsp_position(places.position(offset as usize));
        let related = |(span, message): &(Span, String)| DiagnosticRelatedInformation {
            location: location(snapshot, *span),
            message: message.clone(),
        };
        Self {
            range: Range::new(at(finding.span.start), at(finding.span.end)),
            severity: severity(finding.severity),
            code: finding.code,
            code_description: PAGES.get(finding.code),
            source: "chuchu",
            message: &finding.message,
            related_information: finding.related.iter().map(related).collect(),
        }
    }
}

impl From<Item<'_>> for Diagnostic {
    fn from(item: Item<'_>) -> Self {
        Self {
            range: item.range,
            severity: Some(item.severity),
            code: Some(NumberOrString::String(item.code.into())),
            code_description: item.code_description.cloned(),
            source: Some(item.source.into()),
            message: item.message.into(),
            related_information: (!item.related_information.is_empty()).then_some(item.related_information),
            tags: None,
            data: None,
        }
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
    let (notice, mut places) = (notice(snapshot), snapshot.places());
    let mut item = |finding| Item::of(snapshot, finding, &mut places);
    let list = snapshot.report.list(|first, count| {
        shown(&snapshot.findings).chain(&notice).skip(first).take(count).map(&mut item).collect()
    })?;
    if known == Some(&list.id) {
        return Ok(unchanged(&list.id));
    }
    let id = list.id.as_bytes();
    Ok(Begun::of(&[br#"{"kind":"full","resultId":""#, id, br#"","items":["#, list.items(), b"]}"]))
}

#[cfg(test)]
mod tests {
    use tower_lsp::lsp_types::Location;

    use super::*;

    #[test]
    fn an_item_is_written_as_its_diagnostic_is() {
        let uri = Url::parse("file:///draft.md").unwrap();
        let related = DiagnosticRelatedInformation {
            location: Location::new(uri, Range::default()),
            message: "首次写在这里".into(),
        };
        for related_information in [Vec::new(), vec![related]] {
            let (code, message) = ("unused-footnote", "正文没有引用“注文”。");
            let (range, severity) = (Range::default(), DiagnosticSeverity::WARNING);
            let (code_description, source) = (PAGES.get(code), "chuchu");
            assert!(code_description.is_some());
            let item = Item { range, severity, code, code_description, source, message, related_information };
            let written = serde_json::to_string(&item).unwrap();
            assert_eq!(written, serde_json::to_string(&Diagnostic::from(item)).unwrap());
        }
    }
}
