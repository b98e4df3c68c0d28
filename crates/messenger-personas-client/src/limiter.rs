//! Limits concurrent requests, and pauses before Graph's rate limits are reached.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use messenger_personas::{HttpResponse, Usage};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Runtime;

/// Limits of a client, for [`Client::with_rate_limit`](crate::Client::with_rate_limit).
///
/// Limits concurrency, not requests per second. The pauses depend on the usage that Graph reports in
/// headers: only after enough requests, and a gateway or a browser can hide them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Maximum number of concurrent attempts.
    pub concurrent: NonZeroUsize,
    /// Usage from which on new attempts wait, in percent of Graph's limit.
    pub pause_at: u32,
    /// How long they wait if Graph does not name a time.
    pub pause: Duration,
    /// Maximum wait, whatever Graph names.
    pub max_pause: Duration,
}

impl Default for RateLimit {
    /// 2 concurrent attempts; a pause of 1 minute from 95 % on, and of 1 hour at most.
    ///
    /// * 2: Meta's strictest documented limit is 2 requests per second and Page, for conversations.
    /// * 95 %: Graph refuses requests at 100, and reports whole percents with each response.
    /// * 1 minute: Graph names the duration of a block in minutes.
    /// * 1 hour: Graph counts the requests of an app over one hour.
    fn default() -> Self {
        Self {
            concurrent: NonZeroUsize::MIN.saturating_add(1),
            pause_at: 95,
            pause: Duration::from_mins(1),
            max_pause: Duration::from_hours(1),
        }
    }
}

/// Enforces a [`RateLimit`] for a client and its clones.
#[derive(Clone, Debug)]
pub(crate) struct RateLimiter {
    limit: RateLimit,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    /// Fair: permits are granted in the order of the requests.
    semaphore: Semaphore,
    /// End of the pause, in milliseconds of the runtime's clock.
    resume_at: AtomicU64,
}

