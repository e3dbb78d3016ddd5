//! How findings are printed.

use std::{
    fmt::{self, Write},
    io::IsTerminal,
};

use memchr::memchr2;
use serde::Serialize;

use super::{Format, places::Places, sarif, work::Checked};
use crate::rules::{Finding, Severity};

/// Characters shown on each side of a finding, and of the finding itself.
const BESIDE: usize = 16;
const INSIDE: usize = 60;

/// A finding as it is printed, roughly.
const BYTES_A_FINDING: usize = 512;

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

/// How findings are printed.
#[derive(Clone, Copy)]
pub(super) struct Style {
    format: Format,
    colour: bool,
}

/// What is printed of one file.
pub(super) struct Printed {
    /// Rows of an array with a comma before each.
    text: String,
    findings: usize,
}

impl Style {
    pub fn file(self, file: &Checked<'_>) -> Printed {
        let mut text = String::with_capacity(file.explained.len() + file.findings.len() * BYTES_A_FINDING);
        if self.format == Format::Text {
            text.push_str(&file.explained);
        }
        let mut places = Places::new(&file.text);
        for finding in &file.findings {
            // Writing to a text never fails.
            let _ = match self.format {
                Format::Text => self.excerpt(&mut text, file, &mut places, finding),
                Format::Json => write!(text, ",\n  {}", row(file, &mut places, finding)),
                Format::Jsonl => writeln!(text, "{}", row(file, &mut places, finding)),
                Format::Sarif => write!(text, ",\n{}", sarif::result(file, &mut places, finding)),
                Format::Github => github(&mut text, file, &mut places, finding),
            };
        }
        Printed { text, findings: file.findings.len() }
    }

    /// `path:line:column severity code`, the words themselves between some of their neighbours, the message.
    fn excerpt(self, out: &mut String, file: &Checked<'_>, places: &mut Places<'_>, finding: &Finding) -> fmt::Result {
        let start = places.start(finding.span);
        let tint = if finding.severity >= Severity::Warning { "\x1b[33m" } else { "\x1b[36m" };
        let [bold, underline, tint, plain] =
            if self.colour { ["\x1b[1m", "\x1b[4m", tint, "\x1b[0m"] } else { ["", "", "", ""] };
        let [open, close] = if self.colour { ["", ""] } else { ["⟦", "⟧"] };
        let (path, line, column) = (&file.path, start.line + 1, start.column + 1);
        let (severity, code) = (name(finding.severity), finding.code);
        write!(out, "{bold}{path}:{line}:{column}{plain} {tint}{severity}{plain} {code}\n  ")?;
        let [before, words, after] = places.line(finding.span);
        let (skipped, before) = last(before, BESIDE);
        out.push_str(if skipped { "…" } else { "" });
        in_line(out, before);
        write!(out, "{open}{underline}")?;
        shorten(out, words, INSIDE);
        write!(out, "{plain}{close}")?;
        shorten(out, after.trim_end(), BESIDE);
        for line in finding.message.split('\n') {
            write!(out, "\n  {line}")?;
        }
        out.write_str("\n\n")
    }
}

/// Prints file by file, so that a folder of any size takes constant memory.
pub(in crate::cli) struct Report {
    pub(super) style: Style,
    pub findings: usize,
    files: usize,
}

impl Report {
    pub fn new(format: Format) -> Self {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { style: Style { format, colour }, findings: 0, files: 0 }
    }

    pub fn begin(&self) -> String {
        match self.style.format {
            Format::Json => "[".into(),
            Format::Sarif => sarif::begin(),
            Format::Text | Format::Jsonl | Format::Github => String::new(),
        }
    }

    pub fn file(&mut self, file: &Checked<'_>) -> String {
        self.add(self.style.file(file))
    }

    /// Goes on with the next file.
    pub(super) fn add(&mut self, mut file: Printed) -> String {
        let first = self.findings == 0 && file.findings > 0;
        if first && matches!(self.style.format, Format::Json | Format::Sarif) {
            file.text.remove(0);
        }
        self.files += 1;
        self.findings += file.findings;
        file.text
    }

    pub fn end(&self) -> String {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (findings, files) = (self.findings, self.files);
        match self.style.format {
            Format::Text => format!("{findings} finding{} in {files} file{}\n", plural(findings), plural(files)),
            Format::Json if findings == 0 => "]\n".into(),
            Format::Json => "\n]\n".into(),
            Format::Sarif => sarif::end(),
            Format::Jsonl | Format::Github => String::new(),
        }
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

fn row(file: &Checked<'_>, places: &mut Places<'_>, finding: &Finding) -> String {
    let (start, end) = places.ends(finding.span);
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
fn github(out: &mut String, file: &Checked<'_>, places: &mut Places<'_>, finding: &Finding) -> fmt::Result {
    let (start, end) = places.ends(finding.span);
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let path = escape(&file.path).replace(':', "%3A").replace(',', "%2C");
    let (line, column, end_line, end_column) = (start.line + 1, start.column + 1, end.line + 1, end.column + 1);
    let message = escape(&finding.message);
    writeln!(
        out,
        "::{level} file={path},line={line},endLine={end_line},col={column},endColumn={end_column},title={}::{message}",
        finding.code
    )
}

/// The last characters of a text, and whether there are more.
fn last(text: &str, chars: usize) -> (bool, &str) {
    let start = text.char_indices().rev().take(chars).last().map_or(0, |(at, _)| at);
    (start > 0, &text[start..])
}

/// The first characters of a text, and … where there are more.
fn shorten(out: &mut String, text: &str, chars: usize) {
    match text.char_indices().nth(chars) {
        Some((cut, _)) => {
            in_line(out, &text[..cut]);
            out.push('…');
        }
        None => in_line(out, text),
    }
}

/// A text without line breaks.
fn in_line(out: &mut String, text: &str) {
    match memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(_) => out.push_str(&text.replace(['\n', '\r'], " ")),
        None => out.push_str(text),
    }
}
