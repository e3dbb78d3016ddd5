#!/usr/bin/env bash
# Debian packages that the tests of the crate or of the editors need, if they are missing; as root or with sudo.
#   system.sh [editors|crate]
set -euo pipefail
need=()
case ${1:-editors} in
crate)
  for program in pandoc strace valgrind; do
    command -v "$program" >/dev/null || need+=("$program")
  done
  ;;
editors)
  command -v node >/dev/null && command -v npm >/dev/null || need+=(nodejs npm)
  command -v tmux >/dev/null || need+=(tmux)
  command -v patchelf >/dev/null || need+=(patchelf)
  command -v chromium >/dev/null || need+=(chromium)
  command -v fc-list >/dev/null && fc-list | grep -q 'Noto Sans Mono CJK' || need+=(fonts-noto-cjk fontconfig)
  command -v fc-list >/dev/null && fc-list | grep -q 'Noto Color Emoji' || need+=(fonts-noto-color-emoji)
  ;;
esac
[ ${#need[@]} -gt 0 ] || { echo "nothing to install"; exit 0; }
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
echo "installing: ${need[*]}"
"${as_root[@]}" apt-get -q -o Acquire::Retries=3 update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 install --no-install-recommends "${need[@]}"
