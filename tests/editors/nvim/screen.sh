#!/usr/bin/env bash
# screen.sh NVIM [FILE]: the real screen. Neovim in tmux with the release binary, keys typed, the screen read back; the
# captures (with colours) stay in tests/output.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
nvim=$1
out=$root/tests/output
[ -x "$nvim" ] || { echo "cannot run: no Neovim at $nvim"; exit 2; }
command -v tmux >/dev/null || { echo "cannot run: no tmux"; exit 2; }
export CHUCHU_BIN=${CHUCHU_BIN:-$root/target/release/chuchu}
[ -x "$CHUCHU_BIN" ] || { echo "cannot run: no program at $CHUCHU_BIN"; exit 2; }
mkdir -p "$out"
home=$(mktemp -d /tmp/chuchu-screen-XXXXXX)
T() { tmux -u -f /dev/null -S "$home/socket" "$@"; }
trap 'T kill-server 2>/dev/null; rm -rf "$home"' EXIT
cp -r "$here/../fixtures/workspace" "$home/workspace"
export LC_ALL=C.UTF-8 HOME=$home XDG_CONFIG_HOME=$home/c XDG_DATA_HOME=$home/d XDG_STATE_HOME=$home/s XDG_CACHE_HOME=$home/x TERM=xterm-256color

passed=0 failed=0
screen() { T capture-pane -p -t s; }
verdict() { # NAME OK
  if [ "$2" = yes ]; then passed=$((passed + 1)); echo "ok - $1"; else failed=$((failed + 1)); echo "not ok - $1"; screen | sed 's/^/    /'; fi
}
shows() { # NAME TEXT: within ten seconds
  local i
  for i in $(seq 100); do
    if screen | grep -qF -- "$2"; then verdict "$1" yes; return; fi
    sleep 0.1
  done
  verdict "$1" no
}
hides() { # NAME TEXT
  local i
  for i in $(seq 100); do
    if ! screen | grep -qF -- "$2"; then verdict "$1" yes; return; fi
    sleep 0.1
  done
  verdict "$1" no
}
keys() { T send-keys -t s -l "$1"; }
key() { T send-keys -t s "$@"; }
capture() { T capture-pane -e -p -t s >"$out/nvim-$1.ansi"; }

cat >"$home/init.lua" <<L
vim.opt.rtp:prepend('$root/editors/nvim')
vim.o.swapfile, vim.o.termguicolors, vim.o.background, vim.o.linebreak, vim.o.number = false, true, 'dark', false, true
vim.opt.shortmess:append('I')
vim.diagnostic.config({ virtual_text = { prefix = '●' }, underline = true })
vim.g.chuchu = { keymaps = true }
vim.keymap.set('n', 'K', vim.lsp.buf.hover)
vim.o.statusline = '%f %m%=%{v:lua.require("chuchu").statusline()}  %l:%c '
L
T new-session -d -s s -x 110 -y 30 "exec '$nvim' -u '$home/init.lua' '$home/workspace/评论.md'"
T set -ga terminal-overrides ',*:Tc' 2>/dev/null

shows 'the figure without a source is marked' '●'
shows 'the status line counts' '出处 1'
capture claims
keys '/\V[^1]'; key Enter
keys '\g'
shows 'the marker leads to its note' '14:1'
keys '\g'
shows 'the note leads back' '10:'
keys 'gg/泽连斯基'; key Enter
keys 'K'
shows 'the card of an actor' 'Zelensk'
capture hover
key Escape; keys 'gg'
hides 'the card closes' 'Volodymyr'
keys ']u'
shows 'next claim by key' '8:'
keys ':Chuchu! fix'; key Enter
shows 'the quick fix writes a note' '[^2]: 某研究所'
hides 'and the claim is no longer marked' '出处 1'
capture fixed
keys 'u'
shows 'undo brings the claim back' '出处 1'
keys ':Chuchu claims'; key Enter
shows 'the location list' 'chuchu claims'
key Escape; keys ':qa!'; key Enter
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
