//! How long each layer takes on this machine: `cargo bench --bench layers`, with part of a name for only those.

mod works;

use divan::Bencher;
use works::{WORKS, Work};

fn main() {
    divan::main();
}

#[divan::bench(args = WORKS)]
fn layers(bencher: Bencher, work: &Work) {
    let mut run = (work.ready)();
    bencher.bench_local(&mut run);
}
