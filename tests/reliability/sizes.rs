//! Nothing is quadratic: four times the text may not take nine times as long, however odd the text is.
//!
//! `CHUCHU_SIZE=1000000 cargo test --release --test reliability sizes -- --nocapture` prints a table for a larger size;
//! `CHUCHU_SHAPE` picks texts whose name holds these words.

use std::{
    env,
    time::{Duration, Instant},
};

use chuchu::{
    analysis::{Analysis, Settings},
    config::Config,
    features::{self, actions, folding, notes, outline, symbols},
    rules::{self, Context},
    text::{Change, Document, Encoding, Language, Position, Span},
};

/// Bytes of the smaller text.
const SIZE: usize = 12_000;
/// Times the smaller one.
const FACTOR: usize = 4;
/// Between four for linear and sixteen for quadratic.
const LIMIT: f64 = 9.0;
/// Below this a ratio says more of the machine than of the code.
const FLOOR: Duration = Duration::from_millis(20);

/// What is repeated, on one line or many, to make a text.
const SHAPES: &[&str] = &[
    "字",
    "a",
    "一句话，又一句。",
    "一句话",
    "去年出口增长了百分之十二，达1,750亿美元。",
    "据报道，专家表示，",
    "他说：",
    "1",
    "1,",
    "一百二十",
    "2024年",
    "2024年3月15日至",
    "年",
    "特朗普",
    "美",
    "中美俄",
    "泽连斯基（Zelenskyy）",
    "美国总统特朗普的前",
    "[",
    "]",
    "[1]",
    "[1,",
    "[1-",
    "[^",
    "[^a]",
    "[a](",
    "![",
    "\\[",
    "(",
    "（",
    "（1）",
    "【",
    "〔",
    "①",
    "¹",
    "<",
    "<a",
    "<a ",
    "<sup>",
    "<sup>[1]</sup>",
    "<!--",
    "<!-- a -->",
    "&",
    "`",
    "``` ",
    "*",
    "**",
    "_",
    "\"",
    "'",
    "“",
    "“a",
    "“”",
    "‘",
    "「",
    "「『",
    "《",
    "》",
    "》。",
    "。",
    "！",
    "…",
    "—",
    "：",
    "、",
    " ",
    "\u{3000}",
    "\t",
    "\0",
    "\u{feff}",
    "\u{301}",
    "𠮷",
    "👩‍👩‍👧",
    "https://",
    "https://a.b/c?",
    "www.",
    "@",
    "\n",
    "\r\n",
    "\r",
    "字\r\n",
    "字\n",
    "字\n\n",
    "# 字\n",
    "# 字\n[1] 某书。\n",
    "####### \n",
    "一、字\n",
    "- 字\n",
    "> 字\n",
    ">",
    "> > ",
    "| 字 |\n",
    "```\n",
    "```\n字\n```\n",
    "~~~~\n",
    "---\n",
    "<!--\n",
    "<!-- 字\n-->\n",
    "<!-- chuchu: allow unsourced-statistic -->\n",
    "<!-- chuchu: allow unsourced-statistic -->\n字<sup>[1]</sup>去年增长百分之三。\n",
    "<!-- chuchu: allow none -->\n",
    "[1] 某某：《某书》。\n",
    "[^a]: 某书\n",
    "字[1]。\n[1] 某书。\n",
    "字①。\n① 某书。\n",
    "1. 某书\n",
    "註1：某书\n",
    "[1]",
    "[1]\n",
    "问：字？\n答：字。\n",
    "作者：某\n",
    "关键词：某\n",
    "注释：\n",
    "2024年，字",
    "一句很长的话没有句号所以这一行还要继续下去直到\n",
];

/// Makes a text of about so many bytes.
type Make = fn(usize) -> String;

/// Texts that are no plain repetition, by size in bytes.
const MADE: &[(&str, Make)] = &[
    ("“ then ’", |size| "“".repeat(size / 6) + &"’".repeat(size / 6)),
    ("《 then 」", |size| "《".repeat(size / 6) + &"」".repeat(size / 6)),
    ("“ then ”", |size| "“".repeat(size / 6) + &"”".repeat(size / 6)),
    ("[ then ]", |size| "[".repeat(size / 2) + &"]".repeat(size / 2)),
    ("( then )", |size| "（".repeat(size / 6) + &"）".repeat(size / 6)),
    ("《字》。 in “", |size| format!("“{}”", "《字》。".repeat(size / 15))),
    ("markers, each its own", |size| (0..size / 20).map(|n| format!("字<sup>[{n}]</sup>。")).collect()),
    ("markers, then their notes", |size| {
        let count = size / 40;
        let markers: String = (1..count).map(|n| format!("字[{n}]。\n\n")).collect();
        markers + &(1..count).map(|n| format!("[{n}] 某书，第{n}页。\n")).collect::<String>()
    }),
    ("[^n] markers and notes in turn", |size| {
        (0..size / 40).map(|n| format!("字[^{n}]。\n\n[^{n}]: 某书，第{n}页。\n\n")).collect()
    }),
    ("pages that begin again", |size| "字[1]又[2]。\n\n[1] 某书。\n[2] 又一书。\n\n".repeat(size / 60)),
    ("comments that allow other codes", |size| {
        (0..size / 80).map(|n| format!("<!-- chuchu: allow none-{n} -->\n字<sup>[{n}]</sup>，百分之三。\n\n")).collect()
    }),
    ("one comment with a long code", |size| format!("<!-- chuchu: allow {} -->\n字\n", "x".repeat(size))),
    ("one comment with many codes", |size| format!("<!-- chuchu: allow-file {} -->\n字\n", "x ".repeat(size / 2))),
    ("a long heading", |size| format!("# {}\n", "字".repeat(size / 3))),
    ("headings ever deeper", |size| (0..size / 10).map(|n| format!("{} 字\n", "#".repeat(n % 6 + 1))).collect()),
    ("front matter without end", |size| format!("---\n{}", "a: b\n".repeat(size / 5))),
    ("a number without end", |size| format!("增长了{}亿美元。", "9".repeat(size))),
    ("a numeral without end", |size| format!("增长了{}亿美元。", "九".repeat(size / 3))),
    ("an address without end", |size| format!("https://example.org/{}", "a/".repeat(size / 2))),
    ("marks that end nothing", |size| "。".repeat(size / 6) + "，" + &"！".repeat(size / 6) + "的"),
    ("raised signs without end", |size| "字。<sup>".repeat(size / 11)),
    ("names of people", |size| "特朗普、泽连斯基、马克龙和默茨，".repeat(size / 45)),
];

