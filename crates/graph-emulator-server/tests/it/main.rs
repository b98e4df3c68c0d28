//! Tests of the binary, over TCP.

// The lints allow panics inside `cfg(test)` only.
#[cfg(test)]
mod bot;
#[cfg(test)]
mod bot_process;
#[cfg(test)]
mod client;
#[cfg(test)]
mod console;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod events;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod graph;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod limits;
#[cfg(test)]
#[cfg(unix)]
mod readme;
#[cfg(test)]
mod start;
#[cfg(test)]
mod webhooks;
