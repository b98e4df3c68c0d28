//! The emulator: its Pages, or the field for its address.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{AccessToken, CallStyle, Graph, Origin};

use crate::{
    components::{DemoPages, GraphError, TextField},
    emulator::Emulator,
    model::{
        connect_draft::{EmulatorAddressError, emulator_address},
        demo::{ControlError, DemoPage},
        user_error::{Endpoint, UserError},
    },
    state::{Connected, Connection, PageConnection},
    text,
};

/// An emulator that answers, and its Pages. They hold tokens, so it has no `Debug`.
#[derive(Clone)]
pub(super) struct Demo {
    emulator: Emulator,
    pages: Vec<DemoPage>,
}

impl Demo {
    /// The emulator that serves this console, if one does and it has Pages.
    pub(super) async fn here() -> Option<Self> {
        let emulator = Emulator::here()?;
        let pages = emulator.pages().await.ok().filter(|pages| !pages.is_empty())?;
        Some(Self { emulator, pages })
    }

    async fn at(origin: Origin) -> Result<Self, ControlError> {
        let emulator = Emulator::find(&origin).await.ok_or(ControlError::Unreachable)?;
        let pages = emulator.pages().await?;
        Ok(Self { emulator, pages })
    }

    fn pages(&self) -> Result<Vec<PageConnection>, UserError> {
        let origin = self.emulator.origin();
        let connection = |page: &DemoPage| {
            let token = AccessToken::parse(&page.access_token).map_err(UserError::EmulatorToken)?;
            let graph =
                Graph { origin: origin.clone(), call_style: CallStyle::Form, ..Graph::new(token) };
            let endpoint = Endpoint::Emulator(origin.clone());
            let connected = Connected { page: page.clone().into(), endpoint };
            Ok(PageConnection { connected, graph })
        };
        self.pages.iter().map(connection).collect()
    }
}

/// Connects to a demo Page in one click. Where this console is not served by an emulator, its address
/// is asked for first.
#[component]
pub(super) fn EmulatorCard(here: Option<Demo>) -> impl IntoView {
    let demo = RwSignal::new(here);
    let asks_address = demo.with_untracked(Option::is_none);
    view! {
        <section class="card emulator-card" aria-labelledby="emulator-title">
            <h2 id="emulator-title">
                {text::connect::EMULATOR_TITLE}
                <span class="badge emulator">{text::shell::EMULATOR}</span>
            </h2>
            <p class="lead">{text::connect::EMULATOR_LEAD}</p>
            {asks_address.then(|| view! { <AddressForm demo /> })}
            {move || demo.get().map(|demo| view! { <Pages demo /> })}
        </section>
    }
}

#[component]
fn AddressForm(demo: RwSignal<Option<Demo>>) -> impl IntoView {
    let address = RwSignal::new(text::connect::EMULATOR_DEFAULT.to_owned());
    let error = RwSignal::new(None::<EmulatorAddressError>);
    let find = Action::new_local(move |origin: &Origin| {
        let origin = origin.clone();
        async move { Demo::at(origin).await.map(|found| demo.set(Some(found))) }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if find.pending().get_untracked() {
            return;
        }
        demo.set(None);
        match address.with_untracked(|address| emulator_address(address, &Emulator::address_here()))
        {
            Ok(origin) => drop(find.dispatch_local(origin)),
            Err(wrong) => error.set(Some(wrong)),
        }
    };
    let failure = move || find.value().get().and_then(Result::err).map(UserError::from);
    view! {
        <form class="stack" on:submit=submit novalidate>
            <TextField
                id="emulator-address"
                label=text::connect::EMULATOR_ADDRESS
                value=address
                on_input=move |text| {
                    address.set(text);
                    error.set(None);
                    find.value().set(None);
                }
                mono=true
                mode="url"
                error=Signal::derive(move || error.get().map(text::connect::emulator_address))
                hint=text::connect::EMULATOR_ADDRESS_HINT
            />
            {move || failure().map(|error| view! { <GraphError error /> })}
            <button type="submit" class="button" aria-disabled=move || find.pending().get().then_some("true")>
                {text::connect::EMULATOR_FIND}
            </button>
        </form>
    }
}

#[component]
fn Pages(demo: Demo) -> impl IntoView {
    let connection = Connection::current();
    let failure = RwSignal::new(None::<UserError>);
    let address = demo.emulator.origin().to_string();
    let pages = demo.pages.clone();
    let choose = move |chosen: DemoPage| {
        let current = demo.pages.iter().position(|page| *page == chosen).unwrap_or_default();
        match demo.pages() {
            Ok(pages) => drop(connection.connect(pages, current, false)),
            Err(refused) => failure.set(Some(refused)),
        }
    };
    view! {
        <p class="field-hint">{text::connect::EMULATOR_AT}" "<code>{address}</code></p>
        <DemoPages pages on_choose=choose />
        {move || failure.get().map(|error| view! { <GraphError error /> })}
    }
}
