//! Runs an operation of several requests.

use messenger_personas::{Operation, Step};

use crate::{Client, Error, Options, Runtime, Transport};

impl<T: Transport, R: Runtime> Client<T, R> {
    /// Runs `operation`, one request after the other, and returns its result.
    ///
    /// After an error or a dropped future, run the operation again to continue. If a create or a
    /// send may have been applied, resolve the operation first
    /// ([`ReplacePersona::resolve`](messenger_personas::ReplacePersona::resolve)). A future that is
    /// dropped before a request was sent leaves nothing to resolve.
    ///
    /// # Errors
    /// As [`send`](Self::send), and [`Error::NeedsResolution`] if an earlier request may have been
    /// applied.
    pub async fn run<O: Operation>(&self, operation: &mut O) -> Result<O::Output, Error> {
        self.run_with(operation, self.options()).await
    }

    /// [`run`](Self::run) with other options for these requests.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn run_with<O: Operation>(
        &self,
        operation: &mut O,
        options: &Options,
    ) -> Result<O::Output, Error> {
        loop {
            let prepared = match operation.step() {
                Step::Send(prepared) => prepared,
                Step::NeedsResolution => return Err(Error::NeedsResolution),
                Step::Done(output) => return Ok(output),
            };
            operation.on_sent();
            let mut guard =
                RejectGuard { operation: &mut *operation, maybe_applied: prepared.maybe_applied };
            let body = self.send_prepared(&prepared, options, &mut guard.maybe_applied).await?;
            guard.maybe_applied = true;
            let result = guard.operation.on_success(&body, &self.graph);
            result.map_err(|error| Error::from_response(error, prepared.idempotency))?;
        }
    }
}

/// Reports a request as rejected when it is dropped, unless it may have been applied.
struct RejectGuard<'a, O: Operation> {
    operation: &'a mut O,
    maybe_applied: bool,
}

impl<O: Operation> Drop for RejectGuard<'_, O> {
    fn drop(&mut self) {
        if !self.maybe_applied {
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
    use crate::test_util::{Script, Scripted, client};

    /// Creates in Page 1, then deletes persona 2.
    fn replace() -> ReplacePersona {
        let new = CreatePersona {
            page_id: PageId::parse("1").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        };
        ReplacePersona::new(PersonaId::parse("2").unwrap(), new)
    }

    fn run(client: &Client<Script, Script>, replace: &mut ReplacePersona) -> Result<String, Error> {
        let CreatedPersona { id } = client.run(replace).now_or_never().unwrap()?;
        Ok(id.to_string())
    }

    const CREATED: Scripted = Scripted::Body(200, r#"{"id":"7"}"#);
    const DELETED: Scripted = Scripted::Body(200, r#"{"success":true}"#);
    const REJECTED: Scripted = Scripted::Body(400, r#"{"error":{"message":"no","code":100}}"#);
    const GONE: Scripted =
        Scripted::Body(400, r#"{"error":{"message":"gone","code":100,"error_subcode":33}}"#);
    const RATE_LIMITED: Scripted = Scripted::Body(400, r#"{"error":{"message":"slow","code":4}}"#);

    #[test]
    fn requests_are_sent_in_order() {
        let (client, script) = client([CREATED, DELETED]);
        assert_eq!(run(&client, &mut replace()).unwrap(), "7");
        assert_eq!(*script.paths.borrow(), ["1/personas", "2"]);
    }

    #[test]
    fn a_rejected_request_is_sent_again() {
        let (client, script) = client([REJECTED, CREATED, REJECTED, DELETED]);
        let mut replace = replace();
        assert!(matches!(run(&client, &mut replace), Err(Error::Response(_))));
        assert!(matches!(run(&client, &mut replace), Err(Error::Response(_))));
        assert_eq!(run(&client, &mut replace).unwrap(), "7");
        assert_eq!(*script.paths.borrow(), ["1/personas", "1/personas", "2", "2"]);
    }

    #[test]
    fn after_an_ambiguous_create_nothing_is_sent_until_it_is_resolved() {
        for ambiguous in [Scripted::Cut, Scripted::Never, Scripted::Body(200, "{}")] {
            let (client, script) = client([ambiguous, CREATED, DELETED]);
            let mut replace = replace();
            assert!(run(&client, &mut replace).unwrap_err().is_ambiguous());
            assert_eq!(run(&client, &mut replace), Err(Error::NeedsResolution));
            assert_eq!(script.sent.get(), 1);
            replace.resolve(None);
            assert_eq!(run(&client, &mut replace).unwrap(), "7");
        }
    }

    #[test]
    fn a_delete_with_a_lost_response_is_sent_again() {
        for (end, is_done) in [(DELETED, true), (GONE, true), (REJECTED, false)] {
            let (client, _) = client([CREATED, Scripted::Cut, Scripted::Cut, Scripted::Cut, end]);
            let mut replace = replace();
            assert!(matches!(run(&client, &mut replace), Err(Error::Network(_))));
            assert_eq!(run(&client, &mut replace).is_ok(), is_done);
        }
        // No later error, such as a rate limit, undoes that the first attempt may have been applied.
        for between in [RATE_LIMITED, REJECTED] {
            let (client, _) = client([CREATED, Scripted::Cut, between, GONE]);
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
    fn a_dropped_future_needs_a_resolution_only_if_the_request_was_sent() {
        let (slow, _) = client([Scripted::Slow(5, "{}")]);
        let mut out = replace();
        assert!(slow.run(&mut out).now_or_never().is_none());
        assert!(out.needs_resolution());
    }

    #[cfg(feature = "rate-limit")]
    #[test]
    fn a_request_that_waits_for_the_rate_limit_needs_no_resolution() {
        let (busy, script) = client([Scripted::Slow(9, "{}")]);
        let busy = busy.with_rate_limit(crate::RateLimit {
            concurrent: std::num::NonZeroUsize::MIN,
            ..crate::RateLimit::default()
        });
        let mut other = replace();
        let mut first = Box::pin(busy.run(&mut other));
        assert!((&mut first).now_or_never().is_none());
        let mut waiting = replace();
        assert!(busy.run(&mut waiting).now_or_never().is_none());
        assert!(!waiting.needs_resolution());
        assert_eq!(script.sent.get(), 1);
    }

    #[test]
    fn a_rate_limited_create_is_sent_again() {
        let (client, script) = client([RATE_LIMITED, CREATED, DELETED]);
        assert_eq!(run(&client, &mut replace()).unwrap(), "7");
        assert_eq!(script.sent.get(), 3);
    }
}
