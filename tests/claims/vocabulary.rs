//! The vocabulary file holds to its own rules.

use std::collections::HashMap;

use chuchu::{
    syntax::{Class, words},
    text::script::fold_text,
};

#[test]
fn each_word_stands_once_and_under_a_known_class() {
    let mut seen: HashMap<String, Class> = HashMap::new();
    for (word, class) in words::entries() {
        if let Some(before) = seen.insert(fold_text(word), class) {
            panic!("{word} stands under {} and {}", before.key(), class.key());
        }
    }
    let file = include_str!("../../src/syntax/words/words.tsv");
    let words_of_file: usize =
        file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split([' ', '\t']).skip(1).count()).sum();
    assert_eq!(seen.len(), words_of_file, "a line has an unknown class");
}

#[test]
fn a_longer_word_hides_the_one_inside_it() {
    let classes = |text: &str| words::words(text).iter().map(|word| word.class).collect::<Vec<_>>();
    assert_eq!(classes("他说"), [Class::Pronoun, Class::Speech]);
    assert_eq!(classes("这种说法"), [Class::Anaphor]);
    assert_eq!(classes("说明"), [Class::Infer]);
    assert_eq!(classes("据悉"), [Class::Hearsay]);
}
