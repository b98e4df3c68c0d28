//! Loads the workspace: the screens of a connected Page.
//!
//! With the feature `split` it is a separate wasm file, made with Leptos' `wasm_split`. The browser loads
//! it at the first use of the page, or at once if a Page is connected.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![cfg_attr(
    feature = "split",
    expect(clippy::unnecessary_wraps, reason = "the macro asks for a result")
)]

use leptos::{ev, prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use crate::{
    components::Heading,
    shell::{Main, Workspace},
    text::shell,
};

/// The workspace, or what is shown while it is loaded and if that fails.
#[component]
pub(crate) fn LazyWorkspace() -> impl IntoView {
    let loaded = LocalResource::new(workspace);
    move || match loaded.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Ok(Loaded(workspace))) => workspace(),
        Some(Err(NotLoaded)) => {
            view! { <LoadFailed on_retry=move |()| loaded.refetch() /> }.into_any()
        }
    }
}

/// What draws the workspace.
#[derive(Clone, Copy)]
struct Loaded(fn() -> AnyView);

#[derive(Clone, Copy)]
struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Loads the workspace at the first press of a key or of the pointer, while the user connects.
pub(crate) fn preload_on_first_use() {
    let is_loading = StoredValue::new(false);
    let preload = move || {
        if !is_loading.get_value() {
            is_loading.set_value(true);
            // If it fails, it is loaded when it is shown.
            spawn_local(async {
                let _: Result<(), _> = preload_workspace().await;
            });
        }
    };
    window_event_listener(ev::keydown, move |_| preload());
    window_event_listener(ev::pointerdown, move |_| preload());
}

#[component]
fn Loading() -> impl IntoView {
    // The place of the bar is kept, so that nothing moves when it comes.
    view! {
        <div class="top-bar placeholder"></div>
        <Main>
            <div class="boot loading-screen" role="status">
                <p class="boot-title">{shell::COMING}</p>
            </div>
        </Main>
    }
}

#[component]
fn LoadFailed(#[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    view! {
        <div class="top-bar placeholder"></div>
        <Main>
            <div class="screen">
                <div class="empty" role="alert">
                    <Heading title=shell::MISSING />
                    <p>{shell::MISSING_NEXT}</p>
                    <button type="button" class="button primary" on:click=move |_| on_retry.run(())>
                        {shell::TRY_AGAIN}
                    </button>
                </div>
            </div>
        </Main>
    }
}

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(
    workspace,
    wasm_split_path = ::leptos::wasm_split,
    preload(preload_workspace),
    fallible
)]
fn workspace() -> Result<Loaded, NotLoaded> {
    Ok(WORKSPACE)
}

#[cfg(not(feature = "split"))]
fn workspace() -> std::future::Ready<Result<Loaded, NotLoaded>> {
    std::future::ready(Ok(WORKSPACE))
}

#[cfg(not(feature = "split"))]
fn preload_workspace() -> std::future::Ready<Result<(), NotLoaded>> {
    std::future::ready(Ok(()))
}

/// Nothing else may name the workspace: it would be in the first file.
const WORKSPACE: Loaded = Loaded(|| view! { <Workspace /> }.into_any());
