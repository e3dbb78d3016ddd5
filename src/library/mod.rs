//! The writer's other files: sourced sentences and quotations that a draft can be checked against.
//!
//! Architecture invariant: the library reads analyses, never the disk; `server` and `cli` hand files to it.
