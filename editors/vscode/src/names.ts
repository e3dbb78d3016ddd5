// The names sheet: a read-only Markdown document beside the draft.
import * as vscode from 'vscode';

const SCHEME = 'chuchu-names';
const sheets = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

export function registerNames(): vscode.Disposable {
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => sheets.get(uri.toString()) ?? '',
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
    vscode.workspace.onDidCloseTextDocument((document) => {
      sheets.delete(document.uri.toString());
    }),
  );
}

/** Shows a sheet for a draft, in the sheet's own editor beside it. */
export async function openNames(draft: vscode.Uri, markdown: string): Promise<void> {
  const stem = (draft.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/u, '');
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${stem} ${vscode.l10n.t('names')}.md`, query: draft.toString() });
  sheets.set(uri.toString(), markdown);
  changed.fire(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, 'markdown');
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}
