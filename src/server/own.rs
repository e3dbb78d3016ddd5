//! Own entries: read in the blocking pool, laid over the built-in base, and read again when their files change.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
    panic::catch_unwind,
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CreateFile, CreateFileOptions, Diagnostic,
    DocumentChangeOperation, DocumentChanges, Location, OneOf, OptionalVersionedTextDocumentIdentifier, Position,
    Range, ResourceOp, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};
use tracing::{error, info};

use super::{
    configuration::{Configuration, MOST, diagnostic},
    convert,
    open::Snapshot,
    publisher::Content,
    session::Session,
    sheet::{ENTRY, Sheet},
    world::{Message, World},
};
use crate::{
    features::names::{self, Addition},
    files::own::{self, Folders, OwnFile, Workspace},
    knowledge::{
        Knowledge, Level,
        base::load::{Problem, Weight},
        overlay::place_of,
        wording,
    },
    text::{Document, Encoding, Language, Span},
};

/// Longest time that answers wait for the first loading; behind it they go on without own entries.
const PATIENCE: Duration = Duration::from_secs(1);

/// The file that names are added to.
const ADDED: &str = "names.toml";

/// What the world keeps of own entries.
#[derive(Default)]
pub(super) struct OwnEntries {
    folders: Folders,
    pub loaded: Arc<Loaded>,
    /// Files that diagnostics were published of.
    shown: HashSet<Url>,
    /// A loading that nothing is analysed before.
    awaited: bool,
    running: bool,
    /// Something changed since the running one began.
    again: bool,
}

/// What a loading found.
#[derive(Default)]
pub(super) struct Loaded {
    knowledge: Option<Arc<Knowledge>>,
    files: HashMap<Url, Known>,
    pub target: Option<Target>,
    /// Of the files, before they were read.
    stamp: u64,
}

/// A file as it was read.
struct Known {
    level: Level,
    text: Arc<str>,
    problems: Vec<Problem>,
    diagnostics: Vec<Diagnostic>,
}

/// Where a name is added: a file of the workspace; without one, of the user.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub uri: Url,
    /// The end of its text; `None` where there is no such file yet.
    pub end: Option<Position>,
}

/// What to load.
struct Order {
    folders: Folders,
    workspace: Option<Workspace>,
    live: BTreeMap<PathBuf, Arc<str>>,
    session: Arc<Session>,
}

impl OwnEntries {
    pub fn new(folders: Folders) -> Self {
        Self { folders, ..Self::default() }
    }

    /// False while the first loading is waited for: what is analysed before would be analysed twice.
    pub fn ready(&self) -> bool {
        !self.awaited
    }

    /// The folders that entries stand in.
    fn places(&self, configuration: &Configuration) -> Vec<(Level, PathBuf)> {
        let workspace = configuration.workspace().map(|workspace| (Level::Workspace, workspace.path()));
        workspace.into_iter().chain(self.folders.user.clone().map(|folder| (Level::User, folder))).collect()
    }
}

impl Loaded {
    /// What does not hold in a file, if this is the text that was loaded.
    pub fn problems(&self, uri: &Url, text: &str) -> Option<&[Problem]> {
        let known = self.files.get(uri).filter(|known| *known.text == *text)?;
        Some(&known.problems)
    }

    /// Where an entry stands, by its id: in the strongest layer that has it, there in the first file.
    pub fn place(&self, id: &str, encoding: Encoding) -> Option<Location> {
        let places = self.files.iter().filter_map(|(uri, known)| Some((uri, known, place_of(id, &known.text)?)));
        let (uri, known, at) = places.max_by_key(|(uri, known, _)| (known.level, Reverse(*uri)))?;
        Some(Location::new(uri.clone(), convert::range_in(&Document::new(&known.text, 0), at.into(), encoding)))
    }
}

impl Target {
    /// The edit that adds to the file, or creates it.
    pub fn append(&self, text: &str, session: &Session) -> WorkspaceEdit {
        let end = self.end.unwrap_or_default();
        // A table begins a line, after an empty one.
        let before = match (self.end, end.character) {
            (None, _) => "",
            (Some(_), 0) if end.line == 0 => "",
            (Some(_), 0) => "\n",
            (Some(_), _) => "\n\n",
        };
        let edit = TextEdit::new(Range::new(end, end), format!("{before}{text}"));
        if !session.versioned_edits {
            let changes = HashMap::from([(self.uri.clone(), vec![edit])]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let options = Some(CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) });
        let create = CreateFile { uri: self.uri.clone(), options, annotation_id: None };
        let create = (self.end.is_none() && session.creates_files)
            .then_some(DocumentChangeOperation::Op(ResourceOp::Create(create)));
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: None };
        let edit = TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] };
        let operations = create.into_iter().chain([DocumentChangeOperation::Edit(edit)]).collect();
        let document_changes = Some(DocumentChanges::Operations(operations));
        WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
    }
}

