// A writer at work, by script: two drafts, typing, undo, a whole article pasted, saving, closing, opening again, a killed
// server. Nothing typed may be lost, and what is shown must be what a fresh file shows.
// CHUCHU_WRITING_MINUTES says for how long, at the speed of a fast writer; one round without it.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { digest, file, kill, open, revert, servers, until } = require('./harness.js');

const minutes = Number(process.env.CHUCHU_WRITING_MINUTES ?? 0);
const names = ['评论.md', '專訪.md'];
const pieces = ['𠮷', '🙂', '，', '。', '37%', '[^1]', '“', '”', '据报道', '\n', '泽连斯基', '[^9]', ' ', '640亿美元'];
const sentences = ['去年出口下降了18%，减少93亿美元。🙂', '据报道，双方上周在闭门会谈中同意停火。', '𠮷田茂的路線被繼承下來。'];
/** A draft is cut when it has more lines. */
const LINES = 400;
const STEPS = 400;
/** Longer than the server takes for a writer's pause, in milliseconds. */
const PAUSE = 3000;
/** Far more time than anything takes on an idle machine. */
const PATIENCE = 60_000;

let seed = 20261120;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648, Math.floor(seed / 65536) % n);
const rest = () => new Promise((resolve) => setTimeout(resolve, minutes > 0 ? 60 : 0));

/** The document of a draft, once VS Code has undone what it was asked to undo, which goes on after the command returns. */
async function settled(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  for (let version = -1; version !== document.version;) {
    version = document.version;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return document;
}

/** Types a sentence at the end of the draft, key by key. */
async function type(uri) {
  const document = await settled(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  const before = document.getText();
  const sentence = sentences[random(sentences.length)];
  for (const key of ['\n', ...sentence]) {
    await vscode.commands.executeCommand('type', { text: key });
    await rest();
  }
  assert.equal(document.getText(), `${before}\n${sentence}`, 'what was typed');
}

/** One change anywhere in the draft. */
async function change(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  const line = document.lineAt(random(document.lineCount));
  const column = random(line.text.length + 1);
  const kind = random(8);
  if (document.lineCount > LINES) edit.delete(uri, new vscode.Range(0, 0, LINES - 100, 0));
  else if (kind < 4) edit.insert(uri, new vscode.Position(line.lineNumber, column), pieces[random(pieces.length)]);
  else if (kind < 6) edit.delete(uri, new vscode.Range(line.lineNumber, column, line.lineNumber, Math.min(line.text.length, column + random(4))));
  else if (kind === 6) edit.insert(uri, new vscode.Position(line.lineNumber, 0), fs.readFileSync(file('分页.md').fsPath, 'utf8'));
  else return vscode.commands.executeCommand('undo');
  return vscode.workspace.applyEdit(edit);
}

/** A pause, then a line at the end: what a note lacks that was just begun is not shown before the writer types elsewhere. */
async function goOnElsewhere(uri) {
  const document = await settled(uri);
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, document.lineAt(document.lineCount - 1).range.end, '\n\n写完了。\n');
  assert.ok(await vscode.workspace.applyEdit(edit));
  return document;
}

/** VS Code keeps a document for minutes after its tab is closed: only a new name makes a new document. */
let copies = 0;

/** What is shown of a draft is what is shown of a file that was never edited. */
async function asFresh(uri) {
  const document = await goOnElsewhere(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  const copy = file(`副本${++copies}.md`);
  fs.writeFileSync(copy.fsPath, document.getText());
  const fresh = await vscode.workspace.openTextDocument(copy);
  await vscode.window.showTextDocument(fresh);
  const same = () => digest(copy).length > 0 && JSON.stringify(digest(uri)) === JSON.stringify(digest(copy));
  await until('the same diagnostics as a fresh file', same, PATIENCE).catch((error) => {
    assert.equal(document.getText(), fresh.getText(), 'the text as it was copied');
    assert.deepEqual(digest(uri), digest(copy));
    throw error;
  });
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}

/** Saves a draft and returns its text. VS Code may still be undoing what it was asked to undo: then once more. */
async function save(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  await until('saved as it stands', async () => {
    await document.save();
    return fs.readFileSync(uri.fsPath, 'utf8') === document.getText();
  }, PATIENCE);
  return document.getText();
}

async function round(number) {
  const drafts = names.map(file);
  // A tab that is only looked at gives way to the next, and its document with it.
  for (const draft of drafts) await vscode.window.showTextDocument(draft, { preview: false });
  for (let step = 0; step < STEPS; step++) {
    const draft = drafts[step % 7 < 4 ? 0 : 1];
    if (step % 50 === 0) await vscode.window.showTextDocument(draft, { preview: false });
    if (step % 100 === 60) await type(draft);
    else await change(draft);
    await rest();
    if (step === 200 && number % 5 === 0) kill(servers()[0]);
    if (step % 90 === 89) await save(draft);
  }
  const texts = [];
  for (const draft of drafts) {
    await asFresh(draft);
    texts.push(await save(draft));
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const [index, name] of names.entries()) {
    const { document, uri } = await open(name);
    assert.equal(document.getText(), texts[index], 'no character is lost');
    await until('diagnostics again', () => vscode.languages.getDiagnostics(uri).length > 0, PATIENCE);
  }
  assert.equal(servers().length, 1);
}

exports.session = async () => {
  const end = Date.now() + 60_000 * minutes;
  let rounds = 0;
  do await round(rounds++);
  while (Date.now() < end);
  console.log(`    ${rounds} rounds of ${STEPS} steps`);
  for (const name of names) {
    fs.copyFileSync(path.join(__dirname, '../../fixtures/workspace', name), file(name).fsPath);
    await open(name);
    await revert();
  }
};
