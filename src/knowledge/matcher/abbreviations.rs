//! One-character abbreviations: 美 in 中美, 对美, 美方; never 美 in 美丽 or 其中美方.

use smallvec::SmallVec;

use super::{
    super::base::{forms::is_han, index::Abbreviation},
    Claim, Found, View,
    words::{HOSTS, is_dot, is_sound},
};
use crate::knowledge::{EntryId, Kind};

/// What may stand between the members of a list or compound.
const SEPARATORS: &[char] = &['、', '-', '—', '/', '／'];
/// What a compound is said of: after these 以 at its head is Israel, not "with".
const RELATIONS: &[&str] = &[
    "关系", "同盟", "联盟", "联军", "双方", "两国", "冲突", "战争", "边境", "停火", "协议", "和谈", "会谈", "之间",
    "矛盾",
];
/// Verbs and prepositions of one character between two states.
#[rustfmt::skip]
fn is_verb(c: char) -> bool {
    matches!(c,
        '对' | '援' | '驻' | '向' | '攻' | '侵' | '打' | '制' | '抗' | '遏' | '访' | '售' | '输' | '联' | '拒' | '挺' | '压'
    )
}

/// Characters too common for that.
const AMBIGUOUS: &[&str] = &["以", "加", "越", "土", "意"];
/// After these a title is no holder's: 以总统身份.
const CAPACITY: &[&str] = &["身份", "名义", "资格", "为首", "的身份", "的名义", "之名", "的方式"];

/// Longest part of a foreign name, in characters.
const NAME: usize = 8;

/// A character that stands for a state, as a word of its own or in a word of such characters.
#[derive(Clone, Copy)]
struct Letter {
    start: usize,
    end: usize,
}

type Letters = SmallVec<[Letter; 16]>;

/// Adds the abbreviations that the context licenses, where no name stands.
pub fn add(view: &View<'_>, letters: &[usize], found: &mut Vec<Found>) {
    let letters = standing(view, letters, found);
    if letters.is_empty() {
        return;
    }
    let mut added = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let mut last = at;
        while last + 1 < letters.len() && joined(view, letters[last], letters[last + 1]) {
            last += 1;
        }
        compound(view, &letters[at..=last], found, &mut added);
        at = last + 1;
    }
    if !added.is_empty() {
        found.extend(added);
        found.sort_by_key(|one| one.start);
    }
}

/// The letters outside names whose word holds nothing but letters, or is licensed as a word.
fn standing(view: &View<'_>, letters: &[usize], found: &[Found]) -> Letters {
    let mut names = found.iter().peekable();
    let mut free = Letters::new();
    for &start in letters {
        while names.next_if(|name| name.end <= start).is_some() {}
        if names.peek().is_none_or(|name| start < name.start) {
            let end = start + view.after(start).chars().next().map_or(1, char::len_utf8);
            free.push(Letter { start, end });
        }
    }
    if free.is_empty() {
        return free;
    }
    let is_letter = |at: usize| free.binary_search_by_key(&at, |letter| letter.start).is_ok();
    let stands = |letter: &Letter| {
        let (from, to) = view.boundaries().around(letter.start, letter.end);
        let word = view.slice(from, to);
        let tail = word.char_indices().find(|(at, _)| !is_letter(from + at)).map_or(to, |(at, _)| from + at);
        // Letters throughout, or letters and one noun (日美军).
        tail == to || letter.end <= tail && right_of(view, tail, to) || fixed(view, *letter, from, to)
    };
    let beside = |at: usize| {
        let pair = |a: usize, b: usize| free.get(a).zip(free.get(b)).is_some_and(|(a, b)| joined(view, *a, *b));
        at.checked_sub(1).is_some_and(|before| pair(before, at)) || pair(at, at + 1)
    };
    let all = free.iter().enumerate();
    let licensed = all.filter(|&(at, letter)| beside(at) || may_be_alone(view, *letter, found));
    licensed.map(|(_, letter)| *letter).filter(stands).collect()
}