impl RateLimiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        let semaphore = Semaphore::new(limit.concurrent.get().min(Semaphore::MAX_PERMITS));
        let state = Arc::new(State { semaphore, resume_at: AtomicU64::new(0) });
        Self { limit, state }
    }

    /// Waits until an attempt may start. Drop the permit when the attempt is finished.
    pub(crate) async fn acquire(&self, runtime: &impl Runtime) -> Option<SemaphorePermit<'_>> {
        // The semaphore is never closed.
        let permit = self.state.semaphore.acquire().await.ok();
        // Another response can prolong the pause in the meantime.
        while let Some(rest) = self.remaining_pause(runtime.now()) {
            runtime.sleep(rest).await;
        }
        permit
    }

    pub(crate) fn on_response(&self, response: &HttpResponse, now: Duration) {
        let usage = Usage::from_response(response);
        let wait = usage.wait().filter(|wait| !wait.is_zero());
        let is_near_limit = usage.highest().is_some_and(|percent| percent >= self.limit.pause_at);
        if wait.is_some() || is_near_limit {
            self.on_rate_limited(wait, now);
        }
    }

    /// Pauses for `wait`, or for as long as the limit says.
    pub(crate) fn on_rate_limited(&self, wait: Option<Duration>, now: Duration) {
        let pause = wait.unwrap_or(self.limit.pause).min(self.limit.max_pause);
        let resume_at = now.saturating_add(pause).as_millis();
        let resume_at = u64::try_from(resume_at).unwrap_or(u64::MAX);
        self.state.resume_at.fetch_max(resume_at, Ordering::Relaxed);
    }

    fn remaining_pause(&self, now: Duration) -> Option<Duration> {
        let resume_at = Duration::from_millis(self.state.resume_at.load(Ordering::Relaxed));
        resume_at.checked_sub(now).filter(|rest| !rest.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, future::join_all};
    use messenger_personas::{GetPersona, PersonaId};

    use super::*;
    use crate::{
        Client,
        test_util::{Script, Scripted, client},
    };

    const BODY: &str = r#"{"id":"1"}"#;

    fn get(id: u32) -> GetPersona {
        GetPersona::new(PersonaId::parse(&id.to_string()).unwrap())
    }

    fn limited(
        concurrent: usize,
        responses: impl IntoIterator<Item = Scripted>,
    ) -> (Client<Script, Script>, Script) {
        let (client, script) = client(responses);
        let concurrent = NonZeroUsize::new(concurrent).unwrap();
        (client.with_rate_limit(RateLimit { concurrent, ..RateLimit::default() }), script)
    }

    /// Polls `future` until it is over.
    fn finished<F: Future>(future: F) -> F::Output {
        let mut future = Box::pin(future);
        for _ in 0..100 {
            if let Some(output) = (&mut future).now_or_never() {
                return output;
            }
        }
        panic!("the future does not complete")
    }

    #[test]
    fn concurrent_requests_are_limited_and_ordered() {
        for concurrent in [1, 2, 3] {
            let (client, script) = limited(concurrent, (0..6).map(|_| Scripted::Slow(3, BODY)));
            let calls = (1..=6).map(|id| {
                let client = client.clone();
                async move { client.send(&get(id)).await }
            });
            assert!(finished(join_all(calls)).into_iter().all(|response| response.is_ok()));
            assert_eq!(script.max_concurrent.get(), concurrent);
            assert_eq!(*script.paths.borrow(), ["1", "2", "3", "4", "5", "6"]);
        }
    }

    #[test]
    fn a_waiting_request_goes_before_a_new_one() {
        let (client, script) = limited(1, (0..3).map(|_| Scripted::Slow(1, BODY)));
        let again = async {
            client.send(&get(1)).await.unwrap();
            client.send(&get(3)).await.unwrap();
        };
        let waiting = async { drop(client.send(&get(2)).await.unwrap()) };
        finished(futures_util::future::join(again, waiting));
        assert_eq!(*script.paths.borrow(), ["1", "2", "3"]);
    }

    #[test]
    fn a_dropped_request_gives_up_its_permit() {
        let (client, script) = limited(
            1,
            [Scripted::Slow(9, BODY), Scripted::Body(200, BODY), Scripted::Body(200, BODY)],
        );
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
    fn a_waiting_retry_holds_no_permit() {
        let (client, script) = limited(1, [Scripted::Cut, Scripted::Body(200, BODY)]);
        client.send(&get(1)).now_or_never().unwrap().unwrap();
        assert_eq!(script.max_concurrent.get(), 1);
        assert_eq!(script.sent.get(), 2);
    }

    #[test]
    fn requests_pause_near_the_limit() {
        let app = "x-app-usage";
        let business = "x-business-use-case-usage";
        let minute = Duration::from_mins(1);
        for (name, value, pause) in [
            (app, r#"{"call_count":94}"#, Duration::ZERO),
            (app, r#"{"call_count":95}"#, minute),
            (app, "invalid", Duration::ZERO),
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
                limited(1, [Scripted::Header(name, value), Scripted::Body(200, BODY)]);
            client.send(&get(1)).now_or_never().unwrap().unwrap();
            assert_eq!(script.now(), Duration::ZERO);
            client.clone().send(&get(2)).now_or_never().unwrap().unwrap();
            assert_eq!(script.now(), pause, "{value}");
        }
    }

    #[test]
    fn requests_pause_after_a_rate_limit() {
        let rate_limited = r#"{"error":{"message":"(#4)","code":4}}"#;
        let (client, script) =
            limited(1, [Scripted::Body(400, rate_limited), Scripted::Body(200, BODY)]);
        let retry = messenger_personas::RetryPolicy::never();
        let once = crate::Options { retry, ..crate::Options::default() };
        client.send_with(&get(1), &once).now_or_never().unwrap().unwrap_err();
        client.send(&get(2)).now_or_never().unwrap().unwrap();
        assert_eq!(script.now(), Duration::from_mins(1));
    }

    #[test]
    fn a_limit_of_any_size_works() {
        let (client, _) = limited(usize::MAX, [Scripted::Body(200, BODY)]);
        assert!(client.send(&get(1)).now_or_never().unwrap().is_ok());
    }
}
