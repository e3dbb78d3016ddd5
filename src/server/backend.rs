//! The handlers. Each forwards one message, before its first await, and waits for the reply.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::{mpsc::unbounded_channel, oneshot};
use tower_lsp::{
    Client, LanguageServer,
    jsonrpc::{Error, ErrorCode, Result},
    lsp_types::*,
};

use super::{
    appearances::Appearances,
    capabilities,
    commands::{self, CaretParams, OutlineParams},
    configuration, convert, diagnostics, highlight,
    inbox::Inbox,
    keys::Keys,
    lifecycle::{self, Exit},
    lists,
    open::{Refusal, Snapshot},
    publisher::Publisher,
    requests,
    session::{self, Session},
    symbols,
    world::{Message, World},
    written::{self, Begun},
};
use crate::{analysis::Settings, files::own::Folders, text::Encoding};

/// Requests about texts longer than this, in bytes, are answered in the blocking pool.
const LONG: usize = 256 << 10;
/// Longest wait for the client to make an edit; it may ask the writer first.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Backend {
    client: Client,
    world: Inbox,
    /// Between `initialize` and `shutdown`.
    running: Arc<AtomicBool>,
    /// The client tells of changed files.
    watches: AtomicBool,
    /// Also outside the workspace.
    watches_elsewhere: AtomicBool,
    /// The folder of the user's own entries.
    user_folder: Option<PathBuf>,
    appearances: Arc<Appearances>,
    on_orphaned: Box<dyn Fn(u32) + Send + Sync>,
    /// Of a client that names no encoding.
    columns: Encoding,
}

impl Backend {
    pub fn new(
        client: Client,
        on_exit: impl Fn(Exit) + Send + Sync + Clone + 'static,
        folders: Folders,
        columns: Encoding,
    ) -> Self {
        let (queue, waiting) = unbounded_channel();
        let world = Inbox::new(queue.clone());
        let publisher = Publisher::default();
        tokio::spawn(publisher.clone().run(client.clone()));
        // Loading the knowledge base may take a while: the world does it, and `initialize` does not wait for the world.
        let (inbox, user_folder) = (world.clone(), folders.user.clone());
        tokio::spawn(async move {
            let settings = tokio::task::spawn_blocking(Settings::default).await.unwrap_or_default();
            inbox.run(World::new(queue, publisher, settings, folders), waiting).await;
        });
        let on_orphaned = Box::new(move |id| lifecycle::watch_process(id, on_exit.clone()));
        let [watches, watches_elsewhere] = [AtomicBool::new(false), AtomicBool::new(false)];
        Self {
            client,
            world,
            running: Arc::default(),
            watches,
            watches_elsewhere,
            user_folder,
            appearances: Arc::default(),
            on_orphaned,
            columns,
        }
    }

    /// The short way of a key's messages.
    pub fn keys(&self) -> Keys {
        Keys::new(self.world.clone(), self.running.clone())
    }

    /// Answers a request from a snapshot of the text it was sent against. The answer is written here: none is returned.
    async fn answer<T: Serialize>(
        &self,
        uri: Url,
        feature: impl FnOnce(&Snapshot) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let write = |snapshot: &Snapshot| feature(snapshot).map(|answer| Begun::json(&answer));
        if let Some(written) = self.look(uri, write).await? {
            written::instead(written.map_err(|_| failure("the answer could not be written"))?);
        }
        Ok(None)
    }

    /// What a feature makes of the text that a request was sent against.
    async fn look<T: Send + 'static>(
        &self,
        uri: Url,
        feature: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<T> {
        let snapshot = self.snapshot(uri).await?;
        if snapshot.document.len() <= LONG {
            return guarded(|| feature(&snapshot));
        }
        // A long text's answer takes long; the threads here also keep the time and carry the messages.
        let answer = tokio::task::spawn_blocking(move || guarded(|| feature(&snapshot))).await;
        answer.unwrap_or_else(|_| Err(failure("the request failed")))
    }

    /// The text that a request was sent against, analysed.
    async fn snapshot(&self, uri: Url) -> Result<Snapshot> {
        let (reply, snapshot) = oneshot::channel();
        self.world.tell(Message::Snapshot { uri, reply });
        snapshot.await.unwrap_or(Err(Refusal::NotOpen)).map_err(|refusal| match refusal {
            Refusal::NotOpen => Error::invalid_params("the document is not open"),
            Refusal::Failed => failure("the document could not be analysed"),
        })
    }

