//! Notes: read, resolved, checked and edited. Text in, expectation out.

mod actions;
mod cases;
mod checks;
mod cli;
mod common;
mod drafts;
mod fixes;
mod properties;
mod scopes;
mod seeing;
mod shapes;