/// The action that adds what stands at a selection to the entries.
pub(super) fn addition(snapshot: &Snapshot, at: Span, language: Language) -> Option<CodeActionOrCommand> {
    let Addition { title, text } = names::addition(&snapshot.analysis, at, language)?;
    let edit = Some(snapshot.own.target.as_ref()?.append(&text, &snapshot.session));
    let kind = Some(CodeActionKind::QUICKFIX);
    Some(CodeActionOrCommand::CodeAction(CodeAction { title, kind, edit, ..CodeAction::default() }))
}

impl World {
    pub(super) fn sheet(&self, uri: &Url) -> Option<Sheet> {
        Sheet::of(uri, || self.own.places(&self.configuration))
    }

    fn is_entries(&self, uri: &Url) -> bool {
        matches!(self.sheet(uri), Some(Sheet::Entries(_)))
    }

    /// Reads the entries again, unless they are being read; then once more after that.
    pub(super) fn load_own(&mut self) {
        if self.own.running {
            self.own.again = true;
            return;
        }
        self.own.running = true;
        if self.own.loaded.knowledge.is_none() {
            self.await_own();
        }
        let live = self.documents.iter().filter(|(uri, _)| self.is_entries(uri));
        let live =
            live.filter_map(|(uri, open)| Some((uri.to_file_path().ok()?, open.document.rope().to_string().into())));
        let order = Order {
            folders: self.own.folders.clone(),
            workspace: self.configuration.workspace(),
            live: live.collect(),
            session: self.session.clone(),
        };
        let inbox = self.inbox.clone();
        tokio::task::spawn_blocking(move || {
            let loaded = catch_unwind(|| load(&order)).unwrap_or_else(|_| {
                error!("own entries could not be read");
                Loaded { knowledge: Some(Knowledge::builtin()), ..Loaded::default() }
            });
            drop(inbox.send(Message::Own(loaded)));
        });
    }

    /// Lets nothing be analysed before the entries are there, for a while.
    fn await_own(&mut self) {
        self.own.awaited = true;
        let inbox = self.inbox.clone();
        tokio::spawn(async move {
            tokio::time::sleep(PATIENCE).await;
            let _ = inbox.send(Message::OwnLate);
        });
    }

    /// Goes on with what there is; what was analysed so is analysed again once the entries are there.
    pub(super) fn own_late(&mut self) {
        if std::mem::take(&mut self.own.awaited) {
            info!("own entries take long: answers go on without them");
            self.analyse_again(self.documents.keys().cloned().collect());
        }
    }

    /// Reads the entries again where their files changed and nobody told: not every client watches every folder.
    pub(super) fn look_again(&self) {
        if self.own.running || self.own.loaded.knowledge.is_none() {
            return;
        }
        let (folders, workspace) = (self.own.folders.clone(), self.configuration.workspace());
        let (known, inbox) = (self.own.loaded.stamp, self.inbox.clone());
        tokio::task::spawn_blocking(move || {
            if own::stamp(&folders, workspace.as_ref()) != known {
                drop(inbox.send(Message::FilesChanged));
            }
        });
    }

    pub(super) fn own_loaded(&mut self, loaded: Loaded) {
        self.own.running = false;
        let first = std::mem::take(&mut self.own.awaited);
        let knowledge = loaded.knowledge.clone().unwrap_or_else(Knowledge::builtin);
        let same =
            Arc::ptr_eq(&knowledge, &self.settings.knowledge) || knowledge.key() == self.settings.knowledge.key();
        self.settings.knowledge = knowledge;
        self.own.loaded = Arc::new(loaded);
        self.publish_own();
        let uris = self.documents.keys();
        let outdated = uris.filter(|uri| first || !same || self.is_entries(uri)).cloned().collect();
        self.analyse_again(outdated);
        if std::mem::take(&mut self.own.again) {
            self.load_own();
        }
    }

    /// Shows what is wrong in the files that are not open; an open one's diagnostics are those of its text.
    fn publish_own(&mut self) {
        let loaded = self.own.loaded.clone();
        for (uri, known) in &loaded.files {
            if !known.diagnostics.is_empty() || self.own.shown.contains(uri) {
                self.publish_file(uri.clone(), known.diagnostics.clone());
            }
        }
        let gone: Vec<Url> = self.own.shown.iter().filter(|uri| !loaded.files.contains_key(uri)).cloned().collect();
        gone.into_iter().for_each(|uri| self.publish_file(uri, Vec::new()));
        let faulty = loaded.files.iter().filter(|(_, known)| !known.diagnostics.is_empty());
        self.own.shown = faulty.map(|(uri, _)| uri.clone()).collect();
    }

    /// Diagnostics of a file that was read from the disk.
    pub(super) fn publish_file(&mut self, uri: Url, diagnostics: Vec<Diagnostic>) {
        if !self.documents.contains_key(&uri) {
            self.publisher.publish(uri, Content::Fixed(diagnostics));
        }
    }

