// A scratch VS Code server (the one inside npm's code-server, run directly) with the extension installed, and a headless
// Chromium page on it.
import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
export const root = path.join(here, '../../..');
export const output = path.join(root, 'tests/output');
const vscode = path.join(here, '../node_modules/code-server/lib/vscode');
const vsix = path.join(root, `editors/vscode/chuchu-${process.platform}-${process.arch}.vsix`);

// Nothing that moves, asks, downloads or hides what the test looks at.
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'editor.wordWrap': 'on',
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'editor.unicodeHighlight.nonBasicASCII': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontFamily': '"Noto Sans Mono CJK SC", monospace',
  'editor.fontSize': 16,
};

function need(file, what) {
  if (!fs.existsSync(file)) throw new Error(`cannot run: no ${what} at ${file}`);
}

/**
 * Starts everything. `settings` go to the machine's settings, which a remote window reads for settings of machine scope;
 * `locale` is the display language, where the workbench has it.
 */
export async function start({ name, settings = {}, files = path.join(here, '../fixtures/workspace'), locale = 'en-US', trust = true, scale = 1, size = { width: 1280, height: 800 }, env: extra = {} }) {
  need(vscode, 'VS Code server');
  need(vsix, 'extension package');
  need('/usr/bin/chromium', 'Chromium');
  fs.copyFileSync(path.join(here, 'spdlog.cjs'), path.join(vscode, 'node_modules/@vscode/spdlog/index.js'));
  const work = fs.mkdtempSync('/tmp/chuchu-vscode-');
  const workspace = path.join(work, 'workspace');
  fs.cpSync(files, workspace, { recursive: true });
  fs.mkdirSync(output, { recursive: true });
  for (const [folder, content] of [['User', { ...quiet, ...settings }], ['Machine', settings]]) {
    fs.mkdirSync(path.join(work, 'data', folder), { recursive: true });
    fs.writeFileSync(path.join(work, 'data', folder, 'settings.json'), JSON.stringify(content));
  }
  const env = { ...process.env, HOME: work, LANG: 'C.UTF-8', EXTENSIONS_GALLERY: '{}', ...extra };
  for (const key of ['VSCODE_IPC_HOOK_CLI', 'NODE_OPTIONS', 'CHUCHU_BIN']) if (!(key in extra)) delete env[key];
  const main = path.join(vscode, 'out/server-main.js');
  const common = ['--server-data-dir', work, '--user-data-dir', path.join(work, 'data'), '--extensions-dir', path.join(work, 'extensions'),
    '--accept-server-license-terms', '--telemetry-level', 'off'];
  execFileSync(process.execPath, [main, ...common, '--install-extension', vsix, '--force'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const server = spawn(process.execPath, [main, ...common, '--host', '127.0.0.1', '--port', '0', '--without-connection-token',
    '--enable-smoke-test-driver', ...(trust ? ['--disable-workspace-trust'] : [])], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const log = fs.createWriteStream(path.join(output, `${name}-server.log`));
  const port = await new Promise((resolve, reject) => {
    let all = '';
    const read = (data) => {
      log.write(data);
      all += data;
      const bound = /Server bound to 127\.0\.0\.1:(\d+)/.exec(all);
      if (bound) resolve(bound[1]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`the VS Code server ended with ${code}\n${all}`)));
    setTimeout(() => reject(new Error(`the VS Code server did not start\n${all}`)), 60_000).unref();
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale, locale });
  // There is no language pack here, so VS Code itself stays English; what it tells extensions is this.
  const language = locale.toLowerCase().replace('en-us', 'en');
  await context.addInitScript((language) => {
    Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set() {} });
  }, language);
  const page = await context.newPage();
  const console_ = fs.createWriteStream(path.join(output, `${name}-browser.log`));
  page.on('console', (message) => console_.write(`${message.type()} ${message.text()}\n`));
  page.setDefaultTimeout(40_000);
  const uri = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
  return {
    page, workspace, work, uri,
    /** Loads the workbench with the folder open; `payload` is VS Code's own, such as `[['openFile', uri]]`. */
    open: (payload = []) => page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`),
    shoot: (shot) => page.screenshot({ path: path.join(output, `${name}-${shot}.png`) }),
    /** The logs of the server, the extension host and the output channels, each by its path below the log folder. */
    logs: () => fs.globSync('data/logs/**/*.log', { cwd: work }).map((file) => [file, fs.readFileSync(path.join(work, file), 'utf8')]),
    async stop() {
      await browser.close().catch(() => {});
      try { process.kill(-server.pid, 'SIGTERM'); } catch { /* gone already */ }
      await new Promise((resolve) => {
        if (server.exitCode !== null || server.signalCode !== null) return resolve();
        server.once('exit', resolve);
        setTimeout(resolve, 5000).unref();
      });
      server.stdout.destroy();
      server.stderr.destroy();
      fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
