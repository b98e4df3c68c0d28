//! `/settings`: how the console looks, its keyboard, and the connection.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{ApiVersion, Graph};

use super::local_data::LocalDataCard;
use crate::{
    announcer::Announcer,
    components::{DensityControl, Heading, TextField, ThemeControl, focus_by_id},
    keyboard::Keyboard,
    settings::Settings as UserSettings,
    state::{Connected, Connection},
    text::{self, connect, settings as words},
};

/// Every setting of the console.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let settings = UserSettings::current();
    let sheet = Keyboard::current().is_sheet_open;
    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title=words::TITLE />
                    <p class="lead">{words::LEAD}</p>
                </div>
            </div>
            <div class="settings">
                <section class="card stack" aria-labelledby="appearance">
                    <h2 id="appearance">{words::APPEARANCE}</h2>
                    <ThemeControl theme=settings.theme() on_theme=move |theme| settings.set_theme(theme) />
                    <DensityControl
                        density=settings.density()
                        on_density=move |density| settings.set_density(density)
                    />
                </section>
                <section class="card stack" aria-labelledby="keyboard">
                    <h2 id="keyboard">{words::KEYBOARD}</h2>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=settings.has_single_keys()
                            on:change:target=move |event| settings.set_single_keys(event.target().checked())
                        />
                        <span>
                            {words::SINGLE_KEYS}
                            <span class="field-hint">{words::SINGLE_KEYS_HINT}</span>
                        </span>
                    </label>
                    <div>
                        <button type="button" class="button" on:click=move |_| sheet.set(true)>
                            {words::SHOW_SHORTCUTS}
                        </button>
                    </div>
                </section>
                <ConnectionCard />
                <LocalDataCard />
            </div>
        </div>
    }
}

/// The Page, where its Graph is, and the version of the API.
#[component]
fn ConnectionCard() -> impl IntoView {
    let (connected, connection) = (Connected::current(), Connection::current());
    let announcer = Announcer::current();
    let graph = connection.client().map(|client| client.graph().clone());
    let version = graph.as_ref().map(|graph| graph.version.to_string()).unwrap_or_default();
    let version = RwSignal::new(version);
    let error = RwSignal::new(None::<String>);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(client) = connection.client() else { return };
        match version.with_untracked(|version| ApiVersion::parse(version)) {
            Ok(parsed) => {
                announcer.say(words::version_saved(&parsed.to_string()));
                connection.renew(Graph { version: parsed, ..client.graph().clone() });
            }
            Err(wrong) => {
                error.set(Some(text::sentence(wrong)));
                focus_by_id(VERSION);
            }
        }
    };
    view! {
        <section class="card stack" aria-labelledby="connection">
            <h2 id="connection">{words::CONNECTION}</h2>
            <dl class="facts">
                <dt>{words::PAGE}</dt>
                <dd>{connected.profile().name}" "<code>{connected.page.id.to_string()}</code></dd>
                <dt>{words::ADDRESS}</dt>
                <dd><code>{connect::address(&connected.endpoint)}</code></dd>
            </dl>
            <form class="stack" on:submit=save novalidate>
                <TextField
                    id=VERSION
                    label=words::VERSION
                    value=version
                    on_input=move |text| {
                        version.set(text);
                        error.set(None);
                    }
                    mono=true
                    error
                    hint=words::VERSION_HINT
                />
                <div><button type="submit" class="button">{words::VERSION_SAVE}</button></div>
            </form>
        </section>
    }
}

const VERSION: &str = "api-version";
