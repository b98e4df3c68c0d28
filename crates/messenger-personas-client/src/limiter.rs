//! Keeps the number of calls at once small, and pauses before Graph makes it stop.

use alloc::sync::Arc;
use core::{
    num::NonZeroUsize,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use messenger_personas::{HttpRequest, HttpResponse, Usage};
use tokio::sync::Semaphore;

use crate::{Client, Exchange, Transport, transport::TransportError};

/// How many calls at once, and when to pause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many attempts at most are under way at once.
    pub concurrent: NonZeroUsize,
    /// The usage, in percent of what Graph allows, from which on new attempts wait.
    pub pause_at: u32,
    /// How long they wait if Graph does not say how long.
    pub pause: Duration,
    /// The longest that they wait, whatever Graph says.
    pub longest_pause: Duration,
}

impl Default for Limit {
    /// Two at once, a pause of one minute from 95 % on, and none over an hour.
    ///
    /// Two, as the strictest limit that Meta documents is two calls a second and Page, on
    /// conversations. 95 %, as Graph stops at 100, counts in whole percents and tells them only
    /// with an answer. One minute, as Graph itself counts a block in minutes. One hour, as that is
    /// the time over which it counts the calls of an app.
    fn default() -> Self {
        Self {
            concurrent: NonZeroUsize::MIN.saturating_add(1),
            pause_at: 95,
            pause: Duration::from_mins(1),
            longest_pause: Duration::from_hours(1),
        }
    }
}

impl<T: Transport> Client<T> {
    /// The same client, which keeps to `limit`. Clones share it: together they make no more calls
    /// at once than one would.
    ///
    /// RetryState over the limit wait in the order in which they came, for as long as it takes; this
    /// counts towards no time-out. A call that is dropped while it waits leaves its place to the
    /// next.
    #[must_use]
    pub fn limit(self, limit: Limit) -> Client<Limited<T>> {
        let places = Semaphore::new(limit.concurrent.get().min(Semaphore::MAX_PERMITS));
        let state = Arc::new(State { places, resume_at: AtomicU64::new(0) });
        self.over(|inner| Limited { inner, limit, state })
    }
}

/// A transport that keeps to a limit.
#[derive(Clone, Debug)]
pub struct Limited<T> {
    inner: T,
    limit: Limit,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    /// Fair: whoever waits first gets the next place, even if another asks when it becomes free.
    places: Semaphore,
    /// When attempts may start again, in milliseconds of the transport's time.
    resume_at: AtomicU64,
}

impl<T: Transport> Limited<T> {
    fn heed(&self, usage: &Usage) {
        let blocked = usage.wait().filter(|wait| !wait.is_zero());
        if blocked.is_none() && usage.highest().is_none_or(|percent| percent < self.limit.pause_at)
        {
            return;
        }
        self.pause(blocked);
    }

    /// Lets no attempt start for `wait`, or for as long as the limit says.
    fn pause(&self, wait: Option<Duration>) {
        let pause = wait.unwrap_or(self.limit.pause).min(self.limit.longest_pause);
        let resume_at = self.inner.now().saturating_add(pause).as_millis();
        let resume_at = u64::try_from(resume_at).unwrap_or(u64::MAX);
        self.state.resume_at.fetch_max(resume_at, Ordering::Relaxed);
    }

    /// How much of the pause is left.
    fn rest(&self) -> Option<Duration> {
        let resume_at = Duration::from_millis(self.state.resume_at.load(Ordering::Relaxed));
        resume_at.checked_sub(self.inner.now()).filter(|rest| !rest.is_zero())
    }
}

