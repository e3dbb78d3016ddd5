#!/usr/bin/env python3
"""How long hover, definition and completion take, in milliseconds, anywhere in an article and in the same one many times
over: without an edit before them, unlike `edit+completion` of the bench of language servers, which this makes use of.

    cargo build --release && benches/answers.py BENCH ARTICLE

BENCH is the folder with lsp_bench.py. COUNT (200) of each request, TIMES (1,64), and CHUCHU, the program, can be set.
"""

import os
import sys
from pathlib import Path

PROGRAM = os.environ.get("CHUCHU") or str(Path(__file__).resolve().parent.parent / "target/release/chuchu")
COUNT = int(os.environ.get("COUNT", 200))
TIMES = [int(times) for times in os.environ.get("TIMES", "1,64").split(",")]
REQUESTS = {"hover": {}, "definition": {}, "completion": {"context": {"triggerKind": 1}}}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    sys.path.insert(0, sys.argv[1])
    import lsp_bench

    options = lsp_bench.options(["--server", f"{PROGRAM} lsp", "--doc", sys.argv[2], "--quiet"])
    options.hard_deadline = lsp_bench.NOW() + options.max_seconds * 1e9
    bench = lsp_bench.Bench(options)
    name, text = bench.docs[0]
    print("| request | times | p50 | p99 | with an answer |\n| --- | ---: | ---: | ---: | ---: |")
    for times in TIMES:
        document = bench.mkdoc(name, text * times)
        server = bench.spawn()
        try:
            server.open_and_wait(document, options.scale_timeout)
            for request, extra in REQUESTS.items():
                took = bench.requests(server, document, f"textDocument/{request}", COUNT, extra)
                if took["errors"] or took["n"] < COUNT:
                    sys.exit(f"{request}: {took['errors']} errors, {took['n']} of {COUNT} answered")
                print(f"| {request} | {times} | {took['p50']:.3f} | {took['p99']:.3f} | {took['nonnull']} of {COUNT} |")
        finally:
            server.stop()
    bench.cleanup()


main()
