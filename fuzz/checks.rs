//! What must hold for any input. Each check takes bytes: the fuzz targets make them up, and `tests/reliability` replays
//! the seeds and every finding.

use chuchu::{
    analysis::{Analysis, Settings, Update},
    config::Config,
    features::{self, actions, folding, notes, outline, symbols},
    files::own::Folders,
    knowledge::{
        Knowledge, Level,
        base::{self, load::Loaded},
    },
    rules::{self, Context, Finding},
    text::{Change, Document, Encoding, Language, Position, Span, script},
};

/// What drafts are made of, and what breaks it.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u{3000}",
    "---\n",
    "date: 2025-03-15\n",
    "# ",
    "## 注释\n",
    "注释：\n",
    "```\n",
    "~~~\n",
    "`",
    "<!--",
    "-->",
    "<!-- chuchu: allow all -- 理由 -->\n",
    "<!-- chuchu: allow-file x -->\n",
    "。",
    "，",
    "：",
    "；",
    "！",
    "？",
    "……",
    "——",
    "、",
    "·",
    "“",
    "”",
    "‘",
    "’",
    "「",
    "」",
    "『",
    "』",
    "《",
    "》",
    "〈",
    "〉",
    "（",
    "）",
    "(",
    ")",
    "[",
    "]",
    "［",
    "］",
    "〔",
    "〕",
    "【",
    "】",
    "\\[",
    "\\]",
    "<sup>",
    "</sup>",
    "<sup>[1]</sup>",
    "<sup>2</sup>",
    "[1]",
    "[1,3]",
    "[2-5]",
    "[^a]",
    "[^a]: ",
    "[^1]: ",
    "①",
    "㊿",
    "¹²",
    "註1：",
    "注释 3：",
    "1. ",
    "- ",
    "> ",
    "| ",
    "*",
    "**",
    "_",
    "\"",
    "'",
    "![图](a.png)",
    "[链接](https://example.org/a)",
    "https://example.org/a_b?c=1",
    "www.",
    "<https://a.b>",
    "1",
    "23",
    "4567",
    "1,750亿美元",
    "百分之三",
    "三分之二",
    "％",
    "%",
    "一千二百万人",
    "２０２４年",
    "2024年3月15日",
    "3月",
    "去年",
    "上周三",
    "二〇二五年",
    "据",
    "據報道",
    "新华社",
    "《金融时报》报道",
    "表示",
    "认为",
    "宣布",
    "说",
    "有人",
    "外界普遍",
    "专家",
    "研究显示",
    "调查发现",
    "统计",
    "首次",
    "最",
    "已经",
    "将",
    "问：",
    "答：",
    "總統",
    "总统",
    "外长",
    "特朗普",
    "泽连斯基",
    "Zelenskyy",
    "Reuters",
    "（路透社）",
    "美",
    "俄",
    "中美俄",
    "援乌",
    "对俄制裁",
    "欧元",
    "其中",
    "美丽",
    "北约",
    "联合国",
    "作者：",
    "摘要：",
    "图为",
    "字",
    "一句话",
    "𠮷",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{feff}",
    "\u{200b}",
    "\0",
    "\u{fffd}",
    "\u{2028}",
    "\u{85}",
    "İ",
    "ß",
    "&amp;",
    "&#91;",
    "a",
    "Z",
    "_x_",
];

/// Text of an input: as it is, or each byte a piece.
fn text(bytes: &[u8]) -> String {
    match bytes.split_first() {
        Some((b'=', rest)) => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().filter_map(|&byte| PIECES.get(usize::from(byte) % PIECES.len())).copied().collect(),
    }
}

fn findings(analysis: &Analysis) -> Vec<Finding> {
    rules::check(&context(analysis))
}

fn context(analysis: &Analysis) -> Context<'_> {
    Context::new(analysis, Language::ZhHant)
}

