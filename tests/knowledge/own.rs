//! Own entries over the built-in base: what they add and change, and what becomes of faulty ones.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use chuchu::{
    analysis::{Analysis, Settings},
    features::{
        self,
        sheets::{self, Schema},
    },
    files::own::{self, Folders, Own, Workspace},
    knowledge::{
        Knowledge, Level,
        base::load::Weight,
        overlay::{Compiled, Files},
        wording,
    },
    text::{Document, Language},
};
use proptest::prelude::*;

/// The built-in base with some texts as entries of the workspace.
fn with(texts: &[&str]) -> Arc<Knowledge> {
    let files: Vec<(&str, &str)> = texts.iter().map(|text| ("names.toml", *text)).collect();
    let (files, below) = (Files(&files), Knowledge::builtin());
    Arc::new(below.with_own(Level::Workspace, files.key(&below), files.compile(&below).index))
}

/// The card at the caret of a text, under some entries.
fn card(knowledge: &Arc<Knowledge>, marked: &str) -> String {
    let caret = marked.find('|').expect("a caret");
    let document = Document::new(&marked.replacen('|', "", 1), 0);
    let settings = Settings { knowledge: knowledge.clone(), ..Settings::default() };
    let analysis = Analysis::new(document.rope(), &settings);
    features::hover(&analysis, caret, Language::ZhHans).map_or_else(String::new, |card| card.markdown)
}

