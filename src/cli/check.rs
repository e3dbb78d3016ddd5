//! `chuchu check`: findings of files, for people and for programs.

use std::{
    fs,
    io::{self, IsTerminal, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::ValueEnum;
use serde::Serialize;

use super::CANNOT_RUN;
use crate::{
    analysis::{Analysis, Settings},
    rules::{self, Finding, Severity},
    text::{Document, Encoding, Language, Script},
};

#[derive(clap::Args)]
pub struct Args {
    /// Files to check; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Messages in English; otherwise they follow the script of each text
    #[arg(long)]
    english: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding with the line it stands in
    Text,
    /// One JSON array
    Json,
}

/// A finding as JSON prints it. Lines and columns count from 1, columns in characters.
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

pub fn run(args: &Args) -> ExitCode {
    let settings = Settings::default();
    let mut out = Report::new(args.format);
    let mut unreadable = false;
    for path in &args.paths {
        match read(path) {
            Ok((name, text)) => out.file(&name, &text, &settings, args.english),
            Err(error) => {
                eprintln!("chuchu: {}: {error}", path.display());
                unreadable = true;
            }
        }
    }
    // A closed pipe (`| head`) is the reader's business, not an error.
    let _ = out.finish();
    match (unreadable, out.findings) {
        (true, _) => ExitCode::from(CANNOT_RUN),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    }
}

fn read(path: &PathBuf) -> io::Result<(String, String)> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        bytes
    } else {
        fs::read(path)?
    };
    if bytes.len() > Document::MAX_BYTES {
        return Err(io::Error::other(format!("longer than {} bytes", Document::MAX_BYTES)));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        io::Error::other(format!("not UTF-8 (byte {} is wrong); save it as UTF-8", error.utf8_error().valid_up_to()))
    })?;
    Ok((path.display().to_string(), text))
}

struct Report {
    format: Format,
    colour: bool,
    text: String,
    rows: Vec<serde_json::Value>,
    findings: usize,
    files: usize,
}

impl Report {
    fn new(format: Format) -> Self {
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { format, colour, text: String::new(), rows: Vec::new(), findings: 0, files: 0 }
    }

    fn file(&mut self, name: &str, text: &str, settings: &Settings, english: bool) {
        let document = Document::new(text, 0);
        let analysis = Analysis::new(document.rope(), settings);
        let language = match (english, analysis.frame.script) {
            (true, _) => Language::En,
            (false, Script::Hans) => Language::ZhHans,
            (false, Script::Hant) => Language::ZhHant,
        };
        let findings = rules::check(&rules::Context::new(&analysis, language));
        self.files += 1;
        self.findings += findings.len();
        for finding in &findings {
            match self.format {
                Format::Text => self.excerpt(name, &document, finding),
                Format::Json => self.row(name, &document, finding),
            }
        }
    }

    fn row(&mut self, path: &str, document: &Document, finding: &Finding) {
        let (start, end) = ends(document, finding);
        let row = Row {
            path,
            line: start.line + 1,
            column: start.column + 1,
            end_line: end.line + 1,
            end_column: end.column + 1,
            code: finding.code,
            severity: severity(finding.severity),
            message: &finding.message,
        };
        self.rows.extend(serde_json::to_value(row).ok());
    }

    /// `path:line:column severity code`, the message, and the words themselves between some of their neighbours.
    fn excerpt(&mut self, path: &str, document: &Document, finding: &Finding) {
        let (start, _) = ends(document, finding);
        let [bold, underline, tint, plain] = if self.colour {
            let tint = if finding.severity >= Severity::Warning { "\x1b[33m" } else { "\x1b[36m" };
            ["\x1b[1m", "\x1b[4m", tint, "\x1b[0m"]
        } else {
            ["", "", "", ""]
        };
        let (before, words, after) = window(document, finding);
        let [open, close] = if self.colour { ["", ""] } else { ["⟦", "⟧"] };
        self.text += &format!(
            "{bold}{path}:{}:{}{plain} {tint}{}{plain} {}\n  {before}{open}{underline}{words}{plain}{close}{after}\n  {}\n\n",
            start.line + 1,
            start.column + 1,
            severity(finding.severity),
            finding.code,
            finding.message.replace('\n', "\n  "),
        );
    }

    fn finish(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self.format {
            Format::Text => {
                out.write_all(self.text.as_bytes())?;
                let (findings, files) = (self.findings, self.files);
                writeln!(out, "{findings} finding{} in {files} file{}", plural(findings), plural(files))
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, &self.rows)?;
                writeln!(out)
            }
        }
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint => "hint",
    }
}

/// Start and end in lines and characters, from 0.
fn ends(document: &Document, finding: &Finding) -> (crate::text::Position, crate::text::Position) {
    let at = |offset: u32| document.position(offset as usize, Encoding::Utf32);
    (at(finding.span.start), at(finding.span.end))
}

/// Characters shown on each side of a finding, and of the finding itself.
const BESIDE: usize = 16;
const INSIDE: usize = 60;

/// The words of a finding with some of their line on either side, shortened with ….
fn window(document: &Document, finding: &Finding) -> (String, String, String) {
    let rope = document.rope();
    let line_at = |offset: u32| rope.byte_to_line((offset as usize).min(rope.len_bytes()));
    let first = rope.line_to_byte(line_at(finding.span.start));
    let last = rope.line_to_byte((line_at(finding.span.end) + 1).min(rope.len_lines()));
    let piece = |start: usize, end: usize| {
        document.slice(crate::text::Span::new(start, end)).replace(['\n', '\r'], " ").trim().to_owned()
    };
    let before = piece(first, finding.span.start as usize);
    let words = piece(finding.span.start as usize, finding.span.end as usize);
    let after = piece(finding.span.end as usize, last);
    let skip = before.chars().count().saturating_sub(BESIDE);
    let before = if skip > 0 { format!("…{}", before.chars().skip(skip).collect::<String>()) } else { before };
    (before, shorten(&words, INSIDE), shorten(&after, BESIDE))
}

fn shorten(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
