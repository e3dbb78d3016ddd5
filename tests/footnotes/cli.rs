//! `chuchu notes`, as a writer calls it.

use std::{fs, path::Path, process::Command};

const PAGES: &str = "甲国<sup>[2]</sup>，乙国<sup>[1]</sup>。\n\n[1] 《一》。\n\n[2] 《二》。\n";

/// Exit code, standard output, standard error.
fn chuchu(arguments: &[&str], file: &Path) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chuchu")).arg("notes").args(arguments).arg(file).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn table_of_notes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("甲.md");
    fs::write(&file, PAGES).unwrap();
    let (code, table, _) = chuchu(&[], &file);
    assert_eq!(code, 0);
    insta::assert_snapshot!(table, @"
    编号  页  行  引用于行  注文
    [1]   –   3   1         《一》。
    [2]   –   5   1         《二》。
    ");
    let (_, json, _) = chuchu(&["--format", "json"], &file);
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&rows[1]["label"], &rows[1]["sign"]), (&"2".into(), &"[2]".into()));
    assert_eq!(rows[1]["scope"], "document");
    assert_eq!(rows[1]["uses"][0], 1);
    assert_eq!(rows[1]["text"], "《二》。");
}

#[test]
fn files_change_only_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.md");
    fs::write(&file, PAGES).unwrap();
    let sorted = "甲国<sup>[1]</sup>，乙国<sup>[2]</sup>。\n\n[1] 《二》。\n\n[2] 《一》。\n";
    assert_eq!(chuchu(&["--renumber"], &file), (0, sorted.to_owned(), String::new()));
    assert_eq!(fs::read_to_string(&file).unwrap(), PAGES);
    assert_eq!(chuchu(&["--renumber", "--convert", "caret", "--write"], &file), (0, String::new(), String::new()));
    let caret = "甲国[^1]，乙国[^2]。\n\n[^1]: 《二》。\n\n[^2]: 《一》。\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), caret);
    // Nothing to do is no fault, and leaves nothing behind.
    assert_eq!(chuchu(&["--convert", "caret"], &file), (0, caret.to_owned(), String::new()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.md");
    fs::write(&file, "甲国。\n").unwrap();
    let (code, out, problem) = chuchu(&["--convert", "circled", "--write"], &file);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(problem.contains("本文没有脚注"), "{problem}");
    let (code, _, problem) = chuchu(&["--write"], &file);
    assert_eq!(code, 2);
    assert!(problem.contains("--renumber"), "{problem}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "甲国。\n");
    assert_eq!(chuchu(&[], &folder.path().join("none.md")).0, 2);
}
