//! Where the note of each marker stands, over texts of every shape and scope (`cases.txt`): asked as an editor asks.

use std::collections::HashMap;

use chuchu::features;

use crate::common::analyse;

const CASES: &str = include_str!("cases.txt");

struct Case {
    name: &'static str,
    text: String,
    /// Byte offsets of a sign and of the definition it asks for.
    markers: Vec<(usize, Option<usize>)>,
}

/// Takes the marks out of an annotated text.
fn read(case: &'static str) -> Case {
    let (name, annotated) = case.split_once('\n').expect("a name and a text");
    let (mut text, mut rest) = (String::new(), annotated);
    let (mut asked, mut places) = (Vec::new(), HashMap::new());
    while let Some((before, mark)) = rest.split_once('⟨') {
        let (mark, after) = mark.split_once('⟩').expect("a closed mark");
        text.push_str(before);
        match mark.strip_suffix('=') {
            Some(name) => drop(places.insert(name, text.len())),
            None => asked.push((text.len(), mark)),
        }
        rest = after;
    }
    text.push_str(rest);
    let wanted = |mark: &str| (mark != "-").then(|| *places.get(mark).expect("a definition for the mark"));
    let markers = asked.into_iter().map(|(at, mark)| (at, wanted(mark))).collect();
    Case { name, text, markers }
}

fn line(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// One character into the sign, as a click on it lands; the answer is right on the line of the definition.
fn wrong(case: &Case) -> Vec<String> {
    let analysis = analyse(&case.text);
    let answer = |&(marker, wanted): &(usize, Option<usize>)| {
        let inside = marker + case.text[marker..].chars().next().map_or(0, char::len_utf8);
        let found = features::definition(&analysis, inside).map(|link| line(&case.text, link.target.start as usize));
        let wanted = wanted.map(|wanted| line(&case.text, wanted));
        let sign: String = case.text[marker..].chars().take(8).collect();
        (found != wanted)
            .then(|| format!("{}: {sign:?} in line {}: {found:?}, not {wanted:?}", case.name, line(&case.text, marker)))
    };
    case.markers.iter().filter_map(answer).collect()
}

#[test]
fn every_marker_leads_to_its_note_and_nothing_else_does() {
    let cases: Vec<Case> = CASES.split("\n== ").skip(1).map(read).collect();
    assert!(cases.len() >= 40);
    let asked: usize = cases.iter().map(|case| case.markers.len()).sum();
    let wrong: Vec<String> = cases.iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {asked}\n{}", wrong.len(), wrong.join("\n"));
}
