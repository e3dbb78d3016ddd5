// What may not stand in a log of VS Code: errors of anyone, warnings of ours.

/** What VS Code says of itself here: no native modules, no language pack, a view that changed as the window was closed. */
const itself = [
  /Cannot find module '\.\/build\/Release\/watchdog'/,
  /No bundle location found for extension vscode\./,
  /Unable to refresh tree view chuchu\.\w+: Canceled$/,
];
/** What the client says when the server is killed, which the tests do. Any other end of a server is a fault. */
const killed = [
  /connection to server is erroring\.\nwrite EPIPE$/,
  /Sending notification failed\.$/,
  /Server process exited with signal SIGKILL\.$/,
];

/** The lines of all logs (`[file, text]`) that are faults; an entry may go on over the lines that follow it. */
export function logFaults(logs) {
  return logs.flatMap(([file, text]) => text.split(/\n(?=\d{4}-\d\d-\d\d [\d:.]+ \[)/)
    .map((entry) => entry.trimEnd())
    .filter((entry) => {
      const level = /^[\d-]+ [\d:.]+ \[(\w+)\]/.exec(entry)?.[1];
      if (level === 'error' || level === 'critical') return ![...itself, ...(file.includes('chuchu.chuchu') ? killed : [])].some((known) => known.test(entry));
      return level === 'warning' && /chuchu/i.test(file + entry);
    })
    .map((entry) => `${file}: ${entry.split('\n').slice(0, 3).join(' | ').slice(0, 400)}`));
}