    /// An entry file was opened or edited: what the editor has counts.
    pub(super) fn own_edited(&mut self, uri: &Url) {
        if self.is_entries(uri) {
            self.load_own();
        }
    }

    /// A document was closed: of our own files, what is on the disk counts again.
    pub(super) fn closed(&mut self, uri: Url) {
        let sheet = self.sheet(&uri);
        self.publisher.publish(uri, Content::Gone);
        if sheet.is_some() {
            self.own.shown.clear();
            self.reload();
        }
    }
}

fn load(order: &Order) -> Loaded {
    let stamp = own::stamp(&order.folders, order.workspace.as_ref());
    let own::Own { knowledge, files } = own::load(&order.folders, order.workspace.as_ref(), &order.live);
    let folder = order.workspace.as_ref().map(Workspace::path).or(order.folders.user.clone());
    let path = folder.map(|folder| folder.join(ADDED));
    let target = path.and_then(|path| {
        let text = files.iter().find(|file| file.path == path).map(|file| file.text.clone());
        Some(Target { uri: Url::from_file_path(path).ok()?, end: text.map(|text| end(&text, order.session.encoding)) })
    });
    let known = |file: OwnFile| Some((Url::from_file_path(&file.path).ok()?, known(file, &order.session)));
    Loaded { knowledge: Some(knowledge), files: files.into_iter().filter_map(known).collect(), target, stamp }
}

fn known(file: OwnFile, session: &Session) -> Known {
    let OwnFile { level, text, problems, .. } = file;
    let document = Document::new(&text, 0);
    // Gaps are for whoever has the file open.
    let faults = problems.iter().filter(|problem| problem.weight == Weight::Fault);
    let language = session.language_of(&text);
    let shown = |problem: &Problem| {
        let message = wording::message(&problem.message, language);
        diagnostic(&document, Span::from(problem.span.clone()), message, ENTRY, session.encoding)
    };
    let diagnostics = faults.take(MOST).map(shown).collect();
    Known { level, text, problems, diagnostics }
}

fn end(text: &str, encoding: Encoding) -> Position {
    let at = Document::new(text, 0).position(text.len(), encoding);
    Position::new(at.line, at.column)
}

#[cfg(test)]
mod tests {
    use tokio::{
        sync::{
            mpsc::{UnboundedSender, unbounded_channel},
            oneshot,
        },
        time::Instant,
    };

    use super::*;
    use crate::{
        analysis::Settings,
        knowledge::overlay::Files,
        server::{inbox::Inbox, open::Reply, publisher::Publisher},
    };

    const ENTRY: &str = "[[actor]]\nid = 'person/tove-lindqvist'\nnames = [{ text = '托德·林奎斯特' }]\n";

    /// A world that waits for own entries, with an open draft.
    fn waiting() -> (UnboundedSender<Message>, Url) {
        let (inbox, messages) = unbounded_channel();
        let mut world = World::new(inbox.clone(), Publisher::default(), Settings::default(), Folders::default());
        world.own.running = true;
        world.await_own();
        tokio::spawn(Inbox::new(inbox.clone()).run(world, messages));
        let uri = Url::parse("file:///draft.md").unwrap();
        let text = "托德·林奎斯特谈到搬家。".to_owned();
        drop(inbox.send(Message::Open { uri: uri.clone(), text, version: 1 }));
        (inbox, uri)
    }

    /// True if the draft, once analysed, names somebody.
    async fn names(inbox: &UnboundedSender<Message>, uri: &Url) -> bool {
        let (reply, snapshot): (Reply, _) = oneshot::channel();
        drop(inbox.send(Message::Snapshot { uri: uri.clone(), reply }));
        let snapshot = snapshot.await.unwrap().unwrap();
        snapshot.analysis.blocks.iter().any(|placed| !placed.block.mentions.is_empty())
    }

    fn loaded() -> Message {
        let (files, below) = (Files(&[("names.toml", ENTRY)]), Knowledge::builtin());
        let knowledge = below.with_own(Level::Workspace, files.key(&below), files.compile(&below).index);
        Message::Own(Loaded { knowledge: Some(Arc::new(knowledge)), ..Loaded::default() })
    }

    #[tokio::test(start_paused = true)]
    async fn answers_wait_for_own_entries_and_no_longer_than_that() {
        let (inbox, uri) = waiting();
        let begun = Instant::now();
        assert!(!names(&inbox, &uri).await);
        assert_eq!(begun.elapsed().as_millis(), PATIENCE.as_millis());
        drop(inbox.send(loaded()));
        assert!(names(&inbox, &uri).await);
    }

    #[tokio::test(start_paused = true)]
    async fn entries_that_come_in_time_are_in_the_first_answer() {
        let (inbox, uri) = waiting();
        let begun = Instant::now();
        drop(inbox.send(loaded()));
        assert!(names(&inbox, &uri).await);
        assert!(begun.elapsed() < PATIENCE);
    }
}
