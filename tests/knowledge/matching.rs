//! Hard cases: spans that must, or must not, be taken for a name.

use chuchu::{
    knowledge::{Entry, Knowledge, Mention},
    text::script,
};

struct Case<'a> {
    positive: bool,
    text: String,
    start: usize,
    end: usize,
    entry: &'a str,
}

/// `polarity <tab> text with the span in 【】 <tab> entry`; `#` begins a comment.
fn cases(file: &'static str) -> Vec<Case<'static>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let [polarity, marked, entry] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let (before, rest) = marked.split_once('【').expect(line);
            let (span, after) = rest.split_once('】').expect(line);
            let (start, end) = (before.len(), before.len() + span.len());
            Case { positive: polarity == "pos", text: format!("{before}{span}{after}"), start, end, entry }
        })
        .collect()
}

fn holds(case: &Case<'_>, mentions: &[Mention], knowledge: &Knowledge) -> bool {
    let sure = || mentions.iter().filter(|mention| !mention.pending);
    if case.positive {
        return sure().any(|mention| {
            let of_it = |entry: &Entry| {
                // A longer name explains the state in it: 印外交部, 中巴经济走廊.
                let longer = mention.span.len() > case.end - case.start;
                let state = knowledge.get(case.entry).map_or("?", Entry::canonical);
                let own = entry.country.as_deref() == Some(case.entry) || entry.canonical().contains(state);
                entry.id == case.entry || longer && (own || entry.about.zh.contains(state))
            };
            let covers = mention.span.start <= case.start as u32 && mention.span.end >= case.end as u32;
            covers && mention.entries.iter().filter_map(|&id| knowledge.entry(id)).any(of_it)
        });
    }
    // A name that is longer than the trap explains something else.
    !sure().any(|mention| {
        let shown = if mention.abbreviation && !mention.compound { mention.within } else { mention.span };
        mention.span.start < case.end as u32
            && mention.span.end > case.start as u32
            && shown.len() <= case.end - case.start
    })
}

/// The cases that fail, as text, and how many there are of either polarity.
fn wrong(cases: &[Case<'_>]) -> (Vec<String>, [usize; 2]) {
    let knowledge = Knowledge::builtin();
    let (mut wrong, mut failed) = (Vec::new(), [0, 0]);
    for case in cases {
        let mentions = knowledge.mentions(&case.text);
        if !holds(case, &mentions, &knowledge) {
            let seen: Vec<&str> = mentions.iter().map(|mention| mention.span.of(&case.text)).collect();
            wrong.push(format!("{} ({} in {:?})", case.text, &case.text[case.start..case.end], seen));
            failed[usize::from(case.positive)] += 1;
        }
    }
    (wrong, failed)
}

#[test]
fn hard_cases() {
    let cases = cases(include_str!("cases.tsv"));
    let (wrong, _) = wrong(&cases);
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The same cases in Traditional characters.
fn traditional(cases: &[Case<'static>]) -> Vec<Case<'static>> {
    let cases = cases.iter().map(|case| {
        let part = |text: &str| script::to_traditional(text);
        let (before, span) = (part(&case.text[..case.start]), part(&case.text[case.start..case.end]));
        let (start, end) = (before.len(), before.len() + span.len());
        let text = before + &span + &part(&case.text[case.end..]);
        Case { positive: case.positive, text, start, end, entry: case.entry }
    });
    cases.collect()
}

#[test]
fn hard_cases_in_traditional() {
    let cases = traditional(&cases(include_str!("cases.tsv")));
    let (wrong, _) = wrong(&cases);
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn cases_of_other_topics() {
    let mut cases = cases(include_str!("cases-world.tsv"));
    cases.extend(traditional(&cases));
    let positives = cases.iter().filter(|case| case.positive).count();
    let (wrong, [false_alarms, missed]) = wrong(&cases);
    // At least 99 % silent, 95 % found.
    let holds = false_alarms * 100 <= cases.len() - positives && missed * 20 <= positives;
    assert!(holds, "{missed} of {positives} missed, {false_alarms} false alarms:\n{}", wrong.join("\n"));
}

#[test]
fn a_text_that_is_but_a_name_or_ends_with_one_has_it() {
    let knowledge = Knowledge::builtin();
    for text in ["川普", "川普。", "。川普", "谁也没有提到川普", "川普\n"] {
        assert_eq!(knowledge.mentions(text).len(), 1, "{text:?}");
    }
}
