//! The loop around several calls that make one operation.

use messenger_personas::{Sequence, Step};

use crate::{Client, Error, Options, Transport, error::Setback};

impl<T: Transport> Client<T> {
    /// What `sequence` comes to, call after call.
    ///
    /// After an error or a dropped future `sequence` stands where it stood, and can be run again
    /// from there: a call that failed for certain, or that can be repeated, is then made again. If a
    /// call that must not be made twice is in doubt, the sequence stays in doubt until the caller
    /// has looked and settled it. Dropping the future before a call is out leaves no doubt.
    ///
    /// # Errors
    /// As [`send`](Self::send), and [`Error::Unsettled`] if an earlier call is in doubt.
    pub async fn run<S: Sequence>(&self, sequence: &mut S) -> Result<S::Output, Error> {
        self.run_with(sequence, self.options()).await
    }

    /// As [`run`](Self::run), with other options for these calls.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn run_with<S: Sequence>(
        &self,
        sequence: &mut S,
        options: &Options,
    ) -> Result<S::Output, Error> {
        loop {
            let call = match sequence.step() {
                Step::Call(call) => call,
                Step::Unsettled => return Err(Error::Unsettled),
                Step::Done(output) => return Ok(output),
            };
            sequence.sent();
            let mut sent = Sent { sequence: &mut *sequence, in_doubt: false };
            let accepted = self.exchange(&call, options, &mut sent.in_doubt).await?;
            if let Err(error) = sent.sequence.answered(&accepted, &self.graph) {
                let setback = Setback::Response(error);
                sent.in_doubt = setback.is_ambiguous(call.replay);
                return Err(setback.into_error(call.replay));
            }
        }
    }
}

/// A call of a sequence; unless it is in doubt when this is dropped, the sequence takes it back.
struct Sent<'a, S: Sequence> {
    sequence: &'a mut S,
    in_doubt: bool,
}

