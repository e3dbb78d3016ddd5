// The commands of the palette, the view and the walkthrough.
import * as vscode from 'vscode';
import { ErrorCodes, ResponseError } from 'vscode-languageclient/node';
import { missing, type Models } from './model.js';
import { openNames } from './names.js';
import type { CommandResult } from './protocol.js';
import { isOurs, type Server } from './server.js';
import type { Row } from './view.js';

function activeEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (isOurs(editor?.document)) return editor;
  void vscode.window.showInformationMessage(vscode.l10n.t('Open a Markdown or text file first.'));
  return undefined;
}

/** Runs a command of the server on the active document; undefined where it could not be run, which has been said. */
async function execute(server: Server, command: string, extra: object = {}): Promise<CommandResult | undefined> {
  const editor = activeEditor();
  const client = server.running;
  if (editor === undefined) return undefined;
  if (client === undefined) {
    void vscode.window.showWarningMessage(server.fault ?? vscode.l10n.t('The server is not running.'));
    return undefined;
  }
  const argument = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
    ...extra,
  };
  try {
    return (await client.sendRequest<CommandResult | null>('workspace/executeCommand', { command, arguments: [argument] })) ?? {};
  } catch (error) {
    if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) {
      void vscode.window.showWarningMessage(vscode.l10n.t('This version of the server cannot do that ({0}).', command));
    } else {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
    return undefined;
  }
}

async function newNote(server: Server): Promise<void> {
  const result = await execute(server, 'chuchu.newNote');
  const editor = vscode.window.activeTextEditor;
  const client = server.running;
  if (result?.caret === undefined || editor === undefined || client === undefined) return;
  const at = client.protocol2CodeConverter.asPosition(result.caret);
  reveal(editor, new vscode.Range(at, at));
}

function sayChanged(result: CommandResult | undefined): void {
  if (result?.changed === undefined) return;
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} notes changed', result.changed));
}

async function convert(server: Server): Promise<void> {
  const styles = [
    { label: '<sup>[1]</sup>', style: 'pages', description: vscode.l10n.t('from 1 on each page') },
    { label: '[^1]', style: 'caret', description: 'Pandoc, GitHub' },
    { label: '①', style: 'circled', description: vscode.l10n.t('from 1 on each page') },
    { label: '<sup>[1]</sup>', style: 'endnotes', description: vscode.l10n.t('all notes at the end') },
  ];
  const chosen = await vscode.window.showQuickPick(styles, { placeHolder: vscode.l10n.t('Write all notes as') });
  if (chosen) sayChanged(await execute(server, 'chuchu.convertNotes', { style: chosen.style }));
}

function reveal(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Selects the next (1) or previous (-1) unsourced claim, going round at the ends. */
async function step(models: Models, direction: 1 | -1): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) return;
  const claims = missing(await models.ask(editor.document)).map((claim) => claim.range);
  const from = editor.selection.start;
  const beyond = claims.filter((range) => range.start.compareTo(from) * direction > 0);
  const target = direction > 0 ? (beyond[0] ?? claims[0]) : (beyond.at(-1) ?? claims.at(-1));
  if (target === undefined) {
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Every claim has a source'), 3000);
    return;
  }
  reveal(editor, target);
}

async function show(row: Row, range: vscode.Range): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(row.uri, { selection: range });
}

/** Applies the preferred quick fix of a claim, or opens the menu where there is none. */
async function fixClaim(row: Row): Promise<void> {
  if (row.range === undefined) return;
  await show(row, row.range);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', row.uri, row.range, vscode.CodeActionKind.QuickFix.value);
  const action = actions.find((candidate) => candidate.isPreferred === true && candidate.edit !== undefined);
  if (action?.edit === undefined) await vscode.commands.executeCommand('editor.action.quickFix');
  else await vscode.workspace.applyEdit(action.edit);
}

async function nextMarker(row: Row): Promise<void> {
  const uses = row.uses ?? [];
  const here = vscode.window.activeTextEditor?.selection.start ?? new vscode.Position(0, 0);
  const target = uses.find((range) => range.start.isAfter(here)) ?? uses[0];
  if (target) await show(row, target);
}

async function mentions(row: Row): Promise<void> {
  if (row.range === undefined) return;
  await show(row, new vscode.Range(row.range.start, row.range.start));
  await vscode.commands.executeCommand('references-view.findReferences', row.uri, row.range.start);
}

async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const traditional = /^zh-(tw|hk|mo|hant)/iu.test(vscode.env.language);
  const file = vscode.Uri.joinPath(context.extensionUri, 'media', traditional ? 'sample.zh-tw.md' : 'sample.zh-cn.md');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}

export function registerCommands(context: vscode.ExtensionContext, server: Server, models: Models): void {
  const commands: Record<string, (row: Row) => unknown> = {
    'chuchu.note.new': () => newNote(server),
    'chuchu.notes.renumber': async () => {
      sayChanged(await execute(server, 'chuchu.renumber'));
    },
    'chuchu.notes.convert': () => convert(server),
    'chuchu.names.sheet': async () => {
      const result = await execute(server, 'chuchu.names');
      if (result?.markdown !== undefined && models.current) await openNames(models.current.uri, result.markdown);
    },
    'chuchu.claim.next': () => step(models, 1),
    'chuchu.claim.previous': () => step(models, -1),
    'chuchu.claim.fix': fixClaim,
    'chuchu.note.next': nextMarker,
    'chuchu.actor.mentions': mentions,
    'chuchu.server.restart': () => server.restart(),
    'chuchu.server.log': () => {
      server.showLog();
    },
    'chuchu.sample.open': () => openSample(context),
  };
  for (const [id, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
}
