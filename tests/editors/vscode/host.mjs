// Runs host/index.js inside the real extension host, with the packaged extension installed beside it, and exits with its result.
import fs from 'node:fs';
import path from 'node:path';
import { logFaults } from './logs.mjs';
import { output, start } from './lib.mjs';

const here = import.meta.dirname;
const patience = 200_000 + 60_000 * Number(process.env.CHUCHU_WRITING_MINUTES ?? 0);
const extra = process.env.E2E_BIN ? { CHUCHU_BIN: process.env.E2E_BIN } : {};
const vscode = await start({ name: 'vscode-host', locale: 'zh-TW', env: extra });
let finish;
const finished = new Promise((resolve) => { finish = resolve; });
let summary = false;
const kills = [];
await vscode.page.exposeFunction('codeAutomationLog', (_type, [text]) => {
  if (/^(not )?ok - |^\d+ passed, |^env: |^    /.test(text)) console.log(text);
  if (/^    killed \d+$/.test(text)) kills.push(Number(text.slice(11)));
  summary ||= /^\d+ passed, /.test(text);
});
await vscode.page.exposeFunction('codeAutomationExit', (code) => finish(code));
await vscode.open([
  ['extensionDevelopmentPath', vscode.uri(path.join(here, 'host'))],
  ['extensionTestsPath', vscode.uri(path.join(here, 'host/index.js'))],
]);
const code = await Promise.race([finished, new Promise((resolve) => setTimeout(() => resolve('a timeout'), patience).unref())]);
if (code !== 0) await vscode.shoot('failure').catch(() => {});
const logs = vscode.logs();
const faults = logFaults(logs, kills);
fs.writeFileSync(path.join(output, 'vscode-host-editor.log'), logs.map(([file, text]) => `=== ${file}\n${text}`).join('\n'));
await vscode.stop();
console.log(faults.length === 0 ? 'ok - no error in any log' : `not ok - no error in any log\n${faults.map((line) => `    ${line}`).join('\n')}`);
console.log(faults.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed');
if (!summary) console.log(`not ok - the extension host ended with ${code}\n0 passed, 1 failed`);
process.exit(code === 0 && faults.length === 0 ? 0 : 1);
