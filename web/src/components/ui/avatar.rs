//! A round picture, or initials where it is missing.

use leptos::prelude::*;

use crate::model::profile::Profile;

/// The picture of `profile`, hidden from screen readers: the name is beside it.
#[component]
pub(crate) fn Avatar(
    #[prop(into)] profile: Signal<Profile>,
    #[prop(optional)] size: AvatarSize,
) -> impl IntoView {
    // The address that could not be shown; another one is tried again.
    let broken = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| {
        profile
            .with(|profile| profile.picture_url.clone())
            .filter(|url| broken.get().as_ref() != Some(url))
    });
    let initials = move || {
        profile.with(|profile| {
            let tint = format!("initials tint-{}", profile.tint());
            view! { <span class=tint>{profile.initials()}</span> }
        })
    };
    view! {
        <span class=format!("avatar {}", size.class()) aria-hidden="true">
            {move || match shown.get() {
                Some(url) => {
                    let failed = url.clone();
                    view! {
                        <img
                            src=url
                            alt=""
                            decoding="async"
                            referrerpolicy="no-referrer"
                            on:error=move |_| broken.set(Some(failed.clone()))
                        />
                    }
                        .into_any()
                }
                None => initials().into_any(),
            }}
        </span>
    }
}

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AvatarSize {
    /// Beside a bubble or in a line of text.
    Small,
    /// In a list.
    #[default]
    Medium,
    /// At the head of a screen.
    Large,
}

impl AvatarSize {
    fn class(self) -> &'static str {
        match self {
            Self::Small => "avatar-small",
            Self::Medium => "avatar-medium",
            Self::Large => "avatar-large",
        }
    }
}
