// What the server knows of the active document: its outline where the server tells it, else its diagnostics.
import * as vscode from 'vscode';
import { ResponseError, ErrorCodes } from 'vscode-languageclient/node';
import { isUnsourced, OUTLINE, type ClaimState, type Outline } from './protocol.js';
import { isOurs, type Server } from './server.js';

/** Milliseconds without a change before the outline is asked for again. */
const QUIET = 250;

export interface Claim {
  range: vscode.Range;
  /** The rule that asks for a source, where one does. */
  code: string | undefined;
  state: ClaimState;
  text: string;
}

export interface Note {
  scope: number;
  label: string;
  range: vscode.Range | undefined;
  uses: vscode.Range[];
  text: string;
}

export interface Actor {
  name: string;
  entry: string;
  count: number;
  first: vscode.Range;
}

export interface Model {
  uri: vscode.Uri;
  profile: string | undefined;
  claims: Claim[];
  notes: Note[];
  actors: Actor[];
}

/** The unsourced claims that the diagnostics show, in order: not all of a long text, as an editor is sent only so many. */
function fromDiagnostics(document: vscode.TextDocument): Claim[] {
  const code = (d: vscode.Diagnostic) => (typeof d.code === 'object' ? d.code.value : d.code);
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter((diagnostic) => isUnsourced(code(diagnostic)))
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map((diagnostic) => ({
      range: diagnostic.range,
      code: String(code(diagnostic)),
      state: 'missing',
      text: document.getText(diagnostic.range),
    }));
}

/** The claims without a source, in order. */
export function missing(model: Model | undefined): Claim[] {
  return model?.claims.filter((claim) => claim.state === 'missing') ?? [];
}

export class Models implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: { dispose(): unknown }[] = [this.changed];
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;
  /** Undefined until a server was asked, then whether it knows outlines. */
  private outlines: boolean | undefined;

  /** The newest model of the active document. */
  current: Model | undefined;
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {
    this.subscriptions.push(
      server.onDidChange(() => {
        this.outlines = undefined;
        this.soon(0);
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.soon(0);
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === this.document()) this.soon(QUIET);
      }),
      vscode.languages.onDidChangeDiagnostics((event) => {
        const uri = this.document()?.uri.toString();
        if (event.uris.some((changed) => changed.toString() === uri)) this.soon(QUIET);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('chuchu')) this.soon(QUIET);
      }),
    );
    this.soon(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The document the view is about: the active one, or while a panel has the focus, the one shown before. */
  private document(): vscode.TextDocument | undefined {
    const active = vscode.window.activeTextEditor?.document;
    if (isOurs(active)) return active;
    const before = this.current?.uri.toString();
    return vscode.window.visibleTextEditors.map((e) => e.document).find((d) => isOurs(d) && d.uri.toString() === before);
  }

  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.refresh();
    }, delay);
  }

  private async refresh(): Promise<void> {
    const turn = ++this.asked;
    const document = this.document();
    const model = document && this.server.running ? await this.ask(document) : undefined;
    if (turn !== this.asked) return;
    this.current = model;
    // Rows before conditions: "no claims" is not said of lists that are about to be filled.
    this.changed.fire();
    await vscode.commands.executeCommand('setContext', 'chuchu.active', model !== undefined);
    await vscode.commands.executeCommand('setContext', 'chuchu.outline', this.outlines === true);
    await vscode.commands.executeCommand('setContext', 'chuchu.noProgram', this.server.fault !== undefined);
  }

  /** What the server knows of a document as it stands now. */
  async ask(document: vscode.TextDocument): Promise<Model> {
    const plain: Model = { uri: document.uri, profile: undefined, claims: [], notes: [], actors: [] };
    const client = this.server.running;
    if (client === undefined || this.outlines === false) return { ...plain, claims: fromDiagnostics(document) };
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const range = (value: Outline['claims'][number]['range']) => client.protocol2CodeConverter.asRange(value);
    try {
      const outline = await client.sendRequest<Outline>(OUTLINE, { textDocument });
      this.outlines = true;
      return {
        uri: document.uri,
        profile: outline.profile,
        claims: outline.claims.map((claim) => ({ ...claim, code: claim.code ?? undefined, range: range(claim.range) })),
        notes: outline.notes.map((note) => ({ ...note, range: note.range ? range(note.range) : undefined, uses: note.uses.map(range) })),
        actors: outline.actors.map((actor) => ({ ...actor, first: range(actor.first) })),
      };
    } catch (error) {
      if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) this.outlines = false;
      return { ...plain, claims: fromDiagnostics(document) };
    }
  }
}
