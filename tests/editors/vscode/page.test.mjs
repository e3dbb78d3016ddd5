// What a writer sees and does in the real workbench: through its DOM, by mouse and keyboard.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { output, root, start } from './lib.mjs';

const FILE = '评论.md';
const program = path.join(output, 'logging-chuchu');
const log = path.join(output, 'vscode-page-chuchu.log');
let vscode, page;

before(async () => {
  // The configured program wins over the bundled one: a script that starts that one with a log of warnings.
  fs.mkdirSync(output, { recursive: true });
  fs.rmSync(log, { force: true });
  fs.writeFileSync(program, `#!/bin/sh\nexec "${process.env.CHUCHU_BIN ?? path.join(root, 'target/release/chuchu')}" "$@" --log ${process.env.LOGLEVEL ?? 'warn'} --log-file "${log}"\n`, { mode: 0o755 });
  vscode = await start({ name: 'vscode-page', settings: { 'chuchu.server.path': program } });
  page = vscode.page;
  await vscode.open([['openFile', vscode.uri(path.join(vscode.workspace, FILE))]]);
  await page.locator('.tab', { hasText: FILE }).waitFor();
});

after(async () => {
  await vscode?.shoot('last').catch(() => {});
  await vscode?.stop();
});

/** The box of `text` in the visible editor line that contains `lineHas`, from the DOM's text nodes. */
async function box(text, lineHas = text) {
  const found = await page.evaluate(([text, lineHas]) => {
    for (const line of document.querySelectorAll('.editor-instance .view-line')) {
      const full = line.textContent.replace(/\u00a0/g, ' ');
      const at = full.includes(lineHas) ? full.indexOf(text) : -1;
      if (at < 0) continue;
      const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let position = 0, started = false, node;
      while ((node = walk.nextNode())) {
        const length = node.data.length;
        if (!started && at < position + length) { range.setStart(node, at - position); started = true; }
        if (started && at + text.length <= position + length) {
          range.setEnd(node, at + text.length - position);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }
        position += length;
      }
    }
    return null;
  }, [text, lineHas]);
  assert.ok(found, `not in a visible line: ${text}`);
  return found;
}

async function click(text, lineHas) {
  const { x, y, width, height } = await box(text, lineHas);
  await page.mouse.click(x + width / 2, y + height / 2);
}

async function palette(title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor({ state: 'visible' });
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
  await page.keyboard.press('Enter');
}

const caretAt = (text) => page.waitForFunction(
  (text) => document.querySelector('#status\\.editor\\.selection')?.textContent.includes(text), text);
const row = (view, text) => page.locator(`.pane[aria-label*="${view}"] .monaco-list-row, .pane:has([aria-label*="${view}"]) .monaco-list-row`).filter({ hasText: text }).first();
const warnings = () => page.locator('.editor-instance .squiggly-warning');

test('the unsourced figure is underlined where it stands', async () => {
  await warnings().first().waitFor();
  const lines = await warnings().evaluateAll((all) => all.map((e) => { const { x, y, width, height } = e.getBoundingClientRect(); return { x, y, width, height }; }));
  const text = await box('37%');
  const under = lines.filter((line) => line.x <= text.x + 3 && line.x + line.width >= text.x + text.width - 3 && line.y <= text.y + text.height && line.y + line.height >= text.y);
  assert.ok(under.length > 0, `${JSON.stringify(lines)} under ${JSON.stringify(text)}`);
  const emoji = await box('🙂');
  assert.ok(under.every((line) => line.x >= emoji.x + emoji.width - 3), 'the claim only');
  await vscode.shoot('claims');
});

test('the Problems panel says what is claimed and why', async () => {
  await palette('Problems: Focus on Problems View');
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'unsourced-statistic' }).first().waitFor();
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'undefined-footnote' }).first().waitFor();
  await vscode.shoot('problems');
  await palette('View: Toggle Panel Visibility');
});

test('the card of an actor opens under the mouse', async () => {
  const { x, y, width, height } = await box('泽连斯基');
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: /Zelensk/ }).first();
  await hover.waitFor();
  await vscode.shoot('hover');
  await page.mouse.move(5, 5);
});

test('F12 goes from the marker to the note and back', async () => {
  await click('[^1]', '口径');
  await caretAt('Ln 10,');
  await page.keyboard.press('F12');
  await caretAt('Ln 14,');
  await page.keyboard.press('F12');
  await caretAt('Ln 10,');
});

test('the view lists claims, notes and names, and a click goes there', async () => {
  await palette('View: Show Chuchu');
  const claim = row('Claims', '37%');
  await claim.waitFor();
  await row('Notes', '年度军费报告').waitFor();
  await row('Names', '泽连斯基').waitFor();
  await vscode.shoot('view');
  await row('Names', '泽连斯基').click();
  await caretAt('Ln 8,');
  await claim.click();
  await caretAt('selected');
});

test('the status bar counts and knows the profile', async () => {
  const status = page.locator('#chuchu\\.chuchu\\.chuchu\\.status, [id*="chuchu.status"]').first();
  await status.waitFor();
  assert.match(await status.innerText(), /Chuchu\s+\d+\s+·\s+academic/);
});

test('the inline action of a claim adds its note', async () => {
  const claim = row('Claims', '37%');
  await claim.hover();
  await claim.locator('.action-label[aria-label*="Add a Note"]').click();
  await page.waitForFunction(() => [...document.querySelectorAll('.view-line')].some((line) => /37%.*\[\^\w+\]/.test(line.textContent)));
  await vscode.shoot('fixed');
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+z');
  await warnings().first().waitFor();
});

test('a sentence is judged when the caret has left it', async () => {
  const before = await warnings().count();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n\n', { delay: 5 });
  for (const character of '去年出口下降了18%，减少93亿美元。') await page.keyboard.insertText(character);
  await click('鲁比奥不必');
  await page.waitForFunction((before) => document.querySelectorAll('.editor-instance .squiggly-warning').length > before, before);
  await vscode.shoot('typed');
  await palette('File: Revert File');
});

test('the sample draft opens from the walkthrough and has something to show', async () => {
  await palette('Welcome: Open Walkthrough...');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Write with sources' }).click();
  await page.locator('.getting-started-step', { hasText: 'Open the sample draft' }).first().waitFor();
  await vscode.shoot('walkthrough');
  await palette('Chuchu: Open Sample Draft');
  await page.locator('.editor-instance .view-line', { hasText: '去年经过敖德萨' }).first().waitFor();
  await warnings().first().waitFor();
  assert.ok(await page.locator('.editor-instance .squiggly-error').count() === 0, 'the sample has no fault in its notes');
  await palette('View: Close All Editors');
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" }).click();
});

test('dark and high contrast', async () => {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input.input').fill(FILE);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: FILE }).first().waitFor();
  await page.keyboard.press('Enter');
  await warnings().first().waitFor();
  await row('Claims', '37%').waitFor();
  for (const [name, theme, kind] of [['dark', 'Dark Modern', 'vs-dark'], ['contrast', 'Dark High Contrast', 'hc-black'], ['contrast-light', 'Light High Contrast', 'hc-light']]) {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+t');
    await page.locator('.quick-input-widget input.input').waitFor();
    await page.locator('.quick-input-widget input.input').fill(theme);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: theme }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator(`.monaco-workbench.${kind}`).waitFor();
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await vscode.shoot(name);
  }
});

test('the server logged no warning, and nobody was bothered', async () => {
  assert.equal(fs.existsSync(log) && fs.readFileSync(log, 'utf8'), '');
  assert.equal(await page.locator('.notifications-toasts .notification-list-item').count(), 0);
});