    pub async fn outline(&self, params: OutlineParams) -> Result<commands::Outline> {
        self.look(params.text_document.uri, commands::outline).await
    }

    pub async fn caret(&self, params: CaretParams) {
        self.world.tell(Message::Caret { uri: params.text_document.uri, position: params.position });
    }
}

/// An answer to the client that is about what it asked, not about us.
fn refusal(message: impl Into<Cow<'static, str>>) -> Error {
    Error { code: ErrorCode::InvalidParams, message: message.into(), data: None }
}

/// A panic in a feature is an error of its request.
pub(super) fn guarded<T>(feature: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(feature)).map_err(|_| failure("the request failed"))
}

fn failure(message: &'static str) -> Error {
    Error { code: ErrorCode::InternalError, message: message.into(), data: None }
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = Session::negotiate(&params, self.columns);
        let result = capabilities::initialize_result(&session);
        let options = params.initialization_options.clone();
        self.world.tell(Message::Initialize { session, root: session::root(&params), options });
        let (watches, elsewhere) = session::watches(&params);
        self.watches.store(watches, Ordering::Relaxed);
        self.watches_elsewhere.store(elsewhere, Ordering::Relaxed);
        if let Some(id) = params.process_id {
            (self.on_orphaned)(id);
        }
        self.running.store(true, Ordering::Relaxed);
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        if self.watches.load(Ordering::Relaxed) {
            let elsewhere = self.user_folder.clone().filter(|_| self.watches_elsewhere.load(Ordering::Relaxed));
            tokio::spawn(configuration::watch(self.client.clone(), elsewhere));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.running.store(false, Ordering::Relaxed);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let TextDocumentItem { uri, text, version, .. } = params.text_document;
        self.world.tell(Message::Open { uri, text, version });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let changes = params.content_changes.into_iter().map(convert::change).collect();
        self.world.tell(Message::Change { uri, version, changes });
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        // A client that watches no files tells at least of those that it wrote.
        let ours = params.text_document.uri.path().ends_with(".toml");
        self.world.tell(if ours { Message::FilesChanged } else { Message::Back });
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.world.tell(Message::Configure(params.settings));
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.world.tell(Message::FilesChanged);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.world.tell(Message::Close { uri: params.text_document.uri });
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |snapshot| requests::hover(snapshot, at.position)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |snapshot| requests::definition(snapshot, at.position)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let declaration = params.context.include_declaration;
        self.answer(at.text_document.uri, move |snapshot| requests::references(snapshot, at.position, declaration))
            .await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.answer(at.text_document.uri, move |snapshot| requests::highlights(snapshot, at.position)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(params.text_document.uri, |snapshot| Some(requests::symbols(snapshot))).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.answer(uri, move |snapshot| Some(requests::code_actions(snapshot, &params))).await
    }

    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        // An action without data has its edits already.
        let Some(data) = action.data.clone() else { return Ok(action) };
        let later: requests::Later = serde_json::from_value(data).map_err(|error| refusal(error.to_string()))?;
        let edit = self.look(later.uri.clone(), move |snapshot| requests::resolve_action(snapshot, &later)).await?;
        action.edit = Some(edit.map_err(refusal)?);
        Ok(action)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        self.answer(at.text_document.uri, move |snapshot| lists::completion(snapshot, at.position)).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(params.text_document.uri, |snapshot| Some(lists::links(snapshot))).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.answer(params.text_document.uri, move |snapshot| Some(lists::hints(snapshot, params.range))).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let tokens = |snapshot: &Snapshot| Some(highlight::whole(snapshot).into());
        self.answer(params.text_document.uri, tokens).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let tokens = move |snapshot: &Snapshot| Some(highlight::since(snapshot, &params.previous_result_id));
        self.answer(params.text_document.uri, tokens).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let tokens = move |snapshot: &Snapshot| Some(highlight::of_range(snapshot, params.range).into());
        self.answer(params.text_document.uri, tokens).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let (reply, opened) = oneshot::channel();
        self.world.tell(Message::Opened { reply });
        let mut opened = opened.await.map_err(|_| failure("the request failed"))?;
        opened.documents.sort();
        let mut snapshots = Vec::new();
        for uri in &opened.documents {
            // One that could not be analysed has no symbols, nor has it those of its file.
            snapshots.extend(self.snapshot(uri.clone()).await);
        }
        // Gone with this future where the client cancels the request.
        let wanted = Arc::new(());
        let (known, still) = (self.appearances.clone(), Arc::downgrade(&wanted));
        let run = move || symbols::symbols((&opened, &snapshots), &params.query, &known, still);
        let run = move || catch_unwind(AssertUnwindSafe(run)).ok();
        let found = tokio::task::spawn_blocking(run).await.ok().flatten();
        found.map(Some).ok_or_else(|| failure("the request failed"))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.answer(params.text_document.uri, |snapshot| Some(lists::folding(snapshot))).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.answer(params.text_document.uri, move |snapshot| requests::prepare_rename(snapshot, params.position)).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let edit = self
            .look(at.text_document.uri, move |snapshot| requests::rename(snapshot, at.position, &params.new_name))
            .await?;
        edit.map(Some).map_err(refusal)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let ExecuteCommandParams { command: name, mut arguments, .. } = params;
        let argument = arguments.pop().ok_or_else(|| refusal("the command needs an argument"))?;
        let argument: commands::Argument =
            serde_json::from_value(argument).map_err(|error| refusal(error.to_string()))?;
        let uri = argument.text_document.uri.clone();
        let command = self.look(uri, move |snapshot| commands::run(snapshot, &name, &argument)).await?;
        let command = command.map_err(refusal)?;
        let Some(edit) = command.edit else { return Ok(Some(command.answer)) };
        // In the handler's own task: only this command waits for the client.
        match tokio::time::timeout(PATIENCE, self.client.apply_edit(edit)).await {
            Ok(Ok(applied)) if applied.applied => Ok(Some(command.answer)),
            Ok(Ok(refused)) => Err(refusal(refused.failure_reason.unwrap_or_else(|| "the edit was refused".into()))),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(failure("the client did not answer the edit")),
        }
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let snapshot = self.snapshot(params.text_document.uri).await?;
        // Also of a long text: no more than so many are shown.
        let report = guarded(|| diagnostics::report(&snapshot, params.previous_result_id.as_deref()))?;
        written::instead(report.map_err(|_| failure("the diagnostics could not be written"))?);
        Ok(DocumentDiagnosticReportResult::Partial(DocumentDiagnosticReportPartialResult::default()))
    }
}