/// False where nothing beside a letter could license it without another letter, whatever the words are: seen before any
/// word is.
fn may_be_alone(view: &View<'_>, letter: Letter, found: &[Found]) -> bool {
    const SIGNS: [char; 3] = ['-', '—', '/'];
    let (before, after) = (view.before(letter.start), view.after(letter.end));
    let character = view.after(letter.start).chars().next();
    before.ends_with(SIGNS)
        || after.starts_with(SIGNS)
        || after.starts_with(is_verb)
        || found.binary_search_by_key(&letter.end, |one| one.start).is_ok()
        || character.is_some_and(|character| view.knowledge.licenses(character, before, after))
}

/// True where the letter that ends at `start` may have the words up to `end` after it.
fn right_of(view: &View<'_>, start: usize, end: usize) -> bool {
    let Some((at, _)) = view.before(start).char_indices().next_back() else { return false };
    let words = view.slice(start, end);
    readings(view, view.slice(at, start)).any(|(_, one)| one.right.heads_of(words).any(|word| word == words))
}

/// A word of the lexicon that is a letter with its context: 美军, 访华.
fn fixed(view: &View<'_>, letter: Letter, from: usize, to: usize) -> bool {
    let (left, right) = (view.slice(from, letter.start), view.slice(letter.end, to));
    let one = view.slice(letter.start, letter.end);
    // 以防长: the lexicon's 以防 takes half of the title.
    let title = |word: &str| word.chars().count() >= 2 && view.boundaries().at(letter.end + word.len());
    readings(view, one).any(|(_, abbreviation)| {
        left.is_empty() && abbreviation.right.heads_of(view.after(letter.end)).any(title)
            || left.is_empty() && abbreviation.right.heads_of(right).any(|word| is_rest(&right[word.len()..]))
            || is_rest(right) && abbreviation.left.tails_of(left).any(|word| word == left)
    })
}

/// What a word of the lexicon may hold besides a letter and its context: nothing, or a word of its own (对华关系).
fn is_rest(rest: &str) -> bool {
    rest.is_empty() || rest.chars().count() >= 2
}

/// True where a letter with its context is made of whole words, or is the head of one.
fn stands(view: &View<'_>, start: usize, middle: usize, end: usize) -> bool {
    let boundaries = view.boundaries();
    let head = || !boundaries.at(middle) && is_rest(view.slice(end, boundaries.around(start, end).1));
    boundaries.at(start) && (boundaries.at(end) || head())
}

fn joined(view: &View<'_>, a: Letter, b: Letter) -> bool {
    // No separator is longer.
    const LONGEST: usize = "、".len();
    let between = || view.slice(a.end, b.start);
    a.end == b.start || b.start - a.end <= LONGEST && between().chars().count() == 1 && between().contains(SEPARATORS)
}

/// The entries that a character may stand for, in the order of the file.
pub fn readings<'a>(view: &View<'a>, letter: &str) -> impl Iterator<Item = (EntryId, &'a Abbreviation)> {
    let (knowledge, character) = (view.knowledge, letter.chars().next());
    character.into_iter().flat_map(|character| knowledge.readings(character))
}

/// Judges a run of letters, and adds those of its members that count.
fn compound(view: &View<'_>, run: &[Letter], found: &[Found], added: &mut Vec<Found>) {
    let mut run = run;
    while let [first, rest @ ..] = run {
        if !misread(view, *first, rest) {
            break;
        }
        run = rest;
    }
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    if transliterated(view, run, *first, *last) {
        return;
    }
    let licence = if run.len() >= 2 && !part_of_list(view, *first, *last) {
        Some((first.start, last.end))
    } else {
        let (left, right) = (left(view, *first), right(view, *last));
        match (left, right) {
            (None, None) if flanked(view, *first, *last, found) || acting(view, *last) || owns(view, *last, found) => {
                Some((first.start, last.end))
            }
            (None, None) => None,
            (left, right) => Some((left.unwrap_or(first.start), right.unwrap_or(last.end))),
        }
    };
    let Some(within) = licence else { return };
    let compound = run.len() > 1;
    let member = |letter: &Letter| {
        let id = choose(view, view.slice(letter.start, letter.end), run, last.end, found)?;
        let kind = view.entry(id)?.kind;
        let claims = [Claim { id, name: 0, flags: 0, kind, pending: false }].into_iter().collect();
        Some(Found {
            start: letter.start,
            end: letter.end,
            claims,
            abbreviation: true,
            compound,
            within,
            slip: false,
            head: None,
        })
    };
    let before = added.len();
    added.extend(run.iter().filter_map(member));
    // 华中, 中华: the same state twice is a word of another kind.
    let twice = |pair: &[Found]| matches!(pair, [a, b] if a.claims[0].id == b.claims[0].id);
    if added[before..].windows(2).any(twice) {
        added.truncate(before);
    }
}

