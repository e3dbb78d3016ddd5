//! The strongest layer: entries in the front matter of a document, for this document alone.
//!
//! Architecture invariant: the text of the front matter in, a layer and what does not hold out; the document around it is
//! analysed elsewhere.

use serde::{Deserialize, de::IntoDeserializer};

use super::{
    Date, EntryId, Knowledge, Level, Message,
    base::{
        Category, Entry, Kind, Name, Region, Role,
        forms::{is_han, latin},
        load::{Item, Loaded, Problem, Weight},
        nearest::nearest,
    },
    naming,
    overlay::{Compiled, compile},
};
use crate::{
    syntax::front_matter::{Fault, Node, Section, Value, section},
    text::Span,
};

/// The keys of the front matter that entries stand under.
pub const KEYS: [&str; 4] = ["names", "人名", "名称", "名稱"];
/// Longest section read, in bytes.
pub const MAX_BYTES: usize = 64 << 10;
/// Most entries of a section.
pub const MAX_ENTRIES: usize = 500;

/// The keys of an entry, and what they are called in Chinese.
const FIELDS: [(&str, &[&str]); 9] = [
    ("name", &["姓名", "名", "译名", "譯名"]),
    ("original", &["原名", "原文"]),
    ("aliases", &["别名", "別名", "又称", "又稱", "简称", "簡稱"]),
    ("about", &["说明", "說明", "简介", "簡介", "介绍", "介紹"]),
    ("kind", &["类别", "類別"]),
    ("prefer", &["统一为", "統一為"]),
    ("remove", &["删去", "刪去"]),
    ("reviewed", &["核对", "核對"]),
    ("id", &["编号", "編號"]),
];

/// What the front matter of a document says of names.
#[derive(Debug, Default)]
pub struct Front {
    /// The index of its layer.
    pub index: Vec<u8>,
    /// In the order of their places; bytes of the front matter.
    pub problems: Vec<Problem>,
    /// The entries, by their ids, and where the front matter names them.
    pub places: Vec<(String, Span)>,
}

/// The part of the front matter that entries stand in.
pub fn entries_of(front_matter: &str) -> Option<Section<'_>> {
    section(front_matter, &KEYS)
}

impl Front {
    /// Reads and compiles a section; what does not hold in it costs the value, at worst the entry.
    pub fn read(section: Section<'_>, below: &Knowledge) -> Self {
        let mut reader = Reader { below, loaded: Loaded::default() };
        if section.text.len() > MAX_BYTES {
            let message = Message::new("名单超过 {} 字节，不读", "longer than {} bytes, not read");
            reader.fault(Span::new(section.start, section.start), message.with(MAX_BYTES));
        } else {
            reader.section(section);
        }
        let places = reader.loaded.items.iter().map(|item| (item.entry.id.clone(), Span::from(item.at.clone())));
        let places = places.collect();
        let Compiled { index, mut problems } = compile(reader.loaded, below);
        problems.retain(|problem| problem.weight == Weight::Fault);
        Self { index, problems, places }
    }

    /// The layers below with this one over them.
    pub fn over(&mut self, below: &Knowledge, key: u128) -> Knowledge {
        below.with_own(Level::Document, key, std::mem::take(&mut self.index))
    }
}

struct Reader<'a> {
    below: &'a Knowledge,
    loaded: Loaded,
}

