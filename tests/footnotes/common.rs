use chuchu::{
    analysis::{Analysis, Notes, Settings},
    rules,
    text::{Document, Language},
};

pub fn analyse(text: &str) -> Analysis {
    Analysis::new(Document::new(text, 0).rope(), &Settings::default())
}

/// One line a note: its label, the first words of its text (`-` without one), and its markers as `line:text before`.
pub fn table(text: &str) -> String {
    let analysis = analyse(text);
    let mut out = String::new();
    for (index, note) in analysis.notes.notes.iter().enumerate() {
        let body = note.definition.and_then(|at| {
            let placed = &analysis.blocks[at.block];
            Some(Notes::definition(&analysis.blocks, at)?.body.of(&placed.block.text).to_owned())
        });
        let body = body.map_or("-".to_owned(), |body| body.split_whitespace().collect::<Vec<_>>().join(" "));
        let words: String = body.chars().take(12).collect();
        let before = |at: &_| {
            let span = Notes::marker_span(&analysis.blocks, *at).unwrap();
            let before: Vec<char> = text[..span.start as usize].chars().collect();
            before[before.len().saturating_sub(2)..].iter().collect::<String>()
        };
        let markers: Vec<String> = note.markers.iter().map(before).collect();
        let label = analysis.notes.label(&analysis.blocks, index);
        let mut line = format!("{label} {words} <- {}", markers.join(" ")).trim_end().to_owned();
        if note.repeats.is_some() {
            line.push_str(" (again)");
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// `code: text under it`, one a line, of the rules whose code holds one of `codes`.
pub fn findings(text: &str, codes: &[&str]) -> Vec<String> {
    let analysis = analyse(text);
    rules::check(&rules::Context::new(&analysis, Language::ZhHans))
        .into_iter()
        .filter(|finding| codes.iter().any(|code| finding.code.contains(code)))
        .map(|finding| format!("{}: {}", finding.code, finding.span.of(text)))
        .collect()
}

pub const NOTES: &[&str] = &["footnote", "malformed-url", "-reference"];