/// A character at the head of a run that is an ordinary word there: 5日, 谈判中美方, 以美为首.
fn misread(view: &View<'_>, first: Letter, rest: &[Letter]) -> bool {
    let (before, letter) = (view.before(first.start), view.slice(first.start, first.end));
    let end = rest.last().map_or(first.end, |last| last.end);
    let after = view.after(end);
    match letter {
        "日" | "月" => {
            before.trim_end().ends_with(|c: char| c.is_numeric() || "〇一二三四五六七八九十当近连今昨明".contains(c))
        }
        "中" => HOSTS.iter().any(|host| before.ends_with(host)),
        "以" => {
            let eastern =
                rest.first().is_some_and(|next| "巴伊黎叙哈沙埃约土".contains(view.slice(next.start, next.end)));
            !rest.is_empty() && !eastern && !RELATIONS.iter().any(|word| after.starts_with(word))
                || rest.is_empty() && CAPACITY.iter().any(|word| near(after, word))
        }
        "加" => !rest.is_empty() && !RELATIONS.iter().any(|word| after.starts_with(word)),
        _ => false,
    }
}

/// 埃德 in 埃德森: characters of an unknown foreign name.
fn transliterated(view: &View<'_>, run: &[Letter], first: Letter, last: Letter) -> bool {
    let (before, after) = (view.before(first.start).chars().next_back(), view.after(last.end).chars().next());
    if [before, after].into_iter().flatten().any(is_dot) {
        return true;
    }
    let (head, tail) = (view.before(first.start), view.after(last.end));
    if lead_to_dot(head.chars().rev()) || lead_to_dot(tail.chars()) {
        return true;
    }
    let single = |c: Option<char>, start: usize, end: usize| {
        c.is_some_and(is_sound) && view.boundaries().at(start) && view.boundaries().at(end)
    };
    let sounds = run.iter().all(|letter| view.slice(letter.start, letter.end).chars().all(is_sound));
    let len = |c: Option<char>| c.map_or(0, char::len_utf8);
    sounds && (single(before, first.start - len(before), first.start) || single(after, last.end, last.end + len(after)))
}

/// 塔德 in 塔德乌什·科瓦尔: sounds lead to the dot of a foreign name.
fn lead_to_dot(chars: impl Iterator<Item = char>) -> bool {
    chars.take(NAME).find(|&c| !is_sound(c)).is_some_and(is_dot)
}

/// True where `word` comes within the next few characters.
fn near(after: &str, word: &str) -> bool {
    after.char_indices().take(7).any(|(at, _)| after[at..].starts_with(word))
}

/// 东、中、西: a list of single characters of which some are no abbreviations.
fn part_of_list(view: &View<'_>, first: Letter, last: Letter) -> bool {
    let listed = |inside: &str| inside.contains('、');
    if !listed(view.slice(first.start, last.end)) {
        return false;
    }
    is_single(view.before(first.start).chars().rev()) || is_single(view.after(last.end).chars())
}

fn is_single(mut listed: impl Iterator<Item = char>) -> bool {
    listed.next() == Some('、') && listed.next().is_some_and(is_han) && listed.next().is_none_or(|c| !is_han(c))
}

