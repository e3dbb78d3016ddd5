//! Protocol abuse: whatever comes in, the server goes on, and what is wrong gets an error reply.

mod documents;
mod ends;
mod frames;
mod load;
mod messages;
