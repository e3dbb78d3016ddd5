//! The seeds of the fuzzers and everything they ever found, as ordinary tests.

use std::{fs, path::Path};

#[path = "../../fuzz/checks.rs"]
mod checks;

/// Runs a check on each file of `fuzz/seeds/NAME` and `fuzz/findings/NAME`.
fn replay(name: &str, check: fn(&[u8])) {
    let mut files = 0;
    for folder in ["seeds", "findings"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(name);
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            check(&fs::read(&path).unwrap());
            files += 1;
        }
    }
    assert!(files > 0, "no file for {name}");
}

#[test]
fn analysis() {
    replay("analysis", checks::analysis);
}

#[test]
fn edits() {
    replay("edits", checks::edits);
}

#[test]
fn positions() {
    replay("positions", checks::positions);
}

#[test]
fn settings() {
    replay("settings", checks::settings);
}

#[test]
fn entries() {
    replay("entries", checks::entries);
}

#[test]
fn protocol() {
    replay("protocol", checks::protocol);
}
