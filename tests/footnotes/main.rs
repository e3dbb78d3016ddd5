//! Notes: read, resolved, checked and edited. Text in, expectation out.

mod checks;
mod common;
mod scopes;
mod shapes;
