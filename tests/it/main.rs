//! Where all crates meet: the client against the emulator without a socket, and both against
//! what Meta's pages say.

mod architecture;
mod corpus;
mod fixtures;
mod in_process;
mod model;
mod properties;
mod readme;
mod reqwest;
mod story;
mod vocabulary;
mod words;
