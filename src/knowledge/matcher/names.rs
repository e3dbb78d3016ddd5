//! Names of two characters and more.

use super::{
    super::base::{
        Kind,
        forms::{self, flag, is_han},
    },
    Claim, Claims, Found, View, guards,
    scan::{Hit, Scan},
    words::{HOSTS, PREFIXES, SUFFIXES, is_dot, is_sound},
};
use crate::{
    knowledge::{Level, lexicon::is_word},
    text::Sieve,
};

/// 美国财政部 in 美国财政部长: a title begins inside the name and ends beyond it, and a shorter name ends where it begins.
fn cut_by_title(scan: &Scan, at: usize, claim: &Claim) -> bool {
    let Hit { start, end, .. } = scan.hits[at];
    if claim.flags & flag::TITLE != 0 {
        return false;
    }
    let inside = scan.hits[at..].iter().take_while(|hit| hit.start < end);
    let mut crossing = inside.filter(|hit| hit.start > start && hit.end > end && scan.is_title(hit));
    let ends = |byte: usize| scan.hits[at..].iter().take_while(|hit| hit.start == start).any(|hit| hit.end == byte);
    crossing.any(|title| ends(title.start))
}

/// Leftmost-longest among the hits that agree with the ordinary lexicon and their guards.
pub fn select(view: &View<'_>, scan: &Scan, found: &mut Vec<Found>) {
    let mut free = 0;
    for (at, hit) in scan.hits.iter().enumerate() {
        let &Hit { start, end, .. } = hit;
        let all = scan.claims(hit);
        let Some(first) = all.first().filter(|_| start >= free) else { continue };
        if cut_by_title(scan, at, first) || !agrees(view, &scan.hits, start, end, first) {
            continue;
        }
        let mut claims = Claims::with_capacity(all.len());
        for &claim in all {
            if let Some(claim) = guards::judge(view, scan, hit, claim) {
                claims.push(claim);
            }
        }
        if claims.is_empty()
            || someone_else(view, start, end, &claims)
            || after_letter(view, &scan.letters, start, end, &claims)
        {
            continue;
        }
        let within = phrase(view, start, end, &claims);
        let head = head(view, scan, at, first);
        let (abbreviation, compound, slip) = (false, false, false);
        found.push(Found { start, end, claims, abbreviation, compound, within, slip, head });
        free = end;
    }
}

/// True where the words of the lexicon leave room for a name.
fn agrees(view: &View<'_>, hits: &[Hit], start: usize, end: usize, claim: &Claim) -> bool {
    let form = view.slice(start, end);
    let title = claim.flags & flag::TITLE != 0;
    if title
        && OFFICES.iter().any(|(end, more)| form.ends_with(end) && view.after(start + form.len()).starts_with(more))
    {
        return false;
    }
    if forms::certain(form) || !form.chars().any(is_han) {
        return true;
    }
    if matches!(form, "南韩" | "北韩") && view.after(end).starts_with('国') {
        return miscut(view, "韩国", end - "韩".len(), end + "国".len());
    }
    if miscut(view, form, start, end) {
        return false;
    }
    let boundaries = view.boundaries();
    let (left, right) = (boundaries.at(start), boundaries.at(end));
    if (left || right) && own(view, claim, form) {
        return true;
    }
    if left && right {
        return !form.chars().all(is_sound) || !goes_on(view, end);
    }
    let (word_start, word_end) = boundaries.around(start, end);
    // A word of the lexicon that is two names: 英国伦敦, 日本首相.
    let name = |start, end| hits.iter().any(|hit| hit.start == start && hit.end == end);
    let suffix = right || !title && SUFFIXES.contains(&view.slice(end, word_end)) || name(end, word_end);
    let prefix = left || !title && PREFIXES.contains(&view.slice(word_start, start)) || name(word_start, start);
    prefix && suffix
}

/// A writer's own name of three characters: the lexicon was not taught it, so that one end must do.
fn own(view: &View<'_>, claim: &Claim, form: &str) -> bool {
    view.knowledge.level(claim.id) > Level::Builtin && form.chars().count() > 2 && !is_word(form)
}

/// Titles that are part of the name of a place or body: 大使馆, 总统府.
const OFFICES: &[(&str, &str)] = &[
    ("大使", "馆"),
    ("领事", "馆"),
    ("总统", "府"),
    ("总理", "府"),
    ("首相", "府"),
    ("主席", "团"),
    ("主席", "国"),
    ("部长", "级"),
    ("总统", "制"),
    ("议长", "国"),
];

/// What is left of a word that 国 belongs to.
const STATE_NOUNS: &[&str] = &[
    "务院",
    "务卿",
    "防部",
    "防军",
    "民议会",
    "民警卫队",
    "土安全",
    "安会",
    "安局",
    "税局",
    "债",
    "情咨文",
    "家安全",
    "家情报",
    "会参议",
    "会众议",
    "会议员",
    "会两院",
    "会通过",
    "会批准",
    "会授权",
    "会表决",
    "会山",
];
static FIRST_OF_STATE_NOUNS: Sieve = Sieve::of_words(STATE_NOUNS);

