#!/usr/bin/env bash
# Neovim from several Debian suites, each in a private root: the host's apt settings, packages and libc stay as they are.
#   nvim.sh FOLDER SUITE...     -> FOLDER/nvim-SUITE/bin/nvim
# bookworm has 0.7, trixie 0.10, forky 0.12. What is there already is kept.
set -euo pipefail
folder=$1
shift
sources=(/etc/apt/sources.list.d/*.sources /etc/apt/sources.list)
mirror=$(sed -n 's/^URIs: *\(.*\/debian\)\/* *$/\1/p; s/^deb .*\(http[^ ]*\/debian\)\/* .*/\1/p' "${sources[@]}" 2>/dev/null | head -1 || true)
[ -n "$mirror" ] || { echo "cannot install Neovim: no Debian mirror in the apt sources" >&2; exit 1; }

install_one() { # SUITE
  local dest=$folder/nvim-$1 apt root loader
  [ -x "$dest/bin/nvim" ] && "$dest/bin/nvim" --version | head -1 && return
  rm -rf "$dest"
  mkdir -p "$dest"
  dest=$(cd "$dest" && pwd) apt=$dest/.apt root=$dest/root
  mkdir -p "$apt"/{lists/partial,cache/archives/partial,empty.d} "$root" "$dest/bin"
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $1 main" >"$apt/sources.list"
  local options=(-q -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts="$apt/empty.d" -o Dir::Etc::preferencesparts="$apt/empty.d"
    -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" -o Acquire::Retries=3
    -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o APT::Sandbox::User="$(id -un)"
    -o APT::Install-Recommends=false)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" -y --download-only install neovim
  local package
  for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
  rm -rf "$apt"
  # The binary itself gets the private loader and library path: nothing leaks to the programs it starts (the server),
  # and v:progpath stays nvim, which the terminal UI starts again.
  loader=$(readlink -f "$(find "$root" -name 'ld-linux-*.so.*' | head -1)")
  patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$root/usr/lib/$(uname -m)-linux-gnu:$root/lib/$(uname -m)-linux-gnu" "$root/usr/bin/nvim"
  printf '#!/bin/sh\nexport VIMRUNTIME=%s/usr/share/nvim/runtime\nexec "%s/usr/bin/nvim" "$@"\n' "$root" "$root" >"$dest/bin/nvim"
  chmod +x "$dest/bin/nvim"
  "$dest/bin/nvim" --version | head -1
}

for name in "$@"; do install_one "$name"; done
