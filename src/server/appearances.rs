//! Who appears in the texts of the workspace that are not open: read one at a time in the blocking pool, and remembered
//! until they change.

use std::{
    collections::{HashMap, HashSet},
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, Weak},
    time::{Duration, Instant, SystemTime},
};

use tower_lsp::lsp_types::{Position, Range, Url};

use crate::{
    analysis::{Analysis, Settings},
    features::outline,
    files::{read_within, texts},
    knowledge::{Kind, Knowledge},
    text::{Document, Encoding},
};

/// Most texts of a workspace that are read, and the longest of them in bytes.
const FILES: usize = 2_000;
const MAX_BYTES: u64 = 1 << 20;
/// Most appearances that are remembered.
const ROWS: usize = 50_000;
/// Longest that one request reads; the next one goes on from there.
const BUDGET: Duration = Duration::from_secs(2);

/// One actor, term or office of a text.
#[derive(Clone, Debug)]
pub(super) struct Appearance {
    /// Id of the entry.
    pub entry: String,
    pub kind: Kind,
    pub name: String,
    pub count: usize,
    pub first: Range,
}

impl Appearance {
    pub fn of(row: outline::ActorRow, first: Range, knowledge: &Knowledge) -> Option<Self> {
        let kind = knowledge.get(&row.entry)?.kind;
        Some(Self { entry: row.entry, kind, name: row.name, count: row.count, first })
    }
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Appearances(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// That of the base which the texts were read with.
    base: u128,
    texts: HashMap<PathBuf, Text>,
    rows: usize,
}

struct Text {
    stamp: Stamp,
    rows: Vec<Appearance>,
}

/// Tells one state of a file from another: when it was written, and its length in bytes.
type Stamp = (Option<SystemTime>, u64);

/// Where to look.
pub(super) struct Search<'a> {
    pub root: &'a Path,
    /// The documents that are open.
    pub open: HashSet<PathBuf>,
    pub settings: &'a Settings,
    pub encoding: Encoding,
    /// Gone when nobody waits for the answer any more.
    pub wanted: Weak<()>,
}

impl Appearances {
    /// Shows each text of the workspace with who appears in it, until that has enough.
    pub fn each(&self, search: &Search<'_>, mut shown: impl FnMut(&Url, &[Appearance]) -> bool) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let base = search.settings.knowledge.key();
        if known.base != base {
            *known = Known { base, ..Known::default() };
        }
        let began = Instant::now();
        let texts = texts::below(search.root).filter_map(Result::ok).filter(|path| !search.open.contains(path));
        for path in texts.take(FILES) {
            if search.wanted.strong_count() == 0 || began.elapsed() > BUDGET || known.rows > ROWS {
                return;
            }
            let (Ok(uri), Some(rows)) = (Url::from_file_path(&path), known.rows_of(&path, search)) else { continue };
            if !shown(&uri, rows) {
                return;
            }
        }
    }
}

impl Known {
    /// Who appears in a text; `None` where it cannot be read.
    fn rows_of(&mut self, path: &Path, search: &Search<'_>) -> Option<&[Appearance]> {
        let metadata = fs::metadata(path).ok()?;
        let stamp = (metadata.modified().ok(), metadata.len());
        if self.texts.get(path).is_none_or(|text| text.stamp != stamp) {
            // A text that cannot be read or analysed has nobody in it.
            let rows = catch_unwind(AssertUnwindSafe(|| search.read(path))).ok().flatten().unwrap_or_default();
            self.rows += rows.len();
            let before = self.texts.insert(path.to_owned(), Text { stamp, rows });
            self.rows -= before.map_or(0, |before| before.rows.len());
        }
        self.texts.get(path).map(|text| &text.rows[..])
    }
}

impl Search<'_> {
    fn read(&self, path: &Path) -> Option<Vec<Appearance>> {
        let text = read_within(self.root, path, MAX_BYTES).ok()?;
        let document = Document::new(&text, 0);
        let analysis = Analysis::new(document.rope(), self.settings);
        let at = |offset: u32| {
            let position = document.position(offset as usize, self.encoding);
            Position::new(position.line, position.column)
        };
        let row = |row: outline::ActorRow| {
            let first = Range::new(at(row.first.start), at(row.first.end));
            Appearance::of(row, first, analysis.knowledge())
        };
        Some(outline::actors(&analysis).into_iter().filter_map(row).collect())
    }
}
