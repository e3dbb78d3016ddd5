//! `chuchu kb import wikidata`: what becomes of classes, countries, short names, references and scattered rows.

use serde_json::{Value, json};

use super::{folder, kb, out};

fn value(value: &Value) -> Value {
    json!({ "mainsnak": { "datavalue": { "value": value } } })
}

fn target(number: &str) -> Value {
    value(&json!({ "id": number }))
}

/// An entity with labels in some languages, and its statements.
fn entity(number: &str, labels: &[(&str, &str)], claims: &Value) -> String {
    let labels: serde_json::Map<_, _> =
        labels.iter().map(|&(language, text)| (language.to_owned(), json!({ "value": text }))).collect();
    json!({ "id": number, "labels": labels, "claims": claims }).to_string()
}

fn imported(dump: &str, args: &[&str]) -> String {
    let folder = folder(&[("dump.json", dump)]);
    let output = kb::run(folder.path(), &[&["import", "wikidata", "--date", "2026-11-01", "dump.json"], args].concat());
    let text = out(&output).split_once("read = \"2026-11-01\"\n").unwrap().1.to_owned();
    text.trim().to_owned()
}

#[test]
fn a_country_is_one_of_the_base_or_of_the_input() {
    let land = entity("Q99880", &[("zh", "玛德王国"), ("en", "Mad Kingdom")], &json!({ "P31": [target("Q3624078")] }));
    let chair = entity(
        "Q99881",
        &[("zh", "玛德议长")],
        &json!({ "P31": [target("Q294414")], "P1001": [target("Q99880")], "P17": [target("Q142")] }),
    );
    let mut former = target("Q99880");
    former["qualifiers"] = json!({ "P582": [{ "snaktype": "somevalue" }] });
    let person = entity(
        "Q99882",
        &[("zh", "玛德·埃帕"), ("mul", "Mad Epa")],
        &json!({ "P31": [target("Q5")], "P27": [former, target("Q999999"), target("Q142")], "P39": [target("Q99881"), target("Q99883")] }),
    );
    insta::assert_snapshot!(imported(&[person, chair, land].join("\n"), &[]), @r#"
[[actor]]
id = "person/q99882"
kind = "person"
wikidata = "Q99882"
country = "state/fr"
names = [
  { text = "玛德·埃帕", role = "full" },
  { text = "Mad Epa", role = "original" },
]
tenures = [
  { office = "office/q99881", source = "src/wikidata" },
]
about = { zh = "" }
sources = ["src/wikidata"]

[[office]]
id = "office/q99881"
country = "state/q99880"
single = false
titles = [
  { text = "玛德议长" },
]
sources = ["src/wikidata"]

[[actor]]
id = "state/q99880"
kind = "state"
wikidata = "Q99880"
names = [
  { text = "玛德王国", role = "full" },
  { text = "Mad Kingdom", role = "original" },
]
about = { zh = "" }
sources = ["src/wikidata"]
"#);
}

#[test]
fn short_names_and_the_pages_they_are_read_from() {
    let text = |text: &str, language: &str| value(&json!({ "text": text, "language": language }));
    let mut short = text("玛稳团", "zh");
    let title = json!([{ "datavalue": { "value": { "text": "Mandate", "language": "en" } } }]);
    short["references"] =
        json!([{ "snaks": { "P854": [{ "datavalue": { "value": "https://example.org/mandate" } }], "P1476": title } }]);
    let claims = json!({
        "P31": [target("Q43229"), target("Q15285626")],
        "P1813": [short, text("MSM", "en"), text("MIMAD", "fr")],
        "P1448": [text("联合国玛德稳定团", "zh")],
    });
    let dump = entity("Q99890", &[("zh", "玛德稳定团"), ("en", "Mad Stabilization Mission")], &claims);
    insta::assert_snapshot!(imported(&dump, &[]), @r#"
[[source]]
id = "src/wikidata-q99890-1"
title = "Mandate"
publisher = "example.org"
url = "https://example.org/mandate"
read = "2026-11-01"

[[actor]]
id = "org/q99890"
kind = "organization"
wikidata = "Q99890"
names = [
  { text = "玛德稳定团", role = "full" },
  { text = "Mad Stabilization Mission", role = "original" },
  { text = "玛稳团", role = "short" },
  { text = "MSM", role = "abbreviation" },
  { text = "联合国玛德稳定团", role = "full" },
]
about = { zh = "" }
sources = ["src/wikidata", "src/wikidata-q99890-1"]
"#);
}

#[test]
fn the_most_telling_class_counts() {
    let cases: &[&[&str]] = &[
        &["Q43229", "Q192283"],
        &["Q7210356", "Q7278"],
        &["Q515", "Q6256"],
        &["Q66344"],
        &["Q37901"],
        &["Q174736"],
        &["Q16521"],
    ];
    let lines = cases.iter().enumerate().map(|(at, classes)| {
        let classes: Vec<Value> = classes.iter().map(|class| target(class)).collect();
        entity(&format!("Q9989{at}"), &[("zh", &format!("玛德物{at}"))], &json!({ "P31": classes }))
    });
    let text = imported(&lines.collect::<Vec<_>>().join("\n"), &[]);
    let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("id = ")).collect();
    assert_eq!(
        ids.join(" ").replace('"', ""),
        "media/q99890 party/q99891 state/q99892 gov/q99893 place/q99894 weapon/q99895"
    );
}

#[test]
fn rows_of_one_item_may_stand_apart_and_labels_of_others_are_no_names() {
    let item = |number: &str| json!({ "type": "uri", "value": format!("http://www.wikidata.org/entity/{number}") });
    let text = |text: &str| json!({ "type": "literal", "xml:lang": "zh", "value": text });
    let day = json!({ "type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#dateTime", "value": "2020-01-01T00:00:00Z" });
    let row = |number: &str, name: &str, alias: &str| {
        json!({
            "person": item(number), "personLabel": text(name), "personAltLabel": text(alias), "since": day,
            "country": item("Q142"), "countryLabel": text("法国"), "positionLabel": text("部长"),
        })
    };
    let rows =
        [row("Q99870", "玛德·埃帕", "埃帕"), row("Q99871", "玛德·奥帕", "奥帕"), row("Q99870", "玛德·埃帕", "老埃帕")];
    let results = json!({ "head": {}, "results": { "bindings": rows } });
    insta::assert_snapshot!(imported(&results.to_string(), &[]), @r#"
[[actor]]
id = "person/q99870"
kind = "person"
wikidata = "Q99870"
country = "state/fr"
names = [
  { text = "玛德·埃帕", role = "full" },
  { text = "埃帕", role = "short" },
  { text = "老埃帕", role = "short" },
]
about = { zh = "" }
sources = ["src/wikidata"]

[[actor]]
id = "person/q99871"
kind = "person"
wikidata = "Q99871"
country = "state/fr"
names = [
  { text = "玛德·奥帕", role = "full" },
  { text = "奥帕", role = "short" },
]
about = { zh = "" }
sources = ["src/wikidata"]
"#);
}
