//! A time that passes, and can be given up.

use futures_channel::oneshot;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A timer of the runtime, taken back when dropped: one that is left would keep Node running.
pub(crate) struct Timer {
    id: JsValue,
    /// Must live as long as the timer may call it.
    _callback: Closure<dyn FnMut()>,
    rung: oneshot::Receiver<()>,
}

impl Timer {
    /// A timer, or `None` where the runtime has none or refuses it.
    pub(crate) fn start(milliseconds: u32) -> Option<Self> {
        let (sender, rung) = oneshot::channel();
        let mut sender = Some(sender);
        let callback = Closure::new(move || {
            if let Some(sender) = sender.take() {
                // Nobody waits any more if this fails, which is just as good.
                let _unheard = sender.send(());
            }
        });
        let id = function("setTimeout")?
            .call2(&js_sys::global(), callback.as_ref(), &milliseconds.into())
            .ok()?;
        Some(Self { id, _callback: callback, rung })
    }

    /// Completes when the time is over.
    pub(crate) async fn rung(mut self) {
        let _over = (&mut self.rung).await;
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(clear) = function("clearTimeout") {
            let _cleared = clear.call1(&js_sys::global(), &self.id);
        }
    }
}

fn function(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?.dyn_into().ok()
}
