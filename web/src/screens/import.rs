//! `/personas/import`: several personas at once, and all of them as a file.

mod exporting;
mod preview;
mod rows;
mod running;

use leptos::prelude::*;

use self::{exporting::export_card, preview::preview_part, running::run_part};
use crate::{
    components::{
        FILE, GraphError, Heading, ImportForm, ImportMapping, ROWS, focus_by_id, focus_if_lost,
    },
    model::{
        import::{
            Import as State,
            file::{DecodedFile, FileError},
            table::Table,
        },
        user_error::UserError,
    },
    route,
    shared::use_shared,
    state::{Connected, ImportRun, InputError, Stage},
    text::import as words,
};

/// The import, one part of the screen for each of its steps; and the export.
#[component]
pub(crate) fn Import() -> impl IntoView {
    let connected = Connected::current();
    let importing = ImportRun::current();
    let stage = importing.stage();
    let part = Memo::new(move |before: Option<&Part>| Part::of(&stage.get(), before.copied()));
    // The element with the focus is removed with its part.
    Effect::new(move |before: Option<Stage>| {
        let stage = stage.get();
        if before.is_some_and(|before| before != stage) {
            focus_if_lost(if part.get_untracked() == Part::Input { ROWS } else { STATE });
        }
        stage
    });
    let body = move || match part.get() {
        Part::Input => input_part(connected.clone()),
        Part::Mapping => mapping_part(),
        Part::Preview => preview_part(),
        Part::Run => run_part(connected.clone()),
    };
    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title=words::TITLE />
                    <p class="lead">{words::LEAD}</p>
                </div>
                <div class="screen-actions"><a class="button" href=route::PERSONAS>{words::BACK}</a></div>
            </div>
            {body}
        </div>
    }
}

/// A part of the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Input,
    Mapping,
    Preview,
    Run,
}

impl Part {
    /// While the rows are compared with the Page, the form stays that started it.
    fn of(stage: &Stage, before: Option<Self>) -> Self {
        match (stage, before) {
            (Stage::Mapping, _) | (Stage::Checking, Some(Self::Mapping)) => Self::Mapping,
            (Stage::Input(_) | Stage::Checking, _) => Self::Input,
            (Stage::Planned, _) => Self::Preview,
            _ => Self::Run,
        }
    }
}

fn input_part(connected: Connected) -> AnyView {
    let importing = ImportRun::current();
    let (stage, endpoint) = (importing.stage(), connected.endpoint.clone());
    let submit = move |()| {
        if importing.submit().is_err() {
            focus_by_id(ROWS);
        }
    };
    let take_file = move |file: Result<DecodedFile, FileError>| match file {
        Ok(file) => {
            importing.set_file(file);
            submit(());
        }
        Err(error) => {
            importing.reject_file(error);
            focus_by_id(FILE);
        }
    };
    let text = use_shared(move |_| importing.text.get());
    let text_error = use_shared(move |_| match importing.error.get() {
        Some(InputError::Text(error)) => Some(error),
        _ => None,
    });
    let file_error = use_shared(move |_| match importing.error.get() {
        Some(InputError::File(error)) => Some(error),
        _ => None,
    });
    view! {
        {move || match stage.get() {
            Stage::Input(Some(error)) => {
                let error = UserError::list(&endpoint, error);
                Some(view! { <GraphError error /> })
            }
            _ => None,
        }}
        <ImportForm
            text
            text_error
            file_error
            busy=Signal::derive(move || stage.get() == Stage::Checking)
            busy_words=use_shared(move |_| words::checking(importing.count.get()))
            on_input=move |text| importing.set_text(text)
            on_file=take_file
            on_submit=submit
        />
        {export_card(connected)}
    }
    .into_any()
}

fn mapping_part() -> AnyView {
    let importing = ImportRun::current();
    let stage = importing.stage();
    let table: Memo<Table> =
        use_shared(move |_| importing.state.with(|state| state.table().clone()));
    view! {
        <ImportMapping
            heading_id=STATE
            table
            busy=Signal::derive(move || stage.get() == Stage::Checking)
            busy_words=Signal::derive(move || words::checking(importing.count.get()))
            on_header=move |has_header| importing.state.update(|state: &mut State| state.set_header(has_header))
            on_submit=move |mapping| importing.map(&mapping)
            on_edit=move |()| importing.edit()
        />
    }
    .into_any()
}

/// The id of the heading that says how far the import is.
const STATE: &str = "import-state";
