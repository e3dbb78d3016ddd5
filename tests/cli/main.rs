//! The command as a shell sees it: output, exit codes, bad input.

mod import;
mod kb;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// A marker without a note, behind characters that bytes, UTF-16 units and scalar values count differently.
const FAULTY: &str = "𠮷一句<sup>[9]</sup>话。\n";
const CLEAN: &str = "一句话。\n";

fn chuchu(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chuchu"));
    command.args(args).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

#[test]
fn exit_codes_say_clean_findings_and_could_not_run() {
    let folder = folder(&[("clean.md", CLEAN), ("faulty.md", FAULTY)]);
    let code = |args: &[&str]| chuchu(folder.path(), args, "").status.code();
    assert_eq!(code(&["check", "clean.md"]), Some(0));
    assert_eq!(code(&["check", "faulty.md"]), Some(1));
    assert_eq!(code(&["check", "faulty.md", "absent.md"]), Some(2));
    assert_eq!(code(&["check"]), Some(2));
    assert_eq!(code(&["check", "--format", "xml", "clean.md"]), Some(2));
}

#[test]
fn the_text_shows_place_words_and_message() {
    let folder = folder(&[("faulty.md", FAULTY)]);
    let output = chuchu(folder.path(), &["check", "faulty.md"], "");
    insta::assert_snapshot!(out(&output), @r"
    faulty.md:1:4 error undefined-footnote
      𠮷一句⟦<sup>[9]</sup>⟧话。
      脚注 [9] 没有注文。请补上注文，或删去此标记。

    1 finding in 1 file
    ");
}

#[test]
fn json_counts_from_one_in_characters() {
    let folder = folder(&[]);
    for format in ["json", "jsonl"] {
        let output = chuchu(folder.path(), &["check", "--format", format, "-"], FAULTY);
        let value: Value = serde_json::from_str(out(&output)).unwrap();
        let row = if format == "json" { &value[0] } else { &value };
        assert_eq!((&row["line"], &row["column"], &row["end_column"]), (&1.into(), &4.into(), &18.into()));
        assert_eq!((&row["path"], &row["code"]), (&"-".into(), &"undefined-footnote".into()));
    }
    let none = chuchu(folder.path(), &["check", "--format", "json", "-"], CLEAN);
    assert_eq!(serde_json::from_str::<Value>(out(&none)).unwrap(), Value::Array(Vec::new()));
}

#[test]
fn annotations_escape_what_would_end_them() {
    let folder = folder(&[("甲,乙:丙.md", FAULTY)]);
    let output = chuchu(folder.path(), &["check", "--format", "github", "."], "");
    let line = out(&output);
    assert!(
        line.starts_with(
            "::error file=./甲%2C乙%3A丙.md,line=1,endLine=1,col=4,endColumn=18,title=undefined-footnote::"
        ),
        "{line}"
    );
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let folder = folder(&[("faulty.md", FAULTY), ("clean.md", CLEAN), ("也 有.md", FAULTY)]);
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(sarif_schema()).unwrap()).unwrap();
    // The official pattern of languages has an unbalanced bracket, which the validator refuses; we write no language.
    for definition in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][definition]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    for path in [".", "clean.md"] {
        let output = chuchu(folder.path(), &["check", "--format", "sarif", path], "");
        let sarif: Value = serde_json::from_str(out(&output)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&sarif).map(|error| error.to_string()).collect();
        assert_eq!(errors, [] as [String; 0]);
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), if path == "." { 2 } else { 0 });
    }
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })), "the schema checks nothing");
}

/// The OASIS schema, which the crate `serde-sarif` carries.
fn sarif_schema() -> PathBuf {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let host = out(&version).lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &host, "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src").join("schema.json")
}

#[test]
fn folders_are_walked_by_name_and_ignore_files_and_exclude_hold() {
    let folder = folder(&[
        ("b.md", FAULTY),
        ("a.txt", FAULTY),
        ("c.rs", FAULTY),
        ("skip/d.md", FAULTY),
        (".gitignore", "skip/\n"),
        ("old/e.markdown", FAULTY),
        ("sub/f.md", FAULTY),
        ("chuchu.toml", "exclude = ['old/**']\n"),
    ]);
    let output = chuchu(folder.path(), &["check", "--format", "jsonl", "."], "");
    let paths: Vec<String> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].as_str().unwrap().into())
        .collect();
    assert_eq!(paths, ["./a.txt", "./b.md", "./sub/f.md"]);
}

#[test]
fn many_files_come_out_in_order() {
    let names: Vec<String> = (0..300).map(|n| format!("{n:03}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), FAULTY)).collect();
    let folder = folder(&files);
    let output = chuchu(folder.path(), &["check", "--format", "jsonl", "."], "");
    let paths: Vec<String> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].as_str().unwrap().into())
        .collect();
    assert_eq!(paths, names.iter().map(|name| format!("./{name}")).collect::<Vec<_>>());
}

