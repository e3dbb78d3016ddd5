//! How many instructions each work takes, against the baseline: the same on a busy machine as on a quiet one.
//!
//!     cargo bench --bench instructions                 compares with benches/instructions.tsv
//!     cargo bench --bench instructions -- --renew      writes it anew
//!
//! Needs valgrind. Callgrind runs this program once more, counts inside of `measured` only, and starts a new file after
//! each call of it.

mod works;

use std::{
    env, fs,
    hint::black_box,
    io,
    path::Path,
    process::{Command, ExitCode},
};

use works::WORKS;

/// Growth that fails, in per cent, where the compiler is that of the baseline.
const TOLERANCE: f64 = 10.0;
/// The same where it is another one: it inlines otherwise.
const TOLERANCE_OTHER: f64 = 30.0;
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.tsv");
/// As first argument: do the works, for callgrind to count.
const COUNTED: &str = "--counted";

fn main() -> ExitCode {
    let asked = |name: &str| env::args().any(|argument| argument == name);
    if asked(COUNTED) {
        WORKS.iter().for_each(|work| count(&mut (work.ready)()));
        return ExitCode::SUCCESS;
    }
    let done = counts().and_then(|counts| if asked("--renew") { renew(&counts) } else { compare(&counts) });
    done.unwrap_or_else(|error| {
        println!("cannot run: {error}");
        ExitCode::FAILURE
    })
}

/// Once to warm up, once to count.
fn count(work: &mut dyn FnMut()) {
    work();
    measured(work);
}

#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
    // Something behind it, so that it returns here.
    black_box(());
}

/// Instructions of each work, in order.
fn counts() -> io::Result<Vec<u64>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("counts");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=instructions::measured", "--dump-after=instructions::measured"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(env::current_exe()?)
        .arg(COUNTED)
        // The C library copies memory by what the processor offers; without these, much the same everywhere.
        .env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-ERMS,-FSRM")
        .output()
        .map_err(|error| io::Error::other(format!("valgrind: {error}")))?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    (1..=WORKS.len()).map(|part| total(&file.with_extension(part.to_string()))).collect()
}

/// The instructions that one file of callgrind adds up to.
fn total(path: &Path) -> io::Result<u64> {
    let named = |error: io::Error| io::Error::other(format!("{}: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(named)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ")?.parse().ok());
    total.filter(|&total| total > 0).ok_or_else(|| io::Error::other(format!("{} counts nothing", path.display())))
}

/// What counts are only comparable with.
fn compiler() -> io::Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output()?;
    Ok(format!("{}, {}", String::from_utf8_lossy(&version.stdout).trim(), env::consts::ARCH))
}

fn renew(counts: &[u64]) -> io::Result<ExitCode> {
    let lines = WORKS.iter().zip(counts).map(|(work, count)| format!("{}\t{count}\n", work.name));
    fs::write(BASELINE, format!("# {}\n{}", compiler()?, lines.collect::<String>()))?;
    println!("{BASELINE} is renewed");
    Ok(ExitCode::SUCCESS)
}

/// Prints a line a work and how many are within the tolerance.
fn compare(counts: &[u64]) -> io::Result<ExitCode> {
    let baseline = fs::read_to_string(BASELINE).map_err(|error| io::Error::other(format!("{BASELINE}: {error}")))?;
    let compiler = format!("# {}", compiler()?);
    let same = baseline.starts_with(&format!("{compiler}\n"));
    let tolerance = if same { TOLERANCE } else { TOLERANCE_OTHER };
    println!("{compiler}{}", if same { "" } else { " is not that of the baseline" });
    let mut failed = 0;
    for (work, &count) in WORKS.iter().zip(counts) {
        let before = baseline.lines().find_map(|line| line.strip_prefix(work.name)?.trim().parse::<u64>().ok());
        let growth = before.map(|before| (count as f64 / before as f64 - 1.0) * 100.0);
        let fits = growth.is_some_and(|growth| growth <= tolerance);
        failed += usize::from(!fits);
        let growth = growth.map_or("not in the baseline".to_owned(), |growth| format!("{growth:+.1} %"));
        println!("{} {:<50} {count:>13} {growth}", if fits { "ok    " } else { "not ok" }, work.name);
    }
    println!("{} passed, {failed} failed", WORKS.len() - failed);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
