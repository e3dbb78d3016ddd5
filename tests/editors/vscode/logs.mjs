// What may not stand in a log of VS Code: errors and warnings of ours, and errors in the extension host that no other
// extension puts its name to.

/** What VS Code says of itself here: no native modules, no language pack, a view that changed as the window was closed. */
const itself = [
  /Cannot find module '\.\/build\/Release\/watchdog'/,
  /Unable to refresh tree view chuchu\.\w+: Canceled$/,
];
/** How long after a server was killed, in milliseconds, what goes wrong between the client and it is the test's own doing. */
const AFTERMATH = 5000;

/**
 * The lines of all logs (`[file, text]`) that are faults; an entry may go on over the lines that follow it. `kills` are the
 * times (milliseconds) at which the test killed a server: around these alone our own log may have errors.
 */
export function logFaults(logs, kills = []) {
  const killed = (at) => kills.some((kill) => at >= kill - 100 && at <= kill + AFTERMATH);
  return logs.flatMap(([file, text]) => text.split(/\n(?=\d{4}-\d\d-\d\d [\d:.]+ \[)/)
    .map((entry) => entry.trimEnd())
    .filter((entry) => {
      const [, time, level] = /^([\d-]+ [\d:.]+) \[(\w+)\]/.exec(entry) ?? [];
      const ours = /chuchu\.chuchu|extensions\/chuchu/.test(file + entry);
      if (ours && killed(new Date(time).getTime())) return false;
      const nobodys = file.endsWith('exthost.log') && !/\bvscode\.[a-z-]+/.test(entry);
      const grave = (level === 'error' || level === 'critical') && !itself.some((known) => known.test(entry));
      return grave && nobodys || ours && (grave || level === 'warning');
    })
    .map((entry) => `${file}: ${entry.split('\n').slice(0, 3).join(' | ').slice(0, 400)}`));
}
