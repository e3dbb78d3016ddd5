#!/usr/bin/env python3
"""How much text `chuchu check` reads, and in how much memory: its tables in docs/performance.md.

    cargo build --release && benches/check.py TEXT...

Copies of each text, and of all in turn, are checked on one core: MB (million bytes) of text a second of user and system
time, without what a run with one copy takes, its start. Then 1,000 and 10,000 copies on one core and on all: MB a second of
the clock, and the peak of resident memory. TURNS (5), MEGABYTES (10) a text, and CHUCHU, the program, can be set.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.environ.get("CHUCHU") or str(Path(__file__).parent.parent / "target/release/chuchu")
TURNS = int(os.environ.get("TURNS", 5))
BYTES = int(float(os.environ.get("MEGABYTES", 10)) * 1e6)
CORES = sorted(os.sched_getaffinity(0))


def check(folder, cores):
    """Seconds of the processor, seconds of the clock, megabytes of peak memory."""
    begun = time.monotonic()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen([PROGRAM, "check", folder], preexec_fn=lambda: os.sched_setaffinity(0, cores), **silent)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):  # 1: it found something
        sys.exit(f"cannot run: {PROGRAM} check {folder}: {child.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024


def copies(folder, texts, enough):
    """Copies of the texts in turn until `enough(files, bytes)`; how many bytes they are."""
    folder.mkdir()
    files = size = 0
    while not enough(files, size):
        text = texts[files % len(texts)]
        shutil.copyfile(text, folder / f"{files:05}{text.suffix}")
        files, size = files + 1, size + text.stat().st_size
    return size


def main():
    texts = sorted(map(Path, sys.argv[1:]))
    if not texts:
        sys.exit(__doc__.strip())
    for path in [Path(PROGRAM), *texts]:
        if not path.is_file():
            sys.exit(f"cannot run: there is no file {path}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        sets = {text.name: [text] for text in texts} | ({"all in turn": texts} if texts[1:] else {})
        speeds = {name: [] for name in sets}
        extra = {}
        for name, some in sets.items():
            once = copies(root / f"{name} once", some, lambda files, _: files == len(some))
            extra[name] = copies(root / name, some, lambda _, size: size >= BYTES) - once
        for _ in range(TURNS):
            for name, size in extra.items():
                start = min(check(root / f"{name} once", CORES[:1])[0] for _ in range(3))
                speeds[name].append(size / 1e6 / (check(root / name, CORES[:1])[0] - start))
        print(f"| text | MB/s a core, best | median of {TURNS} |\n| --- | ---: | ---: |")
        for name, some in speeds.items():
            print(f"| {name} | {max(some):.1f} | {statistics.median(some):.1f} |")
        print("\n| files | MB | cores | s | MB/s | peak, MB |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
        for count in 1_000, 10_000:
            folder = root / str(count)
            size = copies(folder, texts, lambda files, _: files == count) / 1e6
            for cores in CORES[:1], CORES:
                _, clock, memory = check(folder, cores)
                print(f"| {count} | {size:.0f} | {len(cores)} | {clock:.1f} | {size / clock:.1f} | {memory:.0f} |")


main()
