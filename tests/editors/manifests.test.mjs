// Manifests, code, translations and documentation of both plugins stay in step.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const json = (file) => JSON.parse(read(file));
const sources = (folder, extension) => fs.globSync(path.join(root, folder, `**/*.${extension}`)).map((file) => fs.readFileSync(file, 'utf8')).join('\n');
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const sorted = (list) => [...new Set(list)].sort();

const manifest = json('editors/vscode/package.json');
const typescript = sources('editors/vscode/src', 'ts');
const docs = read('docs/editors.md');
const { commands, configuration, views, viewsContainers, walkthroughs, menus } = manifest.contributes;

test('VS Code: every text of the manifest stands in three languages, and no other', () => {
  const used = sorted(all(JSON.stringify(manifest), /"%([^%"]+)%"/g));
  for (const suffix of ['', '.zh-cn', '.zh-tw']) {
    const texts = json(`editors/vscode/package.nls${suffix}.json`);
    assert.deepEqual(sorted(Object.keys(texts)), used, suffix);
    for (const [key, text] of Object.entries(texts)) assert.ok(text.trim(), key);
  }
});

test('VS Code: nothing a user reads is written into the manifest itself', () => {
  const plain = [];
  JSON.stringify(manifest.contributes, (key, value) => {
    if (/^(title|name|description|markdownDescription|contents|displayName)$/.test(key) && typeof value === 'string' && !/^%[^%]+%$/.test(value)) plain.push(value);
    return value;
  });
  assert.deepEqual(plain, []);
});

test('VS Code: every message of the code is translated, with the same places', () => {
  const used = sorted(all(typescript, /l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g));
  assert.ok(used.length > 10);
  for (const language of ['zh-cn', 'zh-tw']) {
    const bundle = json(`editors/vscode/l10n/bundle.l10n.${language}.json`);
    assert.deepEqual(sorted(Object.keys(bundle)), used, language);
    for (const [text, translation] of Object.entries(bundle)) {
      assert.deepEqual(all(translation, /(\{\d\})/g).sort(), all(text, /(\{\d\})/g).sort(), text);
    }
  }
});

test('VS Code: Simplified and Traditional are not mixed up', () => {
  const simplified = /[论断这设标记让开转换样为说时发实际报关]/u;
  const traditional = /[論斷這設標記讓開轉換樣為說時發實際報關]/u;
  const text = (file) => Object.values(json(`editors/vscode/${file}`)).join('\n');
  for (const file of ['package.nls.zh-tw.json', 'l10n/bundle.l10n.zh-tw.json']) {
    assert.equal(simplified.exec(text(file))?.[0], undefined, file);
  }
  for (const file of ['package.nls.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json']) {
    assert.equal(traditional.exec(text(file))?.[0], undefined, file);
  }
});

