//! The `chuchu` command: parse the command line, dispatch, exit code.

fn main() -> std::process::ExitCode {
    chuchu::cli::main()
}
