//! An import while it is carried out, and after it.

use leptos::prelude::*;

use super::{STATE, rows::rows_card};
use crate::{
    components::{GraphError, SaveAs, save},
    model::{export::Form, import::Import},
    shared::use_shared,
    state::{Connected, ImportRun, Stage},
    text::{import as words, shell},
};

/// Progress, the buttons, and the results.
pub(super) fn run_part(connected: Connected) -> AnyView {
    let importing = ImportRun::current();
    let tally = use_shared(move |_| importing.state.with(|state| state.run().tally()));
    let stage = importing.stage();
    let title = move || match stage.get() {
        Stage::Finished => words::FINISHED,
        Stage::Stopped(_) => words::STOPPED,
        Stage::Waiting(_) => words::WAITING,
        _ => words::RUNNING,
    };
    let file_name = format!("import-{}", connected.page.id);
    let on_save = move |form: Form| {
        let text =
            importing.state.with_untracked(|state| form.of_import(state.run(), words::reason));
        save(&file_name, form, &text);
    };
    view! {
        <section class="card stack" aria-labelledby=STATE>
            <div>
                <h2 id=STATE tabindex="-1">{title}</h2>
                <p>{move || format!("{}.", words::done(tally.get()))}</p>
            </div>
            <progress
                class="import-progress"
                aria-label=words::PROGRESS
                max=move || tally.get().total().max(1).to_string()
                value=move || tally.get().finished().to_string()
            ></progress>
            {move || match stage.get() {
                Stage::Waiting(_) => view! {
                    <p>{move || words::waits(importing.count.get())}</p>
                }
                .into_any(),
                Stage::Stopped(Some(error)) => {
                    view! { <GraphError error=error.into_user_error(&connected.endpoint) /> }.into_any()
                }
                _ => ().into_any(),
            }}
            <div class="import-actions">
                {move || actions(&stage.get())}
            </div>
            {move || matches!(stage.get(), Stage::Stopped(_) | Stage::Finished).then(|| view! {
                <div>
                    <h3 class="import-subtitle">{words::RESULTS}</h3>
                    <p class="field-hint">
                        {words::RESULTS_HINT}
                    </p>
                </div>
                <SaveAs label=words::save_results_as busy=false on_save=on_save.clone() />
            })}
        </section>
        {rows_card(&importing, true)}
    }
    .into_any()
}

fn actions(stage: &Stage) -> AnyView {
    let importing = ImportRun::current();
    let tally = importing.state.with_untracked(|state| state.run().tally());
    let resume = move |_| importing.resume();
    let new_import = move || {
        view! {
            <button type="button" class="button" on:click=move |_| importing.clear()>{words::NEW_IMPORT}</button>
        }
    };
    match stage {
        Stage::Waiting(_) => view! {
            <button type="button" class="button primary" on:click=resume>{words::CONTINUE_NOW}</button>
            {stop(&importing)}
        }
        .into_any(),
        Stage::Stopped(_) => view! {
            <button type="button" class="button primary" on:click=resume>
                {if tally.unknown > 0 { words::FIND_AND_CONTINUE } else { words::CONTINUE }}
            </button>
            {new_import()}
        }
        .into_any(),
        Stage::Finished => {
            let failed = tally.failed;
            view! {
                {(failed > 0).then(|| view! {
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| importing.retry()
                    >
                        {words::retry(failed)}
                    </button>
                })}
                {new_import()}
            }
            .into_any()
        }
        _ => stop(&importing),
    }
}

fn stop(importing: &ImportRun) -> AnyView {
    let importing = *importing;
    let is_stopping = use_shared(move |_| importing.state.with(Import::is_stopping));
    view! {
        <button
            type="button"
            class="button"
            aria-disabled=move || is_stopping.get().then_some("true")
            on:click=move |_| importing.stop()
        >
            {move || if is_stopping.get() { shell::STOPPING } else { shell::STOP }}
        </button>
    }
    .into_any()
}
