#!/usr/bin/env bash
# all.sh FOLDER: everything the editor tests need; goes on after a failure and fails at the end.
here=$(cd "$(dirname "$0")" && pwd)
code=0
bash "$here/system.sh" || code=1
bash "$here/nvim.sh" "$1" bookworm trixie forky || code=1
bash "$here/vscode.sh" || code=1
exit $code
