//! SARIF 2.1.0 (OASIS standard), written result by result.

use serde_json::json;

use super::{places::Places, work::Checked};
use crate::rules::{Finding, Severity, rule_codes};

/// Everything up to the first result.
pub(super) fn begin() -> String {
    let rules: Vec<_> = rule_codes().map(|code| json!({ "id": code })).collect();
    let driver = json!({
        "name": "chuchu",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\
         \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

pub(super) fn result(file: &Checked<'_>, places: &mut Places<'_>, finding: &Finding) -> String {
    let (start, end) = places.ends(finding.span);
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    };
    let region = json!({
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    });
    let place = json!({ "artifactLocation": { "uri": uri(&file.path) }, "region": region });
    json!({
        "ruleId": finding.code,
        "level": level,
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": place }],
    })
    .to_string()
}

pub(super) fn end() -> String {
    "\n]}]}\n".into()
}

/// A path as a relative URI reference: everything but unreserved characters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(byte);
    path.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
