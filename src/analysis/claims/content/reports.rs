//! Contents of documents, and what nobody in particular is said to say.

use super::super::{mode::Mode, view::View};
use crate::{
    syntax::{Attribution, AttributionKind, Class},
    text::Span,
};

/// Contents of a document, a leak or a media story, or what nobody in particular is said to say.
pub fn report(view: &View<'_>, mode: Mode) -> Option<Span> {
    if matches!(mode, Mode::Question | Mode::Opinion) {
        return None;
    }
    let told = |attribution: &&Attribution| match attribution.kind {
        AttributionKind::Vague => attribution.head != Class::Crowd || rumour(view, attribution),
        AttributionKind::Named => {
            let documented =
                attribution.source.is_some_and(|source| view.has_in(source, &[Class::Document, Class::Data]));
            matches!(attribution.verb, Class::Disclose | Class::By) || documented && attribution.verb != Class::Perform
        }
    };
    view.attributions.iter().find(told).map(|attribution| attribution.span)
}

/// 外界, 有人 …: everybody's opinion is a figure of speech, what everybody is said to know is none.
pub fn rumour(view: &View<'_>, attribution: &Attribution) -> bool {
    let words = attribution.span.of(view.text);
    let widely = ["普遍", "一般", "盛", "传"].iter().any(|word| words.contains(word));
    let telling = matches!(attribution.verb, Class::Disclose | Class::Hearsay)
        || matches!(attribution.verb, Class::Belief | Class::Speech)
            && ["观点", "评论", "业界", "声音", "说法"].iter().any(|view| words.contains(view));
    telling || widely && attribution.verb == Class::Belief
}
