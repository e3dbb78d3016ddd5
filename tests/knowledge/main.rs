//! The knowledge base: names in texts, cards, files of entries.

mod matching;