/// One entry as it is written.
#[derive(Default)]
struct Draft {
    id: Option<(String, Span)>,
    kind: Option<Kind>,
    name: Option<(String, Span)>,
    original: Option<(String, Span)>,
    aliases: Vec<(String, Span)>,
    about: String,
    prefer: Vec<(Region, String, Span)>,
    remove: Vec<(String, Span)>,
    reviewed: Option<Date>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, message: Message) {
        self.loaded.problems.push(Problem { file: 0, span: span.range(), message, weight: Weight::Fault });
    }

    fn section(&mut self, section: Section<'_>) {
        for (place, entry) in section.entries().into_iter().enumerate() {
            match entry {
                Ok(node) if place == MAX_ENTRIES => {
                    let message = Message::new("只读前 {} 个词条", "only {} entries are read");
                    return self.fault(node.span, message.with(MAX_ENTRIES));
                }
                Ok(node) => self.entry(node),
                Err(Fault { span, what }) => {
                    self.fault(span, Message::new("不是合法的 YAML：{}", "not valid YAML: {}").with(what));
                }
            }
        }
    }

    fn entry(&mut self, node: Node) {
        let Node { span, value } = node;
        let mut draft = Draft::default();
        match value {
            Value::Text(text) => self.line(&mut draft, &text, span),
            Value::Table(pairs) => match &pairs[..] {
                [(Node { value: Value::Text(name), span }, said)] if field(name).is_none() => {
                    self.line(&mut draft, name, *span);
                    self.said(&mut draft, said);
                }
                pairs => self.fields(&mut draft, pairs),
            },
            Value::List(_) => return self.fault(span, wrong_form()),
        }
        self.finish(draft, span);
    }

    /// 托德·林奎斯特（Tove Lindqvist）：本刊编辑
    fn line(&mut self, draft: &mut Draft, text: &str, span: Span) {
        let (name, about) = text.split_once(['：', ':']).unwrap_or((text, ""));
        if field(name.trim()).is_some() {
            let message = Message::new("“{}”后要用半角冒号加空格", "“{}” needs an ASCII colon and a space");
            return self.fault(span, message.with(name.trim()));
        }
        let (name, original) = match name.split_once(['（', '(']) {
            Some((name, rest)) => (name, rest.trim_end().trim_end_matches(['）', ')'])),
            None => (name, ""),
        };
        draft.name = given(name, span);
        draft.original = given(original, span);
        draft.about = about.trim().to_owned();
    }

    /// What stands behind a name and a colon: its original, a description, or the other fields.
    fn said(&mut self, draft: &mut Draft, said: &Node) {
        match &said.value {
            Value::Text(text) if text.chars().any(is_han) => draft.about = text.trim().to_owned(),
            Value::Text(text) if draft.original.is_none() => draft.original = given(text, said.span),
            Value::Text(text) => draft.about = text.trim().to_owned(),
            Value::Table(pairs) => self.fields(draft, pairs),
            Value::List(_) => draft.aliases = self.texts(said),
        }
    }

    fn fields(&mut self, draft: &mut Draft, pairs: &[(Node, Node)]) {
        for (key, value) in pairs {
            let name = text_of(key).unwrap_or_default();
            match field(name) {
                Some("name") => draft.name = self.text(value),
                Some("original") => draft.original = self.text(value),
                Some("aliases") => draft.aliases = self.texts(value),
                Some("about") => draft.about = self.text(value).map_or(String::new(), |(text, _)| text),
                Some("kind") => draft.kind = self.kind(value),
                Some("prefer") => draft.prefer = self.prefer(value),
                Some("remove") => draft.remove = self.texts(value),
                Some("reviewed") => draft.reviewed = self.date(value),
                Some("id") => draft.id = self.text(value),
                _ => {
                    let all = FIELDS.iter().flat_map(|(field, others)| others.iter().chain([field]));
                    let known = all.copied().filter(|known| known.is_ascii() == name.is_ascii());
                    let near = nearest(name, known).unwrap_or_default();
                    let message = Message::new("没有 {} 这一项，是否指 {}？", "unknown key {}; did you mean {}?");
                    self.fault(key.span, message.with(name).with(near));
                }
            }
        }
    }

    fn text(&mut self, node: &Node) -> Option<(String, Span)> {
        match text_of(node) {
            Some(text) => given(text, node.span),
            None => {
                self.fault(node.span, Message::new("这里应当是一个词或一句话", "expected words"));
                None
            }
        }
    }

    /// One text, or a list of them.
    fn texts(&mut self, node: &Node) -> Vec<(String, Span)> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.text(item)).collect(),
            _ => self.text(node).into_iter().collect(),
        }
    }

    fn kind(&mut self, node: &Node) -> Option<Kind> {
        let (text, span) = self.text(node)?;
        let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = text.as_str().into_deserializer();
        let kind = if text == "term" { Some(Kind::Term) } else { Kind::deserialize(word).ok() };
        if kind.is_none() {
            let known = Kind::ALL.iter().map(|kind| kind.prefix().trim_end_matches('/'));
            let near = nearest(&text, known).unwrap_or_default();
            let message = Message::new("没有 {} 这一类，是否指 {}？", "unknown kind {}; did you mean {}?");
            self.fault(span, message.with(&text).with(near));
        }
        kind
    }

    fn date(&mut self, node: &Node) -> Option<Date> {
        let (text, span) = self.text(node)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let zh = "{} 不是日期（YYYY、YYYY-MM、YYYY-MM-DD）";
            self.fault(span, Message::new(zh, "{} is no date (YYYY, YYYY-MM, YYYY-MM-DD)").with(&text));
        }
        date
    }

    /// The name to use: in this document, or for some regions, where it says which.
    fn prefer(&mut self, node: &Node) -> Vec<(Region, String, Span)> {
        let Value::Table(pairs) = &node.value else {
            // The mainland last: its name is the first of all.
            let all = [Region::Hk, Region::Tw, Region::Sg, Region::Cn].into_iter();
            return self
                .text(node)
                .map(|(text, span)| all.map(|region| (region, text.clone(), span)).collect())
                .unwrap_or_default();
        };
        let mut found = Vec::new();
        for (key, value) in pairs {
            let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
                text_of(key).unwrap_or_default().into_deserializer();
            match (Region::deserialize(word), self.text(value)) {
                (Ok(region), Some((text, span))) => found.push((region, text, span)),
                (Err(_), _) => {
                    self.fault(key.span, Message::new("地区只有 CN、HK、TW、SG", "regions are CN, HK, TW, SG"))
                }
                (_, None) => {}
            }
        }
        found
    }

    /// Makes the entry: one below of that id or name, or a new one.
    fn finish(&mut self, draft: Draft, span: Span) {
        let at = draft.name.as_ref().or(draft.id.as_ref()).map(|(_, at)| *at);
        let Some(at) = at else {
            if self.loaded.problems.last().is_none_or(|last| !span.encloses(last.span.clone().into())) {
                self.fault(span, Message::new("缺少 name", "name is missing"));
            }
            return;
        };
        let Some(id) = self.id(&draft) else { return };
        let under = self.below.get(&id);
        let kind = draft.kind.or(under.map(|under| under.kind)).or(Kind::of_id(&id)).unwrap_or_default();
        let known = |text: &str| under.is_some_and(|under| under.names.iter().any(|name| name.text == text));
        let mut item = Item { at: at.range(), category: under.map(|under| under.category), ..Item::default() };
        for (text, at, role) in names(&draft).into_iter().filter(|(text, ..)| !known(text)) {
            item.entry.names.push(Name { text, role, ..Name::default() });
            item.names_at.push(at.range());
        }
        let Draft { about, reviewed, prefer, remove, .. } = draft;
        let (zh, en) = if about.chars().any(is_han) { (about, String::new()) } else { (String::new(), about) };
        item.entry = Entry { id, kind, category: Category::Concept, reviewed, ..item.entry };
        (item.entry.about.zh, item.entry.about.en) = (zh, en);
        item.prefer = prefer.into_iter().map(|(region, text, at)| (region, text, at.range())).collect();
        item.remove = remove.into_iter().map(|(text, at)| (text, at.range())).collect();
        self.loaded.items.push(item);
    }

    /// The id that is given; else that of the one entry below which bears the name; else a new one.
    fn id(&mut self, draft: &Draft) -> Option<String> {
        if let Some((id, _)) = &draft.id {
            return Some(id.clone());
        }
        let (name, at) = draft.name.as_ref()?;
        let bears = |id: &EntryId| self.below.entry(*id).is_some_and(|entry| entry.kind != Kind::Office);
        let bearers: Vec<EntryId> = self.below.named(name).into_iter().filter(bears).collect();
        match bearers[..] {
            [] => {
                let kind = draft.kind.unwrap_or_else(|| naming::kind(name));
                let original = draft.original.as_ref().map_or(name, |(original, _)| original);
                let used = |id: &str| {
                    self.below.find(id).is_some() || self.loaded.items.iter().any(|item| item.entry.id == id)
                };
                Some(naming::id(kind, original, used))
            }
            [one] => self.below.entry(one).map(|entry| entry.id.clone()),
            _ => {
                let ids = bearers.iter().filter_map(|&id| self.below.entry(id)).map(|entry| entry.id.as_str());
                let ids = ids.collect::<Vec<_>>().join(", ");
                let message = Message::new("“{}”可指 {}，请写明 id", "“{}” may be {}; give its id");
                self.fault(*at, message.with(name).with(ids));
                None
            }
        }
    }
}

