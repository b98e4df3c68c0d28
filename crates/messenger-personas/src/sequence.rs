//! Several calls that make one operation, without I/O.
//!
//! Graph has no transactions, so an operation of two calls can stop between them. A [`Sequence`]
//! says what to ask next, and is told what came of it: whoever holds it knows at every moment what
//! was done, and can go on from there. `messenger-personas-fetch` runs one with `Client::run`.

use crate::{Call, Graph, ResponseError, response::Accepted};

/// Several calls, one after the other.
///
/// A driver asks for the [`step`](Self::step), says that a call is [`sent`](Self::sent) before it
/// goes out, and then that it was [`answered`](Self::answered) or [`refused`](Self::refused). If
/// it can say neither, because no answer came or because it was stopped, the call stays in doubt:
/// one that must not be made twice has to be settled, any other is made again.
pub trait Sequence {
    /// What the calls come to.
    type Output;

    /// What to do next.
    fn step(&self) -> Step<Self::Output>;

    /// The call of the last step goes out now: until it is answered or refused, it is in doubt.
    fn sent(&mut self);

    /// Graph carried the call out.
    ///
    /// # Errors
    /// [`ResponseError::Unreadable`] if the answer lacks what the next step needs. The call stays
    /// in doubt.
    fn answered(&mut self, accepted: &Accepted, graph: &Graph) -> Result<(), ResponseError>;

    /// Graph refused the call for certain: nothing was done, and it may be made again.
    fn refused(&mut self);
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// Make this call.
    Call(Call),
    /// Nothing, until someone has looked whether the call in doubt was carried out.
    Unsettled,
    /// Nothing: this came of it.
    Done(T),
}
