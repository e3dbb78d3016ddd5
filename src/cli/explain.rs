//! `chuchu explain NAME`: the card of a name.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use crate::{
    features::explain,
    knowledge::Date,
    text::{Language, Script, script},
};

/// Say who or what a name is
#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu explain 鲁比奥
  chuchu explain 国务卿 --date 2019-06-01
  chuchu explain Rubio --lang en")]
pub struct Args {
    /// A name in either script, in Chinese or Latin letters, or the id of an entry
    #[arg(required = true)]
    names: Vec<String>,
    /// The day that offices are given for (YYYY, YYYY-MM or YYYY-MM-DD)
    #[arg(long, value_parser = day)]
    date: Option<Date>,
    /// Language of the card; without it, the script of the name decides
    #[arg(long, value_parser = language)]
    lang: Option<Language>,
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::try_from(text.to_owned())
}

pub(super) fn language(text: &str) -> Result<Language, String> {
    match text {
        "zh-Hans" | "zh-hans" | "zh-CN" | "zh" => Ok(Language::ZhHans),
        "zh-Hant" | "zh-hant" | "zh-TW" | "zh-HK" => Ok(Language::ZhHant),
        "en" => Ok(Language::En),
        _ => Err("one of zh-Hans, zh-Hant, en".to_owned()),
    }
}

/// Prints the cards; the exit code is 1 where a name is not known.
pub fn run(args: &Args) -> ExitCode {
    let knowledge = super::own::here().knowledge;
    let mut out = io::stdout().lock();
    let mut unknown = false;
    for name in &args.names {
        let language = args.lang.unwrap_or(match script::detect(name) {
            Script::Hans => Language::ZhHans,
            Script::Hant => Language::ZhHant,
        });
        let found = explain::find(&knowledge, name);
        if found.is_empty() {
            eprintln!("{name}: not in the knowledge base");
            unknown = true;
        }
        for id in found {
            let card = explain::card(&knowledge, id, name, args.date, language).unwrap_or_default();
            if writeln!(out, "{card}\n").is_err() {
                // Whoever reads has read enough.
                return ExitCode::SUCCESS;
            }
        }
    }
    ExitCode::from(u8::from(unknown))
}