test('VS Code: every command exists in code and documentation, and no other', () => {
  const declared = sorted(commands.map(({ command }) => command));
  assert.deepEqual(sorted(all(read('editors/vscode/src/commands.ts'), /^ {4}'(chuchu\.[\w.]+)':/gm)), declared);
  for (const command of declared) assert.ok(docs.includes(`\`${command}\``), `${command} in docs/editors.md`);
  const named = sorted(all(JSON.stringify([menus, walkthroughs]) + read('editors/vscode/package.nls.json'), /(?:command:|onCommand:|"command":")(chuchu\.[\w.]+)/g));
  for (const command of named) assert.ok(declared.includes(command), `${command} is used and not declared`);
});

test('VS Code: every setting is read by the code and documented', () => {
  for (const setting of Object.keys(configuration.properties)) {
    const short = setting.slice('chuchu.'.length);
    // The client library itself reads the trace setting.
    if (short !== 'trace.server') assert.match(typescript, new RegExp(`get(<[^(]*>)?\\('${short}'`), setting);
    assert.ok(docs.includes(`\`${setting}\``), `${setting} in docs/editors.md`);
  }
  const used = all(typescript, /\.get(?:<[^(]*>)?\('([\w.]+)'/g);
  for (const short of used) assert.ok(configuration.properties[`chuchu.${short}`], `chuchu.${short} in the manifest`);
});

test('VS Code: every condition of the manifest is set by the code, and no other', () => {
  const terms = all(JSON.stringify(manifest.contributes), /"when":"([^"]+)"/g).flatMap((when) => when.split(/&&|\|\||[()]/));
  const used = terms.map((term) => term.trim().replace(/^!/, '')).filter((term) => /^chuchu\.\w+$/.test(term));
  assert.deepEqual(sorted(used), sorted(all(typescript, /'setContext', '(chuchu\.\w+)'/g)));
});

test('VS Code: every view exists in code and documentation, every picture on disk', () => {
  assert.deepEqual(Object.keys(views), [viewsContainers.activitybar[0].id]);
  for (const { id } of views.chuchu) {
    assert.ok(typescript.includes("`chuchu.${name}`") && new RegExp(`${id.split('.')[1]}: \\w+Rows`).test(typescript), id);
    assert.ok(docs.includes(`\`${id}\``), id);
  }
  const files = [manifest.icon, ...all(JSON.stringify(manifest), /"(media\/[^"]+)"/g)];
  for (const file of files) assert.ok(fs.existsSync(path.join(root, 'editors/vscode', file)), file);
});

test('VS Code: the schemas of chuchu.toml and of entry files are those of the program', () => {
  for (const { url } of manifest.contributes.tomlValidation) {
    JSON.parse(read(url.replace('./schemas', 'editors/schemas')));
  }
  const about = (file) => manifest.contributes.tomlValidation.find(({ fileMatch, regexMatch }) =>
    fileMatch ? file.endsWith(`/${fileMatch}`) : new RegExp(regexMatch).test(file))?.url;
  assert.equal(about('file:///a/chuchu.toml'), './schemas/chuchu.json');
  assert.equal(about('file:///a/chuchu/own.toml'), './schemas/entries.json');
  assert.equal(about('file:///a/Cargo.toml'), undefined);
});

test('VS Code: rules and keys are those of the server', () => {
  const rules = Object.keys(configuration.properties['chuchu.rules'].properties);
  const pages = fs.existsSync(path.join(root, 'docs/rules')) ? fs.readdirSync(path.join(root, 'docs/rules')).map((page) => page.replace('.md', '')) : [];
  for (const page of pages.filter((page) => page !== 'README')) assert.ok(rules.includes(page), `${page} in chuchu.rules`);
  const config = read('src/config.rs');
  const keys = all(/const KEYS: &\[&str\] = &\[(.*?)\]/s.exec(config)[1], /"(\w+)"/g);
  for (const key of keys) assert.ok(configuration.properties[`chuchu.${key}`], key);
  const editorKeys = all(/const EDITOR_KEYS: &\[&str\] = &\[(.*?)\]/s.exec(config)[1], /"(\w+)"/g);
  for (const setting of Object.keys(configuration.properties)) {
    const first = setting.split('.')[1];
    assert.ok(keys.includes(first) || editorKeys.includes(first), `${setting} is known to the server`);
  }
});

test('the plugins carry the version of the crate', () => {
  assert.equal(manifest.version, /^version = "(.*)"$/m.exec(read('Cargo.toml'))[1]);
});

const help = read('editors/nvim/doc/chuchu.txt');
const lua = sources('editors/nvim', 'lua');

test('Neovim: every command exists in code, help and documentation, and no other', () => {
  const table = /M\.table = \{\n(.*?)\n\}/s.exec(read('editors/nvim/lua/chuchu/commands.lua'))[1];
  const declared = sorted(all(table, /^ {2}(\w+) = \{/gm));
  assert.deepEqual(sorted(all(help, /\*:Chuchu-(\w+)\*/g)), declared);
  for (const command of declared) assert.ok(docs.includes(`:Chuchu ${command}`), `${command} in docs/editors.md`);
  const mapped = all(read('editors/nvim/plugin/chuchu.lua'), /ipairs\(\{ ('.*?') \}\)/g).flatMap((list) => all(list, /'(\w+)'/g));
  assert.deepEqual(sorted(all(help, /<Plug>\(chuchu-(\w+)\)/g)), sorted(mapped));
  for (const command of mapped) assert.ok(declared.includes(command), command);
});

test('Neovim: every option exists in code and help', () => {
  const types = /local types = \{\n(.*?)\n\}/s.exec(read('editors/nvim/lua/chuchu/config.lua'))[1];
  const declared = sorted(all(types, /^ {2}(\w+) =/gm));
  assert.deepEqual(sorted(all(help.split('*chuchu-options*')[1], /^(\w+) +(?:boolean|list|number|table) /gm)), declared);
});

test('Neovim: every message stands in three languages and is used', () => {
  const text = read('editors/nvim/lua/chuchu/messages.lua');
  const languages = ['en', 'zh_hans', 'zh_hant'].map((name) => new RegExp(`^  ${name} = \\{\\n(.*?)\\n  \\}`, 'ms').exec(text)[1]);
  const keys = languages.map((body) => sorted(all(body, /^ {4}(\w+) =/gm)));
  assert.deepEqual(keys[1], keys[0]);
  assert.deepEqual(keys[2], keys[0]);
  for (const key of keys[0]) assert.ok(lua.includes(`'${key}'`) || key.startsWith('state_'), `${key} is used`);
});
