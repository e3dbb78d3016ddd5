//! `chuchu names`: who appears in a text, for whoever checks its facts.

use std::{
    collections::HashMap,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::ValueEnum;
use serde::Serialize;

use super::{CANNOT_RUN, check::files, own};
use crate::{
    analysis::{Analysis, Settings},
    config::Config,
    features::names::sheet::{Row, Sheet, forms, markdown, sheet},
    knowledge::{Date, Knowledge},
    text::{Language, Script},
};

/// List who appears in a text: as what on its date, first where, how often, under which forms
#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu names draft.md                         people first, then states and bodies, in order of appearance
  chuchu names --date 2025-06-01 draft.md       offices on another day than the text's own
  chuchu names --format markdown draft.md       tables to print or to send along
  chuchu names --format csv *.md > names.csv    one row a name, for a spreadsheet")]
pub struct Args {
    /// The texts; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print the sheet
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The day that offices are given for (YYYY, YYYY-MM or YYYY-MM-DD); without it the text's own date, or that of the file's name
    #[arg(long, value_parser = super::explain::day)]
    date: Option<Date>,
    /// Language of the sheet; without it, the script of each text decides
    #[arg(long, value_parser = super::explain::language)]
    language: Option<Language>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// A JSON array of files
    Json,
    /// A table for each kind
    Markdown,
    /// One row a name, with a header
    Csv,
}

/// Exit code 0: done; 2: some file could not be read.
pub fn run(args: &Args) -> ExitCode {
    crate::knowledge::lexicon::warm();
    let mut places = Places::default();
    let mut sheets = Vec::new();
    let mut unreadable = false;
    for path in &args.files {
        match of(path, args, places.of(path)) {
            Ok(sheet) => sheets.push(sheet),
            Err(error) => {
                eprintln!("chuchu: {}: {error}", path.display());
                unreadable = true;
            }
        }
    }
    let text = match args.format {
        Format::Text => sheets.iter().map(text).collect::<Vec<_>>().join("\n"),
        Format::Markdown => {
            sheets.iter().map(|file| markdown(&file.sheet, file.language)).collect::<Vec<_>>().join("\n")
        }
        Format::Csv => csv(&sheets),
        Format::Json => json(&sheets),
    };
    // A closed pipe (`| head`) is the reader's business, not an error.
    drop(io::stdout().lock().write_all(text.as_bytes()));
    ExitCode::from(if unreadable { CANNOT_RUN } else { 0 })
}

/// The settings and the base that hold in the folders met so far.
#[derive(Default)]
struct Places(HashMap<Option<PathBuf>, (Config, Arc<Knowledge>)>);

impl Places {
    fn of(&mut self, file: &Path) -> &(Config, Arc<Knowledge>) {
        self.0.entry(own::root_of(file)).or_insert_with_key(|root| {
            let (root, config) = own::settings_at(root.clone());
            let knowledge = own::load(root, &config).knowledge;
            (config, knowledge)
        })
    }
}

/// One file's sheet.
struct File {
    path: String,
    language: Language,
    sheet: Sheet,
}

fn of(path: &Path, args: &Args, (config, knowledge): &(Config, Arc<Knowledge>)) -> io::Result<File> {
    let text = files::read(path)?;
    let day = crate::syntax::dates::of_name(&path.to_string_lossy()).or(config.date);
    let settings = Settings { day, knowledge: knowledge.clone(), profile: config.profile };
    let analysis = Analysis::of(&text, &settings);
    let language = args.language.or(config.language).unwrap_or(match analysis.frame.script {
        Script::Hans => Language::ZhHans,
        Script::Hant => Language::ZhHant,
    });
    Ok(File { path: path.display().to_string(), language, sheet: sheet(&analysis, args.date, language) })
}

fn text(file: &File) -> String {
    let say = |hans: &'static str, hant: &'static str, en: &'static str| match file.language {
        Language::ZhHans => hans,
        Language::ZhHant => hant,
        Language::En => en,
    };
    let day =
        file.sheet.day.map_or(say("未注明日期", "未註明日期", "no date").to_owned(), |day| day.to_string());
    let mut out = format!("{} · {day}\n", file.path);
    for rows in file.sheet.rows.chunk_by(|a, b| a.kind == b.kind) {
        out += &format!("\n{}\n", rows.first().map_or("", |row| &row.kind_name));
        for row in rows {
            out += &format!("  {:>5}  {:>4}×  {}", row.line, row.count, row.name);
            out += &row.original.as_deref().map_or(String::new(), |original| format!("（{original}）"));
            if row.forms.len() > 1 || row.forms.first().is_some_and(|(form, _)| *form != row.name) {
                out += &format!("  {}", forms(row));
            }
            out.push('\n');
            let indent = " ".repeat(16);
            row.offices.iter().for_each(|office| out += &format!("{indent}{office}\n"));
            if !row.said.is_empty() {
                out += &format!("{indent}{}{}\n", say("文中称：", "文中稱：", "called here: "), row.said.join("、"));
            }
        }
    }
    if !file.sheet.introduced.is_empty() {
        out += say(
            "\n本文引入、知识库没有的名字\n",
            "\n本文引入、知識庫沒有的名字\n",
            "\nIntroduced here, not in the knowledge base\n",
        );
        for one in &file.sheet.introduced {
            out += &format!("  {:>5}  {:>4}×  {}（{}）\n", one.line, one.count, one.name, one.full);
        }
    }
    out
}

