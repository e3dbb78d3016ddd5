//! The sheet as Markdown: a table for each kind.

use super::{Introduced, Row, Sheet};
use crate::{
    knowledge::{Kind, wording},
    text::Language,
};

/// The words of the sheet in a language.
struct Words {
    title: &'static str,
    none: &'static str,
    undated: &'static str,
    latest: &'static str,
    name: &'static str,
    said: &'static str,
    first: &'static str,
    count: &'static str,
    forms: &'static str,
    introduced: &'static str,
    full: &'static str,
}

const HANS: Words = Words {
    title: "名单",
    none: "没有知识库认识的名字。",
    undated: "本文没有注明日期，职务是最近一次核对时的。",
    latest: "职务（最近核对）",
    name: "名字",
    said: "文中称",
    first: "首见行",
    count: "次数",
    forms: "写法",
    introduced: "本文引入、知识库没有的名字",
    full: "全名或原名",
};
const HANT: Words = Words {
    title: "名單",
    none: "沒有知識庫認識的名字。",
    undated: "本文沒有註明日期，職務是最近一次核對時的。",
    latest: "職務（最近核對）",
    name: "名字",
    said: "文中稱",
    first: "首見行",
    count: "次數",
    forms: "寫法",
    introduced: "本文引入、知識庫沒有的名字",
    full: "全名或原名",
};
const EN: Words = Words {
    title: "Names",
    none: "No name that the knowledge base has.",
    undated: "This text has no date; offices are those of the last review.",
    latest: "office (last review)",
    name: "name",
    said: "called here",
    first: "first line",
    count: "times",
    forms: "forms",
    introduced: "Introduced here, not in the knowledge base",
    full: "full or original name",
};

/// The sheet of a document for people to read.
pub fn markdown(sheet: &Sheet, language: Language) -> String {
    let words = match language {
        Language::ZhHans => &HANS,
        Language::ZhHant => &HANT,
        Language::En => &EN,
    };
    let mut out = format!("# {}\n", words.title);
    let office = match sheet.day {
        Some(day) => match language {
            Language::En => format!("office on {day}"),
            Language::ZhHans => format!("职务（{}）", wording::date(day, language)),
            Language::ZhHant => format!("職務（{}）", wording::date(day, language)),
        },
        None => words.latest.to_owned(),
    };
    if sheet.rows.is_empty() && sheet.introduced.is_empty() {
        return format!("{out}\n{}\n", words.none);
    }
    if sheet.day.is_none() {
        out += &format!("\n{}\n", words.undated);
    }
    for rows in sheet.rows.chunk_by(|a, b| a.kind == b.kind) {
        out += &format!("\n## {}\n\n", rows.first().map_or("", |row| &row.kind_name));
        if rows.first().is_some_and(|row| row.kind == Kind::Person) {
            table(&mut out, &[words.name, &office, words.said, words.first, words.count, words.forms], rows, person);
        } else {
            table(&mut out, &[words.name, words.first, words.count, words.forms], rows, other);
        }
    }
    if !sheet.introduced.is_empty() {
        out += &format!("\n## {}\n\n", words.introduced);
        let cells =
            |one: &Introduced| vec![one.name.clone(), one.full.clone(), one.line.to_string(), one.count.to_string()];
        table(&mut out, &[words.name, words.full, words.first, words.count], &sheet.introduced, cells);
    }
    out
}

fn person(row: &Row) -> Vec<String> {
    let [name, line, count, forms] = common(row);
    vec![name, row.offices.join("<br>"), row.said.join("、"), line, count, forms]
}

fn other(row: &Row) -> Vec<String> {
    common(row).to_vec()
}

fn common(row: &Row) -> [String; 4] {
    let original = row.original.as_deref().map_or(String::new(), |original| format!("（{original}）"));
    [format!("{}{original}", row.name), row.line.to_string(), row.count.to_string(), forms(row)]
}

/// 鲁比奥 4、魯比奧 1; the count only where there are several.
pub fn forms(row: &Row) -> String {
    match &row.forms[..] {
        [(form, _)] => form.clone(),
        forms => forms.iter().map(|(form, count)| format!("{form} {count}")).collect::<Vec<_>>().join("、"),
    }
}

fn table<T>(out: &mut String, head: &[&str], rows: &[T], cells: impl Fn(&T) -> Vec<String>) {
    let mut line = |cells: &[String]| *out += &format!("| {} |\n", cells.join(" | "));
    line(&head.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
    line(&head.iter().map(|_| "---".to_owned()).collect::<Vec<_>>());
    for row in rows {
        line(&cells(row).iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect::<Vec<_>>());
    }
}
