//! Aborts a call when the caller's signal is aborted.

use std::{
    cell::Cell,
    pin::pin,
    rc::Rc,
    task::{Poll, Waker},
};

use futures_util::future::{Either, poll_fn, select};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::schema::walker::get;

/// The caller's signal was aborted, for this reason.
#[derive(Debug)]
pub(crate) struct Aborted(pub(crate) JsValue);

/// Runs `call` until `signal` is aborted. Dropping `call` aborts its request.
pub(crate) async fn until_aborted<T>(
    signal: Option<AbortSignal>,
    call: impl Future<Output = T>,
) -> Result<T, Aborted> {
    let Some(signal) = signal else { return Ok(call.await) };
    if is_aborted(&signal) {
        return Err(Aborted(reason(&signal)));
    }
    let listener = AbortListener::new(&signal);
    match select(pin!(listener.aborted()), pin!(call)).await {
        Either::Left(_) => Err(Aborted(reason(&signal))),
        Either::Right((output, _)) => Ok(output),
    }
}

/// Read as members, because a signal can be of another realm or class, and its getters can throw.
fn is_aborted(signal: &AbortSignal) -> bool {
    get(signal, "aborted").is_truthy()
}

fn reason(signal: &AbortSignal) -> JsValue {
    get(signal, "reason")
}

/// Listens to a signal until it is dropped.
struct AbortListener<'a> {
    signal: &'a AbortSignal,
    closure: Closure<dyn FnMut()>,
    waker: Rc<Cell<Option<Waker>>>,
}

impl<'a> AbortListener<'a> {
    fn new(signal: &'a AbortSignal) -> Self {
        let waker = Rc::new(Cell::new(None::<Waker>));
        let closure = Closure::new({
            let waker = waker.clone();
            move || {
                if let Some(waker) = waker.take() {
                    waker.wake();
                }
            }
        });
        // A signal that cannot be listened to is looked at when the call makes progress.
        drop(signal.add_event_listener_with_callback("abort", closure.as_ref().unchecked_ref()));
        Self { signal, closure, waker }
    }

    async fn aborted(&self) {
        poll_fn(|context| {
            if is_aborted(self.signal) {
                return Poll::Ready(());
            }
            self.waker.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

impl Drop for AbortListener<'_> {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        drop(self.signal.remove_event_listener_with_callback("abort", callback));
    }
}