#[test]
fn settings_of_the_folder_hold_and_their_slips_are_findings() {
    let folder = folder(&[
        ("faulty.md", FAULTY),
        ("chuchu.toml", "[rules]\nundefined-footnote = 'hint'\nundefined-footnot = 'off'\n"),
    ]);
    let output = chuchu(folder.path(), &["check", "--format", "jsonl", "faulty.md"], "");
    let rows: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&rows[0]["code"], &rows[0]["line"], &rows[0]["column"]),
        (&"configuration".into(), &3.into(), &1.into())
    );
    assert_eq!((&rows[1]["code"], &rows[1]["severity"]), (&"undefined-footnote".into(), &"hint".into()));
    let output = chuchu(folder.path(), &["check", "--format", "jsonl", "--min-severity", "warning", "faulty.md"], "");
    assert_eq!(out(&output).lines().count(), 1);
}

#[test]
fn what_is_not_utf8_is_named_with_its_byte() {
    let folder = folder(&[]);
    fs::write(folder.path().join("gbk.md"), b"\xb3\xf6\xb4\xa6").unwrap();
    let output = chuchu(folder.path(), &["check", "gbk.md"], "");
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("gbk.md") && error.contains("byte 0") && error.contains("UTF-8"), "{error}");
}

#[test]
fn suppressions_hold_for_block_and_file_and_unused_ones_are_told() {
    let folder = folder(&[]);
    let check = |text: &str| {
        let output = chuchu(folder.path(), &["check", "--format", "jsonl", "-"], text);
        let code = |line: &str| serde_json::from_str::<Value>(line).unwrap()["code"].as_str().unwrap().to_owned();
        out(&output).lines().map(code).collect::<Vec<_>>()
    };
    let allow = "<!-- chuchu: allow undefined-footnote -- 待补 -->\n\n";
    assert_eq!(check(&format!("{allow}{FAULTY}")), [] as [&str; 0]);
    assert_eq!(check(&format!("{allow}{CLEAN}\n{FAULTY}")), ["unused-suppression", "undefined-footnote"]);
    let allow_file = "<!-- chuchu: allow-file undefined-footnote -->\n\n";
    assert_eq!(check(&format!("{CLEAN}\n{FAULTY}\n{allow_file}")), [] as [&str; 0]);
    assert_eq!(
        check(&format!("<!-- chuchu: allow undefined-footnot -->\n\n{FAULTY}")),
        ["unknown-rule", "undefined-footnote"]
    );
    assert_eq!(
        check("<!-- chuchu -->\n<!-- chuchu: -->\n<!-- chuchu: allow -->\n<!-- allow all -->\n"),
        [] as [&str; 0]
    );
}

#[test]
fn names_are_listed_in_each_format() {
    let text = "---\ndate: 2024-06-01\n---\n\n拜登与布林肯商谈，拜登随后离开。\n";
    let folder = folder(&[("draft.md", text)]);
    let run = |format: &str| chuchu(folder.path(), &["names", "--format", format, "draft.md"], "");
    insta::assert_snapshot!(out(&run("text")), @r"
    draft.md · 2024-06-01

    人物
          5     2×  乔·拜登（Joe Biden）  拜登
                    美国总统（2021年1月20日–2025年1月20日）
          5     1×  安东尼·布林肯（Antony Blinken）  布林肯
                    美国国务卿（2021年1月26日–2025年1月20日）
    ");
    let csv = run("csv");
    let rows: Vec<&str> = out(&csv).split("\r\n").collect();
    assert_eq!(rows[0], "file,date,kind,name,original,offices,called,line,count,forms,entry,reviewed");
    assert!(rows[1].starts_with("draft.md,2024-06-01,人物,乔·拜登,Joe Biden,美国总统"), "{}", rows[1]);
    let json: Value = serde_json::from_str(out(&run("json"))).unwrap();
    assert_eq!((&json[0]["date"], &json[0]["names"][0]["entry"]), (&"2024-06-01".into(), &"person/joe-biden".into()));
    assert_eq!(json[0]["names"][0]["forms"], serde_json::json!([{ "text": "拜登", "count": 2 }]));
    assert!(out(&run("markdown")).starts_with("# 名单\n"));
    assert_eq!(chuchu(folder.path(), &["names", "absent.md"], "").status.code(), Some(2));
}

#[test]
fn names_are_those_of_the_folder_that_a_text_stands_in() {
    let entry = "[[actor]]\nid = \"person/tove-lindqvist\"\nnames = [{ text = \"托德·林奎斯特\", role = \"full\" }]\n";
    let text = "托德·林奎斯特到了。\n";
    let front = "---\nnames: [托德·林奎斯特（T. Lindqvist）]\n---\n托德·林奎斯特到了。\n";
    let settings = "date = \"2024-06-01\"\nlanguage = \"en\"\n";
    let files = [("a/chuchu/names.toml", entry), ("a/chuchu.toml", settings), ("a/draft.md", text)];
    let folder = folder(&[&files[..], &[("b/draft.md", text), ("b/front.md", front)]].concat());
    let run = |name: &str| {
        let output = chuchu(folder.path(), &["names", "--format", "json", name], "");
        let json: Value = serde_json::from_str(out(&output)).unwrap();
        (json[0]["names"][0]["entry"].clone(), json[0]["date"].clone())
    };
    assert_eq!(run("a/draft.md"), ("person/tove-lindqvist".into(), "2024-06-01".into()));
    assert_eq!(run("b/draft.md").0, Value::Null);
    assert_eq!(run("b/front.md").0, "person/t-lindqvist");
    assert!(out(&chuchu(folder.path(), &["names", "a/draft.md"], "")).contains("\nperson\n"));
}
