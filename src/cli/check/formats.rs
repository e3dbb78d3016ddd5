//! How findings are printed.

use std::io::IsTerminal;

use serde::Serialize;

use super::{Format, sarif, work::Checked};
use crate::{
    rules::{Finding, Severity},
    text::{Document, Encoding, Position, Span},
};

/// Characters shown on each side of a finding, and of the finding itself.
const BESIDE: usize = 16;
const INSIDE: usize = 60;

/// A finding as JSON prints it. Lines and columns count from 1, columns in Unicode scalar values; the end is exclusive.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    code: &'static str,
    severity: &'static str,
    message: &'a str,
}

/// Prints file by file, so that a folder of any size takes constant memory.
pub(in crate::cli) struct Report {
    format: Format,
    colour: bool,
    pub findings: usize,
    files: usize,
}

impl Report {
    pub fn new(format: Format) -> Self {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { format, colour, findings: 0, files: 0 }
    }

    pub fn begin(&self) -> String {
        match self.format {
            Format::Json => "[".into(),
            Format::Sarif => sarif::begin(),
            Format::Text | Format::Jsonl | Format::Github => String::new(),
        }
    }

    pub fn file(&mut self, file: &Checked) -> String {
        self.files += 1;
        let mut text = if self.format == Format::Text { file.explained.clone() } else { String::new() };
        for finding in &file.findings {
            let first = self.findings == 0;
            self.findings += 1;
            text += &match self.format {
                Format::Text => self.excerpt(file, finding),
                Format::Json => format!("{}\n  {}", if first { "" } else { "," }, row(file, finding)),
                Format::Jsonl => format!("{}\n", row(file, finding)),
                Format::Sarif => format!("{}\n{}", if first { "" } else { "," }, sarif::result(file, finding)),
                Format::Github => github(file, finding),
            };
        }
        text
    }

    pub fn end(&self) -> String {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (findings, files) = (self.findings, self.files);
        match self.format {
            Format::Text => format!("{findings} finding{} in {files} file{}\n", plural(findings), plural(files)),
            Format::Json if findings == 0 => "]\n".into(),
            Format::Json => "\n]\n".into(),
            Format::Sarif => sarif::end(),
            Format::Jsonl | Format::Github => String::new(),
        }
    }

    /// `path:line:column severity code`, the words themselves between some of their neighbours, the message.
    fn excerpt(&self, file: &Checked, finding: &Finding) -> String {
        let (start, _) = ends(&file.document, finding);
        let tint = if finding.severity >= Severity::Warning { "\x1b[33m" } else { "\x1b[36m" };
        let [bold, underline, tint, plain] =
            if self.colour { ["\x1b[1m", "\x1b[4m", tint, "\x1b[0m"] } else { ["", "", "", ""] };
        let [open, close] = if self.colour { ["", ""] } else { ["⟦", "⟧"] };
        let (before, words, after) = window(&file.document, finding);
        format!(
            "{bold}{}:{}:{}{plain} {tint}{}{plain} {}\n  {before}{open}{underline}{words}{plain}{close}{after}\n  {}\n\n",
            file.path,
            start.line + 1,
            start.column + 1,
            name(finding.severity),
            finding.code,
            finding.message.replace('\n', "\n  "),
        )
    }
}

pub(super) fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

/// Start and end in lines and characters, from 0.
pub(super) fn ends(document: &Document, finding: &Finding) -> (Position, Position) {
    let at = |offset: u32| document.position(offset as usize, Encoding::Utf32);
    (at(finding.span.start), at(finding.span.end))
}

fn row(file: &Checked, finding: &Finding) -> String {
    let (start, end) = ends(&file.document, finding);
    let row = Row {
        path: &file.path,
        line: start.line + 1,
        column: start.column + 1,
        end_line: end.line + 1,
        end_column: end.column + 1,
        code: finding.code,
        severity: name(finding.severity),
        message: &finding.message,
    };
    serde_json::to_string(&row).unwrap_or_default()
}

/// A workflow command; its values escape what would end them.
fn github(file: &Checked, finding: &Finding) -> String {
    let (start, end) = ends(&file.document, finding);
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let path = escape(&file.path).replace(':', "%3A").replace(',', "%2C");
    let (line, column, end_line, end_column) = (start.line + 1, start.column + 1, end.line + 1, end.column + 1);
    let message = escape(&finding.message);
    format!(
        "::{level} file={path},line={line},endLine={end_line},col={column},endColumn={end_column},title={}::{message}\n",
        finding.code
    )
}

/// The words of a finding with some of their line on either side, shortened with ….
fn window(document: &Document, finding: &Finding) -> (String, String, String) {
    let rope = document.rope();
    let line_at = |offset: u32| rope.byte_to_line((offset as usize).min(rope.len_bytes()));
    let (start, end) = (finding.span.start as usize, finding.span.end as usize);
    let first = rope.line_to_byte(line_at(finding.span.start));
    let last = rope.line_to_byte((line_at(finding.span.end) + 1).min(rope.len_lines()));
    let piece = |start: usize, end: usize| document.slice(Span::new(start, end)).replace(['\n', '\r'], " ");
    let before = piece(first, start);
    let skip = before.chars().count().saturating_sub(BESIDE);
    let dots = if skip > 0 { "…" } else { "" };
    let before = format!("{dots}{}", before.chars().skip(skip).collect::<String>());
    (before, shorten(&piece(start, end), INSIDE), shorten(piece(end, last).trim_end(), BESIDE))
}

fn shorten(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
