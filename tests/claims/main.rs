//! Claims: the syntax they stand on, the verdicts, and the rules that report them.

mod cross_validation;
mod fixes;
mod labelled;
mod syntax;
mod vocabulary;
