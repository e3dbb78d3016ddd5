//! The rules against labelled sentences (`labelled/README.md`), with a floor for each rule and for the whole.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use chuchu::{
    analysis::{Analysis, Settings},
    rules::{self, Context},
    text::Language,
};
use ropey::Rope;

/// One labelled sentence and where it stands in its document (bytes).
#[derive(Clone)]
pub struct Row {
    pub start: usize,
    pub end: usize,
    pub need: u8,
    pub source: char,
    pub rule: &'static str,
    pub text: String,
}

impl Row {
    /// A finding here is right.
    pub fn open(&self) -> bool {
        self.need > 0 && !matches!(self.source, 'f' | 'a')
    }

    /// No finding here is a miss.
    pub fn must(&self) -> bool {
        self.need == 2 && matches!(self.source, 'v' | 'n')
    }
}

/// The rule that asks for a source of this kind of claim.
fn rule(kind: &str, source: char) -> &'static str {
    match (kind, source) {
        (_, 'v') => "vague-attribution",
        ("stat", _) => "unsourced-statistic",
        ("quote", _) => "unsourced-quotation",
        ("report", _) => "unsourced-report",
        ("motive", _) => "unsourced-event",
        ("event", 'n') => "unsourced-event",
        ("superlative", _) => "unsourced-superlative",
        ("speech" | "event" | "history", _) => "unsourced-statement",
        _ => "-",
    }
}

/// A labelled text.
pub struct Article {
    pub name: String,
    pub text: String,
    pub rows: Vec<Row>,
}

/// A document and its labels, from the format that the README of the folder tells.
fn document(path: &Path) -> (String, Vec<Row>) {
    let (mut text, mut rows) = (String::new(), Vec::new());
    for line in fs::read_to_string(path).expect("a fixture").lines() {
        if let Some(plain) = line.strip_prefix("#!") {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            writeln!(text, "{}", plain.trim()).expect("a string grows");
        } else if line == "¶" {
            text.push_str(if text.ends_with('\n') || text.is_empty() { "\n" } else { "\n\n" });
        } else if let [need, source, kind, sentence] = line.split('\t').collect::<Vec<_>>()[..] {
            let source = source.chars().next().expect("a source");
            rows.push(Row {
                start: text.len(),
                end: text.len() + sentence.len(),
                need: need.parse().expect("a need"),
                source,
                rule: rule(kind, source),
                text: sentence.to_owned(),
            });
            text.push_str(sentence);
        } else {
            assert!(line.is_empty(), "{}: {line}", path.display());
        }
    }
    text.push('\n');
    (text, rows)
}

/// Hits, and what they are counted against.
#[derive(Default)]
struct Share {
    hits: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.all += 1;
    }

    fn value(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.hits as f64 / self.all as f64 }
    }
}

/// What all documents of the folder score.
#[derive(Default)]
struct Scores {
    sentences: usize,
    recall: BTreeMap<&'static str, Share>,
    precision: BTreeMap<&'static str, Share>,
    errors: String,
}

/// The labelled texts of a folder below `labelled`, by name.
pub fn documents(folder: &str) -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/labelled").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    let read = |path: &std::path::PathBuf| {
        let (text, rows) = document(path);
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Article { name, text, rows }
    };
    paths.iter().map(read).collect()
}

fn score() -> Scores {
    let mut scores = Scores::default();
    for article in documents("").iter().chain(&documents("held-out")) {
        score_document(article, &mut scores);
    }
    scores
}

fn score_document(Article { text, rows, .. }: &Article, scores: &mut Scores) {
    let analysis = Analysis::new(&Rope::from_str(text), &Settings::default());
    let findings: Vec<_> = rules::check(&Context::new(&analysis, Language::En))
        .into_iter()
        .filter(|finding| finding.code.starts_with("unsourced") || finding.code.starts_with("vague"))
        .collect();
    scores.sentences += rows.len();
    for finding in &findings {
        let row = rows.iter().find(|row| (row.start..row.end).contains(&(finding.span.start as usize)));
        let right = row.is_some_and(Row::open);
        scores.precision.entry(finding.code).or_default().add(right);
        if !right {
            writeln!(scores.errors, "false {}: {}", finding.code, row.map_or("outside", |row| &row.text))
                .expect("a string");
        }
    }
    for row in rows.iter().filter(|row| row.must()) {
        let found = findings.iter().any(|finding| (row.start..row.end).contains(&(finding.span.start as usize)));
        scores.recall.entry(row.rule).or_default().add(found);
        if !found {
            writeln!(scores.errors, "missed {}: {}", row.rule, row.text).expect("a string");
        }
    }
}

/// Recall and precision that each rule must reach. A rule without sentences that must be flagged has no recall.
const FLOORS: &[(&str, f64, f64)] = &[
    ("unsourced-statistic", 0.95, 0.95),
    ("unsourced-quotation", 0.8, 0.9),
    ("unsourced-report", 0.6, 0.9),
    ("unsourced-event", 0.85, 0.9),
    ("unsourced-statement", 0.9, 0.9),
    ("unsourced-superlative", 0.9, 0.9),
    ("vague-attribution", 0.95, 0.9),
];

#[test]
fn every_rule_reaches_its_floor() {
    let scores = score();
    assert!(scores.sentences >= 400, "{} labelled sentences", scores.sentences);
    let of = |shares: &BTreeMap<&str, Share>, code: &str| shares.get(code).map_or(1.0, Share::value);
    for &(code, recall, precision) in FLOORS {
        let (found, right) = (of(&scores.recall, code), of(&scores.precision, code));
        assert!(found >= recall, "{code}: recall {found:.2}\n{}", scores.errors);
        assert!(right >= precision, "{code}: precision {right:.2}\n{}", scores.errors);
    }
}
