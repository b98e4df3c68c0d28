//! `/connect`: which Page, and with which token.

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{AccessToken, CallStyle, GetPage, Graph, Origin, Page, PageId};
use messenger_personas_fetch::{Client, Fetch};

use crate::{
    components::{ConnectForm, DemoPages, GraphError, Heading},
    emulator,
    model::{connect_draft::ConnectDraft, demo::DemoPage},
    session::Session,
    text::{self, Place, Task, Trouble},
};

/// Connects to a demo Page of the emulator if that serves this console, and to Meta's Graph.
#[component]
pub(crate) fn Connect() -> impl IntoView {
    let session = Session::current();
    let busy = RwSignal::new(false);
    // It is shown where the button was pressed.
    let trouble = RwSignal::new(None::<(Place, Trouble)>);
    let demo = RwSignal::new(None::<Vec<DemoPage>>);
    spawn_local(async move {
        demo.set(Some(emulator::pages().await.unwrap_or_default()));
    });

    let connect = move |page_id: PageId, graph: Graph, place: Place| {
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match page_of(&page_id, &graph, &place).await {
                Ok(page) => session.connect(graph, page, place),
                Err(refused) => trouble.set(Some((place, refused))),
            }
            busy.set(false);
        });
    };
    let choose = Callback::new(move |page: DemoPage| match graph_of(&page) {
        Ok(graph) => connect(page.id, graph, Place::Emulator),
        Err(refused) => trouble.set(Some((Place::Emulator, refused))),
    });
    let submit = Callback::new(move |draft: ConnectDraft| {
        if let Ok((page_id, graph)) = draft.ready() {
            let place = Place::Live(graph.origin.clone());
            connect(page_id, graph, place);
        }
    });
    let trouble_at = move |on_emulator: bool| {
        let (place, trouble) = trouble.get()?;
        let is_here = (place == Place::Emulator) == on_emulator;
        is_here.then(|| view! { <GraphError trouble /> })
    };
    view! {
        <div class="screen connect">
            <header class="connect-head">
                <Heading title="Connect a Page" />
                <p class="lead">"Give the messages of your Page a face: personas with a name and a picture."</p>
            </header>
            {move || demo.get().filter(|pages| !pages.is_empty()).map(|pages| view! {
                <section class="card emulator-card" aria-labelledby="emulator-title">
                    <h2 id="emulator-title">"Local emulator"<span class="badge emulator">"Emulator"</span></h2>
                    <p>"An emulated Graph on this computer, with made-up Pages and people. Nothing reaches Meta."</p>
                    <DemoPages pages busy on_choose=choose />
                    {move || trouble_at(true)}
                </section>
            })}
            <section class="card" aria-labelledby="meta-title">
                <h2 id="meta-title">"Your Page on Meta"<span class="badge live">"Live"</span></h2>
                <ConnectForm busy on_connect=submit on_change=move |()| trouble.set(None)>{move || trouble_at(false)}</ConnectForm>
                <p class="caution">
                    "A Page access token lets its holder write to your customers. Extensions of this browser can "
                    "read what you paste: use a browser profile that you trust, and a token that expires."
                </p>
            </section>
            {move || demo.get().filter(Vec::is_empty).map(|_| view! {
                <p class="aside">"To try it without a Facebook account, run "<code>"cargo xtask demo"</code>"."</p>
            })}
        </div>
    }
}

/// The Page that the token speaks as, if that is the one that was named.
///
/// `GET /me` is asked, not `GET /{page-id}`: Graph tells the name of a public Page to tokens of
/// other Pages too, and each later call would be refused.
async fn page_of(page_id: &PageId, graph: &Graph, place: &Place) -> Result<Page, Trouble> {
    let client = Client::new(graph.clone(), Fetch::global());
    let page = client
        .send(&GetPage { page_id: None })
        .await
        .map_err(|error| text::of_call(Task::Connect, place, &error))?;
    if page.id == *page_id {
        return Ok(page);
    }
    Err(text::of_other_page(page.name.as_deref().unwrap_or("without a name"), page.id.as_str()))
}

fn graph_of(page: &DemoPage) -> Result<Graph, Trouble> {
    let here = window().location().origin().unwrap_or_default();
    let origin = Origin::parse(&here).map_err(text::of_odd_emulator)?;
    let token = AccessToken::parse(&page.access_token).map_err(text::of_odd_emulator)?;
    Ok(Graph { origin, call_style: CallStyle::Form, ..Graph::new(token) })
}
