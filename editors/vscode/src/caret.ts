// Tells the server where the caret is, so that a sentence is judged once the writer has left it.
import * as vscode from 'vscode';
import { CARET } from './protocol.js';
import { isOurs, type Server } from './server.js';

/** Milliseconds of rest before a position is told; typing moves the caret with every key. */
const REST = 100;

export function followCaret(server: Server): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const tell = (editor: vscode.TextEditor) => {
    const client = server.running;
    if (client === undefined || server.experimental.caret !== true) return;
    const position = {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
      position: client.code2ProtocolConverter.asPosition(editor.selection.active),
    };
    // A server that dies meanwhile will be told again.
    client.sendNotification(CARET, position).catch(() => undefined);
  };
  const subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
    if (!isOurs(textEditor.document)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell(textEditor);
    }, REST);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    subscription.dispose();
  });
}
