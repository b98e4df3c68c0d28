//! The deletions that are pending, at the foot of every screen.

use leptos::prelude::*;

use crate::{
    announcer::Announcer,
    clock::use_seconds_until,
    components::ui::{Countdown, Glyph, Icon},
    model::{
        deletion::{Batch, Deletions, Failed},
        profile::Profile,
    },
    text::{editing, shell},
};

/// A line with an "Undo" of its own for each batch, the progress of the rest, and what could not be
/// deleted.
#[component]
pub(crate) fn DeletionBar(
    #[prop(into)] deletions: Signal<Deletions>,
    /// Undoes the batch with this id.
    #[prop(into)]
    on_undo: Callback<u32>,
    #[prop(into)] on_stop: Callback<()>,
    #[prop(into)] on_retry: Callback<()>,
    #[prop(into)] on_dismiss: Callback<()>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let batches = Memo::new(move |_| deletions.with(|it| it.batches().to_vec()));
    let last = Memo::new(move |_| batches.with(|all| all.last().map(|batch| batch.id)));
    let progress = Memo::new(move |_| deletions.with(Deletions::progress));
    Effect::new(move |before: Option<bool>| {
        let is_running = progress.with(Option::is_some);
        if before == Some(true) && !is_running {
            let (deleted, has_failed) =
                deletions.with_untracked(|it| (it.deleted(), !it.failed().is_empty()));
            // What failed says so itself.
            if deleted > 0 || !has_failed {
                announcer.say(editing::deleted(deleted));
            }
        }
        is_running
    });
    let is_stopping = Memo::new(move |_| deletions.with(Deletions::is_stopping));
    let pause = Memo::new(move |_| deletions.with(Deletions::resume_at));
    let failed = Memo::new(move |_| deletions.with(|it| it.failed().to_vec()));
    view! {
        <div class="deletions">
            <div class="deletion-bar" role="status" aria-atomic="false">
                <For each=move || batches.get() key=|batch| batch.id let:batch>
                    <BatchLine batch last on_undo />
                </For>
                {move || progress.get().map(|(deleted, of)| view! {
                    <div class="deletion-line">
                        <p>{editing::deleting(deleted, of)}</p>
                        {(of > 1).then(|| view! {
                            <progress max=of.to_string() value=deleted.to_string() aria-label=editing::DELETED></progress>
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
                {move || pause.get().map(|end| view! {
                    <div class="deletion-line"><p>{editing::PAUSED}</p><Countdown end /></div>
                })}
            </div>
            {move || Some(failed.get()).filter(|failed| !failed.is_empty()).map(|failed| view! {
                <NotDeleted failed on_retry on_dismiss />
            })}
        </div>
    }
}

/// A batch that can be undone. Its seconds are shown, and not announced one by one.
#[component]
fn BatchLine(batch: Batch, last: Memo<Option<u32>>, on_undo: Callback<u32>) -> impl IntoView {
    let id = batch.id;
    let name =
        batch.personas.first().map(|persona| Profile::from(persona).name).unwrap_or_default();
    let left = use_seconds_until(batch.due);
    let text_id = format!("deletion-{id}");
    let is_last = move || last.get() == Some(id);
    view! {
        <div class="deletion-line waiting">
            <p id=text_id.clone()>
                {editing::about_to_delete(&name, batch.personas.len())}" "
                <span role="timer" aria-live="off">{move || editing::in_seconds(left.get())}</span>
            </p>
            <button
                type="button"
                class="button"
                aria-describedby=text_id.clone()
                aria-keyshortcuts=move || is_last().then_some(editing::UNDO_ARIA_KEYS)
                title=move || is_last().then_some(editing::UNDO_KEYS)
                on:click=move |_| on_undo.run(id)
            >
                {editing::UNDO}
            </button>
        </div>
    }
}

#[component]
fn NotDeleted(
    failed: Vec<Failed>,
    on_retry: Callback<()>,
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let is_ambiguous = failed.iter().all(|failed| failed.is_ambiguous);
    let title = if is_ambiguous {
        editing::unclear(failed.len())
    } else {
        editing::not_deleted(failed.len())
    };
    let rows = |failed: &Failed| {
        let name = Profile::from(&failed.persona).name;
        view! { <li><strong>{name}</strong>": "{editing::deletion_error(&failed.error)}</li> }
    };
    view! {
        <div class="deletion-failed alert" role="alert">
            <Icon glyph=Glyph::Warning />
            <div class="alert-text">
                <p class="alert-title">{title}</p>
                <ul>{failed.iter().take(NAMED).map(rows).collect_view()}</ul>
                {(failed.len() > NAMED).then(|| view! { <p>{editing::and_more(failed.len() - NAMED)}</p> })}
                <div class="alert-actions">
                    <button type="button" class="button" on:click=move |_| on_retry.run(())>{shell::TRY_AGAIN}</button>
                    <button type="button" class="button quiet" on:click=move |_| on_dismiss.run(())>{shell::DISMISS}</button>
                </div>
            </div>
        </div>
    }
}

/// How many are named one by one.
const NAMED: usize = 5;
