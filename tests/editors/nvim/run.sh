#!/usr/bin/env bash
# run.sh NVIM [SPEC...]: every spec in a fresh headless Neovim with the release binary, a scratch home and workspace.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
nvim=$1
shift
[ -x "$nvim" ] || { echo "cannot run: no Neovim at $nvim"; exit 2; }
export CHUCHU_BIN=${CHUCHU_BIN:-$root/target/release/chuchu}
[ -x "$CHUCHU_BIN" ] || { echo "cannot run: no program at $CHUCHU_BIN"; exit 2; }
specs=("$@")
[ ${#specs[@]} -gt 0 ] || specs=("$here"/specs/*.lua)
failures=0
for spec in "${specs[@]}"; do
  home=$(mktemp -d /tmp/chuchu-nvim-XXXXXX)
  cp -r "$here/../fixtures/workspace" "$home/workspace"
  echo "# $(basename "$spec" .lua)"
  code=0
  env HOME="$home" XDG_CONFIG_HOME="$home/c" XDG_DATA_HOME="$home/d" XDG_STATE_HOME="$home/s" XDG_CACHE_HOME="$home/x" \
    LANG=C.UTF-8 LC_ALL=C.UTF-8 WORKSPACE="$home/workspace" PLUGIN="$root/editors/nvim" SPEC="$spec" \
    timeout --kill-after=5 $((120 + 60 * ${CHUCHU_WRITING_MINUTES:-0})) "$nvim" --headless --clean --cmd "set rtp^=$root/editors/nvim noswapfile" \
    --cmd "lua package.path = '$here/?.lua;' .. package.path" \
    -c "luafile $here/start.lua" </dev/null 2>"$home/stderr" || code=$?
  log=$(cat "$home/s/nvim/lsp.log" "$home/x/nvim/lsp.log" 2>/dev/null | grep -E '^\[(ERROR|WARN)' | grep -v -e 'LSP logging initiated' -e "client.*quit with exit code" || true)
  if [ "$code" != 0 ]; then
    failures=1
    echo "not ok - $(basename "$spec") ended with $code"
    sed 's/^/    /' "$home/stderr" | tail -20
    [ -z "$log" ] || echo "$log" | tail -10 | cut -c1-400 | sed 's/^/    /'
  elif [ -n "$log" ] && ! grep -q '^-- log: expected' "$spec"; then
    failures=1
    printf 'not ok - the log of the client is clean\n%s\n0 passed, 1 failed\n' "$(echo "$log" | tail -10 | cut -c1-600)"
  fi
  rm -rf "$home"
done
exit $failures
