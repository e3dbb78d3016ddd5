// Stands in for VS Code's native module of that name, which is not built here: without it VS Code writes no log.
const fs = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const INFO = 2;

class Logger {
  constructor(file) {
    this.file = file;
    this.least = INFO;
    this.plain = false;
  }
  write(level, text) {
    if (level < this.least) return;
    const head = `${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${names[level]}] `;
    fs.appendFileSync(this.file, this.plain ? text : `${head}${text}\n`);
  }
  trace(text) { this.write(0, text); }
  debug(text) { this.write(1, text); }
  info(text) { this.write(INFO, text); }
  warn(text) { this.write(3, text); }
  error(text) { this.write(4, text); }
  critical(text) { this.write(5, text); }
  getLevel() { return this.least; }
  setLevel(level) { this.least = level; }
  clearFormatters() { this.plain = true; }
  setPattern() {}
  flush() {}
  drop() {}
}

async function create(_name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger(file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
