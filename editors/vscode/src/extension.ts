// Entry point: everything is made here, in order, and disposed by VS Code.
import type * as vscode from 'vscode';
import { followCaret } from './caret.js';
import { registerCommands } from './commands.js';
import { Models } from './model.js';
import { registerNames } from './names.js';
import { Server } from './server.js';
import { createStatus } from './status.js';
import { createView } from './view.js';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = (server = new Server(context));
  const models = new Models(started);
  context.subscriptions.push(
    started, models, registerNames(), createView(models), createStatus(started, models), followCaret(started));
  registerCommands(context, started, models);
  await started.start();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
