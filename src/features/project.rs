//! A rule switched off for the whole project: the edit of `chuchu.toml`.

use toml::de::{DeTable, DeValue};

use crate::text::{Span, TextEdit};

/// The edit (bytes of the file) that switches a rule off, wherever the file sets rules. `None` where the file cannot be
/// read, or sets them in one line, which an edit might break.
pub fn switch_off(text: &str, code: &str) -> Option<TextEdit> {
    let file = DeTable::parse(text).ok()?;
    let Some((_, rules)) = file.get_ref().iter().find(|(key, _)| key.get_ref().as_ref() == "rules") else {
        let gap = match text {
            "" => "",
            _ if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        return Some(TextEdit::insert(text.len(), format!("{gap}[rules]\n{code} = \"off\"\n")));
    };
    let DeValue::Table(table) = rules.get_ref() else { return None };
    if let Some((_, level)) = table.iter().find(|(key, _)| key.get_ref().as_ref() == code) {
        return Some(TextEdit::new(Span::from(level.span()), "\"off\""));
    }
    let mut line = 0;
    for words in text.split_inclusive('\n') {
        line += words.len();
        if words.split('#').next().is_some_and(|head| head.split_whitespace().collect::<String>() == "[rules]") {
            let gap = if words.ends_with('\n') { "" } else { "\n" };
            return Some(TextEdit::insert(line, format!("{gap}{code} = \"off\"\n")));
        }
    }
    // rules.unsourced-event = "hint": keys with points stand before the first table.
    let points = text.lines().any(|line| line.trim_start().starts_with("rules."));
    points.then(|| TextEdit::insert(0, format!("rules.{code} = \"off\"\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        rules::{Level, Severity},
    };

    #[test]
    fn the_rule_is_off_and_all_else_as_before() {
        let files = [
            "",
            "profile = 'news'",
            "profile = 'news'\n",
            "[rules]",
            "profile = 'news'\n\n[rules] # ours\nvague-attribution = \"hint\"\n\n[hints]\nnote-uses = true\n",
            "[rules]\nunsourced-event = 'error' # why\n",
            "rules.vague-attribution = 'hint'\n[hints]\nnote-uses = true\n",
        ];
        for text in files {
            let edit = switch_off(text, "unsourced-event").unwrap_or_else(|| panic!("no edit of {text:?}"));
            let mut edited = text.to_owned();
            edited.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            let (after, problems) = Config::parse(&edited);
            assert_eq!(problems, [], "{edited}");
            let (mut before, _) = Config::parse(text);
            before.levels.set("unsourced-event", Level::Off);
            assert_eq!(after, before, "{edited}");
            assert_ne!(after.levels.of("unsourced-event"), Some(Level::At(Severity::Error)));
        }
    }

    #[test]
    fn a_file_that_is_none_or_sets_its_rules_in_one_line_is_left_alone() {
        for text in ["[rules", "rules = 3\n", "rules = { vague-attribution = 'hint' }\n"] {
            assert_eq!(switch_off(text, "unsourced-event"), None, "{text}");
        }
    }
}
