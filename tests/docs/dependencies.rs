//! What the crate is built of: every dependency has its reason, its licence permits the use, and all come from one
//! registry. Looks at `Cargo.toml`, `Cargo.lock` and the sources on this machine; asks nothing of the network.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value as Json;
use toml::{Table, Value};

use crate::read;

/// Licences that ask for no more than to be named.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn table(path: &str) -> Table {
    read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Packages of the lock file, with those of other systems.
fn locked() -> Vec<Table> {
    let packages = table("Cargo.lock")["package"].as_array().unwrap().clone();
    packages.into_iter().map(|package| package.as_table().unwrap().clone()).collect()
}

/// Names between backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn each_dependency_is_listed_with_its_reason() {
    let manifest = table("Cargo.toml");
    let mut listed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let text = read("docs/dependencies.md");
    for row in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| crate")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert!(cells.len() == 3 && cells.iter().all(|cell| !cell.is_empty()), "no reason: {row}");
        let kind = match cells[0] {
            build if build.starts_with("build:") => "build-dependencies",
            dev if dev.starts_with("dev:") => "dev-dependencies",
            _ => "dependencies",
        };
        listed.entry(kind).or_default().extend(quoted(cells[0]));
    }
    let names = |kind: &str| manifest[kind].as_table().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let usual = names("dependencies");
    assert_eq!(listed["dependencies"], usual);
    for kind in ["build-dependencies", "dev-dependencies"] {
        // What the crate itself needs has its reason there.
        let others = &names(kind) - &usual;
        assert_eq!(&listed[kind] - &usual, others, "{kind}");
    }
}

#[test]
fn what_is_there_twice_is_known() {
    let mut versions: BTreeMap<String, usize> = BTreeMap::new();
    for package in locked() {
        *versions.entry(package["name"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let twice: BTreeSet<String> = versions.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    let text = read("docs/dependencies.md");
    let said = text.lines().find(|line| line.starts_with("In more than one version:")).expect("a line about it");
    assert_eq!(quoted(said), twice);
}

#[test]
fn all_sources_are_one_registry_and_have_checksums() {
    let mut sources = BTreeSet::new();
    for package in locked().iter().filter(|package| package["name"].as_str() != Some("chuchu")) {
        let source = package.get("source").and_then(Value::as_str);
        let source = source.unwrap_or_else(|| panic!("{package:?} has no source"));
        assert!(source.starts_with("registry+"), "{source}");
        assert!(package.get("checksum").is_some(), "{package:?}");
        sources.insert(source.to_owned());
    }
    assert_eq!(sources.len(), 1, "{sources:?}");
}

#[test]
fn licences_permit_the_use() {
    for package in packages() {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name} names no licence"));
        assert!(permits(licence), "{name}: {licence}");
    }
}

/// What is compiled on this machine, tests included.
fn packages() -> Vec<Json> {
    let version = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Json = serde_json::from_slice(&output.stdout).unwrap();
    let used = metadata["resolve"]["nodes"].as_array().unwrap();
    let used: BTreeSet<&str> = used.iter().map(|node| node["id"].as_str().unwrap()).collect();
    let all = metadata["packages"].as_array().unwrap().iter();
    all.filter(|package| used.contains(package["id"].as_str().unwrap())).cloned().collect()
}

/// True where one choice of each part is among the licences; `A/B` is an old way to write `A OR B`.
fn permits(licence: &str) -> bool {
    let plain = licence.replace(['(', ')'], "").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|choice| LICENCES.contains(&choice.trim())))
}

#[test]
fn a_licence_is_read_as_it_is_meant() {
    for fine in ["MIT", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "GPL-3.0-only OR MIT"] {
        assert!(permits(fine), "{fine}");
    }
    for other in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only"] {
        assert!(!permits(other), "{other}");
    }
}
