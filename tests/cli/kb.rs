//! `chuchu kb`: entry files checked, listed and imported.

use std::{
    fs,
    io::{BufWriter, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use super::{folder, out};

/// Runs the command for a user whose own folders are in `folder`.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chuchu"));
    command.env("XDG_CONFIG_HOME", folder.join("config")).env("XDG_CACHE_HOME", folder.join("cache"));
    command.arg("kb").args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const ENTRY: &str =
    "[[actor]]\nid = \"person/tove-lindqvist-ek\"\nnames = [{ text = \"托德·林奎斯特\", role = \"full\" }]\n";

#[test]
fn check_says_what_does_not_hold() {
    let folder = folder(&[("chuchu/names.toml", ENTRY)]);
    let check = |args: &[&str]| run(folder.path(), &[&["check"], args].concat());
    assert_eq!(check(&[]).status.code(), Some(0));
    let strict = check(&["--strict", "--format", "json"]);
    let rows: Value = serde_json::from_str(out(&strict)).unwrap();
    assert_eq!((strict.status.code(), rows.as_array().unwrap().len()), (Some(1), 4));
    fs::write(folder.path().join("chuchu/names.toml"), ENTRY.replace("names", "nams")).unwrap();
    let faulty = check(&["chuchu"]);
    assert_eq!(faulty.status.code(), Some(1));
    insta::assert_snapshot!(out(&faulty), @r#"
chuchu/names.toml:2:6 error entry
  id = ⟦"person/tove-lindqvist-ek"⟧
  person/tove-lindqvist-ek: 没有名称

chuchu/names.toml:3:1 error entry
  ⟦nams⟧ = [{ text = "托德…
  没有 nams，是否指 names？

2 findings in 1 file
"#);
    assert_eq!(check(&["absent"]).status.code(), Some(2));
    fs::write(folder.path().join("chuchu/b.toml"), b"\xff").unwrap();
    assert_eq!(check(&[]).status.code(), Some(2));
    // What `check` finds of a draft comes after what is wrong in the entries that hold for it.
    fs::write(folder.path().join("draft.md"), "一句话。\n").unwrap();
    let draft =
        Command::new(env!("CARGO_BIN_EXE_chuchu")).args(["check", "draft.md"]).current_dir(folder.path()).output();
    assert!(out(&draft.unwrap()).contains("error entry"));
}

#[test]
fn list_filters_by_layer_kind_and_name() {
    let folder = folder(&[("chuchu/names.toml", ENTRY)]);
    let list = |args: &[&str]| run(folder.path(), &[&["list"], args].concat());
    insta::assert_snapshot!(out(&list(&["--layer", "workspace"])), @"person/tove-lindqvist-ek	workspace	托德·林奎斯特");
    insta::assert_snapshot!(out(&list(&["--kind", "person", "--name", "林奎", "--unreviewed", "--format", "json"])), @r#"
[
  {"id":"person/tove-lindqvist-ek","layer":"workspace","name":"托德·林奎斯特","original":null,"names":["托德·林奎斯特"],"reviewed":null,"sources":[]}
]
"#);
    assert!(out(&list(&["--kind", "state", "--name", "烏克蘭"])).starts_with("state/ua\tbuiltin\t乌克兰"));
    assert_eq!(list(&["--kind", "planet"]).status.code(), Some(2));
}

/// An entity of a dump.
fn person(n: u32, name: &str) -> Value {
    let target = |id: &str| json!({ "datavalue": { "value": { "id": id } } });
    let time = |time: &str| json!([{ "datavalue": { "value": { "time": time, "precision": 11 } } }]);
    let url = json!([{ "snaks": { "P854": [{ "datavalue": { "value": "https://example.org/cabinet" } }] } }]);
    json!({
        "id": format!("Q{n}"),
        "labels": { "zh": { "value": name }, "zh-tw": { "value": format!("{name}德") }, "en": { "value": format!("Made Up {n}") } },
        "aliases": { "zh-hant": [{ "value": "時代" }], "en": [{ "value": "M. Up" }] },
        "descriptions": { "zh-hant": { "value": "虛構人物" }, "en": { "value": "made up" } },
        "claims": {
            "P31": [{ "mainsnak": target("Q5") }],
            "P39": [
                { "mainsnak": target("Q900"), "qualifiers": { "P580": time("+2019-05-01T00:00:00Z") }, "references": url },
                { "mainsnak": target("Q901"), "qualifiers": {} },
            ],
        },
    })
}

fn position() -> Value {
    let is = json!({ "mainsnak": { "datavalue": { "value": { "id": "Q4164871" } } } });
    let label = json!({ "zh": { "value": "部落议事长" }, "en": { "value": "speaker of the tribe" } });
    json!({ "id": "Q900", "labels": label, "claims": { "P31": [is] } })
}

#[test]
fn a_dump_becomes_entries_and_bad_lines_are_left_out() {
    let stone = json!({ "id": "Q7", "labels": { "zh": { "value": "石头" } } });
    let dump = format!("[\n{},\n{{\"id\": \"Q5\",\n{},\n{},\nnull\n]\n", person(800, "玛德·埃帕"), stone, position());
    let folder = folder(&[("dump.json", &dump)]);
    let output = run(folder.path(), &["import", "wikidata", "--date", "2026-11-01", "dump.json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(said(&output), @r"
dump.json:3: EOF while parsing an object at line 1 column 11
dump.json:6: no id
2 entries; left out: 1 of no kind that is kept; 2 bad lines
");
    insta::assert_snapshot!(out(&output), @r#"
# Imported from Wikidata on 2026-11-01; not reviewed.

[[source]]
id = "src/wikidata"
title = "Wikidata"
publisher = "Wikimedia"
url = "https://www.wikidata.org/"
read = "2026-11-01"

[[source]]
id = "src/wikidata-q800-1"
title = "example.org"
url = "https://example.org/cabinet"
read = "2026-11-01"

[[actor]]
id = "person/q800"
kind = "person"
wikidata = "Q800"
names = [
  { text = "玛德·埃帕", role = "full" },
  { text = "玛德·埃帕德", role = "full", regions = ["TW"] },
  { text = "Made Up 800", role = "original" },
  { text = "时代", role = "short", guard = { needs = ["seen"] } },
  { text = "M. Up", role = "latin" },
]
tenures = [
  { office = "office/q900", from = "2019-05-01", source = "src/wikidata-q800-1" },
]
about = { zh = "虚构人物", en = "made up" }
sources = ["src/wikidata"]

[[office]]
id = "office/q900"
single = false
titles = [
  { text = "部落议事长" },
]
en = "speaker of the tribe"
sources = ["src/wikidata"]
"#);
}

#[test]
fn saved_results_become_entries_in_either_form() {
    let cell = |value: &str, language: &str| json!({ "type": "literal", "xml:lang": language, "value": value });
    let item = json!({ "type": "uri", "value": "http://www.wikidata.org/entity/Q810" });
    let row = |alias: &str| json!({ "item": item, "itemLabel": cell("玛德河委员会", "zh"), "alias": cell(alias, "zh"), "en": cell("Mad River Board", "en") });
    let full = json!({ "head": { "vars": ["item"] }, "results": { "bindings": [row("玛河委"), row("玛德委员会")] } });
    let plain =
        json!([{ "item": "http://www.wikidata.org/entity/Q810", "itemLabel": "玛德河委员会", "alias": "玛河委" }]);
    let folder = folder(&[
        ("full.json", &serde_json::to_string_pretty(&full).unwrap()),
        ("one-line.json", &full.to_string()),
        ("plain.json", &plain.to_string()),
        ("cut.json", &full.to_string()[..full.to_string().len() - 12]),
    ]);
    let import =
        |file: &str| run(folder.path(), &["import", "wikidata", "--kind", "org", "--date", "2026-11-01", file]);
    let whole = import("full.json");
    insta::assert_snapshot!(out(&whole), @r#"
# Imported from Wikidata on 2026-11-01; not reviewed.

[[source]]
id = "src/wikidata"
title = "Wikidata"
publisher = "Wikimedia"
url = "https://www.wikidata.org/"
read = "2026-11-01"

[[actor]]
id = "org/q810"
kind = "organization"
wikidata = "Q810"
names = [
  { text = "玛德河委员会", role = "full" },
  { text = "玛河委", role = "short" },
  { text = "Mad River Board", role = "original" },
  { text = "玛德委员会", role = "short" },
]
about = { zh = "" }
sources = ["src/wikidata"]
"#);
    assert_eq!((out(&import("one-line.json")), whole.status.code()), (out(&whole), Some(0)));
    assert!(out(&import("plain.json")).contains("玛河委"));
    assert_eq!(import("cut.json").status.code(), Some(1));
    assert_eq!(import("absent.json").status.code(), Some(2));
}

#[test]
fn what_is_imported_into_a_layer_holds_there_and_is_not_replaced_unasked() {
    let folder = folder(&[("chuchu.toml", ""), ("dump.json", &person(820, "玛德·埃帕").to_string())]);
    let import = |more: &[&str]| {
        run(folder.path(), &[&["import", "wikidata", "--layer", "workspace", "dump.json"], more].concat())
    };
    assert_eq!(import(&[]).status.code(), Some(0));
    assert_eq!(import(&[]).status.code(), Some(2));
    assert_eq!(import(&["--force"]).status.code(), Some(0));
    let checked = run(folder.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", out(&checked));
    let listed = run(folder.path(), &["list", "--name", "玛德·埃帕"]);
    assert_eq!(out(&listed), "person/q820\tworkspace\t玛德·埃帕\tMade Up 820\n");
}

/// Highest resident memory of a run, in bytes, and what it printed.
#[cfg(target_os = "linux")]
fn peak(folder: &Path, args: &[&str]) -> (u64, Output) {
    let program = env!("CARGO_BIN_EXE_chuchu");
    let mut child = Command::new(program)
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut high = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        high = high.max(kilobytes.unwrap_or(0) << 10);
        std::thread::yield_now();
    }
    (high, child.wait_with_output().unwrap())
}

/// A dump of so many entities, compressed.
fn dump(path: &Path, entities: u32) {
    let mut out = GzEncoder::new(BufWriter::new(fs::File::create(path).unwrap()), Compression::fast());
    writeln!(out, "[\n{},", position()).unwrap();
    for n in 0..entities {
        let c = |n: u32| char::from_u32(0x4e00 + n % 20_000).unwrap();
        let name: String = ['玛', c(n / 20_000), '·', c(n), c(n * 7 + 1)].iter().collect();
        writeln!(out, "{}{}", person(1_000 + n, &name), if n + 1 == entities { "" } else { "," }).unwrap();
    }
    writeln!(out, "]").unwrap();
    out.finish().unwrap().flush().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_hundred_thousand_entities_take_no_more_memory_than_a_thousand() {
    let folder = tempfile::tempdir().unwrap();
    let run = |entities: u32| {
        dump(&folder.path().join("dump.json.gz"), entities);
        let (high, output) =
            peak(folder.path(), &["kb", "import", "wikidata", "--force", "-o", "out.toml", "dump.json.gz"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let text = fs::read_to_string(folder.path().join("out.toml")).unwrap();
        assert_eq!(text.matches("[[actor]]").count(), entities as usize);
        assert!(text.contains(&format!("id = \"person/q{}\"", 999 + entities)));
        high
    };
    let (few, many) = (run(1_000), run(100_000));
    assert!(many < few + (8 << 20), "{few} bytes for a thousand, {many} for a hundred thousand");
}
