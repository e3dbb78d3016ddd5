// Makes the VSIX of one platform with the release binary inside: node package.mjs [TARGET [PROGRAM]].
// TARGET is one of VS Code's platforms (default: this machine's), "universal" leaves the program out.
// PROGRAM defaults to the release build of the repository.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const alpine = process.platform === 'linux' && fs.existsSync('/etc/alpine-release');
const own = `${alpine ? 'alpine' : process.platform}-${process.arch}`;
const [target = own, given] = process.argv.slice(2);
const exe = target.startsWith('win32') ? 'chuchu.exe' : 'chuchu';
const built = path.join(process.env.CARGO_TARGET_DIR ?? path.join(here, '../../target'), 'release', exe);
const bundled = path.join(here, 'server', exe);

fs.rmSync(path.join(here, 'server'), { recursive: true, force: true });
if (target !== 'universal') {
  const program = given ?? built;
  if (!fs.existsSync(program)) {
    console.error(`no program at ${program}: run "cargo build --release" first, or name one`);
    process.exit(1);
  }
  fs.mkdirSync(path.dirname(bundled), { recursive: true });
  fs.copyFileSync(program, bundled);
  fs.chmodSync(bundled, 0o755);
}
for (const license of ['LICENSE-MIT', 'LICENSE-APACHE']) {
  const file = path.join(here, '../..', license);
  if (fs.existsSync(file)) fs.copyFileSync(file, path.join(here, license));
}
// Read by extensions that know TOML schemas (`tomlValidation`); our own server checks the files without them.
fs.cpSync(path.join(here, '../schemas'), path.join(here, 'schemas'), { recursive: true });
const run = (...args) => execFileSync(process.execPath, args, { cwd: here, stdio: 'inherit' });
run('build.mjs');
run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license',
  ...(target === 'universal' ? [] : ['--target', target]), '-o', `chuchu-${target}.vsix`);
