//! What nobody needs to connect: the screens behind it and what is around them.
//!
//! With the feature `split` they are a file of their own. The browser loads it when somebody starts to
//! use the page, or at once for who is connected already.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![cfg_attr(
    feature = "split",
    expect(clippy::unnecessary_wraps, reason = "the macro asks for a result")
)]

use leptos::{ev, prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use crate::{
    components::Heading,
    model::screen::Screen,
    screens,
    session::{Connected, Session},
    shell, text,
};

/// What comes later. Nothing else may name these functions: they would come at once.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// The screen of an address. The conversation inside its own follows the memo by itself.
    pub(crate) screen: fn(Screen, Memo<Screen>, Connected) -> AnyView,
    /// What is around it; the signal opens the sheet of shortcuts.
    pub(crate) around: fn(RwSignal<bool>) -> AnyView,
}

/// Whether it is there.
#[derive(Clone, Copy)]
pub(crate) struct Later {
    state: RwSignal<State>,
}

#[derive(Clone, Copy)]
enum State {
    /// Nobody needed it.
    Away,
    Coming,
    Here(Parts),
    /// It did not arrive.
    Missing,
}

impl Later {
    /// Provides it to everything below.
    pub(crate) fn provide() -> Self {
        let later = Self { state: RwSignal::new(State::Away) };
        provide_context(later);
        let first = move || {
            if matches!(later.state.get_untracked(), State::Away) {
                later.load();
            }
        };
        // Whoever touches a key or the pointer is about to connect.
        window_event_listener(ev::keydown, move |_| first());
        window_event_listener(ev::pointerdown, move |_| first());
        let session = Session::current();
        Effect::new(move |_| {
            if session.connected().is_some() {
                first();
            }
        });
        later
    }

    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// What there is, once it is there.
    pub(crate) fn parts(self) -> Option<Parts> {
        match self.state.get() {
            State::Here(parts) => Some(parts),
            _ => None,
        }
    }

    fn load(self) {
        self.state.set(State::Coming);
        spawn_local(async move {
            self.state.set(match parts().await {
                Ok(parts) => State::Here(parts),
                Err(_) => State::Missing,
            });
        });
    }
}

/// In place of a screen that is not there yet.
#[component]
pub(crate) fn Away(later: Later) -> impl IntoView {
    let again = move |_| later.load();
    move || match later.state.get() {
        State::Missing => view! {
            <div class="screen">
                <div class="empty" role="alert">
                    <Heading title=text::shell::MISSING />
                    <p>{text::shell::MISSING_NEXT}</p>
                    <button type="button" class="button primary" on:click=again>
                        {text::shell::TRY_AGAIN}
                    </button>
                </div>
            </div>
        }
        .into_any(),
        _ => view! {
            <div class="boot coming" role="status">
                <p class="boot-title">{text::shell::COMING}</p>
            </div>
        }
        .into_any(),
    }
}

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
fn parts() -> Result<Parts, SplitLoaderError> {
    Ok(PARTS)
}

#[cfg(not(feature = "split"))]
fn parts() -> std::future::Ready<Result<Parts, SplitLoaderError>> {
    std::future::ready(Ok(PARTS))
}

const PARTS: Parts = Parts { screen: screens::show, around: shell::around };
