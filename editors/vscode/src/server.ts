// The server's life: found, started, told of settings, restarted, and what is said when it cannot run.
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, TransportKind, type ErrorHandler } from 'vscode-languageclient/node';
import { find } from './binary.js';
import { inOrder } from './order.js';
import type { Experimental } from './protocol.js';
import { serverSettings } from './settings.js';

export const LANGUAGES = ['markdown', 'plaintext'];

/** Documents that the server reads: Markdown and plain text, on disk or not yet saved. */
export const SELECTOR = LANGUAGES.flatMap((language) =>
  ['file', 'untitled'].map((scheme) => ({ scheme, language })),
);

/** And our own files: settings and entries. Which TOML files those are, the server knows. */
const SYNCED = [...SELECTOR, { scheme: 'file', pattern: '**/*.toml' }];

export function isOurs(document: vscode.TextDocument | undefined): document is vscode.TextDocument {
  return document !== undefined && vscode.languages.match(SELECTOR, document) > 0;
}

/** A server that dies is started again, at most so often within the time (milliseconds). */
const RESTARTS = 4;
const RESTART_WINDOW = 180_000;

/** Unlike the library's own handler, a failed write to a dying server does not keep it from being started again. */
function errorHandler(gaveUp: () => void): ErrorHandler {
  let deaths: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed: () => {
      const now = Date.now();
      deaths = [...deaths.filter((at) => now - at < RESTART_WINDOW), now];
      if (deaths.length <= RESTARTS) return { action: CloseAction.Restart };
      gaveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly log = vscode.window.createOutputChannel('Chuchu 出处', { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: { dispose(): unknown }[] = [this.log, this.changed];
  private queue: Promise<void> = Promise.resolve();

  /** Fires when the server starts, stops or dies. */
  readonly onDidChange = this.changed.event;
  /** What keeps it from running, if anything. */
  fault: string | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('chuchu.server')) void this.restart();
        else if (event.affectsConfiguration('chuchu')) void this.tellSettings();
      }),
      // A trusted workspace may name a program of its own.
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.restart()),
    );
  }

  /** The client while the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  get experimental(): NonNullable<Experimental['chuchu']> {
    const experimental = this.running?.initializeResult?.capabilities.experimental as Experimental | undefined;
    return experimental?.chuchu ?? {};
  }

  start(): Promise<void> {
    return this.inTurn(() => this.launch());
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.halt();
      await this.launch();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.halt());
  }

  showLog(): void {
    this.log.show();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Starts and stops follow each other, whatever asks for them. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }

  private async launch(): Promise<void> {
    const found = find(this.context.extensionPath);
    if ('fault' in found) {
      this.fail(found.fault);
      return;
    }
    this.log.info(`${found.program} (${found.origin})`);
    const client = new LanguageClient(
      'chuchu',
      'Chuchu 出处',
      { command: found.program, args: ['lsp'], transport: TransportKind.stdio },
      {
        documentSelector: SYNCED,
        outputChannel: this.log,
        initializationOptions: serverSettings(),
        diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
        middleware: inOrder(),
        errorHandler: errorHandler(() => {
          this.fail(vscode.l10n.t('The server stopped {0} times within three minutes.', RESTARTS + 1));
        }),
      },
    );
    client.onDidChangeState(() => {
      this.changed.fire();
    });
    this.client = client;
    try {
      await client.start();
      this.fault = undefined;
      await this.tellSettings();
    } catch (error) {
      this.fail(vscode.l10n.t('The server did not start: {0}', error instanceof Error ? error.message : String(error)));
    }
    this.changed.fire();
  }

  private async halt(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined && client.state !== State.Stopped) {
      await client.dispose().catch((error: unknown) => {
        this.log.warn(String(error));
      });
    }
    this.changed.fire();
  }

  private async tellSettings(): Promise<void> {
    const settings = { chuchu: serverSettings() };
    // A server that dies meanwhile is told when it is back.
    await this.running?.sendNotification('workspace/didChangeConfiguration', { settings }).catch(() => undefined);
  }

  private fail(message: string): void {
    this.fault = message;
    this.log.error(message);
    this.changed.fire();
    const actions: Record<string, () => unknown> = {
      [vscode.l10n.t('Set Path')]: () => vscode.commands.executeCommand('workbench.action.openSettings', 'chuchu.server.path'),
      [vscode.l10n.t('Restart Server')]: () => this.restart(),
      [vscode.l10n.t('Show Log')]: () => {
        this.showLog();
      },
    };
    void vscode.window.showErrorMessage(message, ...Object.keys(actions)).then((choice) => {
      if (choice !== undefined) void actions[choice]?.();
    });
  }
}
