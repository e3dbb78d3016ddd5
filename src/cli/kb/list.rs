//! `chuchu kb list`: the entries that hold here.

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use clap::ValueEnum;
use serde::Serialize;

use super::super::own;
use crate::{
    knowledge::{Entry, EntryId, Kind, Knowledge, Level, base::forms},
    text::script,
};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  chuchu kb list --layer workspace      own entries of this workspace
  chuchu kb list --kind person --name 泽连
  chuchu kb list --unreviewed --format json")]
pub struct Args {
    /// Only entries of this kind: person, state, gov, org, party, media, think-tank, place, weapon, term, office
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// Only entries that this layer adds or changes
    #[arg(long, value_enum)]
    layer: Option<LayerName>,
    /// Only entries with a name that holds this text, in either script
    #[arg(long)]
    name: Option<String>,
    /// Only entries without a day of review
    #[arg(long)]
    unreviewed: bool,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LayerName {
    Builtin,
    User,
    Workspace,
}

impl LayerName {
    fn of(level: Level) -> Self {
        match level {
            Level::Builtin => Self::Builtin,
            Level::User => Self::User,
            // No document is looked at here.
            Level::Workspace | Level::Document => Self::Workspace,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Builtin => "builtin",
            Self::User => "user",
            Self::Workspace => "workspace",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Id, layer and names, a line each
    Text,
    /// One JSON array
    Json,
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    let prefix = |kind: &Kind| kind.prefix().trim_end_matches('/');
    let known = || Kind::ALL.iter().map(prefix).collect::<Vec<_>>().join(", ");
    Kind::ALL.into_iter().find(|kind| prefix(kind) == text).ok_or_else(|| format!("one of {}", known()))
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    layer: &'static str,
    name: &'a str,
    original: Option<&'a str>,
    names: Vec<&'a str>,
    reviewed: Option<String>,
    sources: &'a [String],
}

pub fn run(args: &Args) -> ExitCode {
    let knowledge = own::here().knowledge;
    let mut out = BufWriter::new(io::stdout().lock());
    // Whoever reads has read enough where this fails.
    let _ = print(args, &knowledge, &mut out);
    ExitCode::SUCCESS
}

fn print(args: &Args, knowledge: &Knowledge, out: &mut impl Write) -> io::Result<()> {
    let wanted = args.name.as_deref().map(|name| forms::key(name, script::fold));
    let fits = |id: EntryId, entry: &Entry| {
        let layer = args.layer.is_none_or(|layer| layer == LayerName::of(knowledge.level(id)));
        let named = |text: &str| entry.names.iter().any(|name| forms::key(&name.text, script::fold).contains(text));
        let named = wanted.as_deref().is_none_or(named);
        let review = !args.unreviewed || entry.reviewed.is_none() && entry.kind != Kind::Office;
        layer && named && review && args.kind.is_none_or(|kind| kind == entry.kind)
    };
    let entries =
        knowledge.ids().filter_map(|id| Some((id, knowledge.entry(id)?))).filter(|(id, entry)| fits(*id, entry));
    let rows = entries.map(|(id, entry)| Row {
        id: &entry.id,
        layer: LayerName::of(knowledge.level(id)).name(),
        name: entry.canonical(),
        original: entry.original(),
        names: entry.names.iter().map(|name| name.text.as_str()).collect(),
        reviewed: entry.reviewed.map(|day| day.to_string()),
        sources: &entry.sources,
    });
    match args.format {
        Format::Text => {
            for row in rows {
                writeln!(out, "{}\t{}\t{}\t{}", row.id, row.layer, row.name, row.original.unwrap_or_default())?;
            }
        }
        Format::Json => {
            write!(out, "[")?;
            for (place, row) in rows.enumerate() {
                let row = serde_json::to_string(&row)?;
                write!(out, "{}\n  {row}", if place == 0 { "" } else { "," })?;
            }
            writeln!(out, "\n]")?;
        }
    }
    out.flush()
}
