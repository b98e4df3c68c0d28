//! An operation that can be cancelled between two requests.

use messenger_personas::{Graph, Operation, ResponseError, Step, SuccessBody};

/// Runs an operation, but sends no further request once `is_cancelled` returns `true`. The response to
/// the request that is already sent is still handled: dropping the future would lose it.
#[derive(Debug)]
pub struct Cancellable<'a, O, F> {
    operation: &'a mut O,
    is_cancelled: F,
}

impl<'a, O: Operation, F: Fn() -> bool> Cancellable<'a, O, F> {
    /// Runs `operation` until `is_cancelled`.
    pub fn new(operation: &'a mut O, is_cancelled: F) -> Self {
        Self { operation, is_cancelled }
    }
}

impl<O: Operation, F: Fn() -> bool> Operation for Cancellable<'_, O, F> {
    type Output = O::Output;

    fn step(&self) -> Step<Self::Output> {
        match self.operation.step() {
            Step::Send(_) if (self.is_cancelled)() => Step::NeedsResolution,
            step => step,
        }
    }

    fn on_sent(&mut self) {
        self.operation.on_sent();
    }

    fn on_success(&mut self, body: &SuccessBody, graph: &Graph) -> Result<(), ResponseError> {
        self.operation.on_success(body, graph)
    }

    fn on_rejected(&mut self) {
        self.operation.on_rejected();
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::ReplacePersona;

    use super::*;
    use crate::model::import::test_util::{create, id};

    #[test]
    fn nothing_is_sent_after_a_cancellation() {
        let mut replace = ReplacePersona::resume(id("7"), create("Adam B."), id("8"));
        assert!(matches!(Cancellable::new(&mut replace, || false).step(), Step::Send(_)));
        assert!(matches!(Cancellable::new(&mut replace, || true).step(), Step::NeedsResolution));
    }
}
