//! chuchu (出处): a language server for Chinese commentary on public affairs.
//!
//! Data flows one way, and a module imports only from those before it:
//! `text` -> `syntax` -> `knowledge` -> `analysis` -> `library` -> `rules` -> `config` -> `files` -> `features` -> `server` / `cli`.
//!
//! ```
//! use chuchu::{
//!     analysis::{Analysis, Settings},
//!     features,
//!     rules::{self, Context},
//!     text::Language,
//! };
//!
//! let text = "2026年11月20日\n\n维特科夫又飞了一趟。据报道，他只带去一页纸。\n";
//! let analysis = Analysis::of(text, &Settings::default());
//!
//! let findings = rules::found(&Context::new(&analysis, Language::ZhHans)).shown;
//! assert_eq!(findings[0].code, "vague-attribution");
//! assert_eq!(findings[0].span.of(text), "据报道");
//!
//! let name = text.find("维特科夫").unwrap();
//! let card = features::hover(&analysis, name, Language::En).unwrap();
//! assert!(card.markdown.contains("Steve Witkoff"));
//! ```

mod room;
mod stage;

pub mod text;

pub mod syntax;

pub mod knowledge;

pub mod analysis;

pub mod library;

pub mod rules;

pub mod config;

pub mod files;

pub mod features;

pub mod server;

pub mod cli;
