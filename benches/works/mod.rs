//! What is measured, layer by layer: each work is made ready once and then done as often as asked for.

mod session;

use std::fmt;

use chuchu::{
    analysis::{Analysis, Settings, Update},
    features,
    knowledge::Knowledge,
    rules::{self, Context, Found},
    syntax::{BlockSyntax, blocks},
    text::{Change, Document, Encoding, Language},
};
use session::Session;

/// Something that takes time. `ready` does what goes before it, and gives the part that counts.
pub struct Work {
    pub name: &'static str,
    pub ready: fn() -> Box<dyn FnMut()>,
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Every work, from the lowest layer to the highest.
pub const WORKS: &[Work] = &[
    Work { name: "text: open an article", ready: text_open },
    Work { name: "text: 2 edits in a book", ready: text_edit },
    Work { name: "text: 1,000 positions of a book", ready: text_positions },
    Work { name: "syntax: cut an article into blocks", ready: syntax_cut },
    Work { name: "syntax: parse an article's blocks", ready: syntax_parse },
    Work { name: "knowledge: names of an article", ready: knowledge_mentions },
    Work { name: "analysis: an article afresh", ready: || analysis_fresh(1) },
    Work { name: "analysis: a book afresh", ready: || analysis_fresh(BOOK) },
    Work { name: "analysis: 2 keys in an article", ready: || keys(1, false) },
    Work { name: "analysis: 2 keys in a book", ready: || keys(BOOK, false) },
    Work { name: "rules: an article", ready: rules_found },
    Work { name: "analysis and rules: 2 keys in an article", ready: || keys(1, true) },
    Work { name: "analysis and rules: 2 keys in a book", ready: || keys(BOOK, true) },
    Work { name: "features: hover on each name", ready: features_hover },
    Work { name: "features: completion behind each name", ready: features_complete },
    Work { name: "server: pull all diagnostics of an article", ready: server_pull },
    Work { name: "server: hover", ready: server_hover },
];

/// Articles in a book.
const BOOK: usize = 16;
/// An article is each of the examples so many times: some 44 kB, 18,000 characters.
const EXAMPLES: usize = 5;

/// So many articles.
fn articles(count: usize) -> String {
    const TEXTS: &str = concat!(
        include_str!("../../examples/op-ed.md"),
        "\n",
        include_str!("../../examples/academic.md"),
        "\n",
        include_str!("../../examples/interview.md"),
        "\n",
    );
    TEXTS.repeat(EXAMPLES * count)
}

fn document(count: usize) -> Document {
    Document::new(&articles(count), 0)
}

fn analysis(count: usize) -> Analysis {
    Analysis::new(document(count).rope(), &Settings::default())
}

fn context(analysis: &Analysis) -> Context<'_> {
    Context::new(analysis, Language::ZhHans)
}

/// Keeps a result from being optimised away.
fn used<T>(result: T) {
    drop(std::hint::black_box(result));
}

fn text_open() -> Box<dyn FnMut()> {
    let text = articles(1);
    Box::new(move || used(Document::new(&text, 0)))
}

/// Types a character and takes it back, in a paragraph in the middle; gives the edits of each to `then`.
fn typing(mut document: Document, mut then: impl FnMut(&Document, &[chuchu::text::Edit])) -> impl FnMut() {
    let rope = document.rope();
    let line = (rope.len_lines() / 2..).find(|&line| rope.line(line).len_chars() > 80).unwrap_or(0);
    let offset = rope.char_to_byte(rope.line_to_char(line) + 30);
    let at = document.position(offset, Encoding::Utf16);
    let behind = document.position(offset + '字'.len_utf8(), Encoding::Utf16);
    move || {
        for (range, text) in [((at, at), "字"), ((at, behind), "")] {
            let change = Change { range: Some(range), text: text.into() };
            let edits = document.apply(&[change], document.version() + 1, Encoding::Utf16).unwrap();
            then(&document, &edits);
        }
    }
}

fn text_edit() -> Box<dyn FnMut()> {
    Box::new(typing(document(BOOK), |_, edits| used(edits)))
}

fn text_positions() -> Box<dyn FnMut()> {
    let document = document(BOOK);
    let step = document.len() / 1000;
    Box::new(move || {
        for n in 0..1000 {
            let position = document.position(n * step, Encoding::Utf16);
            used(document.offset(position, Encoding::Utf16));
        }
    })
}

fn syntax_cut() -> Box<dyn FnMut()> {
    let text = articles(1);
    Box::new(move || used(blocks::cut(text.split_inclusive('\n'), true).count()))
}

fn syntax_parse() -> Box<dyn FnMut()> {
    let analysis = analysis(1);
    Box::new(move || {
        for placed in &analysis.blocks {
            let text = &placed.block.text;
            used(BlockSyntax::parse(placed.block.kind(), text, |_, _| ()));
        }
    })
}

fn knowledge_mentions() -> Box<dyn FnMut()> {
    let (knowledge, analysis) = (Knowledge::builtin(), analysis(1));
    Box::new(move || {
        for placed in &analysis.blocks {
            used(knowledge.mentions(&placed.block.text));
        }
    })
}

fn analysis_fresh(count: usize) -> Box<dyn FnMut()> {
    let (document, settings) = (document(count), Settings::default());
    Box::new(move || used(Analysis::new(document.rope(), &settings)))
}

/// A key and its taking back, with the findings that follow it or without.
fn keys(count: usize, findings: bool) -> Box<dyn FnMut()> {
    let document = document(count);
    let mut analysis = Analysis::new(document.rope(), &Settings::default());
    let mut found = rules::found(&context(&analysis));
    Box::new(typing(document, move |document, edits| {
        let update = analysis.update(document.rope(), edits);
        if findings {
            let before = std::mem::take(&mut found);
            found = follow(&analysis, before, &update);
        }
    }))
}

fn follow(analysis: &Analysis, before: Found, update: &Update) -> Found {
    match update {
        Update::Nothing => before,
        Update::All => rules::found(&context(analysis)),
        Update::Patch(patch) => rules::refresh(&context(analysis), before, patch).0,
    }
}

fn rules_found() -> Box<dyn FnMut()> {
    let analysis = analysis(1);
    Box::new(move || used(rules::found(&context(&analysis))))
}

/// The byte behind each name of an analysis.
fn names(analysis: &Analysis) -> Vec<usize> {
    let blocks = analysis.blocks.iter();
    blocks.flat_map(|placed| placed.block.mentions.iter().map(|name| placed.span(name.span).end as usize)).collect()
}

fn features_hover() -> Box<dyn FnMut()> {
    let analysis = analysis(1);
    let names = names(&analysis);
    Box::new(move || names.iter().for_each(|end| used(features::hover(&analysis, end - 1, Language::ZhHans))))
}

fn features_complete() -> Box<dyn FnMut()> {
    let analysis = analysis(1);
    let names = names(&analysis);
    Box::new(move || {
        for &end in &names {
            used(features::names::complete(&analysis, end, Language::ZhHans));
            used(features::notes::complete(&analysis, end, Language::ZhHans));
        }
    })
}

fn server_pull() -> Box<dyn FnMut()> {
    let mut session = Session::open(&articles(1));
    Box::new(move || used(session.pull()))
}

fn server_hover() -> Box<dyn FnMut()> {
    let mut session = Session::open(&articles(1));
    Box::new(move || used(session.hover(9, 7)))
}
