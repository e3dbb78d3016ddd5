//! The documentation tells the truth: every rule has its page with its severities, and every link leads somewhere.

mod dependencies;
mod schemas;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use chuchu::{
    analysis::Profile,
    rules::{RULES, Severity, rule_codes},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages
}

fn severity(severity: Option<Severity>) -> &'static str {
    match severity {
        None => "off",
        Some(Severity::Hint) => "hint",
        Some(Severity::Information) => "information",
        Some(Severity::Warning) => "warning",
        Some(Severity::Error) => "error",
    }
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let codes: BTreeSet<String> = rule_codes().map(str::to_owned).collect();
    let pages: BTreeSet<String> =
        pages("docs/rules").iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let rules: BTreeSet<String> = pages.iter().filter(|page| *page != "README").cloned().collect();
    assert_eq!(codes, rules);
    let list = read("docs/rules/README.md");
    for code in codes {
        let page = read(&format!("docs/rules/{code}.md"));
        assert!(page.starts_with(&format!("# {code}\n")), "{code}: title");
        for part in ["**Flags**", "**Why it matters.**", "## Examples", "- 不标", "## How to satisfy it"] {
            assert!(page.contains(part), "{code}: {part} is missing");
        }
        assert!(list.contains(&format!("| [{code}]({code}.md) |")), "{code} is not in the list");
    }
}

#[test]
fn pages_and_list_give_the_severities_of_the_code() {
    let list = read("docs/rules/README.md");
    for rule in RULES {
        let of = |profile| severity(rule.severity(profile));
        let row = format!("| {} | {} | {} |", of(Profile::OpEd), of(Profile::News), of(Profile::Academic));
        let page = read(&format!("docs/rules/{}.md", rule.code()));
        assert!(page.contains(&format!("| severity {row}")), "{}: {row}", rule.code());
        let listed = list.lines().find(|line| line.starts_with(&format!("| [{}]", rule.code()))).unwrap();
        assert!(listed.ends_with(&row), "{}: {row}", rule.code());
    }
}

#[test]
fn links_of_the_documentation_lead_somewhere() {
    let mut files = pages("docs");
    files.extend(pages("docs/rules"));
    files.extend(pages("."));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or("");
            if path.is_empty() || link.contains("://") || !path.contains('.') && !path.ends_with('/') {
                continue;
            }
            let target = file.parent().unwrap().join(path);
            assert!(target.exists(), "{}: {link} does not exist", file.display());
        }
    }
}