/// Analysis, rules and features of any text: no panic, blocks tile, every span is a stretch of the text.
pub fn analysis(bytes: &[u8]) {
    let text = text(bytes);
    let document = Document::new(&text, 0);
    let analysis = Analysis::new(document.rope(), &Settings::default());
    let tiled: String = analysis.blocks.iter().map(|placed| &*placed.block.text).collect();
    assert_eq!(tiled, text);
    let fits = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    let findings = findings(&analysis);
    for finding in &findings {
        fits(finding.span);
        finding.related.iter().for_each(|(span, _)| fits(*span));
    }
    for placed in &analysis.blocks {
        let syntax = &placed.block.syntax;
        syntax.sentences.iter().for_each(|sentence| fits(placed.span(sentence.span)));
        syntax.inline.iter().for_each(|inline| fits(placed.span(inline.span)));
        syntax.markers.iter().for_each(|marker| fits(placed.span(marker.span)));
        syntax.quantities.iter().for_each(|quantity| fits(placed.span(quantity.span)));
        syntax.dates.iter().for_each(|date| fits(placed.span(date.span)));
        syntax.quotations.iter().for_each(|quotation| fits(placed.span(quotation.span)));
    }
    each_symbol(&symbols::outline(&analysis), &fits);
    outline::outline(&analysis, &[]);
    folding::folds(&analysis);
    notes::links(&analysis);
    for offset in places(&text, bytes) {
        at(&analysis, &text, &findings, offset);
    }
}

fn each_symbol(symbols: &[symbols::Symbol], fits: &impl Fn(Span)) {
    for symbol in symbols {
        fits(symbol.span);
        fits(symbol.focus);
        assert!(symbol.span.encloses(symbol.focus), "{symbol:?}");
        each_symbol(&symbol.children, fits);
    }
}

/// A few offsets that an input leads to.
fn places(text: &str, bytes: &[u8]) -> Vec<usize> {
    let sum = bytes.iter().fold(7_usize, |sum, &byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    let near = |offset: usize| (0..=offset).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0);
    (0..6).map(|n| near(sum.rotate_left(n * 7) % (text.len() + 1))).chain([0, text.len()]).collect()
}

/// Everything that can be asked for at one place.
fn at(analysis: &Analysis, text: &str, findings: &[Finding], offset: usize) {
    let language = Language::En;
    let fits = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    if let Some(card) = features::hover(analysis, offset, language) {
        fits(card.span);
    }
    if let Some(link) = features::definition(analysis, offset) {
        [link.origin, link.target, link.focus].into_iter().for_each(fits);
    }
    features::references(analysis, offset, true).into_iter().for_each(fits);
    features::highlights(analysis, offset).into_iter().for_each(fits);
    notes::complete(analysis, offset, language);
    if let Some((span, _)) = features::prepare_rename(analysis, offset) {
        fits(span);
        if let Ok(edits) = features::rename(analysis, offset, "99", language) {
            edits.apply(text).unwrap();
        }
    }
    for action in actions::actions(analysis, findings, Span::new(offset, offset), language) {
        let edits = match action.work {
            actions::Work::Edits(edits) => edits,
            actions::Work::Later(work) => match work.edits(analysis) {
                Ok(edits) => edits,
                Err(_) => continue,
            },
        };
        let edited = edits.apply(text).unwrap();
        Analysis::new(Document::new(&edited, 0).rope(), &Settings::default());
    }
}

/// Any sequence of edits gives what starting afresh gives. The input: text, then edits of six bytes or more.
pub fn edits(bytes: &[u8]) {
    let mut parts = bytes.split(|&byte| byte == 0xff);
    let Some(first) = parts.next() else { return };
    let settings = Settings::default();
    let mut document = Document::new(&text(first), 0);
    let mut updated = Analysis::new(document.rope(), &settings);
    let mut found = rules::found(&context(&updated));
    let mut batch = Vec::new();
    for (version, part) in parts.take(12).enumerate() {
        let [high, low, length, flags, rest @ ..] = part else { continue };
        let chars = document.rope().len_chars();
        let start = (usize::from(*high) << 8 | usize::from(*low)) % (chars + 1);
        let end = (start + usize::from(*length % 32)).min(chars);
        let place = |char: usize| document.position(document.rope().char_to_byte(char), Encoding::Utf32);
        let change = Change { range: (*flags != 1).then(|| (place(start), place(end))), text: text(rest) };
        batch.extend(document.apply(&[change], version as i32 + 1, Encoding::Utf32).unwrap());
        if flags % 4 == 3 {
            continue;
        }
        found = match updated.update(document.rope(), &batch) {
            Update::Nothing => found,
            Update::All => rules::found(&context(&updated)),
            Update::Patch(patch) => rules::refresh(&context(&updated), found, &patch).0,
        };
        batch.clear();
        let fresh = Analysis::new(document.rope(), &settings);
        let blocks = |analysis: &Analysis| -> Vec<_> {
            let each = analysis.blocks.iter();
            each.map(|b| (b.start, b.line, b.block.kind(), b.block.text.clone(), b.claims.clone())).collect()
        };
        assert_eq!(blocks(&updated), blocks(&fresh), "{:?}", document.rope().to_string());
        assert_eq!(updated.notes, fresh.notes);
        assert_eq!(updated.frame, fresh.frame);
        assert_eq!(found, rules::found(&context(&fresh)));
        assert_eq!(symbols::outline(&updated), symbols::outline(&fresh));
    }
}

