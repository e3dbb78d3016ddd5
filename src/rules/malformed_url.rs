//! `malformed-url`: an address that cannot be right.

use super::{Context, Finding, Rule, Severity};
use crate::{
    analysis::{Placed, Profile},
    syntax::{BadUrl, UrlFault},
    text::Language,
};

pub struct MalformedUrl;

impl Rule for MalformedUrl {
    fn code(&self) -> &'static str {
        "malformed-url"
    }

    fn severity(&self, _profile: Profile) -> Option<Severity> {
        Some(Severity::Warning)
    }

    fn check_block(&self, context: &Context<'_>, placed: &Placed, out: &mut Vec<Finding>) {
        out.extend(placed.block.syntax.bad_urls.iter().map(|bad| Finding {
            code: self.code(),
            severity: Severity::Warning,
            span: placed.span(bad.span),
            message: message(bad, context.language),
            related: Vec::new(),
        }));
    }
}

fn message(bad: &BadUrl, language: Language) -> String {
    let (hans, hant, en) = match bad.fault {
        UrlFault::MissingDot => {
            ("网址的 www 后面少了一个点", "網址的 www 後面少了一個點", "This address lacks the dot after www")
        }
        UrlFault::FullWidth => ("网址里有全角符号", "網址裡有全形符號", "This address has full-width signs in it"),
        UrlFault::Blank => ("网址里有空格", "網址裡有空格", "This address has a blank in it"),
        UrlFault::Host => ("网址没有可用的域名", "網址沒有可用的網域名稱", "This address has no host that can exist"),
        UrlFault::Scheme => ("网址的开头写错了", "網址的開頭寫錯了", "This address does not begin like one"),
        UrlFault::Bracket => {
            ("网址的尖括号不成对", "網址的角括號不成對", "The angle brackets of this address do not match")
        }
    };
    match (language, &bad.repair) {
        (Language::ZhHans, Some(repair)) => format!("{hans}，读者打不开。是否应为 {repair} ？"),
        (Language::ZhHans, None) => format!("{hans}，读者打不开。请核对原址。"),
        (Language::ZhHant, Some(repair)) => format!("{hant}，讀者打不開。是否應為 {repair} ？"),
        (Language::ZhHant, None) => format!("{hant}，讀者打不開。請核對原址。"),
        (Language::En, Some(repair)) => format!("{en}; readers cannot open it. Perhaps {repair} is meant."),
        (Language::En, None) => format!("{en}; readers cannot open it. Check it against the source."),
    }
}
