// Where the server's program is: the setting, the environment, inside the extension, then PATH.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

export type Found = { program: string; origin: 'setting' | 'environment' | 'bundled' | 'path' } | { fault: string };

const exe = process.platform === 'win32' ? 'chuchu.exe' : 'chuchu';

function executable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The first program of that name in the folders of PATH. */
function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, exe)).find(executable);
}

/** The setting's value; VS Code itself leaves out what an untrusted workspace says. */
function configured(): string {
  const value = vscode.workspace.getConfiguration('chuchu').get<string>('server.path', '').trim();
  return value.startsWith('~/') ? path.join(process.env.HOME ?? '', value.slice(2)) : value;
}

/** A program that was named but cannot run is a fault, not passed over. */
export function find(extensionPath: string): Found {
  const setting = configured();
  if (setting !== '') {
    return executable(setting)
      ? { program: setting, origin: 'setting' }
      : { fault: vscode.l10n.t('The setting chuchu.server.path names no executable program: {0}', setting) };
  }
  const environment = process.env.CHUCHU_BIN ?? '';
  if (environment !== '') {
    return executable(environment)
      ? { program: environment, origin: 'environment' }
      : { fault: vscode.l10n.t('CHUCHU_BIN names no executable program: {0}', environment) };
  }
  const bundled = path.join(extensionPath, 'server', exe);
  if (executable(bundled)) return { program: bundled, origin: 'bundled' };
  const found = onPath();
  return found === undefined
    ? { fault: vscode.l10n.t('The chuchu program was found neither in this extension nor on PATH.') }
    : { program: found, origin: 'path' };
}
