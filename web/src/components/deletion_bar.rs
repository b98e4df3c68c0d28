//! What is being deleted, at the foot of every screen.

use std::time::Duration;

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html::Button,
    prelude::*,
};

use super::{
    countdown::Countdown,
    focus::focus,
    icon::{Glyph, Icon},
};
use crate::{
    announcer::Announcer,
    model::{
        deletion::{Deletion, Failed},
        face::Face,
    },
    text::{editing, shell},
};

/// Offers to undo, shows how far it is, and brings back what could not be deleted.
#[component]
pub(crate) fn DeletionBar(
    #[prop(into)] deletion: Signal<Deletion>,
    /// How long no calls are made, while that is so.
    #[prop(into)]
    pause: Signal<Option<Duration>>,
    #[prop(into)] on_undo: Callback<()>,
    #[prop(into)] on_stop: Callback<()>,
    #[prop(into)] on_again: Callback<()>,
    #[prop(into)] on_dismiss: Callback<()>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let waiting = Memo::new(move |_| {
        deletion.with(|deletion| {
            let first = deletion.waiting().first()?;
            Some((Face::from(first).name, deletion.waiting().len()))
        })
    });
    let progress = Memo::new(move |_| deletion.with(Deletion::progress));
    Effect::new(move |before: Option<bool>| {
        let is_running = progress.with(Option::is_some);
        if before == Some(true) && !is_running {
            let (gone, has_failed) =
                deletion.with_untracked(|it| (it.gone(), !it.failed().is_empty()));
            // What failed says so itself.
            if gone > 0 || !has_failed {
                announcer.say(editing::deleted(gone));
            }
        }
        is_running
    });
    let is_stopping = Memo::new(move |_| deletion.with(Deletion::is_stopping));
    let failed = Memo::new(move |_| deletion.with(|deletion| deletion.failed().to_vec()));
    view! {
        <div class="deletions">
            <div class="deletion-bar" role="status">
                {move || waiting.get().map(|(first, count)| undo(&editing::about_to_delete(&first, count), on_undo))}
                {move || progress.get().map(|(gone, of)| view! {
                    <div class="deletion-line">
                        <p>{editing::deleting(gone, of)}</p>
                        {(of > 1).then(|| view! {
                            <progress max=of.to_string() value=gone.to_string() aria-label=editing::DELETED></progress>
                            <button
                                type="button"
                                class="button quiet"
                                aria-disabled=move || is_stopping.get().then_some("true")
                                on:click=move |_| on_stop.run(())
                            >
                                {move || if is_stopping.get() { shell::STOPPING } else { shell::STOP }}
                            </button>
                        })}
                    </div>
                })}
                {move || pause.get().map(|wait| view! {
                    <div class="deletion-line"><p>{editing::PAUSED}</p><Countdown wait /></div>
                })}
            </div>
            {move || Some(failed.get()).filter(|failed| !failed.is_empty()).map(|failed| not_deleted(&failed, on_again, on_dismiss))}
        </div>
    }
}

/// The line takes the focus to "Undo": there are six seconds.
fn undo(says: &str, on_undo: Callback<()>) -> impl IntoView + use<> {
    let button = NodeRef::<Button>::new();
    // The Enter that asked for the deletion, pressed twice or held, is not one that undoes it.
    let is_ready = RwSignal::new(false);
    let ready = move || {
        is_ready.try_set(true);
    };
    set_timeout(ready, SECOND_PRESS);
    let press = move |event: MouseEvent| {
        if event.detail() > 0 || is_ready.get_untracked() {
            on_undo.run(());
        }
    };
    let hold = |event: KeyboardEvent| {
        if event.repeat() {
            event.prevent_default();
        }
    };
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            focus(&button);
        }
    });
    view! {
        <div class="deletion-line waiting">
            <p>{says.to_owned()}</p>
            <button node_ref=button type="button" class="button" on:click=press on:keydown=hold>{editing::UNDO}</button>
        </div>
    }
}

fn not_deleted(
    failed: &[Failed],
    on_again: Callback<()>,
    on_dismiss: Callback<()>,
) -> impl IntoView + use<> {
    let is_ambiguous = failed.iter().all(|failed| failed.is_ambiguous);
    let title = if is_ambiguous {
        editing::unclear(failed.len())
    } else {
        editing::not_deleted(failed.len())
    };
    let rows = |failed: &Failed| {
        let name = Face::from(&failed.persona).name;
        view! { <li><strong>{name}</strong>": "{failed.reason.clone()}</li> }
    };
    view! {
        <div class="deletion-failed trouble" role="alert">
            <Icon glyph=Glyph::Warning />
            <div class="trouble-text">
                <p class="trouble-title">{title}</p>
                <ul>{failed.iter().take(NAMED).map(rows).collect_view()}</ul>
                {(failed.len() > NAMED).then(|| view! { <p>{editing::and_more(failed.len() - NAMED)}</p> })}
                <div class="trouble-actions">
                    <button type="button" class="button" on:click=move |_| on_again.run(())>{shell::TRY_AGAIN}</button>
                    <button type="button" class="button quiet" on:click=move |_| on_dismiss.run(())>{editing::KEEP_THEM}</button>
                </div>
            </div>
        </div>
    }
}

/// How many are named one by one.
const NAMED: usize = 5;
/// How long after a press of a key the next one may belong to it.
const SECOND_PRESS: Duration = Duration::from_millis(500);