/// 国 that belongs to the word after it: 俄国防部, 美国务卿, 过程中国家.
fn miscut(view: &View<'_>, form: &str, start: usize, end: usize) -> bool {
    if !form.ends_with('国') || form.chars().count() != 2 {
        return false;
    }
    let after = view.after(end);
    // 南韩国会
    let korea = form == "韩国" && view.before(start).ends_with(['南', '北']) && after.starts_with('会');
    if korea || FIRST_OF_STATE_NOUNS.admits(after) && STATE_NOUNS.iter().any(|noun| after.starts_with(noun)) {
        return true;
    }
    let word = |next: char| view.slice(end - "国".len(), end + next.len_utf8());
    form == "中国"
        && after.chars().next().is_some_and(|next| is_word(word(next)))
        && HOSTS.iter().any(|host| view.before(start).ends_with(host))
}

/// The longest name of a person, state or place that a longer name begins with.
fn head(view: &View<'_>, scan: &Scan, at: usize, claim: &Claim) -> Option<(Claim, usize)> {
    let Hit { start, end, .. } = scan.hits[at];
    let same = scan.hits[at..].iter().take_while(|hit| hit.start == start).filter(|hit| hit.end < end);
    let named =
        |shorter: &&Claim| shorter.id != claim.id && matches!(shorter.kind, Kind::Person | Kind::State | Kind::Place);
    let counts = |hit, claim| guards::judge(view, scan, hit, claim).is_some_and(|claim| !claim.pending);
    let mut longest_first = same.filter_map(|hit| {
        let last = scan.claims(hit).iter().rev().filter(named).find(|&&claim| counts(hit, claim))?;
        Some((*last, hit.end))
    });
    longest_first.next()
}

/// Nouns that make a region a phrase: 中东大国, 东欧诸国.
const COUNTRIES: &[&str] = &["国家", "大国", "小国", "强国", "各国", "诸国", "列国", "地区", "方面"];
static FIRST_OF_COUNTRIES: Sieve = Sieve::of_words(COUNTRIES);

/// Verbs and prepositions of one character that make a phrase with a state: 对俄罗斯, 访法国.
const GOVERNORS: [char; 13] = ['对', '向', '赴', '访', '援', '驻', '抗', '遏', '联', '涉', '反', '亲', '挺'];

/// The phrase around the name of a state or region.
fn phrase(view: &View<'_>, start: usize, end: usize, claims: &[Claim]) -> (usize, usize) {
    let kind = claims.first().map(|claim| claim.kind);
    if !matches!(kind, Some(Kind::State | Kind::Place)) || !view.slice(start, end).chars().all(is_han) {
        return (start, end);
    }
    let governor = view.before(start).chars().next_back().filter(|before| GOVERNORS.contains(before));
    let from = governor.map(|governor| start - governor.len_utf8()).filter(|&from| view.boundaries().at(from));
    let after = view.after(end);
    let noun = COUNTRIES.iter().find(|noun| FIRST_OF_COUNTRIES.admits(after) && after.starts_with(**noun));
    (from.unwrap_or(start), noun.map_or(end, |noun| end + noun.len()))
}

/// 日韩正就此: a name of two characters, of which the first is an abbreviation and follows one, is no name.
fn after_letter(view: &View<'_>, letters: &[usize], start: usize, end: usize, claims: &[Claim]) -> bool {
    let letter = |at: usize| letters.binary_search(&at).is_ok();
    if !letter(start) || view.slice(start, end).chars().count() != 2 {
        return false;
    }
    let Some((before, _)) = view.before(start).char_indices().next_back() else { return false };
    letter(before) && claims.iter().any(|claim| claim.kind == Kind::Person) && view.boundaries().at(before)
}

/// 罗马 in 罗马诺夫: two characters of foreign names follow, each a word by itself.
fn goes_on(view: &View<'_>, end: usize) -> bool {
    let mut at = end;
    view.after(end)
        .chars()
        .take(2)
        .filter(|&c| {
            at += c.len_utf8();
            is_sound(c) && view.boundaries().at(at)
        })
        .count()
        == 2
}

/// A surname beside the dot of another person's name: 德拉吉 in 马里奥·德拉吉 is he, 唐纳德 in 唐纳德·图斯克 nobody else.
fn someone_else(view: &View<'_>, start: usize, end: usize, claims: &[Claim]) -> bool {
    let named = |claim: &Claim| matches!(claim.kind, Kind::Person | Kind::Place | Kind::State);
    if !claims.iter().any(named) || !view.slice(start, end).chars().all(is_han) {
        return false;
    }
    let mut after = view.after(end).chars();
    if after.next().is_some_and(is_dot) && after.next().is_some_and(is_han) {
        return true;
    }
    let mut before = view.before(start).chars().rev();
    if !before.next().is_some_and(is_dot) {
        return false;
    }
    let given: String = before.take_while(|&c| is_han(c)).take(8).collect::<Vec<_>>().into_iter().rev().collect();
    !given.is_empty()
        && !claims.iter().any(|claim| view.entry(claim.id).is_some_and(|entry| guards::given(entry, &given)))
}
