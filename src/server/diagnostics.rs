//! Findings as the editor's diagnostics: which of them, how they are written, and whether the editor has them already.

use std::{collections::HashMap, sync::LazyLock};

use tower_lsp::lsp_types::{
    self as lsp, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, NumberOrString,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
    Url,
};
use xxhash_rust::xxh3::Xxh3;

use super::{
    convert::{location, range},
    open::Snapshot,
    sheet::{CONFIGURATION, ENTRY},
};
use crate::{
    rules::{Finding, Severity, rule_codes},
    text::{Language, Span},
};

/// Most findings that are shown of a document: as many as VS Code shows of a file. A notice tells how many there are.
const MOST: usize = 1_000;
/// The code of that notice.
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
    let notice = notice(snapshot);
    shown(&snapshot.findings).chain(&notice).map(|finding| diagnostic(snapshot, finding)).collect()
}

/// The findings that are shown: all, or the most severe, and of the least severe of these the first.
fn shown(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let count = |least: Severity| findings.iter().filter(|finding| finding.severity >= least).count();
    let severities = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];
    // All that are more severe than this have their place; of these, as many as are left.
    let last = severities.into_iter().find(|&least| findings.len() > MOST && count(least) > MOST);
    let above = last.map_or(0, |last| findings.iter().filter(|finding| finding.severity > last).count());
    let mut left = MOST.saturating_sub(above);
    findings.iter().filter(move |finding| match last {
        Some(last) if finding.severity == last => {
            let fits = left > 0;
            left = left.saturating_sub(1);
            fits
        }
        Some(last) => finding.severity > last,
        None => true,
    })
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
    let related = |(span, message): &(Span, String)| DiagnosticRelatedInformation {
        location: location(snapshot, *span),
        message: message.clone(),
    };
    Diagnostic {
        range: range(snapshot, finding.span),
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

/// The answer to a client that knows the report `known`, where that is found without writing any: reported before, and the
/// same since; or what would be written is the same.
pub(super) fn unchanged(snapshot: &Snapshot, known: Option<&str>) -> Option<DocumentDiagnosticReportResult> {
    let known = known.filter(|known| snapshot.report.get_or_init(|| fingerprint(snapshot)) == known)?;
    let report = RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: known.to_owned() },
    };
    Some(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Unchanged(report)))
}

/// All that is shown, with its id.
pub(super) fn report(snapshot: &Snapshot) -> DocumentDiagnosticReportResult {
    let result_id = Some(snapshot.report.get_or_init(|| fingerprint(snapshot)).clone());
    let items = diagnostics(snapshot);
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    };
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report))
}

/// The same for two lists only if the editor shows the same.
fn fingerprint(snapshot: &Snapshot) -> String {
    let mut hash = Xxh3::new();
    let mut write = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    let place = |span: Span| {
        let lsp::Range { start, end } = range(snapshot, span);
        [start.line, start.character, end.line, end.character].map(u32::to_le_bytes)
    };
    let notice = notice(snapshot);
    for finding in shown(&snapshot.findings).chain(&notice) {
        write(finding.code.as_bytes());
        write(&[finding.severity as u8]);
        write(place(finding.span).as_flattened());
        write(finding.message.as_bytes());
        for (span, message) in &finding.related {
            write(place(*span).as_flattened());
            write(message.as_bytes());
        }
    }
    format!("{:032x}", hash.digest128())
}
