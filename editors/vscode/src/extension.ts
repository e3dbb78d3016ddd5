// Entry point: everything is made here, in order, and disposed by VS Code.
import type * as vscode from 'vscode';
import { followCaret } from './caret.js';
import { registerCommands } from './commands.js';
import { Models } from './model.js';
import { registerNames } from './names.js';
import { Server } from './server.js';
import { createStatus } from './status.js';
import { createView } from './view.js';

let end: (() => Promise<void>) | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server(context);
  const models = new Models(server);
  end = () => {
    // Nothing is shown of a server that goes because the window does.
    models.dispose();
    return server.stop();
  };
  context.subscriptions.push(
    server, models, registerNames(), createView(models), createStatus(server, models), followCaret(server));
  registerCommands(context, server, models);
  await server.start();
}

export function deactivate(): Promise<void> | undefined {
  return end?.();
}
