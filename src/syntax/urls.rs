//! Addresses that cannot be right, with what they were probably meant to be.

use super::{
    Inline,
    inline::{InlineKind, has_scheme},
    landmarks::{Kind, Landmarks},
};
use crate::text::{Span, begins};

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UrlFault {
    /// `https://wwwexample.com`: the dot after `www` is missing.
    MissingDot,
    /// Full-width signs or Chinese inside: `https：//`, `example。com`.
    FullWidth,
    /// A blank inside.
    Blank,
    /// `https:///a`, `https://www`: no host, or none that can exist.
    Host,
    /// `http:/example.org`, `htps://`, `https//`: no scheme that a browser knows.
    Scheme,
    /// `<https://example.org` without its `>`, or the reverse.
    Bracket,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadUrl {
    /// The address as written, bytes of the block.
    pub span: Span,
    pub fault: UrlFault,
    /// The address as it was probably meant.
    pub repair: Option<String>,
}

/// Schemes as they are mistyped, and what they should be.
const SCHEMES: &[(&str, &str)] = &[
    ("https：//", "https://"),
    ("http：//", "http://"),
    ("https:／／", "https://"),
    ("http:／／", "http://"),
    ("https：／／", "https://"),
    ("http：／／", "http://"),
    ("hhttps://", "https://"),
    ("hhttp://", "http://"),
    ("htps://", "https://"),
    ("htpp://", "http://"),
    ("htttps://", "https://"),
    ("htttp://", "http://"),
    ("httsp://", "https://"),
    ("https//", "https://"),
    ("http//", "http://"),
    ("https:://", "https://"),
    ("http:://", "http://"),
    ("https;//", "https://"),
    ("http;//", "http://"),
    ("https:/", "https://"),
    ("http:/", "http://"),
];

/// All addresses of a block that cannot be right, in order.
pub fn bad_urls(text: &str, marks: &Landmarks, inline: &[Inline]) -> Vec<BadUrl> {
    let mut found: Vec<BadUrl> = Vec::new();
    for element in inline {
        let url = element.target.of(text);
        match element.kind {
            InlineKind::Link | InlineKind::Url if has_scheme(url) || url.starts_with("www") => {
                let fault = broken_off(text, element).or_else(|| inside(url)).or_else(|| bracket(text, element));
                found.extend(fault.map(|(fault, repair, len)| BadUrl {
                    span: Span::new(element.target.start as usize, element.target.end as usize + len),
                    fault,
                    repair,
                }));
            }
            _ => {}
        }
    }
    mistyped(text, marks, inline, &mut found);
    found.sort_by_key(|bad| bad.span);
    found
}

/// A fault, the repaired address, and how many bytes past the address it reaches.
type Fault = (UrlFault, Option<String>, usize);

/// Faults inside an address.
fn inside(url: &str) -> Option<Fault> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if url.contains(char::is_whitespace) {
        let repaired: String = url.chars().filter(|c| !c.is_whitespace()).collect();
        return Some((UrlFault::Blank, Some(repaired), 0));
    }
    if !url.is_ascii() && url.contains(is_full_width) {
        return Some((UrlFault::FullWidth, repaired(url), 0));
    }
    if has_scheme(rest) {
        return Some((UrlFault::Scheme, Some(rest.to_owned()), 0));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit('@').next().unwrap_or("").replace("\\_", "_");
    if host.starts_with('[') || host.starts_with("localhost") {
        return None;
    }
    let name = host.split(':').next().unwrap_or("");
    if let Some(site) = glued(name) {
        return Some((UrlFault::MissingDot, Some(url.replacen(name, &format!("www.{site}"), 1)), 0));
    }
    let impossible = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '_' | '%');
    let wrong = name.is_empty()
        || name.starts_with(['.', '-'])
        || name.ends_with(['.', '-'])
        || name.contains("..")
        || name.contains(impossible)
        || !name.contains('.');
    wrong.then_some((UrlFault::Host, None, 0))
}