fn texts(size: usize) -> impl Iterator<Item = (String, String, String)> {
    let repeated = SHAPES.iter().map(move |shape| {
        let text = |size: usize| shape.repeat(size / shape.len());
        (format!("{shape:?}"), text(size), text(size * FACTOR))
    });
    let made = MADE.iter().map(move |(name, make)| ((*name).to_owned(), make(size), make(size * FACTOR)));
    repeated.chain(made)
}

/// One way to spend time on a text.
struct Work {
    name: &'static str,
    run: fn(&str) -> Duration,
}

const WORKS: &[Work] = &[
    Work { name: "analysis", run: |text| timed(|| drop(analysed(text))) },
    Work {
        name: "rules",
        run: |text| {
            let (_, analysis) = analysed(text);
            timed(|| drop(rules::check(&Context::new(&analysis, Language::ZhHans))))
        },
    },
    Work { name: "views", run: views },
    Work { name: "edits", run: edits },
    Work { name: "settings", run: |text| timed(|| drop(Config::parse(text))) },
];

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn analysed(text: &str) -> (Document, Analysis) {
    let document = Document::new(text, 0);
    let analysis = Analysis::new(document.rope(), &Settings::default());
    (document, analysis)
}

/// What an editor shows of the whole text, and what it asks at one place.
fn views(text: &str) -> Duration {
    let (document, analysis) = analysed(text);
    let findings = rules::check(&Context::new(&analysis, Language::ZhHans));
    timed(|| {
        symbols::outline(&analysis);
        outline::outline(&analysis, &findings);
        folding::folds(&analysis);
        notes::links(&analysis);
        for finding in &findings {
            document.position(finding.span.start as usize, Encoding::Utf16);
            document.position(finding.span.end as usize, Encoding::Utf16);
        }
        let middle = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        features::hover(&analysis, middle, Language::En);
        features::definition(&analysis, middle);
        features::references(&analysis, middle, true);
        notes::complete(&analysis, middle, Language::En);
        actions::actions(&analysis, &findings, Span::new(middle, middle), Language::En);
        if features::prepare_rename(&analysis, middle).is_some() {
            drop(features::rename(&analysis, middle, "9999", Language::En));
        }
    })
}

/// A key at the start, in the middle and at the end.
fn edits(text: &str) -> Duration {
    let (mut document, mut analysis) = analysed(text);
    timed(|| {
        for (version, offset) in [0, text.len() / 2, text.len()].into_iter().enumerate() {
            let at: Position = document.position(offset, Encoding::Utf8);
            let change = Change { range: Some((at, at)), text: "字".into() };
            let edits = document.apply(&[change], version as i32 + 1, Encoding::Utf8).unwrap();
            analysis.update(document.rope(), &edits);
        }
    })
}

/// The best of a few runs, for other work of the machine only ever adds.
fn best(work: &Work, text: &str, runs: usize) -> Duration {
    (0..runs).map(|_| (work.run)(text)).min().unwrap_or_default()
}

#[test]
#[ignore = "takes ten minutes and asks for a quiet machine; run with --run-ignored all"]
fn sizes() {
    let size = env::var("CHUCHU_SIZE").ok().and_then(|size| size.parse().ok());
    analysed("预热一下词典：特朗普表示，去年增长百分之三。[1]");
    let mut slow = Vec::new();
    let only = env::var("CHUCHU_SHAPE").unwrap_or_default();
    for (name, small, large) in texts(size.unwrap_or(SIZE)) {
        for work in WORKS.iter().filter(|_| name.contains(&only)) {
            let long = best(work, &large, 1);
            if long < FLOOR {
                continue;
            }
            let ratio = |runs| best(work, &large, runs).as_secs_f64() / best(work, &small, runs).as_secs_f64();
            let grown = [1, 2, 4].into_iter().map(ratio).find(|&ratio| ratio < LIMIT);
            if size.is_some() {
                println!("{long:>10.1?} {:>8} {name}, {} bytes", work.name, large.len());
            }
            if grown.is_none() {
                slow.push(format!(
                    "{name}, {}: {long:.1?} for {} bytes, times {:.1}",
                    work.name,
                    large.len(),
                    ratio(3)
                ));
                println!("{}", slow.last().unwrap());
            }
        }
    }
    assert!(slow.is_empty(), "more than linear:\n{}", slow.join("\n"));
}
