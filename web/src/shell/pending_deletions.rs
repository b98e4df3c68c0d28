//! Deletions go on while one looks at other screens.

use leptos::{ev, prelude::*};

use crate::{
    announcer::Announcer,
    components::{DeletionBar, focus_heading_in_place},
    keyboard::is_elsewhere,
    state::Deletions,
    text::editing,
};

/// The bar of the pending deletions. Ctrl+Z undoes the last batch.
#[component]
pub(super) fn PendingDeletions() -> impl IntoView {
    let (deletions, announcer) = (Deletions::current(), Announcer::current());
    let undo = move |batch: u32| {
        let count = deletions.undo(batch);
        if count > 0 {
            announcer.say(editing::kept(count));
        }
    };
    let state = deletions.state();
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_undo = (event.ctrl_key() || event.meta_key())
            && !event.shift_key()
            && !event.alt_key()
            && event.key().eq_ignore_ascii_case("z");
        if is_undo && !event.default_prevented() && !is_elsewhere(&event) {
            let last = state.with_untracked(|state| state.batches().last().map(|batch| batch.id));
            if let Some(batch) = last {
                event.prevent_default();
                undo(batch);
            }
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <DeletionBar
            deletions=state
            on_undo=undo
            on_stop=move |()| deletions.stop()
            on_retry=move |()| deletions.retry()
            on_dismiss=move |()| {
                deletions.dismiss();
                focus_heading_in_place();
            }
        />
    }
}