/// The names of an entry with their roles; of a foreign name also the family name alone.
fn names(draft: &Draft) -> Vec<(String, Span, Role)> {
    let mut names = Vec::new();
    if let Some((name, at)) = &draft.name {
        names.push((name.clone(), *at, Role::Full));
        let family = naming::family(name).map(|family| (family.to_owned(), *at, Role::Short));
        names.extend(family);
    }
    let original = draft.original.iter().map(|(text, at)| (text.clone(), *at, Role::Original));
    let others = draft.aliases.iter().map(|(text, at)| {
        let name = Name { text: text.clone(), ..Name::default() };
        (text.clone(), *at, if latin(&name) { Role::Latin } else { Role::Short })
    });
    for (text, at, role) in original.chain(others) {
        if !names.iter().any(|(known, ..)| *known == text) {
            names.push((text, at, role));
        }
    }
    names
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    }
}

fn given(text: &str, span: Span) -> Option<(String, Span)> {
    let text = text.trim();
    (!text.is_empty()).then(|| (text.to_owned(), span))
}

/// The field that a key means.
fn field(key: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(field, others)| *field == key || others.contains(&key)).map(|(field, _)| *field)
}

fn wrong_form() -> Message {
    let zh = "这里应当是“- 名字（原名）：说明”，或“- name: …”";
    Message::new(zh, "expected “- name (original): about”, or “- name: …”")
}
