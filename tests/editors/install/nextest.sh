#!/usr/bin/env bash
# The test runner, built from source. An unoptimised build does: it only starts the tests.
set -euo pipefail
exec cargo install --locked --debug --version 0.9.143 cargo-nextest
