//! The written forms of an entry, as the matcher looks for them.

use std::borrow::Cow;

use super::{Entry, Kind, Name, Region, Role};

/// Bits of [`Owner::flags`].
pub mod flag {
    /// A title of an office; whose, the context decides.
    pub const TITLE: u16 = 1;
    /// A title that is wrong for its office.
    pub const WRONG: u16 = 2;
    /// Counts only where its guard lets it.
    pub const GUARDED: u16 = 4;
    /// Latin capitals throughout: counts only so written (WHO, not who).
    pub const ACRONYM: u16 = 8;
    /// Begins with a Latin capital: counts only so written (Time, not time).
    pub const CAPITAL: u16 = 16;
    /// All but the last character of a name; with another character after it, a slip of the pen.
    pub const HEAD: u16 = 32;
    /// All but the first character of a name.
    pub const TAIL: u16 = 64;
    /// No form of its own, only part of one.
    pub const STUB: u16 = HEAD | TAIL;
    /// One spelling of several that a writer chooses from: the name itself, no nickname, address or Latin.
    pub const CHOSEN: u16 = 128;
    /// Of a spelling: not of the mainland.
    pub const REGIONAL: u16 = 256;
}

/// Whose form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Owner {
    /// Place of the entry in its index.
    pub entry: u32,
    /// Place of the name in the entry; of a wrong title, after all names.
    pub name: u16,
    /// Twelve bits.
    pub flags: u16,
    /// Of the entry.
    pub kind: Kind,
}

/// One character as forms and texts are compared, once it is folded to Simplified: Latin letters in lower case, the
/// dots of foreign names as one. Never changes the length in UTF-8, so that offsets hold.
#[inline]
pub fn normal(c: char) -> char {
    match c {
        '\u{3400}'..='\u{9fff}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        '‧' | '・' | '．' | '∙' => '•',
        '－' | '–' | '—' | '‑' | '‐' | '―' | '─' => '—',
        '’' => '’',
        _ if c < '\u{24f}' => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        }
        _ => c,
    }
}

/// A name as the index holds it.
pub fn key(text: &str, fold: impl Fn(char) -> char) -> String {
    let mut key = String::with_capacity(text.len());
    key.extend(text.chars().map(|c| normal(fold(c))));
    key
}

/// The same, of a text that mostly is one already.
// For the matcher, not for build.rs.
#[allow(dead_code)]
pub fn keyed(text: &str, fold: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| normal(fold(c)) == c) { Cow::Borrowed(text) } else { Cow::Owned(key(text, fold)) }
}

/// True for two texts that the matcher takes for the same name.
// For build.rs, which only makes keys.
#[allow(dead_code)]
pub fn same(one: &str, other: &str, fold: impl Fn(char) -> char) -> bool {
    let key = |c| normal(fold(c));
    one.len() == other.len() && one.chars().map(key).eq(other.chars().map(key))
}

/// All spellings of a name that mean the same: with each dot or none, with and without the space between Han and Latin,
/// with and without accents and hyphens.
pub fn spellings(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    if text.contains('·') {
        all.push(text.replace('·', "•"));
        let joined = text.replace('·', "");
        if joined.chars().count() >= 4 && joined.chars().all(is_han) {
            all.push(joined);
        }
        if text.contains("·") && text.chars().any(|c| c.is_ascii_alphabetic()) {
            all.push(text.replace('·', "."));
        }
    }
    for at in 0..all.len() {
        all.push(spaced(&all[at]));
        all.push(unspaced(&all[at]));
        all.push(all[at].chars().map(plain).collect());
    }
    let hyphened: Vec<_> = all.iter().filter(|text| text.contains('-') && text.chars().any(is_han)).cloned().collect();
    all.extend(hyphened.iter().map(|text| text.replace('-', "—")));
    all.sort_unstable();
    all.dedup();
    all.retain(|spelling| spelling != text);
    all.insert(0, text.to_owned());
    all
}

pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn seam(a: char, b: char) -> bool {
    is_han(a) && b.is_ascii_alphanumeric() || a.is_ascii_alphanumeric() && is_han(b)
}

fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut before = None;
    for c in text.chars() {
        if before.is_some_and(|before| seam(before, c)) {
            out.push(' ');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn unspaced(text: &str) -> String {
    let chars: Vec<_> = text.chars().collect();
    let seams = |at: usize| {
        let around = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1));
        matches!(around, (Some(&a), Some(&b)) if seam(a, b))
    };
    (0..chars.len()).filter(|&at| chars[at] != ' ' || !seams(at)).map(|at| chars[at]).collect()
}

/// A Latin letter without its accent.
pub fn plain(c: char) -> char {
    const ACCENTS: &[(&str, char)] = &[
        ("àáâãäåāăą", 'a'),
        ("ÀÁÂÃÄÅĀĂĄ", 'A'),
        ("çćĉċč", 'c'),
        ("ÇĆĈĊČ", 'C'),
        ("ďđð", 'd'),
        ("ĎĐ", 'D'),
        ("èéêëēĕėęě", 'e'),
        ("ÈÉÊËĒĖĘĚ", 'E'),
        ("ĝğġģ", 'g'),
        ("ìíîïĩīĭįı", 'i'),
        ("ÌÍÎÏĪİ", 'I'),
        ("ĺļľł", 'l'),
        ("ĹĽŁ", 'L'),
        ("ñńņň", 'n'),
        ("ÑŃŇ", 'N'),
        ("òóôõöøōŏő", 'o'),
        ("ÒÓÔÕÖØŌŐ", 'O'),
        ("ŕŗř", 'r'),
        ("ŘŔ", 'R'),
        ("śŝşšș", 's'),
        ("ŚŞŠȘ", 'S'),
        ("ţťț", 't'),
        ("ŢŤȚ", 'T'),
        ("ùúûüũūŭůűų", 'u'),
        ("ÙÚÛÜŪŮŰ", 'U'),
        ("ýÿ", 'y'),
        ("Ý", 'Y'),
        ("źżž", 'z'),
        ("ŹŻŽ", 'Z'),
    ];
    if c.is_ascii() || is_han(c) {
        return c;
    }
    ACCENTS.iter().find(|(accented, _)| accented.contains(c)).map_or(c, |&(_, plain)| plain)
}