impl<T: Transport> Transport for Limited<T> {
    const OBSERVES: bool = T::OBSERVES;

    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let answer = self.inner.carry(request).await;
        if let Ok(response) = &answer {
            self.heed(&Usage::from_response(response));
        }
        answer
    }

    fn wait(&self, duration: Duration) -> impl Future<Output = ()> {
        self.inner.wait(duration)
    }

    fn jitter(&self) -> f64 {
        self.inner.jitter()
    }

    fn now(&self) -> Duration {
        self.inner.now()
    }

    async fn admit(&self) -> impl Sized {
        // It is never closed, so there is always a place in the end.
        let place = self.state.places.acquire().await;
        // An answer that comes meanwhile can make the pause longer.
        while let Some(rest) = self.rest() {
            self.inner.wait(rest).await;
        }
        (place, self.inner.admit().await)
    }

    fn throttled(&self, wait: Option<Duration>) {
        self.pause(wait);
        self.inner.throttled(wait);
    }

    fn observe(&self, exchange: &Exchange<'_>) {
        self.inner.observe(exchange);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, future::join_all};
    use messenger_personas::{GetPersona, PersonaId};

    use super::*;
    use crate::test_util::{Answer, Script, client};

    const BODY: &str = r#"{"id":"1"}"#;

    fn get(id: u32) -> GetPersona {
        GetPersona::new(PersonaId::parse(&id.to_string()).unwrap())
    }

    fn limited(
        concurrent: usize,
        answers: impl IntoIterator<Item = Answer>,
    ) -> (Client<Limited<Script>>, Script) {
        let (client, script) = client(answers);
        let concurrent = NonZeroUsize::new(concurrent).unwrap();
        (client.limit(Limit { concurrent, ..Limit::default() }), script)
    }

    /// Polls `future` until it is over.
    fn finished<F: Future>(future: F) -> F::Output {
        let mut future = Box::pin(future);
        for _ in 0..100 {
            if let Some(output) = (&mut future).now_or_never() {
                return output;
            }
        }
        panic!("it does not end")
    }

    #[test]
    fn no_more_than_the_limit_are_under_way_and_they_go_in_order() {
        for concurrent in [1, 2, 3] {
            let (client, script) = limited(concurrent, (0..6).map(|_| Answer::Slow(3, BODY)));
            let calls = (1..=6).map(|id| {
                let client = client.clone();
                async move { client.send(&get(id)).await }
            });
            assert!(finished(join_all(calls)).into_iter().all(|answer| answer.is_ok()));
            assert_eq!(script.most_at_once.get(), concurrent);
            assert_eq!(*script.paths.borrow(), ["1", "2", "3", "4", "5", "6"]);
        }
    }

    #[test]
    fn who_waits_goes_before_who_comes_when_a_place_becomes_free() {
        let (client, script) = limited(1, (0..3).map(|_| Answer::Slow(1, BODY)));
        let again = async {
            client.send(&get(1)).await.unwrap();
            client.send(&get(3)).await.unwrap();
        };
        let waiting = async { drop(client.send(&get(2)).await.unwrap()) };
        finished(futures_util::future::join(again, waiting));
        assert_eq!(*script.paths.borrow(), ["1", "2", "3"]);
    }

    #[test]
    fn a_call_that_is_dropped_leaves_its_place_under_way_and_waiting() {
        let (client, script) =
            limited(1, [Answer::Slow(9, BODY), Answer::Body(200, BODY), Answer::Body(200, BODY)]);
        let (one, two, three) = (get(1), get(2), get(3));
        let mut first = Box::pin(client.send(&one));
        let mut second = Box::pin(client.send(&two));
        let mut third = Box::pin(client.send(&three));
        assert!((&mut first).now_or_never().is_none());
        assert!((&mut second).now_or_never().is_none());
        assert!((&mut third).now_or_never().is_none());
        drop(second);
        drop(first);
        assert!(third.now_or_never().unwrap().is_ok());
        assert_eq!(*script.paths.borrow(), ["1", "3"]);
    }

    #[test]
    fn a_retry_that_waits_holds_no_place() {
        let (client, script) = limited(1, [Answer::Cut, Answer::Body(200, BODY)]);
        client.send(&get(1)).now_or_never().unwrap().unwrap();
        assert_eq!(script.most_at_once.get(), 1);
        assert_eq!(script.asked.get(), 2);
    }

    #[test]
    fn calls_pause_when_usage_nears_what_is_allowed() {
        let app = "x-app-usage";
        let business = "x-business-use-case-usage";
        let minute = Duration::from_mins(1);
        for (name, value, pause) in [
            (app, r#"{"call_count":94}"#, Duration::ZERO),
            (app, r#"{"call_count":95}"#, minute),
            (app, "odd", Duration::ZERO),
            (
                business,
                r#"{"1":[{"call_count":99,"estimated_time_to_regain_access":7}]}"#,
                7 * minute,
            ),
            (
                business,
                r#"{"1":[{"call_count":99,"estimated_time_to_regain_access":600}]}"#,
                60 * minute,
            ),
        ] {
            let (client, script) =
                limited(1, [Answer::Headed(name, value), Answer::Body(200, BODY)]);
            client.send(&get(1)).now_or_never().unwrap().unwrap();
            assert_eq!(script.now(), Duration::ZERO);
            client.clone().send(&get(2)).now_or_never().unwrap().unwrap();
            assert_eq!(script.now(), pause, "{value}");
        }
    }

    #[test]
    fn calls_pause_after_a_throttle_that_no_header_announced() {
        let throttle = r#"{"error":{"message":"(#4)","code":4}}"#;
        let (client, script) = limited(1, [Answer::Body(400, throttle), Answer::Body(200, BODY)]);
        let retry = messenger_personas::RetryPolicy::never();
        let once = crate::Options { retry, ..crate::Options::default() };
        client.send_with(&get(1), &once).now_or_never().unwrap().unwrap_err();
        client.send(&get(2)).now_or_never().unwrap().unwrap();
        assert_eq!(script.now(), Duration::from_mins(1));
    }

    #[test]
    fn a_limit_of_any_size_can_be_used() {
        let (client, _) = limited(usize::MAX, [Answer::Body(200, BODY)]);
        assert!(client.send(&get(1)).now_or_never().unwrap().is_ok());
    }
}