impl<S: Sequence> Drop for Sent<'_, S> {
    fn drop(&mut self) {
        if !self.in_doubt {
            self.sequence.refused();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use messenger_personas::{
        Call, CreatePersona, CreatedPersona, DeletePersona, Graph, GraphRequest, PageId, PersonaId,
        PersonaName, PictureUrl, Replay, ResponseError, request::Answer as _, response::Accepted,
    };

    use super::*;
    use crate::script::{Answer, Script, client};

    /// Creates, then deletes.
    struct CreateThenDelete {
        created: Option<String>,
        is_deleted: bool,
        in_doubt: Option<Replay>,
    }

    impl CreateThenDelete {
        fn new() -> Self {
            Self { created: None, is_deleted: false, in_doubt: None }
        }

        fn next(&self) -> Option<Call> {
            let delete = DeletePersona { persona_id: PersonaId::parse("1").unwrap() };
            let create = CreatePersona {
                page_id: PageId::parse("1").unwrap(),
                name: PersonaName::parse("Adam").unwrap(),
                profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
            };
            match (&self.created, self.is_deleted) {
                (None, _) => Some(create.call()),
                (Some(_), false) => Some(delete.call()),
                (Some(_), true) => None,
            }
        }
    }

    impl Sequence for CreateThenDelete {
        type Output = String;

        fn step(&self) -> Step<String> {
            match (self.in_doubt, self.next(), &self.created) {
                (Some(_), ..) => Step::Unsettled,
                (None, Some(call), _) => Step::Call(call),
                (None, None, id) => Step::Done(id.clone().unwrap()),
            }
        }

        fn sent(&mut self) {
            assert!(self.in_doubt.is_none());
            self.in_doubt = self.next().map(|call| call.replay);
        }

        fn answered(&mut self, accepted: &Accepted, graph: &Graph) -> Result<(), ResponseError> {
            if self.created.is_none() {
                self.created = Some(CreatedPersona::read(accepted, graph)?.id.to_string());
            } else {
                self.is_deleted = true;
            }
            self.in_doubt = None;
            Ok(())
        }

        fn refused(&mut self) {
            assert!(self.in_doubt.take().is_some());
        }
    }

    fn run(client: &Client<Script>, sequence: &mut CreateThenDelete) -> Result<String, Error> {
        client.run(sequence).now_or_never().unwrap()
    }

    const CREATED: Answer = Answer::Body(200, r#"{"id":"7"}"#);
    const DELETED: Answer = Answer::Body(200, r#"{"success":true}"#);
    const REFUSED: Answer = Answer::Body(400, r#"{"error":{"message":"no","code":100}}"#);
    const THROTTLED: Answer = Answer::Body(400, r#"{"error":{"message":"slow","code":4}}"#);

    #[test]
    fn the_calls_are_made_one_after_the_other() {
        let (client, script) = client([CREATED, DELETED]);
        assert_eq!(run(&client, &mut CreateThenDelete::new()).unwrap(), "7");
        assert_eq!(*script.paths.borrow(), ["1/personas", "1"]);
    }

    #[test]
    fn what_was_refused_is_asked_again_from_there() {
        let (client, script) = client([REFUSED, CREATED, REFUSED, DELETED]);
        let mut sequence = CreateThenDelete::new();
        assert!(matches!(run(&client, &mut sequence), Err(Error::Response(_))));
        assert!(matches!(run(&client, &mut sequence), Err(Error::Response(_))));
        assert_eq!(run(&client, &mut sequence).unwrap(), "7");
        assert_eq!(*script.paths.borrow(), ["1/personas", "1/personas", "1", "1"]);
    }

    #[test]
    fn after_an_ambiguous_create_nothing_is_sent_until_it_is_settled() {
        for unclear in [Answer::Cut, Answer::Never, Answer::Body(200, "{}")] {
            let (client, script) = client([unclear, CREATED, DELETED]);
            let mut sequence = CreateThenDelete::new();
            assert!(run(&client, &mut sequence).unwrap_err().is_ambiguous());
            assert_eq!(run(&client, &mut sequence), Err(Error::Unsettled));
            assert_eq!(script.asked.get(), 1);
            sequence.refused();
            assert_eq!(run(&client, &mut sequence).unwrap(), "7");
        }
    }

    #[test]
    fn a_delete_that_was_cut_leaves_no_doubt() {
        let (client, _) = client([CREATED, Answer::Cut, Answer::Cut, Answer::Cut, DELETED]);
        let mut sequence = CreateThenDelete::new();
        assert!(matches!(run(&client, &mut sequence), Err(Error::Fetch(_))));
        assert_eq!(run(&client, &mut sequence).unwrap(), "7");
    }

    #[test]
    fn a_future_that_is_dropped_leaves_doubt_only_while_the_call_is_out() {
        let (slow, _) = client([Answer::Slow(5, "{}")]);
        let mut sequence = CreateThenDelete::new();
        assert!(slow.run(&mut sequence).now_or_never().is_none());
        assert_eq!(sequence.in_doubt, Some(Replay::Never));

        let (busy, script) = client([Answer::Slow(9, "{}")]);
        let busy = busy.limit(crate::Limit {
            concurrent: std::num::NonZeroUsize::MIN,
            ..crate::Limit::default()
        });
        let mut other = CreateThenDelete::new();
        let mut first = Box::pin(busy.run(&mut other));
        assert!((&mut first).now_or_never().is_none());
        let mut waiting = CreateThenDelete::new();
        assert!(busy.run(&mut waiting).now_or_never().is_none());
        assert_eq!(waiting.in_doubt, None);
        assert_eq!(script.asked.get(), 1);
    }

    #[test]
    fn a_throttled_create_is_made_again() {
        let (client, script) = client([THROTTLED, CREATED, DELETED]);
        assert_eq!(run(&client, &mut CreateThenDelete::new()).unwrap(), "7");
        assert_eq!(script.asked.get(), 3);
    }
}
