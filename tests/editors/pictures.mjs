// Makes the pictures of the README from real editors and the real program: node tests/editors/pictures.mjs
// Writes docs/images/*.png; needs what ./test installs, the release binary and the packaged extension.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root, start } from './vscode/lib.mjs';

const images = path.join(root, 'docs/images');
const draft = process.argv[2] ?? path.join(root, 'examples/academic.md');
const hovered = process.argv[3] ?? '特朗普';
fs.mkdirSync(images, { recursive: true });

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A tmux capture with colours as HTML. */
function html(ansi) {
  const palette = ['#1f2329', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];
  const color = (codes, i) => {
    if (codes[i + 1] === 2) return [`rgb(${codes.slice(i + 2, i + 5)})`, i + 4];
    const n = codes[i + 2];
    const grey = 8 + (n - 232) * 10;
    const cube = n - 16;
    const level = (v) => (v ? 55 + v * 40 : 0);
    if (n < 16) return [palette[n % 8], i + 2];
    return [n >= 232 ? `rgb(${grey},${grey},${grey})` : `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`, i + 2];
  };
  let style = {};
  const apply = (codes) => {
    for (let i = 0; i < codes.length; i++) {
      const c = codes[i];
      if (c === 0) style = {};
      else if (c === 1) style.bold = true;
      else if (c === 3) style.italic = true;
      else if (c === 4) style.underline = true;
      else if (c === 7) style.reverse = true;
      else if (c === 22) style.bold = false;
      else if (c === 24) style.underline = false;
      else if (c === 27) style.reverse = false;
      else if (c >= 30 && c <= 37) style.fg = palette[c - 30];
      else if (c >= 90 && c <= 97) style.fg = palette[c - 90];
      else if (c === 38) [style.fg, i] = color(codes, i);
      else if (c === 39) style.fg = undefined;
      else if (c >= 40 && c <= 47) style.bg = palette[c - 40];
      else if (c === 48) [style.bg, i] = color(codes, i);
      else if (c === 49) style.bg = undefined;
      else if (c === 58) [style.line, i] = color(codes, i);
      else if (c === 59) style.line = undefined;
    }
  };
  const escape = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
  const span = (text) => {
    const [fg, bg] = style.reverse ? [style.bg ?? '#14161b', style.fg ?? '#e0e2ea'] : [style.fg, style.bg];
    const css = [fg && `color:${fg}`, bg && `background:${bg}`, style.bold && 'font-weight:bold', style.italic && 'font-style:italic',
      style.underline && `text-decoration:underline ${style.line ?? ''} 1px;text-underline-offset:4px`].filter(Boolean).join(';');
    return `<span style="${css}">${escape(text)}</span>`;
  };
  // eslint-disable-next-line no-control-regex
  return ansi.split(/\x1b\[([\d;:]*)m/).map((part, i) => {
    if (i % 2 === 0) return part && span(part);
    apply(part.split(/[;:]/).map(Number));
    return '';
  }).join('');
}

async function neovim(browser) {
  const home = fs.mkdtempSync('/tmp/chuchu-picture-');
  const tmux = (...args) => execFileSync('tmux', ['-u', '-f', '/dev/null', '-S', path.join(home, 'socket'), ...args], { encoding: 'utf8', env: { ...process.env, TERM: 'xterm-256color', HOME: home, LC_ALL: 'C.UTF-8' } });
  const screen = () => tmux('capture-pane', '-p', '-t', 's');
  const until = async (text) => {
    for (let i = 0; i < 150; i++) { if (screen().includes(text)) return; await sleep(100); }
    throw new Error(`the screen never showed ${text}:\n${screen()}`);
  };
  const nvim = path.join(root, 'target/editors/nvim-forky/bin/nvim');
  fs.copyFileSync(draft, path.join(home, path.basename(draft)));
  fs.writeFileSync(path.join(home, 'init.lua'), `
    vim.opt.rtp:prepend('${root}/editors/nvim')
    vim.o.swapfile, vim.o.termguicolors, vim.o.linebreak, vim.o.number, vim.o.wrap, vim.o.ruler = false, true, false, true, true, false
    vim.o.breakat = ' '
    vim.opt.shortmess:append('I')
    vim.diagnostic.config({ virtual_text = false, underline = true, signs = true })
    vim.g.chuchu = { keymaps = true }
    vim.cmd('hi NonText guifg=#14161b | hi NormalFloat guibg=#2b303b | hi FloatBorder guibg=#2b303b')
    vim.o.statusline = ' %f %=%{v:lua.require("chuchu").statusline()}  %l:%c '
  `);
  try {
    const program = process.env.CHUCHU_BIN ?? path.join(root, 'target/release/chuchu');
    tmux('new-session', '-d', '-s', 's', '-x', '104', '-y', '26', `cd '${home}' && CHUCHU_BIN='${program}' exec '${nvim}' -u init.lua '${path.basename(draft)}'`);
    tmux('set', '-ga', 'terminal-overrides', ',*:Tc:Smulx=\\E[4::%p1%dm');
    await until('出处');
    await sleep(1500); // the first diagnostics
    tmux('send-keys', '-t', 's', '-l', ']u');
    await sleep(500);
    tmux('send-keys', '-t', 's', '-l', 'zt' + '\x19'.repeat(4));
    tmux('send-keys', '-t', 's', '-l', ':lua vim.diagnostic.open_float({ scope = "cursor", border = "solid", header = "" })');
    tmux('send-keys', '-t', 's', 'Enter');
    await sleep(800);
    tmux('send-keys', '-t', 's', '-l', ':echo');
    tmux('send-keys', '-t', 's', 'Enter');
    await sleep(300);
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, deviceScaleFactor: 1.25 });
    await page.setContent(`<body style="margin:0;background:#14161b"><pre style="margin:0;padding:14px 16px;color:#e0e2ea;font:15px/22px 'Noto Sans Mono CJK SC','Noto Color Emoji',monospace;display:inline-block">${html(tmux('capture-pane', '-e', '-N', '-p', '-t', 's'))}</pre></body>`);
    await page.locator('pre').screenshot({ path: path.join(images, 'nvim.png') });
  } finally {
    try { tmux('kill-server'); } catch { /* it was not there */ }
    fs.rmSync(home, { recursive: true, force: true });
  }
}

