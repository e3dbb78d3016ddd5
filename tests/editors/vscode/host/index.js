// Runs inside the real extension host: VS Code calls run(); a rejected promise is a failure.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const { ID, at, code, diagnostics, digest, file, kill, open, revert, servers, settled, until } = require('./harness.js');
const { session } = require('./session.js');

const hoverText = async (uri, position) =>
  (await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, position)).flatMap((h) => h.contents.map((c) => c.value)).join('\n');
const definition = async (uri, position) => {
  const [first] = await vscode.commands.executeCommand('vscode.executeDefinitionProvider', uri, position);
  return first && (first.targetSelectionRange ?? first.targetRange ?? first.range);
};

const tests = {
  async 'an unsourced figure is underlined after 𠮷 and an emoji'() {
    const { document, uri } = await open('评论.md');
    const [found] = await settled(uri, 'unsourced-statistic');
    const text = document.getText(found.range);
    assert.match(text, /37%/);
    assert.doesNotMatch(text, /🙂/u);
    assert.equal(found.source, 'chuchu');
    assert.ok(found.code.target, 'the code links to its page');
  },

  async 'a marker without a note is an error on exactly the marker'() {
    const { document, uri } = await open('评论.md');
    const [found, second] = await settled(uri, 'undefined-footnote');
    assert.equal(document.getText(found.range), '[^2]');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(second, undefined);
  },

  async 'every diagnostic stands once'() {
    const lines = digest(file('评论.md'));
    assert.deepEqual(lines, [...new Set(lines)]);
  },

  async 'hover on an actor tells who it is'() {
    const { document, uri } = await open('评论.md');
    assert.match(await hoverText(uri, at(document, '泽连斯基', 2).translate(0, 1)), /Zelensk/);
  },

  async 'hover on a marker shows the note'() {
    const { document, uri } = await open('评论.md');
    assert.match(await hoverText(uri, at(document, '[^1]').translate(0, 1)), /年度军费报告/);
  },

  async 'a marker leads to its note and the note back'() {
    const { document, uri } = await open('评论.md');
    const note = await definition(uri, at(document, '[^1]').translate(0, 1));
    assert.equal(note.start.line, at(document, '[^1]:').line);
    const marker = await definition(uri, at(document, '[^1]:').translate(0, 1));
    assert.equal(document.getText(marker), '[^1]');
    assert.equal(marker.start.line, at(document, '[^1]').line);
  },

  async 'numbers that restart lead to their own page'() {
    const { document, uri } = await open('分页.md');
    const note = await until('definition', () => definition(uri, at(document, '<sup>[1]</sup>', 2).translate(0, 6)));
    assert.match(document.lineAt(note.start.line).text, /第二页的书/);
  },

  async 'references, highlights and symbols'() {
    const { document, uri } = await open('评论.md');
    const references = await vscode.commands.executeCommand('vscode.executeReferenceProvider', uri, at(document, '泽连斯基'));
    assert.equal(references.length, 2);
    const highlights = await vscode.commands.executeCommand('vscode.executeDocumentHighlights', uri, at(document, '泽连斯基'));
    assert.equal(highlights.length, 2);
    const symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
    assert.ok(JSON.stringify(symbols).includes('账单与盟约'));
  },

  async 'the quick fix adds a note, and undo takes all of it back'() {
    const { document, uri } = await open('评论.md');
    const before = document.getText();
    const [claim] = await settled(uri, 'unsourced-statistic');
    const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, claim.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find((action) => action.isPreferred);
    assert.ok(fix, `no preferred fix in ${actions.map((action) => action.title)}`);
    assert.match(fix.title, /加注/);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.notEqual(document.getText(), before);
    assert.match(document.lineAt(claim.range.start.line).text, /\[\^\w+\]/);
    await until('the claim is cleared', () => diagnostics(uri, 'unsourced-statistic').length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await settled(uri, 'unsourced-statistic');
    await revert();
  },

  async 'a new note by command, the caret in its text'() {
    const { document, editor } = await open('评论.md');
    const before = document.getText();
    const end = at(document, '。财政部门');
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('chuchu.note.new');
    assert.notEqual(document.getText(), before);
    const caret = vscode.window.activeTextEditor.selection.active;
    assert.match(document.lineAt(caret.line).text.slice(0, caret.character), /^\[\^\d+\]: ?$/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await revert();
  },

  async 'the names sheet opens beside the draft'() {
    await open('评论.md');
    await vscode.commands.executeCommand('chuchu.names.sheet');
    const sheet = await until('the sheet', () => vscode.workspace.textDocuments.find((d) => d.uri.scheme === 'chuchu-names'));
    assert.equal(sheet.languageId, 'markdown');
    assert.match(sheet.getText(), /\| 美国/u);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  },

  async 'names have semantic tokens and symbols of the workspace'() {
    const { uri } = await open('评论.md');
    const tokens = await until('tokens', async () => {
      const found = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', uri);
      return found?.data.length > 0 && found;
    });
    assert.equal(tokens.data.length % 5, 0);
    const symbols = await vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', 'zelian');
    assert.ok(symbols.some((symbol) => symbol.name.includes('泽连斯基')), JSON.stringify(symbols.map((symbol) => symbol.name)));
  },

  async 'a name typed in pinyin is completed'() {
    const { document, editor } = await open('评论.md');
    const end = document.lineAt(document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, '\n\n字zelian'));
    const caret = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(caret, caret);
    await until('the name', async () => {
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return /^字.*泽连斯基/.test(document.lineAt(document.lineCount - 1).text);
    });
    assert.ok(!document.getText().includes('zelian'));
    await revert();
  },

  async 'renaming a note renames its marker and its definition'() {
    const { document, uri } = await open('评论.md');
    const edit = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, at(document, '1]。'), 'budget');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /口径\[\^budget\]/);
    assert.match(document.getText(), /\n\[\^budget\]: /);
    await revert();
  },

  async 'renaming a name renames all its mentions'() {
    const { document, uri } = await open('评论.md');
    const edit = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', uri, at(document, '泽连斯基', 2), '泽连斯基总统');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText().split('泽连斯基总统').length - 1, 2);
    await revert();
  },

  async 'notes are renumbered'() {
    fs.writeFileSync(file('编号.md').fsPath, '甲[^2]，乙[^1]。\n\n[^1]: 第一条。\n[^2]: 第二条。\n');
    const { document } = await open('编号.md');
    await vscode.commands.executeCommand('chuchu.notes.renumber');
    await until('renumbered', () => document.lineAt(0).text === '甲[^1]，乙[^2]。');
    assert.match(document.getText(), /\[\^1\]: 第二条。/);
    await revert();
  },

  async 'next and previous select the claims'() {
    const { editor, uri } = await open('评论.md');
    const [claim] = await settled(uri, 'unsourced-statistic');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('chuchu.claim.next');
    assert.ok(vscode.window.activeTextEditor.selection.isEqual(claim.range));
    await vscode.commands.executeCommand('chuchu.claim.previous');
    assert.ok(vscode.languages.getDiagnostics(uri).some((d) => d.range.isEqual(vscode.window.activeTextEditor.selection)));
  },

  async 'Traditional and plain text are read'() {
    const traditional = await open('專訪.md');
    await until('diagnostics', () => vscode.languages.getDiagnostics(traditional.uri).length > 0);
    const plain = await open('短评.txt');
    await until('diagnostics', () => vscode.languages.getDiagnostics(plain.uri).length > 0);
  },

  async 'a sheet that was never saved is read'() {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '正文[^1]。\n' });
    await vscode.window.showTextDocument(document);
    await settled(document.uri, 'undefined-footnote');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  },

  'a long session: two files, typing, undo, paste, save, close, reopen, a killed server': session,

  async 'a killed server comes back'() {
    const before = servers();
    assert.equal(before.length, 1, `one server: ${before}`);
    kill(before[0]);
    await until('a new server', () => { const now = servers(); return now.length === 1 && now[0] !== before[0]; });
    const { document, uri } = await open('评论.md');
    await until('an answer', async () => definition(uri, at(document, '[^1]').translate(0, 1)));
  },

  async 'restart by command leaves one server'() {
    const before = servers();
    await vscode.commands.executeCommand('chuchu.server.restart');
    await until('a new server', () => { const now = servers(); return now.length === 1 && now[0] !== before[0]; });
    await settled(file('评论.md'), 'undefined-footnote');
  },

  async 'a setting reaches the server without a restart'() {
    const { uri } = await open('评论.md');
    await settled(uri, 'undefined-footnote');
    const config = vscode.workspace.getConfiguration('chuchu');
    await config.update('rules', { 'undefined-footnote': 'off' }, vscode.ConfigurationTarget.Workspace);
    await until('switched off', () => diagnostics(uri, 'undefined-footnote').length === 0);
    await config.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await settled(uri, 'undefined-footnote');
  },

  async 'the texts are in the display language'() {
    assert.equal(vscode.env.language, 'zh-tw');
    const { packageJSON } = vscode.extensions.getExtension(ID);
    assert.match(packageJSON.displayName, /註釋與出處/);
    assert.equal(packageJSON.contributes.views.chuchu[0].name, '論斷');
  },

  async 'every command of the manifest is registered'() {
    const known = new Set(await vscode.commands.getCommands(true));
    for (const { command } of vscode.extensions.getExtension(ID).packageJSON.contributes.commands) assert.ok(known.has(command), command);
  },
};

exports.run = async () => {
  const only = process.env.E2E_ONLY;
  await vscode.extensions.getExtension(ID).activate();
  let passed = 0;
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    if (only && !name.includes(only)) continue;
    try {
      await test();
      passed++;
      console.log(`ok - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${name}`);
      for (const line of String(error.stack).split('\n').slice(0, 12)) console.log(`    ${line}`);
      await revert().catch(() => {});
    }
  }
  console.log(`env: ${vscode.version} ${vscode.env.appName} remote=${vscode.env.remoteName} node=${process.version} language=${vscode.env.language}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed`);
};
