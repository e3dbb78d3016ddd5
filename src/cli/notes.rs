//! `chuchu notes`: the notes of a file as a table, renumbered, or in another shape.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;
use serde::Serialize;

use super::{CANNOT_RUN, check::files};
use crate::{
    analysis::{
        Analysis, Notes, Settings,
        notes::{At, Note, ScopeKind, naming},
    },
    features::notes::{
        actions::{Numbering, Refusal, Shape, convert, renumber},
        preview,
    },
    text::{Edits, Language, Script},
};

/// List the notes of a file, renumber them or give them another shape
#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu notes draft.md                               label, page, line, uses and text of each note
  chuchu notes --format json draft.md                 the same for programs
  chuchu notes --renumber draft.md                    print the text with its notes in order
  chuchu notes --renumber=document --write draft.md   one count through the document, in place
  chuchu notes --convert caret draft.md > web.md      [^1] for Markdown tools; --convert pages leads back")]
pub struct Args {
    /// The file; - is standard input
    file: PathBuf,
    /// How to print the table
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Number the notes by the order of the text, beginning again where they do now, on each page, with each section, or nowhere
    #[arg(long, value_enum, value_name = "SCOPE", num_args = 0..=1, require_equals = true, default_missing_value = "as-is")]
    renumber: Option<NumberingName>,
    /// Give all notes another shape
    #[arg(long, value_enum, value_name = "STYLE")]
    convert: Option<ShapeName>,
    /// Write the result to the file instead of printing it
    #[arg(long)]
    write: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// A JSON array
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NumberingName {
    AsIs,
    Page,
    Section,
    Document,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShapeName {
    /// `<sup>[1]</sup>`, from 1 on each page
    Pages,
    /// `[^1]`, one count
    Caret,
    /// ①, from 1 on each page
    Circled,
    /// `<sup>[1]</sup>`, all notes at the end
    Endnotes,
}

impl Args {
    fn numbering(&self) -> Option<Numbering> {
        self.renumber.map(|name| match name {
            NumberingName::AsIs => Numbering::AsIs,
            NumberingName::Page => Numbering::Page,
            NumberingName::Section => Numbering::Section,
            NumberingName::Document => Numbering::Document,
        })
    }

    fn shape(&self) -> Option<Shape> {
        self.convert.map(|name| match name {
            ShapeName::Pages => Shape::Pages,
            ShapeName::Caret => Shape::Caret,
            ShapeName::Circled => Shape::Circled,
            ShapeName::Endnotes => Shape::Endnotes,
        })
    }

    fn is_stdin(&self) -> bool {
        self.file == Path::new("-")
    }
}

/// Exit code 0: done; 2: the file could not be read or written, or the notes cannot be given that shape.
pub fn run(args: &Args) -> ExitCode {
    match work(args) {
        Ok(text) => {
            // A closed pipe (`| head`) is the reader's business, not an error.
            drop(io::stdout().lock().write_all(text.as_bytes()));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("chuchu: {}: {problem}", args.file.display());
            ExitCode::from(CANNOT_RUN)
        }
    }
}

/// What is printed.
fn work(args: &Args) -> Result<String, String> {
    let text = files::read(&args.file).map_err(|error| error.to_string())?;
    if args.renumber.is_none() && args.convert.is_none() {
        if args.write {
            return Err("--write needs --renumber or --convert".to_owned());
        }
        return Ok(table(&analyse(&text), args.format));
    }
    let mut result = text.clone();
    if let Some(numbering) = args.numbering() {
        result = rewritten(&result, |analysis| renumber(analysis, numbering))?;
    }
    if let Some(shape) = args.shape() {
        result = rewritten(&result, |analysis| convert(analysis, shape))?;
    }
    if !args.write {
        return Ok(result);
    }
    if args.is_stdin() {
        return Err("standard input cannot be written to".to_owned());
    }
    if result != text {
        replace(&args.file, &result).map_err(|error| error.to_string())?;
    }
    Ok(String::new())
}

fn analyse(text: &str) -> Analysis {
    Analysis::of(text, &Settings::default())
}

fn rewritten(text: &str, action: impl Fn(&Analysis) -> Result<Edits, Refusal>) -> Result<String, String> {
    let analysis = analyse(text);
    match action(&analysis) {
        Ok(edits) => edits.apply(text).map_err(|error| error.to_string()),
        Err(Refusal::Nothing) => Ok(text.to_owned()),
        Err(refusal) => Err(refusal.message(language(&analysis))),
    }
}

fn language(analysis: &Analysis) -> Language {
    match analysis.frame.script {
        Script::Hans => Language::ZhHans,
        Script::Hant => Language::ZhHant,
    }
}

/// Writes beside the file and puts it in its place, so that no reader and no crash meets half a text.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(file)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let done = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&target)?.permissions()))
        .and_then(|()| fs::rename(&beside, &target));
    if done.is_err() {
        drop(fs::remove_file(&beside));
    }
    done
}

/// One note of the table. Lines count from 1.
#[derive(Debug, Serialize)]
struct Row {
    /// The number or id: `1`, `note-a`.
    label: String,
    /// The label as the text writes it: `[1]`, `①`.
    sign: String,
    /// `page`, `section` or `document`: how far the label reaches.
    scope: &'static str,
    /// Which page or section, from 1; nothing where labels reach through the document.
    page: Option<usize>,
    /// The line of the definition; nothing where there is none.
    line: Option<usize>,
    /// The lines of the markers.
    uses: Vec<usize>,
    text: Option<String>,
}

fn table(analysis: &Analysis, format: Format) -> String {
    let rows: Vec<Row> =
        analysis.notes.notes.iter().enumerate().map(|(index, note)| row(analysis, index, note)).collect();
    match format {
        Format::Json => serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n",
        Format::Text => text(&rows, language(analysis)),
    }
}

fn row(analysis: &Analysis, index: usize, note: &Note) -> Row {
    let scope = analysis.notes.scopes.get(note.scope);
    let kind = scope.map(|scope| scope.kind).unwrap_or_default();
    let line = |at: At, start: u32| {
        let placed = analysis.blocks.get(at.block)?;
        Some(placed.line + placed.block.text.get(..start as usize)?.matches('\n').count() + 1)
    };
    let definition = note.definition.and_then(|at| line(at, Notes::definition(&analysis.blocks, at)?.span.start));
    let uses =
        note.markers.iter().filter_map(|&at| line(at, Notes::marker(&analysis.blocks, at)?.span.start)).collect();
    Row {
        label: analysis.notes.label(&analysis.blocks, index).to_owned(),
        sign: naming::label(&analysis.blocks, note),
        scope: match kind {
            ScopeKind::Document => "document",
            ScopeKind::Page => "page",
            ScopeKind::Section => "section",
        },
        page: scope.filter(|_| kind != ScopeKind::Document).map(|scope| scope.ordinal),
        line: definition,
        uses,
        text: note.definition.map(|_| preview(analysis, note, usize::MAX)),
    }
}

/// Characters of a note's text in the table.
const TEXT: usize = 60;

fn text(rows: &[Row], language: Language) -> String {
    if rows.is_empty() {
        return match language {
            Language::ZhHans => "没有脚注。\n",
            Language::ZhHant => "沒有註腳。\n",
            Language::En => "No notes.\n",
        }
        .to_owned();
    }
    let head = match language {
        Language::ZhHans => ["编号", "页", "行", "引用于行", "注文"],
        Language::ZhHant => ["編號", "頁", "行", "引用於行", "注文"],
        Language::En => ["label", "page", "line", "used in lines", "text"],
    };
    let mut cells = vec![head.map(str::to_owned)];
    cells.extend(rows.iter().map(|row| {
        let number = |number: Option<usize>| number.map_or("–".to_owned(), |number| number.to_string());
        let uses: Vec<String> = row.uses.iter().map(usize::to_string).collect();
        let uses = if uses.is_empty() { "–".to_owned() } else { uses.join(" ") };
        let words = row.text.as_deref().unwrap_or("–");
        let mut short: String = words.chars().take(TEXT).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        [row.sign.clone(), number(row.page), number(row.line), uses, short]
    }));
    let widths: [usize; 4] = [0, 1, 2, 3]
        .map(|column| cells.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0));
    let mut out = String::new();
    for row in &cells {
        for (cell, wide) in row.iter().zip(widths) {
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', wide - width(cell).min(wide) + 2));
        }
        out.push_str(row.last().map_or("", String::as_str));
        out.push('\n');
    }
    out
}

/// Columns of a terminal: Chinese signs take two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if ('\u{1100}'..='\u{115f}').contains(&c) || ('\u{2e80}'..='\u{ffdc}').contains(&c) { 2 } else { 1 })
        .sum()
}