/// `wwwexample.com`: what stands after the `www` without its dot. `wwwnc.cdc.gov` is a name of its own.
fn glued(host: &str) -> Option<&str> {
    let site = host.strip_prefix("www")?;
    let letters = site.chars().take_while(char::is_ascii_alphabetic).count();
    let labels: Vec<&str> = site.split('.').collect();
    let country = labels.len() == 3
        && labels.get(1).is_some_and(|label| matches!(*label, "com" | "co" | "org" | "net" | "gov" | "edu" | "ac"))
        && labels.get(2).is_some_and(|label| label.len() == 2);
    (letters >= 3 && (labels.len() == 2 || country)).then_some(site)
}

fn is_full_width(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '：'
            | '；'
            | '？'
            | '！'
            | '（'
            | '）'
            | '、'
            | '．'
            | '／'
            | '＿'
            | '－'
            | '＆'
            | '＝'
            | '％'
            | '＃'
            | '＠'
    ) || ('０'..='９').contains(&c)
        || ('Ａ'..='Ｚ').contains(&c)
        || ('ａ'..='ｚ').contains(&c)
}

/// Full-width signs as the plain ones they stand for.
fn repaired(url: &str) -> Option<String> {
    let plain = |c: char| match c {
        '。' => Some('.'),
        '、' => None,
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0),
        c => Some(c),
    };
    let address: Option<String> = url.trim_end_matches(is_full_width).chars().map(plain).collect();
    address.filter(|address| address != url)
}

/// A bare address that stops at a full-width dot with more of it behind: `https://www。example.com`.
fn broken_off(text: &str, element: &Inline) -> Option<Fault> {
    if element.kind != InlineKind::Url || element.span != element.target {
        return None;
    }
    let after = text.get(element.span.end as usize..)?;
    let sign = after.chars().next().filter(|&c| matches!(c, '。' | '．' | '／' | '：'))?;
    let more = &after[sign.len_utf8()..];
    let tail = more.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-._/?=&%#".contains(b)).count();
    let goes_on =
        more[..tail].contains(['.', '/']) || matches!(&more[..tail], "com" | "cn" | "org" | "net" | "gov" | "edu");
    if !goes_on {
        return None;
    }
    let whole = format!("{}{}", element.target.of(text), &after[..sign.len_utf8() + tail]);
    Some((UrlFault::FullWidth, repaired(&whole), sign.len_utf8() + tail))
}

/// `<https://example.org` or `https://example.org>`.
fn bracket(text: &str, element: &Inline) -> Option<Fault> {
    if element.kind != InlineKind::Url || element.span != element.target {
        return None;
    }
    let opened = text.get(..element.span.start as usize)?.ends_with('<');
    let closed = text.get(element.span.end as usize..)?.starts_with('>');
    (opened != closed).then_some((UrlFault::Bracket, None, 0))
}

/// Addresses whose scheme is mistyped: nothing recognises them as addresses.
fn mistyped(text: &str, marks: &Landmarks, inline: &[Inline], found: &mut Vec<BadUrl>) {
    let mut at = 0;
    for (start, c) in marks.places(Kind::Inline) {
        let rest = text.get(start..).unwrap_or("");
        if c != 'h' || start < at || !(rest.starts_with("ht") || rest.starts_with("hh")) {
            continue;
        }
        let word = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
        let listed = SCHEMES.iter().find(|(wrong, _)| begins(rest, wrong)).filter(|_| !word && !has_scheme(rest));
        let Some((wrong, right)) = listed else {
            continue;
        };
        let held = |element: &Inline| element.kind != InlineKind::Html && element.span.contains(start);
        if inline.iter().any(held) {
            continue;
        }
        let tail = &rest[wrong.len()..];
        let len = tail
            .find(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | ')' | ']'))
            .unwrap_or(tail.len());
        let len = tail[..len].trim_end_matches(['.', ',', ';']).len();
        if len == 0 {
            continue;
        }
        at = start + wrong.len() + len;
        let fault = if wrong.is_ascii() { UrlFault::Scheme } else { UrlFault::FullWidth };
        let repair = Some(format!("{right}{}", &tail[..len]));
        found.push(BadUrl { span: Span::new(start, at), fault, repair });
    }
}