/// Positions against a plain walk over the text.
pub fn positions(bytes: &[u8]) {
    let (numbers, rest) = bytes.split_at(bytes.len().min(3));
    let text = text(rest);
    let document = Document::new(&text, 0);
    let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][usize::from(*numbers.first().unwrap_or(&0)) % 3];
    for offset in 0..=text.len() + 1 {
        let floor = (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let before = &text[..floor];
        // A line ends at LF, CRLF or CR; between CR and LF there is no line.
        let breaks =
            before.char_indices().filter(|&(at, c)| c == '\n' || c == '\r' && !text[at + 1..].starts_with('\n'));
        let start = breaks.clone().next_back().map_or(0, |(at, _)| at + 1);
        let expected = Position { line: breaks.count() as u32, column: encoding.len(&before[start..]) as u32 };
        let position = document.position(offset, encoding);
        assert_eq!(position, expected, "{offset} in {text:?}");
        let back = document.offset(position, encoding);
        let inside_break = before.ends_with('\r') && text[floor..].starts_with('\n');
        assert_eq!(back, if inside_break { floor - 1 } else { floor }, "{position:?} in {text:?}");
    }
    if let [_, line, column] = numbers {
        let offset = document.offset(Position { line: u32::from(*line), column: u32::from(*column) }, encoding);
        assert!(text.is_char_boundary(offset));
    }
}

/// Settings: whatever the text, problems lie inside it.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (config, problems) in [Config::parse(&text), Config::parse_editor(&text)] {
        for problem in problems {
            assert!(problem.span.end as usize <= text.len(), "{problem:?} of {text:?}");
        }
        assert_eq!(config.clone().with(Config::default()), config);
    }
}

/// Entry files: whatever the text, a base comes of it that can be asked.
pub fn entries(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut loaded = Loaded::default();
    loaded.add("a.toml", &text);
    loaded.add(base::load::ABBREVIATIONS, &text);
    let tables = base::compile::Tables { fold: &script::fold, sound: &|_| None, word: None };
    let compiled = base::compile::compile(loaded, &tables);
    let knowledge = Knowledge::default().with_own(Level::User, 0, compiled);
    for id in knowledge.ids() {
        knowledge.entry(id);
    }
    knowledge.mentions(&text);
}

/// The protocol: bytes in, an answer or none, and an end.
pub fn protocol(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut input = Vec::new();
    for part in bytes.split(|&byte| byte == 0xff) {
        match part.split_first() {
            // A message with the right length, after those that open a document.
            Some((b'{', _)) => {
                input.extend_from_slice(format!("Content-Length: {}\r\n\r\n", part.len()).as_bytes());
                input.extend_from_slice(part);
            }
            Some((b'!', rest)) => {
                let method = String::from_utf8_lossy(rest);
                for body in [
                    r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}"#.to_owned(),
                    r##"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","languageId":"markdown","version":1,"text":"# 字\n一句话<sup>[1]</sup>。"}}}"##.to_owned(),
                    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"textDocument/{method}","params":{{"textDocument":{{"uri":"file:///a.md"}},"position":{{"line":0,"character":1}}}}}}"#),
                ] {
                    input.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
                }
            }
            _ => input.extend_from_slice(part),
        }
    }
    runtime.block_on(chuchu::server::serve(std::io::Cursor::new(input), tokio::io::sink(), |_| {}, Folders::default()));
    runtime.shutdown_background();
}
