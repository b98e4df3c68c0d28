//! An import that is carried out.

use leptos::prelude::*;

use super::{STATE, rows::rows_card};
use crate::{
    announcer::Announcer,
    components::{GraphError, SaveAs, save},
    model::{export::Form, import_run::ImportRun},
    session::{Importing, Session, Stage},
    text::{import as words, shell},
};

/// How far it is, what can be done about it, and its result.
pub(super) fn run_part(session: Session, announcer: Announcer) -> AnyView {
    let importing = session.importing();
    let tally = move || importing.run.with(ImportRun::tally);
    let title = move || match importing.stage.get() {
        Stage::Finished => words::FINISHED,
        Stage::Stopped(_) => words::STOPPED,
        Stage::Waiting => words::WAITING,
        _ => words::RUNNING,
    };
    let on_save = move |form: Form| {
        let text = importing.run.with_untracked(|run| form.of_import(run, words::reason));
        let page = untrack(|| session.connected()).map(|connected| connected.page.id.to_string());
        save(&format!("import-{}", page.unwrap_or_default()), form, &text);
    };
    view! {
        <section class="card stack" aria-labelledby=STATE>
            <div>
                <h2 id=STATE tabindex="-1">{title}</h2>
                <p>{move || format!("{}.", words::done(tally()))}</p>
            </div>
            <progress
                class="import-progress"
                aria-label=words::OVER
                max=move || tally().all().max(1).to_string()
                value=move || tally().settled().to_string()
            ></progress>
            {move || match importing.stage.get() {
                Stage::Waiting => view! {
                    <p>{move || words::waits(importing.count.get())}</p>
                }
                .into_any(),
                Stage::Stopped(Some(trouble)) => view! { <GraphError trouble /> }.into_any(),
                _ => ().into_any(),
            }}
            <div class="import-actions">
                {move || actions(session, announcer, &importing.stage.get())}
            </div>
            {move || matches!(importing.stage.get(), Stage::Stopped(_) | Stage::Finished).then(|| view! {
                <div>
                    <h3 class="import-subtitle">{words::RESULT_FILE}</h3>
                    <p class="field-hint">
                        {words::RESULT_HINT}
                    </p>
                </div>
                <SaveAs label=words::save_result_as busy=false on_save />
            })}
        </section>
        {rows_card(importing, true)}
    }
    .into_any()
}

fn actions(session: Session, announcer: Announcer, stage: &Stage) -> AnyView {
    let importing = session.importing();
    let tally = importing.run.with_untracked(ImportRun::tally);
    let go_on = move |_| importing.go_on(session, announcer);
    let another = move || {
        view! {
            <button type="button" class="button" on:click=move |_| importing.clear()>{words::ANOTHER}</button>
        }
    };
    match stage {
        Stage::Waiting => view! {
            <button type="button" class="button primary" on:click=go_on>{words::GO_ON_NOW}</button>
            {stop(importing)}
        }
        .into_any(),
        Stage::Stopped(_) => view! {
            <button type="button" class="button primary" on:click=go_on>
                {if tally.in_doubt > 0 { words::LOOK_AND_GO_ON } else { words::GO_ON }}
            </button>
            {another()}
        }
        .into_any(),
        Stage::Finished => {
            let failed = tally.failed;
            view! {
                {(failed > 0).then(|| view! {
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| importing.retry(session, announcer)
                    >
                        {words::retry(failed)}
                    </button>
                })}
                {another()}
            }
            .into_any()
        }
        _ => stop(importing),
    }
}

fn stop(importing: Importing) -> AnyView {
    view! {
        <button
            type="button"
            class="button"
            aria-disabled=move || importing.is_stopping().then_some("true")
            on:click=move |_| importing.stop()
        >
            {move || if importing.is_stopping() { shell::STOPPING } else { shell::STOP }}
        </button>
    }
    .into_any()
}
