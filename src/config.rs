//! `chuchu.toml`: the settings that editor, command line and CI share.
//!
//! Reading never fails: what cannot be understood is a [`Problem`] at its place, and everything else holds.

use toml::de::{DeTable, DeValue};

use crate::{
    analysis::{Day, Profile},
    knowledge::{
        Date, Message,
        base::read::{no_toml, unknown},
    },
    rules::{Level, Levels, Severity, nearest, rule_codes, shortened},
    text::{Language, Span},
};

/// The name of the file, in a folder of the workspace.
pub const FILE_NAME: &str = "chuchu.toml";

/// What the file says; absent keys leave the built-in behaviour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Otherwise guessed from each document.
    pub profile: Option<Profile>,
    /// Otherwise the script of each document, or the client's English.
    pub language: Option<Language>,
    /// The day of texts that give none themselves, nor by the names of their files.
    pub date: Option<Day>,
    pub levels: Levels,
    pub hints: Hints,
    /// Paths left out, as in `.gitignore`, from the folder of the file.
    pub exclude: Vec<String>,
    /// The folder of own entries, from the folder of the file; otherwise `chuchu`.
    pub entries: Option<String>,
}

/// What is written between the lines, where the editor shows it; off unless asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// How often each note is used.
    pub note_uses: Option<bool>,
    /// The office of a person on the day of the text, at the first mention.
    pub offices: Option<bool>,
}

/// Something in the file that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file.
    pub span: Span,
    pub message: Message,
}

const KEYS: &[&str] = &["profile", "language", "date", "exclude", "entries", "rules", "hints"];
const HINTS: &[&str] = &["note-uses", "offices"];
/// Settings of the editors' plugins that are none of the server's.
const EDITOR_KEYS: &[&str] = &["server", "trace", "path", "log", "statusBar", "view"];
const PROFILES: &[(&str, Profile)] =
    &[("op-ed", Profile::OpEd), ("academic", Profile::Academic), ("news", Profile::News)];
const LANGUAGES: &[(&str, Language)] =
    &[("zh-Hans", Language::ZhHans), ("zh-Hant", Language::ZhHant), ("en", Language::En)];
const LEVELS: &[(&str, Level)] = &[
    ("error", Level::At(Severity::Error)),
    ("warning", Level::At(Severity::Warning)),
    ("information", Level::At(Severity::Information)),
    ("hint", Level::At(Severity::Hint)),
    ("off", Level::Off),
];

impl Config {
    /// Reads a file's text.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        Self::read(text, &[])
    }

    /// Reads an editor's settings, written as TOML; those that only the editor itself reads are no mistake.
    pub fn parse_editor(text: &str) -> (Self, Vec<Problem>) {
        Self::read(text, EDITOR_KEYS)
    }

    /// These settings with those of `over` on top.
    pub fn with(mut self, over: Self) -> Self {
        self.profile = over.profile.or(self.profile);
        self.language = over.language.or(self.language);
        self.date = over.date.or(self.date);
        self.exclude.extend(over.exclude);
        self.entries = over.entries.or(self.entries);
        self.levels.extend(&over.levels);
        self.hints.note_uses = over.hints.note_uses.or(self.hints.note_uses);
        self.hints.offices = over.hints.offices.or(self.hints.offices);
        self
    }

    fn read(text: &str, others: &[&str]) -> (Self, Vec<Problem>) {
        let mut reader = Reader::default();
        let mut config = Self::default();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let span = error.span().map_or(Span::default(), Span::from);
            reader.problems.push(Problem { span, message: no_toml(&error) });
        }
        for (key, value) in table.get_ref() {
            let (name, span) = (key.get_ref().as_ref(), Span::from(key.span()));
            let at = Span::from(value.span());
            match name {
                "profile" => config.profile = reader.one_of(value.get_ref(), at, PROFILES),
                "language" => config.language = reader.one_of(value.get_ref(), at, LANGUAGES),
                "date" => config.date = reader.day(value.get_ref(), at),
                "exclude" => config.exclude = reader.strings(value.get_ref(), at),
                "entries" => config.entries = reader.string(value.get_ref(), at),
                "hints" => config.hints = reader.hints(value.get_ref(), at),
                "rules" => config.levels = reader.levels(value.get_ref(), at),
                _ if others.contains(&name) => {}
                _ => reader.unknown(name, span, KEYS.iter().copied()),
            }
        }
        (config, reader.problems)
    }
}

