// Which program is run: not one that an untrusted workspace names, and a clear word where there is none.
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { start } from './lib.mjs';

const open = [];
after(() => Promise.all(open.map((vscode) => vscode.stop())));

async function opened(options) {
  const vscode = await start({ name: 'vscode-program', ...options });
  open.push(vscode);
  options.prepare?.(vscode.workspace);
  await vscode.open([['openFile', vscode.uri(path.join(vscode.workspace, '评论.md'))]]);
  await vscode.page.locator('.tab', { hasText: '评论.md' }).waitFor();
  return vscode;
}

test('an untrusted workspace does not name the program; the bundled one runs', async () => {
  const { page, workspace } = await opened({
    trust: false,
    settings: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.untrustedFiles': 'open' },
    prepare(workspace) {
      const evil = path.join(workspace, 'evil');
      fs.writeFileSync(evil, `#!/bin/sh\ntouch '${workspace}/was-run'\n`, { mode: 0o755 });
      fs.mkdirSync(path.join(workspace, '.vscode'));
      fs.writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify({ 'chuchu.server.path': evil }));
    },
  });
  await page.locator('.editor-instance .squiggly-warning').first().waitFor();
  await page.locator('[id="status.workspaceTrust"]').waitFor();
  assert.equal(fs.existsSync(path.join(workspace, 'was-run')), false);
});

test('a program that is not there is named, with buttons that help', async () => {
  const { page, shoot } = await opened({ settings: { 'chuchu.server.path': '/nonexistent/chuchu' } });
  const status = page.locator('[id*="chuchu.status"]');
  await status.waitFor();
  await page.locator('[id="status.notifications"]').click();
  const toast = page.locator('.notification-list-item', { hasText: '/nonexistent/chuchu' });
  await toast.waitFor();
  for (const button of ['Set Path', 'Restart Server', 'Show Log']) await toast.locator('.monaco-button', { hasText: button }).waitFor();
  await shoot('missing');
});