/// Licensed by the word before; where that word begins.
fn left(view: &View<'_>, letter: Letter) -> Option<usize> {
    let (before, one) = (view.before(letter.start), view.slice(letter.start, letter.end));
    let words = readings(view, one).flat_map(|(_, abbreviation)| abbreviation.left.tails_of(before));
    let starts = words.map(|word| letter.start - word.len());
    starts.filter(|&start| stands(view, start, letter.start, letter.end)).min()
}

/// Licensed by the word after; where that word ends.
fn right(view: &View<'_>, letter: Letter) -> Option<usize> {
    let (after, one) = (view.after(letter.end), view.slice(letter.start, letter.end));
    let words = readings(view, one).flat_map(|(_, abbreviation)| abbreviation.right.heads_of(after));
    let ends = words.map(|word| letter.end + word.len());
    ends.filter(|&end| stands(view, letter.start, letter.end, end)).max()
}

/// 美对华, 俄攻乌: a state that does something to another.
fn acting(view: &View<'_>, letter: Letter) -> bool {
    if AMBIGUOUS.contains(&view.slice(letter.start, letter.end)) || !view.boundaries().at(letter.start) {
        return false;
    }
    let mut after = view.after(letter.end).chars();
    after.next().is_some_and(is_verb) && after.next().is_some_and(|c| view.knowledge.readings(c).next().is_some())
}

/// 俄黑海舰队, 英工党: a state before the name of something of its own.
fn owns(view: &View<'_>, letter: Letter, found: &[Found]) -> bool {
    if !view.boundaries().at(letter.start) {
        return false;
    }
    let next = found.iter().find(|one| one.start == letter.end);
    let country = next.and_then(|one| view.entry(one.claims.first()?.id)).and_then(|entry| entry.country.as_deref());
    country.is_some_and(|country| {
        let own = |(id, _): (EntryId, _)| view.entry(id).is_some_and(|entry| entry.id == country);
        readings(view, view.slice(letter.start, letter.end)).any(own)
    })
}

/// Joined by a sign to a name: 美-伊朗, 俄、白俄罗斯 … only where the name is a state.
fn flanked(view: &View<'_>, first: Letter, last: Letter, found: &[Found]) -> bool {
    let state = |one: &Found| {
        one.claims.first().and_then(|claim| view.entry(claim.id)).is_some_and(|entry| entry.kind == Kind::State)
    };
    let sign = |text: &str| matches!(text, "-" | "—" | "/");
    found.iter().any(|one| {
        (one.start > last.end && sign(view.slice(last.end, one.start))
            || one.end < first.start && sign(view.slice(one.end, first.start)))
            && state(one)
    })
}

/// The reading of one member: called for by a partner, by the person the title after it names, else the first.
fn choose(view: &View<'_>, letter: &str, run: &[Letter], end: usize, found: &[Found]) -> Option<EntryId> {
    let all: SmallVec<[_; 4]> = readings(view, letter).collect();
    let partner = |abbreviation: &Abbreviation| {
        run.iter().any(|other| abbreviation.with.iter().any(|with| with == view.slice(other.start, other.end)))
    };
    if run.len() > 1
        && let Some(&(id, _)) = all.iter().find(|(_, abbreviation)| partner(abbreviation))
    {
        return Some(id);
    }
    let plain: SmallVec<[EntryId; 4]> =
        all.iter().filter(|(_, abbreviation)| abbreviation.with.is_empty()).map(|&(id, _)| id).collect();
    if plain.len() > 1
        && let Some(id) = found
            .iter()
            .filter(|one| one.start >= end && view.slice(end, one.start).chars().count() <= 6)
            .filter_map(|one| view.entry(one.claims.first()?.id)?.country.as_deref())
            .find_map(|country| plain.iter().copied().find(|&id| view.entry(id).is_some_and(|e| e.id == country)))
    {
        return Some(id);
    }
    plain.first().copied().or(all.first().map(|&(id, _)| id))
}