#[cfg(test)]
mod tests {
    use tower_lsp::LspService;

    use super::*;
    use crate::rules::on_purpose::PANIC_ON_PURPOSE;

    fn service() -> (LspService<Backend>, Url) {
        let (service, _) =
            LspService::new(|client| Backend::new(client, |_| {}, Folders::default(), Encoding::default()));
        (service, Url::parse("file:///draft.md").unwrap())
    }

    async fn open(backend: &Backend, uri: &Url, text: &str) {
        let text_document = TextDocumentItem::new(uri.clone(), "markdown".into(), 1, text.into());
        backend.did_open(DidOpenTextDocumentParams { text_document }).await;
    }

    #[tokio::test]
    async fn a_panic_in_a_request_is_an_error_and_the_next_one_works() {
        let (service, uri) = service();
        let backend = service.inner();
        open(backend, &uri, "字").await;
        let failed = backend.look(uri.clone(), |_| panic!("on purpose")).await;
        assert_eq!(failed.map_err(|error| error.code), Err::<(), _>(ErrorCode::InternalError));
        assert_eq!(backend.look(uri, |snapshot| snapshot.document.len()).await, Ok(3));
    }

    #[tokio::test]
    async fn a_panic_in_analysis_fails_that_version_and_the_next_edit_works() {
        let (service, uri) = service();
        let backend = service.inner();
        open(backend, &uri, PANIC_ON_PURPOSE).await;
        let failed = backend.look(uri.clone(), |snapshot| snapshot.document.len()).await;
        assert_eq!(failed.map_err(|error| error.code), Err(ErrorCode::InternalError));
        let change = TextDocumentContentChangeEvent { range: None, range_length: None, text: "字".into() };
        let text_document = VersionedTextDocumentIdentifier::new(uri.clone(), 2);
        backend.did_change(DidChangeTextDocumentParams { text_document, content_changes: vec![change] }).await;
        assert_eq!(backend.look(uri, |snapshot| snapshot.document.len()).await, Ok(3));
    }
}
