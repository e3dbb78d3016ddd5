//! The JSON schemas know what the code reads: the same keys, the same words, and every entry of our own.

use std::{collections::BTreeSet, fs};

use chuchu::{
    config::Config,
    knowledge::base::schema::{
        ActorTable, KinTable, NameTable, OfficeTable, SourceTable, TenureTable, TermTable, TextTable, TitleTable,
    },
    rules::rule_codes,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::read;

fn schema(name: &str) -> Value {
    serde_json::from_str(&read(&format!("editors/schemas/{name}.json"))).unwrap()
}

fn keys(node: &Value) -> BTreeSet<String> {
    node["properties"].as_object().unwrap().keys().cloned().collect()
}

/// The keys that a table has, as its error message lists them.
fn fields<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = toml::from_str::<T>("no-such-key = 1") else { panic!("a table that takes any key") };
    error.message().split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_of_entries_has_the_keys_of_the_code() {
    let definitions = &schema("entries")["definitions"];
    let tables = [
        ("source", fields::<SourceTable>()),
        ("office", fields::<OfficeTable>()),
        ("title", fields::<TitleTable>()),
        ("actor", fields::<ActorTable>()),
        ("term", fields::<TermTable>()),
        ("name", fields::<NameTable>()),
        ("tenure", fields::<TenureTable>()),
        ("kin", fields::<KinTable>()),
        ("text", fields::<TextTable>()),
    ];
    for (name, fields) in tables {
        assert_eq!(keys(&definitions[name]), fields, "{name}");
    }
}

#[test]
fn the_entries_of_the_base_fit_their_schema() {
    let validator = jsonschema::validator_for(&schema("entries")).unwrap();
    let folders = ["seeds/offices", "seeds/terms", "seeds/sources", "seeds/actors", "seeds/actors/people"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(super::root().join(folder)).unwrap());
    let mut seen = 0;
    for path in
        files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "toml"))
    {
        let value: Value = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let faults: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).take(3).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
    assert!(!validator.is_valid(&json!({ "actor": [{ "id": "person/a", "nams": [] }] })));
}

#[test]
fn the_schema_of_settings_has_the_keys_and_words_of_the_code() {
    let schema = schema("chuchu");
    let rules: BTreeSet<String> = rule_codes().map(str::to_owned).collect();
    assert_eq!(keys(&schema["properties"]["rules"]), rules);
    // No key of the schema is unknown to the code, and no word of it.
    let rows = schema["properties"].as_object().unwrap().iter().filter(|(key, _)| *key != "rules");
    for (key, node) in rows {
        let tables = node["properties"].as_object().into_iter().flatten();
        let mut texts: Vec<String> = tables.map(|(name, _)| format!("{key}.{name} = true")).collect();
        texts.extend(node["enum"].as_array().into_iter().flatten().map(|word| format!("{key} = {word}")));
        if texts.is_empty() {
            texts.push(match key.as_str() {
                "exclude" => "exclude = [\"a\"]".to_owned(),
                "date" => "date = \"2025-06-01\"".to_owned(),
                _ => format!("{key} = \"a\""),
            });
        }
        for text in texts {
            assert_eq!(Config::parse(&text).1, [], "{text}");
        }
    }
}
