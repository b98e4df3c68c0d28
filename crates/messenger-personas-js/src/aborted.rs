//! A caller's `AbortSignal`, and the race of a call against it.

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::outcome::{Failure, Stopped};

/// An `AbortSignal`, perhaps of another realm or a polyfill.
#[derive(Clone, Debug)]
pub(crate) struct Signal {
    target: JsValue,
    add: Function,
    remove: Function,
}

impl Signal {
    pub(crate) fn read(signal: JsValue) -> Result<Self, Failure> {
        let function = |name: &str| {
            Reflect::get(&signal, &JsValue::from_str(name))
                .ok()
                .and_then(|value| value.dyn_into::<Function>().ok())
                .ok_or_else(|| Failure::request("the signal is not an AbortSignal"))
        };
        let (add, remove) = (function("addEventListener")?, function("removeEventListener")?);
        Ok(Self { target: signal, add, remove })
    }

    fn reason(&self) -> Option<JsValue> {
        let get = |name: &str| Reflect::get(&self.target, &JsValue::from_str(name));
        get("aborted").is_ok_and(|aborted| aborted.is_truthy()).then(|| get("reason"))?.ok()
    }
}

/// What `call` comes to, unless `signal` is aborted first; `call` is then dropped, which cancels
/// its request.
pub(crate) async fn or(
    signal: Option<&Signal>,
    call: impl Future<Output = Result<JsValue, Failure>>,
) -> Result<JsValue, Stopped> {
    let Some(signal) = signal else { return Ok(call.await?) };
    if let Some(reason) = signal.reason() {
        return Err(Stopped::Aborted(reason));
    }
    let (listener, aborted) = Listener::new(signal);
    let result = match select(std::pin::pin!(call), aborted).await {
        Either::Left((result, _)) => result.map_err(Stopped::Failed),
        Either::Right(_) => Err(Stopped::Aborted(signal.reason().unwrap_or_default())),
    };
    drop(listener);
    result
}

/// Listens until it is dropped, so that a signal shared by many calls does not gather listeners.
struct Listener {
    signal: Signal,
    callback: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: &Signal) -> (Self, oneshot::Receiver<()>) {
        let (sender, receiver) = oneshot::channel();
        let mut sender = Some(sender);
        let callback = Closure::new(move || {
            if let Some(sender) = sender.take() {
                // Nobody waits any more if this fails, which is just as good.
                let _unheard = sender.send(());
            }
        });
        let listener = Self { signal: signal.clone(), callback };
        listener.apply(&signal.add);
        (listener, receiver)
    }

    fn apply(&self, function: &Function) {
        let event = JsValue::from_str("abort");
        // A signal whose listeners cannot be changed is one that never aborts.
        let _ignored = function.call2(&self.signal.target, &event, self.callback.as_ref());
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.apply(&self.signal.remove);
    }
}