fn csv(files: &[File]) -> String {
    let mut out = String::new();
    let mut line = |cells: &[&str]| {
        let quoted = cells.iter().map(|cell| match cell.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => (*cell).to_owned(),
        });
        out += &(quoted.collect::<Vec<_>>().join(",") + "\r\n");
    };
    line(&[
        "file", "date", "kind", "name", "original", "offices", "called", "line", "count", "forms", "entry", "reviewed",
    ]);
    for file in files {
        let day = file.sheet.day.map_or(String::new(), |day| day.to_string());
        for row in &file.sheet.rows {
            let (offices, said) = (row.offices.join("；"), row.said.join("；"));
            let (first, count) = (row.line.to_string(), row.count.to_string());
            let reviewed = row.reviewed.map_or(String::new(), |day| day.to_string());
            let original = row.original.as_deref().unwrap_or("");
            line(&[
                &file.path,
                &day,
                &row.kind_name,
                &row.name,
                original,
                &offices,
                &said,
                &first,
                &count,
                &forms(row),
                &row.id,
                &reviewed,
            ]);
        }
        for one in &file.sheet.introduced {
            let (first, count) = (one.line.to_string(), one.count.to_string());
            line(&[&file.path, &day, "", &one.name, &one.full, "", "", &first, &count, &one.name, "", ""]);
        }
    }
    out
}

/// Lines count from 1.
#[derive(Serialize)]
struct JsonFile<'a> {
    file: &'a str,
    date: Option<String>,
    names: Vec<JsonRow<'a>>,
    introduced: Vec<JsonIntroduced<'a>>,
}

#[derive(Serialize)]
struct JsonRow<'a> {
    entry: &'a str,
    kind: &'a str,
    name: &'a str,
    original: Option<&'a str>,
    offices: &'a [String],
    called: &'a [String],
    line: usize,
    count: usize,
    forms: Vec<JsonForm<'a>>,
    reviewed: Option<String>,
}

#[derive(Serialize)]
struct JsonForm<'a> {
    text: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct JsonIntroduced<'a> {
    name: &'a str,
    full: &'a str,
    line: usize,
    count: usize,
}

fn json(files: &[File]) -> String {
    let files: Vec<JsonFile<'_>> = files.iter().map(json_file).collect();
    serde_json::to_string_pretty(&files).unwrap_or_default() + "\n"
}

fn json_file(file: &File) -> JsonFile<'_> {
    let introduced = file.sheet.introduced.iter().map(|one| JsonIntroduced {
        name: &one.name,
        full: &one.full,
        line: one.line,
        count: one.count,
    });
    JsonFile {
        file: &file.path,
        date: file.sheet.day.map(|day| day.to_string()),
        names: file.sheet.rows.iter().map(json_row).collect(),
        introduced: introduced.collect(),
    }
}

fn json_row(row: &Row) -> JsonRow<'_> {
    JsonRow {
        entry: &row.id,
        kind: row.kind.prefix().trim_end_matches('/'),
        name: &row.name,
        original: row.original.as_deref(),
        offices: &row.offices,
        called: &row.said,
        line: row.line,
        count: row.count,
        forms: row.forms.iter().map(|(text, count)| JsonForm { text, count: *count }).collect(),
        reviewed: row.reviewed.map(|day| day.to_string()),
    }
}