/// How a Latin name must be written to count.
fn case(text: &str) -> u16 {
    let letters = || text.chars().filter(|c| c.is_alphabetic() && !is_han(*c));
    if letters().count() == 0 {
        return 0;
    }
    let capitals = letters().all(char::is_uppercase);
    match text.chars().next() {
        _ if capitals && letters().count() <= 5 && !text.chars().any(is_han) => flag::ACRONYM,
        Some(c) if c.is_uppercase() && !is_han(c) => flag::CAPITAL,
        _ => 0,
    }
}

/// Every form of an entry with its owner. `place` is the entry's place in its index.
pub fn forms(entry: &Entry, place: u32, fold: impl Fn(char) -> char) -> Vec<(String, Owner)> {
    let title = if entry.kind == Kind::Office { flag::TITLE } else { 0 };
    let named = entry.names.iter().enumerate().map(|(at, name)| {
        let guarded = if name.guard.is_some() { flag::GUARDED } else { 0 };
        // The English name of an office is nobody else's.
        let title = if name.role == Role::Original { 0 } else { title };
        (at, name.text.as_str(), title | guarded | case(&name.text) | choice(entry, at))
    });
    let wrong = entry.wrong.iter().enumerate();
    let wrong = wrong.map(|(at, text)| (entry.names.len() + at, text.as_str(), flag::TITLE | flag::WRONG));
    let mut all: Vec<(String, Owner)> = Vec::new();
    for (name, text, flags) in named.chain(wrong) {
        let Ok(name) = u16::try_from(name) else { continue };
        let mut earlier = entry.names.iter().take(name.into());
        let first = !earlier.any(|earlier| same(&earlier.text, text, &fold));
        for (at, spelling) in spellings(text).iter().enumerate() {
            let form = key(spelling, &fold);
            // The first spelling is the name itself; of names that are the same to the matcher the first one counts.
            let itself = at == 0 && first && !is_address(&form);
            let flags = if itself { flags } else { flags & !(flag::CHOSEN | flag::REGIONAL) };
            if form.chars().count() >= 2 {
                all.push((form, Owner { entry: place, name, flags, kind: entry.kind }));
            }
        }
    }
    all.extend(stubs(entry, place, &fold));
    all.sort_unstable();
    all.dedup();
    all
}

/// What a writer chooses with a name of an entry that has several.
fn choice(entry: &Entry, name: usize) -> u16 {
    let several = entry.varies();
    let usual = |name: &&Name| matches!(name.role, Role::Full | Role::Short | Role::Abbreviation) && !latin(name);
    match entry.names.get(name).filter(usual) {
        Some(name) if several && name.regions.has(Region::Cn) => flag::CHOSEN,
        Some(_) if several => flag::CHOSEN | flag::REGIONAL,
        _ => 0,
    }
}

/// Words that turn a family name into an address.
const ADDRESSES: &[&str] = &["老师", "先生", "女士", "教授", "博士", "总统", "总理", "主席", "部长", "同志", "夫人"];

/// 赵老师 is an address, no spelling.
fn is_address(form: &str) -> bool {
    ADDRESSES.iter().any(|address| form.ends_with(address))
}

/// Shortest transliterated name, in characters, whose slips are looked for.
const SLIP_CHARS: usize = 4;

/// What a slip in the first or the last character leaves of a person's transliterated name.
fn stubs(entry: &Entry, place: u32, fold: impl Fn(char) -> char) -> Vec<(String, Owner)> {
    let foreign = entry.kind == Kind::Person && entry.names.iter().any(|name| name.text.contains('·'));
    let mut all = Vec::new();
    for (at, name) in entry.names.iter().enumerate().filter(|(_, name)| foreign && name.guard.is_none()) {
        let chars: Vec<char> = key(&name.text, &fold).chars().collect();
        let whole = matches!(name.role, Role::Full | Role::Short) && chars.iter().all(|&c| is_han(c));
        if whole
            && chars.len() >= SLIP_CHARS
            && let Ok(name) = u16::try_from(at)
        {
            let owner = |flags| Owner { entry: place, name, flags, kind: entry.kind };
            all.push((chars[..chars.len() - 1].iter().collect(), owner(flag::HEAD)));
            all.push((chars[1..].iter().collect(), owner(flag::TAIL)));
        }
    }
    all
}

/// True for a name that cannot be anything else: four characters and more, or with the dot of foreign names.
pub fn certain(form: &str) -> bool {
    // No character takes more than four bytes.
    form.len() > 12 || form.chars().count() >= 4 || form.contains(['·', '•'])
}

/// True where a name is written in Latin letters.
pub fn latin(name: &Name) -> bool {
    !name.text.chars().any(is_han)
}
