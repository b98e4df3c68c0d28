//! What a message has besides its text.

use leptos::prelude::*;

use crate::{
    model::{profile::can_be_loaded, thread::Part},
    text::conversation as words,
};

/// Pictures, videos, sounds, files and links. What the console's policy does not load is a link.
#[component]
pub(crate) fn MessageParts(parts: Vec<Part>) -> impl IntoView {
    parts.into_iter().map(part).collect_view()
}

fn part(part: Part) -> AnyView {
    match part {
        Part::Image { url, name } if can_be_loaded(&url) => {
            let alt = name.unwrap_or_else(|| words::PICTURE.to_owned());
            picture(url, alt, "message-image")
        }
        Part::Sticker { url } if can_be_loaded(&url) => {
            picture(url, words::STICKER.to_owned(), "message-sticker")
        }
        Part::Video { url } if can_be_loaded(&url) => view! {
            <video class="message-image" src=url controls preload="metadata" aria-label=words::VIDEO></video>
        }
        .into_any(),
        Part::Audio { url } if can_be_loaded(&url) => view! {
            <audio class="message-audio" src=url controls preload="none" aria-label=words::AUDIO></audio>
        }
        .into_any(),
        Part::Image { url, name } => link(url, name.unwrap_or_else(|| words::PICTURE.to_owned()), None),
        Part::Sticker { url } => link(url, words::STICKER.to_owned(), None),
        Part::Video { url } => link(url, words::VIDEO.to_owned(), None),
        Part::Audio { url } => link(url, words::AUDIO.to_owned(), None),
        Part::File { url, name, size } => {
            link(url, name.unwrap_or_else(|| words::FILE.to_owned()), size.map(words::file_size))
        }
        Part::Share { title, description, url } => {
            let title = title.unwrap_or_else(|| words::LINK.to_owned());
            match url {
                Some(url) => link(url, title, description),
                None => text(title, description),
            }
        }
        Part::Other(name) => text(words::other_part(name.as_deref()), None),
    }
}

fn picture(url: String, alt: String, class: &'static str) -> AnyView {
    let href = url.clone();
    view! {
        <a class="message-picture" href=href target="_blank" rel="noreferrer">
            <img class=class src=url alt=alt loading="lazy" decoding="async" referrerpolicy="no-referrer" />
        </a>
    }
    .into_any()
}

/// Only web addresses are links: others could run code.
fn link(url: String, title: String, note: Option<String>) -> AnyView {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return text(title, note);
    }
    view! {
        <p class="bubble message-part">
            <a href=url target="_blank" rel="noreferrer">{title}</a>
            {note.map(|note| view! { <span class="message-part-note">{note}</span> })}
        </p>
    }
    .into_any()
}

fn text(title: String, note: Option<String>) -> AnyView {
    view! {
        <p class="bubble message-part">
            {title}
            {note.map(|note| view! { <span class="message-part-note">{note}</span> })}
        </p>
    }
    .into_any()
}
