//! The rows of an import, before and while it is carried out.

use leptos::prelude::*;

use crate::{
    components::{ImportTable, Segment, ShownRow, Tone, import_row},
    model::{
        import_plan::{Kind, PlannedRow},
        import_run::{ImportRow, ImportRun, Outcome},
    },
    session::Importing,
    text::{self, import as words},
};

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Of(Kind),
    Failed,
}

/// The rows, a hundred at first, of one kind if that is wanted. `runs` tells whether what became of
/// them is shown, or what is planned.
pub(super) fn rows_card(importing: Importing, runs: bool) -> AnyView {
    let wanted = RwSignal::new(Shown::All);
    let limit = RwSignal::new(STEP);
    let is_wanted = move |row: &ImportRow| match wanted.get() {
        Shown::All => true,
        Shown::Of(kind) => row.planned.verdict.kind() == kind,
        Shown::Failed => has_failed(row),
    };
    let count =
        move || importing.run.with(|run| run.rows().iter().filter(|row| is_wanted(row)).count());
    let rows = move || {
        let limit = limit.get();
        let look = if runs { carried_out } else { planned };
        importing.run.with(|run| {
            let rows = run.rows().iter().filter(|row| is_wanted(row)).take(limit);
            rows.map(|row| import_row(look(row))).collect::<Vec<_>>()
        })
    };
    let counted = importing.run.with_untracked(ImportRun::counts);
    let all = counted.iter().map(|(_, count)| count).sum::<usize>();
    let failed = move || importing.run.with(|run| run.tally().failed);
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
        .map(|(kind, count)| choice(Shown::Of(kind), words::kind(kind), count))
        .collect_view();
    view! {
        <section class="card table-card" aria-labelledby="import-rows-title">
            <div class="import-head">
                <h2 id="import-rows-title">{words::ROWS}</h2>
                <div class="segments" role="group" aria-label=words::FILTER>
                    {choice(Shown::All, words::ALL, all)}
                    {kinds}
                    {move || {
                        let failed = failed();
                        (failed > 0 || wanted.get() == Shown::Failed).then(|| choice(Shown::Failed, words::FAILED, failed))
                    }}
                </div>
            </div>
            <ImportTable rows />
            {move || (count() > limit.get()).then(|| view! {
                <button type="button" class="button more" on:click=move |_| limit.update(|limit| *limit += STEP)>
                    {words::show_more(count())}
                </button>
            })}
        </section>
    }
    .into_any()
}

fn has_failed(row: &ImportRow) -> bool {
    matches!(row.outcome, Outcome::Refused(_) | Outcome::NotFound)
}

fn planned(row: &ImportRow) -> ShownRow {
    let row = &row.planned;
    let kind = row.verdict.kind();
    let tone = match kind {
        Kind::New => Tone::Accent,
        Kind::Same => Tone::Plain,
        Kind::Changed => Tone::Warn,
        Kind::Invalid => Tone::Bad,
    };
    row_of(row, words::kind(kind), tone, words::of_plan(row))
}

fn carried_out(row: &ImportRow) -> ShownRow {
    let tone = match &row.outcome {
        Outcome::Passed if row.planned.verdict.kind() == Kind::Invalid => Tone::Bad,
        Outcome::Passed | Outcome::Waiting => Tone::Plain,
        Outcome::Done(_) => Tone::Good,
        Outcome::Refused(_) => Tone::Bad,
        Outcome::InDoubt | Outcome::NotFound => Tone::Warn,
    };
    row_of(&row.planned, words::outcome(row), tone, words::reason(row))
}

fn row_of(row: &PlannedRow, word: &'static str, tone: Tone, reason: String) -> ShownRow {
    ShownRow {
        number: row.line.number,
        word,
        tone,
        name: row.line.name.clone(),
        picture_url: row.line.picture_url.clone(),
        reason,
    }
}

/// How many rows are shown at first, and how many more each time.
const STEP: usize = 100;
