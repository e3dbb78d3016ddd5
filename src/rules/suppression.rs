//! `<!-- chuchu: allow unsourced-statistic -- why -->`: findings that the writer has answered for.
//!
//! `allow` holds for the next block, `allow-file` for the document. What suppresses nothing is reported, and so is a
//! code that no rule has.

use std::collections::HashMap;

use super::{Context, Finding, RULES, Severity, nearest, shortened};
use crate::{
    analysis::{Analysis, Placed},
    syntax::BlockKind,
    text::{Language, Span},
};

pub const UNUSED: &str = "unused-suppression";
pub const UNKNOWN: &str = "unknown-rule";

/// One code of one comment.
struct Suppression<'a> {
    code: &'a str,
    /// The code as it stands in the comment, bytes of the document.
    span: Span,
    /// Where it holds, bytes of the document.
    holds: Span,
    used: bool,
}

/// True for what only [`apply`] reports.
pub fn reports(code: &str) -> bool {
    code == UNUSED || code == UNKNOWN
}

/// Takes out the findings that comments allow, and adds reports of the comments that allow nothing.
pub fn apply(context: &Context<'_>, findings: &mut Vec<Finding>) -> Vec<Finding> {
    let mut suppressions = if context.analysis.comments { suppressions(context.analysis) } else { Vec::new() };
    if suppressions.is_empty() {
        return Vec::new();
    }
    findings.retain(|finding| !reports(finding.code));
    // Suppressions of one code in one place are used together; places are blocks in order, or the whole document.
    let mut used: HashMap<(&str, Span), bool> =
        suppressions.iter().map(|suppression| ((suppression.code, suppression.holds), false)).collect();
    let mut places: Vec<Span> = suppressions.iter().map(|suppression| suppression.holds).collect();
    places.sort_unstable();
    places.dedup();
    let all = whole(context.analysis);
    let allowed = findings.extract_if(.., |finding| {
        let before = places.partition_point(|place| place.start <= finding.span.start);
        let block = before.checked_sub(1).and_then(|index| places.get(index)).copied();
        let places = [Some(all), block.filter(|block| *block != all && block.encloses(finding.span))];
        let mut allowed = false;
        for place in places.into_iter().flatten() {
            if let Some(used) = used.get_mut(&(finding.code, place)) {
                (*used, allowed) = (true, true);
            }
        }
        allowed
    });
    let allowed = allowed.collect();
    for suppression in &mut suppressions {
        suppression.used = used.get(&(suppression.code, suppression.holds)).is_some_and(|used| *used);
    }
    let unused = suppressions.iter().filter(|suppression| !suppression.used);
    findings.extend(unused.filter_map(|unused| report(context, unused)));
    allowed
}

/// All of the document.
fn whole(analysis: &Analysis) -> Span {
    Span::new(0, analysis.blocks.last().map_or(0, |last| last.start + last.block.text.len()))
}

fn suppressions(analysis: &Analysis) -> Vec<Suppression<'_>> {
    let all = whole(analysis);
    let (mut found, mut next) = (Vec::new(), None);
    for placed in analysis.blocks.iter().rev() {
        if placed.block.kind() == BlockKind::Comment {
            found.extend(directive(placed, all, next).into_iter().rev());
        } else {
            next = Some(placed);
        }
    }
    found.reverse();
    found
}

/// The suppressions of one comment.
fn directive<'a>(comment: &'a Placed, all: Span, next: Option<&Placed>) -> Vec<Suppression<'a>> {
    let text = &*comment.block.text;
    let Some((_, directive)) = text.split_once("chuchu:") else { return Vec::new() };
    let directive = directive.split("-->").next().unwrap_or("");
    let codes = directive.split(" -- ").next().unwrap_or("").trim();
    let (codes, holds) = if let Some(codes) = codes.strip_prefix("allow-file") {
        (codes, all)
    } else if let Some(codes) = codes.strip_prefix("allow") {
        (codes, next.map_or(Span::default(), |next| next.span(Span::new(0, next.block.text.len()))))
    } else {
        return Vec::new();
    };
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let codes = codes.split([',', ' ', '\t', '，', '、']).filter(|code| !code.is_empty());
    codes
        .map(|code| {
            let span = comment.span(Span::new(offset(code), offset(code) + code.len()));
            Suppression { code, span, holds, used: false }
        })
        .collect()
}

fn report(context: &Context<'_>, suppression: &Suppression<'_>) -> Option<Finding> {
    let code = shortened(suppression.code);
    let known = RULES.iter().any(|rule| rule.code() == code);
    let (reported, usual) = if known { (UNUSED, Severity::Hint) } else { (UNKNOWN, Severity::Warning) };
    let severity = context.levels.severity(reported, Some(usual))?;
    let message = if known {
        match context.language {
            Language::ZhHans => format!("这里没有可以由 {code} 放行的内容，这条注释可以删去。"),
            Language::ZhHant => format!("這裡沒有可以由 {code} 放行的內容，這條註釋可以刪去。"),
            Language::En => format!("Nothing here is allowed by {code}; this comment can go."),
        }
    } else {
        let nearest = nearest(code, RULES.iter().map(|rule| rule.code())).unwrap_or("");
        match context.language {
            Language::ZhHans => format!("没有叫 {code} 的规则。是否指 {nearest}？"),
            Language::ZhHant => format!("沒有叫 {code} 的規則。是否指 {nearest}？"),
            Language::En => format!("There is no rule {code}. Is {nearest} meant?"),
        }
    };
    Some(Finding { code: reported, severity, span: suppression.span, message, related: Vec::new() })
}
