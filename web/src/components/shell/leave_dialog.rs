//! Asks before something that is under way is given up.

use leptos::prelude::*;

use crate::{components::ui::Dialog, text::shell};

/// A dialog that says `what` is under way, open while that is something. `leave` is what the button says
/// that gives it up.
#[component]
pub(crate) fn LeaveDialog(
    #[prop(into)] what: Signal<Vec<String>>,
    #[prop(into)] leave: Signal<&'static str>,
    #[prop(into)] on_leave: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let open = Memo::new(move |_| what.with(|what| !what.is_empty()));
    view! {
        <Dialog open on_close title_id="leave-title">
            <div class="dialog-head"><h2 id="leave-title">{shell::LEAVE}</h2></div>
            {move || what.get().into_iter().map(|it| view! { <p>{it}</p> }).collect_view()}
            <div class="dialog-actions">
                <button type="button" class="button" autofocus on:click=move |_| on_close.run(())>{shell::STAY}</button>
                <button type="button" class="button danger" on:click=move |_| on_leave.run(())>{leave}</button>
            </div>
        </Dialog>
    }
}