#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn unknown<'a>(&mut self, name: &str, span: Span, valid: impl Iterator<Item = &'a str>) {
        let (_, message) = unknown(name, span.range(), valid);
        self.problems.push(Problem { span, message });
    }

    fn wrong_type(&mut self, span: Span, wanted: &str) {
        self.problems.push(Problem { span, message: Message::new("这里应当是 {}", "expected {}").with(wanted) });
    }

    fn one_of<T: Copy>(&mut self, value: &DeValue<'_>, span: Span, valid: &[(&str, T)]) -> Option<T> {
        let names = valid.iter().map(|(name, _)| *name);
        let Some(given) = value.as_str() else {
            self.wrong_type(span, &names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" | "));
            return None;
        };
        let found = valid.iter().find(|(name, _)| *name == given).map(|(_, value)| *value);
        if found.is_none() {
            let message =
                Message::new("没有 \"{}\" 这个值，是否指 \"{}\"？", "unknown value \"{}\"; did you mean \"{}\"?");
            let message = message.with(shortened(given)).with(nearest(given, names).unwrap_or_default());
            self.problems.push(Problem { span, message });
        }
        found
    }

    /// `"2025-06-01"`, or the same without quotes.
    fn day(&mut self, value: &DeValue<'_>, span: Span) -> Option<Day> {
        let text = match value {
            DeValue::Datetime(date) => Some(date.to_string()),
            other => other.as_str().map(str::to_owned),
        };
        let date = text.and_then(|text| Date::parse(&text));
        if date.is_none() {
            self.wrong_type(span, "\"YYYY-MM-DD\"");
        }
        let known = |n: u8| Some(n).filter(|&n| n > 0);
        date.map(|date| (i32::from(date.year), known(date.month), known(date.day)))
    }

    fn strings(&mut self, value: &DeValue<'_>, span: Span) -> Vec<String> {
        let strings = value.as_array().map(|array| {
            array.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        match strings {
            Some(Some(strings)) => strings,
            _ => {
                self.wrong_type(span, "[\"…\"]");
                Vec::new()
            }
        }
    }

    fn string(&mut self, value: &DeValue<'_>, span: Span) -> Option<String> {
        if value.as_str().is_none() {
            self.wrong_type(span, "\"…\"");
        }
        value.as_str().map(str::to_owned)
    }

    fn hints(&mut self, value: &DeValue<'_>, span: Span) -> Hints {
        let mut hints = Hints::default();
        let Some(table) = value.as_table() else {
            self.wrong_type(span, "[hints]");
            return hints;
        };
        for (key, value) in table {
            let (shown, at) = (value.get_ref().as_bool(), value.span().into());
            if shown.is_none() && HINTS.contains(&key.get_ref().as_ref()) {
                self.wrong_type(at, "true | false");
            }
            match key.get_ref().as_ref() {
                "note-uses" => hints.note_uses = shown,
                "offices" => hints.offices = shown,
                name => self.unknown(name, key.span().into(), HINTS.iter().copied()),
            }
        }
        hints
    }

    fn levels(&mut self, value: &DeValue<'_>, span: Span) -> Levels {
        let mut levels = Levels::default();
        let Some(table) = value.as_table() else {
            self.wrong_type(span, "[rules]");
            return levels;
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match rule_codes().find(|code| *code == name) {
                Some(code) => {
                    if let Some(level) = self.one_of(value.get_ref(), value.span().into(), LEVELS) {
                        levels.set(code, level);
                    }
                }
                None => self.unknown(name, key.span().into(), rule_codes()),
            }
        }
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let (_, problems) = Config::parse(text);
        problems.iter().map(|problem| format!("{}: {}", problem.span.of(text), problem.message)).collect()
    }

    #[test]
    fn all_keys_are_read() {
        let (config, problems) = Config::parse(
            "profile = 'academic'\nlanguage = 'en'\nexclude = ['old/**']\nentries = 'names'\nhints.note-uses = true\nhints.offices = true\ndate = 2025-06-01\n[rules]\nunused-suppression = 'off'\n",
        );
        assert_eq!(problems, []);
        assert_eq!((config.profile, config.language), (Some(Profile::Academic), Some(Language::En)));
        assert_eq!((config.exclude, config.entries.as_deref()), (vec!["old/**".to_owned()], Some("names")));
        assert_eq!((config.hints.note_uses, config.hints.offices), (Some(true), Some(true)));
        assert_eq!(config.date, Some((2025, Some(6), Some(1))));
        assert_eq!(config.levels.of("unused-suppression"), Some(Level::Off));
    }

    #[test]
    fn a_slip_is_named_with_the_nearest_valid_word_and_the_rest_holds() {
        let text =
            "profil = 'op-ed'\nlanguage = 'zh-Hand'\n[rules]\nunused-supression = 'off'\nunused-suppression = 'of'\n";
        let expected = [
            ("profil", "profile"),
            ("'zh-Hand'", "\"zh-Han"),
            ("unused-supression", "unused-suppression"),
            ("'of'", "\"off\""),
        ];
        let found = problems(text);
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (place, hint) in expected {
            assert!(
                found.iter().any(|problem| problem.starts_with(place) && problem.contains(hint)),
                "{place}: {found:#?}"
            );
        }
        let (config, _) = Config::parse("profil = 'op-ed'\nprofile = 'news'\n");
        assert_eq!(config.profile, Some(Profile::News));
    }

    #[test]
    fn any_text_is_read() {
        for text in
            ["=", "[", "[rules", "profile = 3", "exclude = 'x'", "exclude = [1]", "rules = 1", "\u{0}", "profile = '''"]
        {
            assert!(!problems(text).is_empty(), "{text:?}");
        }
    }
}
