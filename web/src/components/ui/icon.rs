//! Small pictures drawn in the colour of the text.

use leptos::prelude::*;

/// One of the [`Glyph`]s; hidden from screen readers.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}

/// What there is to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glyph {
    Activity,
    Back,
    Bubble,
    Check,
    Chevron,
    Copy,
    Cross,
    Dots,
    Down,
    Export,
    Keyboard,
    Leave,
    More,
    People,
    Plus,
    Reload,
    Rows,
    Search,
    Send,
    Settings,
    Trash,
    Up,
    Warning,
}

impl Glyph {
    /// Strokes on a field of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Self::Activity => "M1.5 8.5h3l2-5.5 3.2 10 2-4.5h2.8",
            Self::Back => "M10 3 5 8l5 5",
            Self::Bubble => {
                "M8 2.5c-3.3 0-6 2.2-6 5 0 1.6.9 3 2.3 3.9L4 14l2.7-1.6c.4.1.9.1 1.3.1 3.3 0 6-2.2 6-5s-2.7-5-6-5Z"
            }
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::Chevron => "m4.5 6.5 3.5 3.5 3.5-3.5",
            Self::Copy => "M6 5.5h7v8H6zM10 5.5v-3H3v8h3",
            Self::Cross => "m4 4 8 8M12 4l-8 8",
            Self::Dots => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Down => "M8 3v10M4 9l4 4 4-4",
            Self::Export => "M8 10V2.5M5 5.3l3-2.8 3 2.8M2.8 9.5v4h10.4v-4",
            Self::Keyboard => {
                "M1.8 4h12.4v8H1.8ZM4.5 6.8h.01M7 6.8h.01M9.5 6.8h.01M12 6.8h.01M5 9.5h6"
            }
            Self::Leave => "M6.5 2.8H3v10.4h3.5M10 5l3 3-3 3M6.5 8H13",
            Self::More => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::People => {
                "M6 7.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM1.6 13.2c0-2.1 2-3.5 4.4-3.5s4.4 1.4 4.4 3.5M10.6 3.1a2.3 2.3 0 0 1 0 4.2M12.2 10c1.3.5 2.2 1.6 2.2 3.2"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Reload => "M13.2 8A5.2 5.2 0 1 1 11.5 4.2l1.7 1.5M13.3 2.5v3.3h-3.3",
            Self::Rows => "M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3l3.4 3.4",
            Self::Send => "M8 13V3.5M3.8 7.5 8 3.3l4.2 4.2",
            Self::Settings => "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3",
            Self::Trash => {
                "M2.8 4.3h10.4M6.3 4.3V2.7h3.4v1.6M4.2 4.3l.6 9h6.4l.6-9M6.8 7v3.7M9.2 7v3.7"
            }
            Self::Up => "M8 13V3M4 7l4-4 4 4",
            Self::Warning => "M8 2.3 14.3 13.3H1.7ZM8 6.5v3.2M8 11.5h.01",
        }
    }
}
