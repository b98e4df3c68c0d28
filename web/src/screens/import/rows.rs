//! The rows of an import, in the preview and while it is carried out.

use leptos::prelude::*;

use crate::{
    components::{ImportTable, Segment, ShownRow, Tone, import_row},
    model::import::{
        plan::{Kind, PlannedRow},
        row::{ImportRow, Outcome},
    },
    shared::use_shared,
    state::ImportRun,
    text::{self, import as words},
};

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Of(Kind),
    Failed,
}

/// The rows, a hundred at first, with filters. Shows outcomes if the import `is_started`, else the plan.
pub(super) fn rows_card(importing: &ImportRun, is_started: bool) -> AnyView {
    let importing = *importing;
    let wanted = RwSignal::new(Shown::All);
    let limit = RwSignal::new(STEP);
    let is_wanted = move |row: &ImportRow| match wanted.get() {
        Shown::All => true,
        Shown::Of(kind) => row.planned.verdict.kind() == kind,
        Shown::Failed => row.has_failed(),
    };
    // Memos, because most of what changes is not shown: an import can have thousands of rows.
    let count = use_shared(move |_| {
        importing.state.with(|state| state.run().rows().iter().filter(|row| is_wanted(row)).count())
    });
    let shown = use_shared(move |_| {
        let limit = limit.get();
        let table_row = if is_started { outcome_row } else { planned_row };
        importing.state.with(|state| {
            let rows = state.run().rows().iter().filter(|row| is_wanted(row)).take(limit);
            rows.map(table_row).collect::<Vec<_>>()
        })
    });
    let rows = move || shown.get().into_iter().map(import_row).collect::<Vec<_>>();
    let counted = importing.state.with_untracked(|state| state.run().counts());
    let all = counted.iter().map(|(_, count)| count).sum::<usize>();
    let failed = use_shared(move |_| importing.state.with(|state| state.run().tally().failed));
    let choice = move |shown: Shown, label: &'static str, count: usize| {
        view! {
            <Segment
                is_chosen=Signal::derive(move || wanted.get() == shown)
                on_choose=move |()| {
                    wanted.set(shown);
                    limit.set(STEP);
                }
            >
                {label}" "<span class="import-count">{text::number(count)}</span>
            </Segment>
        }
        .into_any()
    };
    let kinds = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| choice(Shown::Of(kind), words::filter(kind), count))
        .collect_view();
    view! {
        <section class="card table-card" aria-labelledby="import-rows-title">
            <div class="import-head">
                <h2 id="import-rows-title">{words::ROWS}</h2>
                <div class="segmented-control" role="group" aria-label=words::FILTER>
                    {choice(Shown::All, words::ALL, all)}
                    {kinds}
                    {move || {
                        let failed = failed.get();
                        (failed > 0 || wanted.get() == Shown::Failed).then(|| choice(Shown::Failed, words::FAILED, failed))
                    }}
                </div>
            </div>
            <ImportTable rows />
            {move || (count.get() > limit.get()).then(|| view! {
                <button type="button" class="button more" on:click=move |_| limit.update(|limit| *limit += STEP)>
                    {words::show_more(count.get())}
                </button>
            })}
        </section>
    }
    .into_any()
}

fn planned_row(row: &ImportRow) -> ShownRow {
    let row = &row.planned;
    let kind = row.verdict.kind();
    let tone = match kind {
        Kind::New => Tone::Accent,
        Kind::Duplicate => Tone::Plain,
        Kind::Changed => Tone::Warn,
        Kind::Invalid => Tone::Bad,
    };
    row_of(row, words::kind(kind), tone, words::details(row))
}

fn outcome_row(row: &ImportRow) -> ShownRow {
    let tone = match &row.outcome {
        Outcome::Skipped if row.planned.verdict.kind() == Kind::Invalid => Tone::Bad,
        Outcome::Skipped | Outcome::Pending => Tone::Plain,
        Outcome::Done(_) => Tone::Good,
        Outcome::Failed(_) => Tone::Bad,
        Outcome::Unknown | Outcome::NotFound => Tone::Warn,
    };
    row_of(&row.planned, words::outcome(row), tone, words::reason(row))
}

fn row_of(row: &PlannedRow, status: &'static str, tone: Tone, details: String) -> ShownRow {
    ShownRow {
        number: row.record.line,
        status,
        tone,
        name: row.record.name.clone(),
        picture_url: row.record.picture_url.clone(),
        details,
        is_duplicate: row.verdict.kind() == Kind::Duplicate,
    }
}

/// How many rows are shown at first, and how many more each time.
const STEP: usize = 100;
