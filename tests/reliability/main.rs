//! What the real binary survives: broken frames and messages, clients that misbehave or die, long sessions, odd files.
//! docs/reliability.md says how each is run by itself.

mod abuse;
mod client;
mod corpus;
mod logs;
mod random;
mod recording;
mod security;
mod sizes;
mod soak;
