//! The knowledge base: names in texts, cards, rules of names, what an editor can ask.

mod base;
mod cards;
mod editing;
mod front;
mod matching;
mod own;
mod own_speed;
mod rules;
mod scripts;
mod sheet;

use chuchu::{
    analysis::{Analysis, Settings},
    text::Document,
};

/// The analysis of a text, and the byte where `|` stood in it.
fn at_caret(marked: &str) -> (Analysis, usize) {
    let caret = marked.find('|').expect("a caret");
    (analyse(&marked.replacen('|', "", 1)), caret)
}

fn analyse(text: &str) -> Analysis {
    Analysis::new(Document::new(text, 0).rope(), &Settings::default())
}
