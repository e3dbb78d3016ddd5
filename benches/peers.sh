#!/usr/bin/env bash
# The table of docs/performance.md: this server, one that does nothing, and three peers, one after the other on the same
# work in the same hour.
#
#   benches/peers.sh BENCH ARTICLE [FOLDER]
#
# BENCH is the folder with lsp_bench.py and nulllsp/, ARTICLE the text. The peers are installed from their crates into
# FOLDER (target/peers) unless they are there already. Prints a table; the figures of each server stay in FOLDER as JSON.
# EDITS (200) and SCALE (1,4,16,64) make it shorter.
set -euo pipefail
if [ $# -lt 2 ]; then
  sed -n '5,9s/^# \{0,1\}//p' "$0"
  exit 2
fi
bench=$(realpath "$1") article=$(realpath "$2") folder=$(realpath -m "${3:-target/peers}")
cd "$(dirname "$0")/.."
mkdir -p "$folder"

# One C parser among the dependencies of harper-ls takes half an hour at -O3, and no text of ours is read with it.
for peer in typos-lsp rumdl harper-ls; do
  [ -x "$folder/bin/$peer" ] || CFLAGS=-O1 CARGO_TARGET_DIR=$folder/build cargo install --locked --root "$folder" "$peer"
done
[ -x "$folder/build/release/nulllsp" ] ||
  CARGO_TARGET_DIR=$folder/build cargo build --release --manifest-path "$bench/nulllsp/Cargo.toml"
cargo build --release

# measure NAME COMMAND: a server that fails leaves the others their turn.
figures=()
measure() {
  echo "measuring $1 …" >&2
  python3 "$bench/lsp_bench.py" --name "$1" --server "$2" --doc "$article" --edits "${EDITS:-200}" --hover "${EDITS:-200}" \
    --repeat 1 --scale "${SCALE:-1,4,16,64}" --scale-edits "${EDITS:-200}" --json "$folder/$1.json" --quiet >"$folder/$1.log" 2>&1 ||
    echo "$1 failed: $folder/$1.log" >&2
  [ -s "$folder/$1.json" ] && figures+=("$folder/$1.json")
}
measure no-op "$folder/build/release/nulllsp"
measure chuchu "${CARGO_TARGET_DIR:-$PWD/target}/release/chuchu lsp"
measure typos-lsp "$folder/bin/typos-lsp"
measure rumdl "$folder/bin/rumdl server"
measure harper-ls "$folder/bin/harper-ls --stdio"
python3 "$bench/lsp_bench.py" --compare "${figures[@]}"
