//! `/personas/import`: several personas at once, and all of them as a file.

mod exporting;
mod planned;
mod rows;
mod running;

use leptos::prelude::*;

use self::{exporting::export_card, planned::plan_part, running::run_part};
use crate::{
    announcer::Announcer,
    components::{GraphError, Heading, ImportForm, ROWS, focus_by_id, focus_if_lost},
    route,
    session::{Connected, Session, Stage},
    text::import as words,
};

/// A dry run of pasted rows or of a file, which is then carried out; and the export.
#[component]
pub(crate) fn Import() -> impl IntoView {
    let connected = Connected::current();
    let (session, announcer) = (Session::current(), Announcer::current());
    let importing = session.importing();
    let part = Memo::new(move |_| importing.stage.with(Part::of));
    // What had the focus leaves with its stage.
    Effect::new(move |before: Option<Stage>| {
        let stage = importing.stage.get();
        if before.is_some_and(|before| before != stage) {
            focus_if_lost(if Part::of(&stage) == Part::Text { ROWS } else { STATE });
        }
        stage
    });
    let body = move || match part.get() {
        Part::Text => text_part(session, announcer, connected.clone()),
        Part::Plan => plan_part(session, announcer),
        Part::Run => run_part(session, announcer),
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

/// What the screen shows at a stage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Plan,
    Run,
}

impl Part {
    fn of(stage: &Stage) -> Self {
        match stage {
            Stage::Text(_) | Stage::Reading => Self::Text,
            Stage::Planned => Self::Plan,
            _ => Self::Run,
        }
    }
}

fn text_part(session: Session, announcer: Announcer, connected: Connected) -> AnyView {
    let importing = session.importing();
    let check = move |()| {
        if importing.check(session, announcer).is_err() {
            focus_by_id(ROWS);
        }
    };
    let busy_words = Signal::derive(move || words::checking(importing.count.get()));
    view! {
        {move || match importing.stage.get() {
            Stage::Text(Some(trouble)) => Some(view! { <GraphError trouble /> }),
            _ => None,
        }}
        <ImportForm
            text=importing.text
            mistake=importing.mistake
            busy=Signal::derive(move || importing.stage.get() == Stage::Reading)
            busy_words
            on_check=check
            on_edit=move |()| importing.edited()
        />
        {export_card(session, announcer, connected)}
    }
    .into_any()
}

/// The heading that says how the import stands.
const STATE: &str = "import-state";