async function code() {
  const files = fs.mkdtempSync('/tmp/chuchu-picture-');
  fs.copyFileSync(draft, path.join(files, path.basename(draft)));
  const vscode = await start({ name: 'picture', files, scale: 1.25, size: { width: 1120, height: 700 }, locale: 'zh-CN', settings: { 'window.commandCenter': false, 'workbench.layoutControl.enabled': false, 'editor.lineNumbers': 'off', 'editor.folding': false, 'editor.glyphMargin': false, 'breadcrumbs.enabled': false }, env: process.env.E2E_BIN ? { CHUCHU_BIN: process.env.E2E_BIN } : {} });
  const { page } = vscode;
  try {
    await vscode.open([['openFile', vscode.uri(path.join(vscode.workspace, path.basename(draft)))]]);
    await page.locator('.editor-instance .squiggly-warning').first().waitFor();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>View: Show 出处');
    await page.keyboard.press('Enter');
    await sleep(1500);
    const at = await page.evaluate((text) => {
      for (const line of document.querySelectorAll('.editor-instance .view-line')) {
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const from = node.data.indexOf(text);
          if (from < 0) continue;
          const range = document.createRange();
          range.setStart(node, from);
          range.setEnd(node, from + text.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
      }
      return null;
    }, hovered);
    if (!at) throw new Error(`${hovered} is not on the screen`);
    await page.mouse.move(at.x, at.y, { steps: 5 });
    await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
    await sleep(700);
    await page.screenshot({ path: path.join(images, 'vscode.png') });
  } finally {
    await vscode.stop();
    fs.rmSync(files, { recursive: true, force: true });
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
await neovim(browser);
await browser.close();
await code();
for (const file of fs.readdirSync(images)) {
  const size = fs.statSync(path.join(images, file)).size;
  console.log(`${file} ${Math.round(size / 1024)} KB`);
  if (size > 300 * 1024) throw new Error(`${file} is larger than 300 KB`);
}