/// Faults of some files of a folder, as `file:line: message`.
fn faults(files: &[(&str, &str)]) -> String {
    let found = Files(files).problems(&Knowledge::builtin());
    let faults = found.iter().filter(|problem| problem.weight == Weight::Fault);
    let lines = faults.map(|problem| {
        let (name, text) = files[problem.file];
        let line = text[..problem.span.start].matches('\n').count() + 1;
        format!("{name}:{line}: {}", problem.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_fault_is_said_in_each_language_and_what_was_given_stays() {
    let text = "[[actor]]\nid = \"person/甲\"\nnames = [{ text = \"国\" }]\n";
    let problems = Files(&[("a.toml", text)]).problems(&Knowledge::builtin());
    let found = problems.iter().find(|problem| problem.message.english().contains("one-character")).expect("a fault");
    let said =
        [Language::ZhHans, Language::ZhHant, Language::En].map(|language| wording::message(&found.message, language));
    insta::assert_snapshot!(said.join("\n"), @r"
    person/甲: 名称“国”只有一个字；请写在 abbreviations.toml 里
    person/甲: 名稱“国”只有一個字；請寫在 abbreviations.toml 裡
    person/甲: one-character name “国”; write it in abbreviations.toml
    ");
}

const EDITOR: &str = r#"
[[actor]]
id = "person/tove-lindqvist-ek"
names = [
  { text = "托芙·林奎斯特", role = "full" },
  { text = "林奎斯特", role = "short" },
  { text = "Tove Lindqvist", role = "original" },
]
about = { zh = "本刊编辑。" }
"#;

#[test]
fn an_own_name_is_found_in_either_script_and_says_where_it_is_from() {
    let knowledge = with(&[EDITOR]);
    insta::assert_snapshot!(card(&knowledge, "据林奎|斯特透露。"), @r"
**林奎斯特** → 托芙·林奎斯特（Tove Lindqvist）

人物

本刊编辑。

本文 1 次，首见第 1 行

词条出自：工作区；未核
");
    assert!(card(&knowledge, "據托芙·林奎|斯特透露。").contains("托芙·林奎斯特"));
    assert!(!card(&Knowledge::builtin(), "据林奎|斯特透露。").contains("编辑"));
}

#[test]
fn an_entry_below_is_changed_field_by_field() {
    let knowledge = with(&[r#"
[[actor]]
id = "person/volodymyr-zelenskyy"
names = [{ text = "老泽", role = "nickname" }]
remove = ["Zelensky"]
"#]);
    let entry = knowledge.get("person/volodymyr-zelenskyy").expect("the entry");
    let builtin = Knowledge::builtin();
    let under = builtin.get("person/volodymyr-zelenskyy").expect("the entry below");
    let names = |entry: &chuchu::knowledge::Entry| entry.names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
    assert!(names(entry).contains(&"老泽".to_owned()) && !names(entry).contains(&"Zelensky".to_owned()));
    assert!(names(under).contains(&"Zelensky".to_owned()));
    assert_eq!((&entry.tenures, &entry.about, entry.reviewed), (&under.tenures, &under.about, under.reviewed));
    let shown = card(&knowledge, "会见老|泽。");
    assert!(shown.starts_with("**老泽** → ") && shown.contains("工作区：老泽"), "{shown}");
    assert!(card(&knowledge, "会见泽连斯|基。").contains("词条出自：内置"));
    assert_eq!(knowledge.mentions("泽连斯基").len(), 1);
}

#[test]
fn a_preferred_name_comes_first() {
    let knowledge = with(&["[[actor]]\nid = \"person/volodymyr-zelenskyy\"\nprefer = { CN = \"泽连斯基\" }\n"]);
    let entry = knowledge.get("person/volodymyr-zelenskyy").expect("the entry");
    assert_eq!(entry.names[0].text, "泽连斯基");
}

#[test]
fn a_holder_is_held_against_those_below() {
    let two = r#"
[[actor]]
id = "person/own-president"
names = [{ text = "欧文·普雷斯", role = "full" }, { text = "Owen Pres", role = "original" }]
tenures = [{ office = "office/us-president", from = "2010-01-01", to = "2012-01-01" }]
"#;
    insta::assert_snapshot!(faults(&[("a.toml", two)]), @"a.toml:5: person/own-president: office/us-president 的任期与 person/barack-obama（2009-01-20–2017-01-20）重叠 / the time as office/us-president overlaps that of person/barack-obama (2009-01-20–2017-01-20)");
    let office = with(&[two]);
    assert!(
        office.get("office/us-president").expect("the office").holders.contains(&"person/own-president".to_owned())
    );
}

#[test]
fn faults_are_named_at_their_lines_and_the_rest_holds() {
    let text = r#"
[[actor]]
id = "person/tove-lindqvist-ek"
nmaes = []
names = [
  { text = "托芙·林奎斯特", rol = "full" },
  { text = "林奎斯特", role = "shrt" },
]
country = "state/swedn"
died = "2025-02-30"
tenures = [{ office = "office/own-editor", from = "2020", to = "2019" }]

[[actor]]
names = []

[[office]]
id = "office/own-editor"
titles = [{ text = "主笔" }]
body = "org/own-paper"

[[actor]]
id = "org/own-paper"
names = [{ text = "林奎斯特周报", role = "full" }]
country = "org/own-paper"

[[actr]]
id = "x"

[[actor]]
id = "org/own-paper"
"#;
    insta::assert_snapshot!(faults(&[("a.toml", text), ("b.toml", EDITOR)]), @r#"
a.toml:4: 没有 nmaes，是否指 names？ / unknown nmaes; did you mean names?
a.toml:6: 没有 rol，是否指 role？ / unknown rol; did you mean role?
a.toml:7: 没有 shrt，是否指 short？ / unknown shrt; did you mean short?
a.toml:9: 没有词条 state/swedn，是否指 state/sd？ / no entry state/swedn; did you mean state/sd?
a.toml:10: "2025-02-30" 不是日期（YYYY、YYYY-MM、YYYY-MM-DD） / "2025-02-30" is no date (YYYY, YYYY-MM, YYYY-MM-DD)
a.toml:11: person/tove-lindqvist-ek: office/own-editor 未始先终 / office/own-editor ends before it begins
a.toml:13: 缺少 id / id is missing
a.toml:22: org/own-paper: 经 country 或 body 绕回自身 / belongs to itself, through country or body
a.toml:26: 没有 actr 这一项，是否指 actor？ / unknown key actr; did you mean actor?
a.toml:30: org/own-paper: 编号重复 / id used twice
a.toml:30: org/own-paper: 没有名称 / has no name
b.toml:3: person/tove-lindqvist-ek: 编号重复 / id used twice
"#);
    let knowledge = with(&[text]);
    assert!(card(&knowledge, "林奎斯特周|报创刊。").starts_with("**林奎斯特周报**"));
    assert!(card(&knowledge, "托芙·林奎|斯特透露。").starts_with("**托芙·林奎斯特**"));
}

#[test]
fn a_broken_table_costs_only_itself() {
    let text = format!("[[actor]\nid = 1\nname = [\n\n{EDITOR}");
    assert!(!faults(&[("a.toml", &text)]).is_empty());
    let text = format!("{EDITOR}\n[[term]]\nid = \"term/x");
    insta::assert_snapshot!(faults(&[("a.toml", &text)]), @r#"
a.toml:12: term/x: 没有名称 / has no name
a.toml:12: 不是合法的 TOML：invalid basic string, expected `"` / not valid TOML: invalid basic string, expected `"`
"#);
    assert!(card(&with(&[&text]), "林奎|斯特透露。").contains("编辑"));
}

/// A workspace with these entry files, and a cache.
fn workspace(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Folders, Workspace) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("chuchu")).expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join("chuchu").join(name), bytes).expect("a file");
    }
    let folders = Folders { user: None, cache: Some(folder.path().join("cache")) };
    let workspace = Workspace::new(folder.path().to_owned(), None);
    (folder, folders, workspace)
}

fn load(folders: &Folders, workspace: &Workspace) -> Own {
    own::load(folders, Some(workspace), &BTreeMap::new())
}

#[test]
fn unreadable_files_cost_only_themselves() {
    let (folder, folders, workspace) = workspace(&[("a.toml", EDITOR.as_bytes()), ("b.toml", b"# \n\n\xff\x00")]);
    let long = fs::File::create(folder.path().join("chuchu/0.toml")).expect("a file");
    long.set_len(own::MAX_WORKSPACE + 1).expect("a long file");
    let own = load(&folders, &workspace);
    assert!(own.knowledge.find("person/tove-lindqvist-ek").is_some());
    let faults = own.files.iter().flat_map(|file| file.problems.iter().map(move |problem| (file, problem)));
    let faults: Vec<String> = faults
        .filter(|(_, problem)| problem.weight == Weight::Fault)
        .map(|(file, problem)| {
            let line = file.text[..problem.span.start].matches('\n').count() + 1;
            format!("{}:{line}: {}", file.path.file_name().unwrap_or_default().display(), problem.message)
        })
        .collect();
    insta::assert_snapshot!(faults.join("\n"), @r"
0.toml:1: 读不了：longer than 16777216 bytes / cannot be read: longer than 16777216 bytes
b.toml:3: 不是 UTF-8，从第 4 个字节起 / not UTF-8 from byte 4 on
");
}

/// What is offered at the caret of an entry file.
fn offered(marked: &str) -> Vec<String> {
    let caret = marked.find('|').expect("a caret");
    let text = marked.replacen('|', "", 1);
    let found = sheets::complete(Schema::Entries, &text, caret, &Knowledge::builtin());
    found.map_or_else(Vec::new, |found| found.items.into_iter().map(|item| item.insert).collect())
}

#[test]
fn keys_words_and_ids_are_offered_where_they_go() {
    assert_eq!(offered("[[actor]]\nre|"), ["related", "remove", "reviewed"]);
    assert_eq!(offered("[[actor]]\nnames = [\n  { text = \"甲乙\", ro|"), ["role"]);
    assert_eq!(offered("[[actor]]\nnames = [\n  { text = \"甲\", role = \"ori|\" },\n]"), ["original"]);
    assert_eq!(offered("[[actor]]\nid = \"person/a\"\nkind = \"st|"), ["state"]);
    assert_eq!(offered("[[actor]]\ntenures = [{ office = \"office/us-president|")[0], "office/us-president");
    assert!(offered("[[actor]]\nrelated = [\"state/fr\", \"state/u|").contains(&"state/us".to_owned()));
    assert!(offered("[[term]]\nabout|").is_empty() && offered("|").contains(&"actor".to_owned()));
    assert!(offered("[[actor]]\nid = \"x\"\n[[office]]\n|").contains(&"titles".to_owned()));
}

/// So many entries that they are worth a cache.
fn many() -> String {
    let one = |n: u32| {
        let c = |n: u32| char::from_u32(0x4e00 + n % 5_000).unwrap_or('字');
        let name: String = [n / 70, n % 70 * 71 + 3, n * 37 + 11, n * 91 + 7].map(c).iter().collect();
        format!("[[actor]]\nid = \"person/made-up-{n}\"\nnames = [{{ text = \"{name}\", role = \"full\" }}]\n")
    };
    (0..1_000).map(one).collect()
}

fn cached(folder: &Path) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder.join("cache")).into_iter().flatten();
    files.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn what_was_compiled_is_kept_and_a_corrupt_cache_is_made_again() {
    let (folder, folders, workspace) = workspace(&[("a.toml", many().as_bytes())]);
    let fresh = load(&folders, &workspace);
    let [kept] = &cached(folder.path())[..] else { panic!("one file") };
    let bytes = fs::read(kept).expect("the kept layer");
    let again = load(&folders, &workspace);
    assert_eq!(again.knowledge.len(), fresh.knowledge.len());
    assert_eq!(again.files[0].problems, fresh.files[0].problems);
    for at in [0, bytes.len() / 2, bytes.len() - 1] {
        let mut corrupt = bytes.clone();
        corrupt[at] ^= 0xff;
        fs::write(kept, &corrupt).expect("a corrupt file");
        assert_eq!(load(&folders, &workspace).knowledge.len(), fresh.knowledge.len());
        assert_eq!(fs::read(kept).expect("the kept layer"), bytes, "made again");
    }
    fs::write(kept, b"").expect("an empty file");
    assert_eq!(load(&folders, &workspace).knowledge.len(), fresh.knowledge.len());
    // Another content is another key.
    fs::write(folder.path().join("chuchu/a.toml"), EDITOR.repeat(200)).expect("a file");
    assert!(load(&folders, &workspace).knowledge.find("person/made-up-1").is_none());
    assert_eq!(cached(folder.path()).len(), 2);
}

#[test]
fn the_workspace_stands_over_the_user() {
    let (folder, mut folders, workspace) = workspace(&[("a.toml", EDITOR.as_bytes())]);
    let user = folder.path().join("user");
    fs::create_dir(&user).expect("a folder");
    fs::write(user.join("u.toml"), EDITOR.replace("本刊编辑", "记者").replace("Tove Lindqvist", "Tove L."))
        .expect("a file");
    folders.user = Some(user);
    let shown = card(&load(&folders, &workspace).knowledge, "林奎|斯特透露。");
    assert!(shown.contains("本刊编辑") && shown.contains("词条出自：用户；工作区："), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_not_followed() {
    let (folder, folders, workspace) = workspace(&[]);
    let other = tempfile::tempdir().expect("a folder");
    fs::write(other.path().join("a.toml"), EDITOR).expect("a file");
    std::os::unix::fs::symlink(other.path().join("a.toml"), folder.path().join("chuchu/a.toml")).expect("a link");
    let own = load(&folders, &workspace);
    assert!(own.knowledge.find("person/tove-lindqvist-ek").is_none());
    assert_eq!(own.files[0].problems.len(), 1);
}

/// Pieces that entry files are made of, and what breaks them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(EDITOR.to_owned()),
        Just("[[actor]]\n".to_owned()),
        Just("[[office]]\nid = \"office/us-president\"\n".to_owned()),
        Just("id = \"person/volodymyr-zelenskyy\"\n".to_owned()),
        Just("names = [{ text = \"字\", role = \"x\" }, 3]\n".to_owned()),
        Just("tenures = [{ office = \"office/us-president\", from = \"2020-13\" }]\n".to_owned()),
        Just("remove = [\"a\"]\nprefer = { CN = \"b\", XX = 1 }\n".to_owned()),
        Just("[actor.names]\n".to_owned()),
        Just("[[abbreviation]]\ntext = \"甲\"\nid = \"state/us\"\n".to_owned()),
        "[\\[\\]={}\"'a-z0-9\n字·]{0,12}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_files_give_a_base_and_problems_inside_them(pieces in prop::collection::vec(piece(), 0..8), text: String) {
        let (a, below) = (pieces.concat(), Knowledge::builtin());
        let texts = [("a.toml", &*a), ("abbreviations.toml", &*a), ("b.toml", &*text)];
        let files = Files(&texts);
        for offset in (0..=a.len()).step_by(7) {
            sheets::complete(Schema::Entries, &a, offset, &below);
        }
        let compiled = files.compile(&below);
        for problem in &compiled.problems {
            let text = texts[problem.file].1;
            prop_assert!(problem.span.end <= text.len(), "{problem:?}");
        }
        prop_assert_eq!(Compiled::from_cache(compiled.to_cache()), Some(compiled.clone()));
        let knowledge = below.with_own(Level::Workspace, 1, compiled.index);
        knowledge.mentions(&a);
        prop_assert!(knowledge.len() >= below.len());
    }

    #[test]
    fn any_bytes_are_no_cache_or_a_sound_one(bytes: Vec<u8>) {
        prop_assert_eq!(Compiled::from_cache(bytes), None);
    }
}
