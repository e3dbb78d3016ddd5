// What the tests inside the extension host share.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const ID = 'chuchu.chuchu';
const folder = () => vscode.workspace.workspaceFolders[0].uri.fsPath;
const file = (name) => vscode.Uri.file(path.join(folder(), name));

async function until(what, condition, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function open(name) {
  const document = await vscode.workspace.openTextDocument(file(name));
  const editor = await vscode.window.showTextDocument(document);
  return { document, editor, uri: document.uri };
}

const code = (d) => (typeof d.code === 'object' ? d.code.value : d.code);
const diagnostics = (uri, wanted) => vscode.languages.getDiagnostics(uri).filter((d) => code(d) === wanted);
const digest = (uri) => vscode.languages.getDiagnostics(uri)
  .map((d) => `${d.range.start.line}:${d.range.start.character}-${d.range.end.line}:${d.range.end.character} ${code(d)} ${d.message}`).sort();

/** The position of the nth occurrence of `text`. */
function at(document, text, nth = 1) {
  let offset = -1;
  for (let i = 0; i < nth; i++) offset = document.getText().indexOf(text, offset + 1);
  assert.notEqual(offset, -1, `not in the document: ${text}`);
  return document.positionAt(offset);
}

const settled = (uri, wanted) => until(wanted, () => { const list = diagnostics(uri, wanted); return list.length > 0 && list; });
/** Throws away what is not saved; done when the extension host has the text of the file, which may be after the command. */
async function revert() {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme !== 'file') return;
  await until('the text of the file', () => document.getText() === fs.readFileSync(document.uri.fsPath, 'utf8'));
}

/** The processes of the language server, from /proc. */
function servers() {
  return fs.readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
    try {
      const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return line.some((word) => /(^|\/)chuchu$/.test(word)) && line.includes('lsp') && fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${process.env.HOME}\0`);
    } catch { return false; }
  });
}

/** Kills a server, and says when: around that time the log may have errors. */
function kill(pid) {
  console.log(`    killed ${Date.now()}`);
  process.kill(Number(pid), 'SIGKILL');
}

module.exports = { ID, at, code, diagnostics, digest, file, kill, open, revert, servers, settled, until };
