//! chuchu (出处): a language server for Chinese commentary on public affairs.
//!
//! Data flows one way, and a module imports only from those before it:
//! `text` -> `syntax` -> `knowledge` -> `analysis` -> `library` -> `rules` -> `config` -> `files` -> `features` -> `server` / `cli`.

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
