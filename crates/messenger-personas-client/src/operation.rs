//! The loop around several calls that make one operation.

use messenger_personas::{Operation, Step};

use crate::{Client, Error, Options, Transport, error::AttemptError};

impl<T: Transport> Client<T> {
    /// What `operation` comes to, call after call.
    ///
    /// After an error or a dropped future `operation` stands where it stood, and can be run again
    /// from there: a call that failed for certain, or that can be repeated, is then made again. If a
    /// call that must not be made twice is in doubt, the operation stays in doubt until the caller
    /// has looked and settled it. Dropping the future before a call is out leaves no doubt.
    ///
    /// # Errors
    /// As [`send`](Self::send), and [`Error::NeedsResolution`] if an earlier call is in doubt.
    pub async fn run<S: Operation>(&self, operation: &mut S) -> Result<S::Output, Error> {
        self.run_with(operation, self.options()).await
    }

    /// As [`run`](Self::run), with other options for these calls.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn run_with<S: Operation>(
        &self,
        operation: &mut S,
        options: &Options,
    ) -> Result<S::Output, Error> {
        loop {
            let call = match operation.step() {
                Step::Send(call) => call,
                Step::NeedsResolution => return Err(Error::NeedsResolution),
                Step::Done(output) => return Ok(output),
            };
            operation.on_sent();
            let mut sent = Sent { operation: &mut *operation, in_doubt: call.maybe_applied };
            let accepted = self.exchange(&call, options, &mut sent.in_doubt).await?;
            if let Err(error) = sent.operation.on_success(&accepted, &self.graph) {
                let error = AttemptError::Response(error);
                sent.in_doubt = error.failure().is_ambiguous();
                return Err(error.into_error(call.idempotency));
            }
        }
    }
}

/// A call of a operation; unless it is in doubt when this is dropped, the operation takes it back.
struct Sent<'a, S: Operation> {
    operation: &'a mut S,
    in_doubt: bool,
}

impl<S: Operation> Drop for Sent<'_, S> {
    fn drop(&mut self) {
        if !self.in_doubt {
            self.operation.on_rejected();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use messenger_personas::{
        CreatePersona, CreatedPersona, PageId, PersonaId, PersonaName, PictureUrl, ReplacePersona,
    };

    use super::*;
    use crate::test_util::{Answer, Script, client};

    /// Creates in Page 1, then deletes persona 2.
    fn replace() -> ReplacePersona {
        let new = CreatePersona {
            page_id: PageId::parse("1").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        };
        ReplacePersona::new(PersonaId::parse("2").unwrap(), new)
    }

    fn run(client: &Client<Script>, replace: &mut ReplacePersona) -> Result<String, Error> {
        let CreatedPersona { id } = client.run(replace).now_or_never().unwrap()?;
        Ok(id.to_string())
    }

    const CREATED: Answer = Answer::Body(200, r#"{"id":"7"}"#);
    const DELETED: Answer = Answer::Body(200, r#"{"success":true}"#);
    const REFUSED: Answer = Answer::Body(400, r#"{"error":{"message":"no","code":100}}"#);
    const GONE: Answer =
        Answer::Body(400, r#"{"error":{"message":"gone","code":100,"error_subcode":33}}"#);
    const THROTTLED: Answer = Answer::Body(400, r#"{"error":{"message":"slow","code":4}}"#);

    #[test]
    fn the_calls_are_made_one_after_the_other() {
        let (client, script) = client([CREATED, DELETED]);
        assert_eq!(run(&client, &mut replace()).unwrap(), "7");
        assert_eq!(*script.paths.borrow(), ["1/personas", "2"]);
    }

    #[test]
    fn what_was_refused_is_asked_again_from_there() {
        let (client, script) = client([REFUSED, CREATED, REFUSED, DELETED]);
        let mut replace = replace();
        assert!(matches!(run(&client, &mut replace), Err(Error::Response(_))));
        assert!(matches!(run(&client, &mut replace), Err(Error::Response(_))));
        assert_eq!(run(&client, &mut replace).unwrap(), "7");
        assert_eq!(*script.paths.borrow(), ["1/personas", "1/personas", "2", "2"]);
    }

    #[test]
    fn after_an_ambiguous_create_nothing_is_sent_until_it_is_settled() {
        for unclear in [Answer::Cut, Answer::Never, Answer::Body(200, "{}")] {
            let (client, script) = client([unclear, CREATED, DELETED]);
            let mut replace = replace();
            assert!(run(&client, &mut replace).unwrap_err().is_ambiguous());
            assert_eq!(run(&client, &mut replace), Err(Error::NeedsResolution));
            assert_eq!(script.asked.get(), 1);
            replace.resolve(None);
            assert_eq!(run(&client, &mut replace).unwrap(), "7");
        }
    }

    #[test]
    fn a_delete_that_was_cut_is_made_again_and_may_find_nothing_left() {
        for (end, is_done) in [(DELETED, true), (GONE, true), (REFUSED, false)] {
            let (client, _) = client([CREATED, Answer::Cut, Answer::Cut, Answer::Cut, end]);
            let mut replace = replace();
            assert!(matches!(run(&client, &mut replace), Err(Error::Fetch(_))));
            assert_eq!(run(&client, &mut replace).is_ok(), is_done);
        }
        // Neither a throttle nor another refusal takes back that the first may be done.
        for between in [THROTTLED, REFUSED] {
            let (client, _) = client([CREATED, Answer::Cut, between, GONE]);
            let mut replace = replace();
            let first = run(&client, &mut replace);
            assert!(first.is_ok() || run(&client, &mut replace).is_ok());
        }
        let (client, _) = client([CREATED, GONE, GONE]);
        let mut replace = replace();
        assert!(run(&client, &mut replace).is_err());
        assert!(run(&client, &mut replace).is_err(), "it was never there");
    }

    #[test]
    fn a_future_that_is_dropped_leaves_doubt_only_while_the_call_is_out() {
        let (slow, _) = client([Answer::Slow(5, "{}")]);
        let mut out = replace();
        assert!(slow.run(&mut out).now_or_never().is_none());
        assert!(out.needs_resolution());

        let (busy, script) = client([Answer::Slow(9, "{}")]);
        let busy = busy.limit(crate::Limit {
            concurrent: std::num::NonZeroUsize::MIN,
            ..crate::Limit::default()
        });
        let mut other = replace();
        let mut first = Box::pin(busy.run(&mut other));
        assert!((&mut first).now_or_never().is_none());
        let mut waiting = replace();
        assert!(busy.run(&mut waiting).now_or_never().is_none());
        assert!(!waiting.needs_resolution());
        assert_eq!(script.asked.get(), 1);
    }

    #[test]
    fn a_throttled_create_is_made_again() {
        let (client, script) = client([THROTTLED, CREATED, DELETED]);
        assert_eq!(run(&client, &mut replace()).unwrap(), "7");
        assert_eq!(script.asked.get(), 3);
    }
}
