//! The rows that are on the page.
//!
//! A keyed list of the framework moves rows in the document when others come before them, and a
//! row that is moved loses the focus. Here a row stays where it is until it goes.

use std::ops::Range;

use leptos::{
    ev,
    html::Tbody,
    prelude::*,
    tachys::view::{Mountable, any_view::AnyViewState},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTableSectionElement, Node};

use super::{
    group::head,
    row::{RowProps, row},
};
use crate::{
    components::ui::once_shown,
    model::{
        list_query::Line,
        virtual_rows::{self, Item},
    },
};

#[component]
pub(super) fn Body(
    lines: Signal<Vec<Line>>,
    is_compact: Signal<bool>,
    props: RowProps,
) -> impl IntoView {
    let body = NodeRef::<Tbody>::new();
    let seen = RwSignal::new(Seen::default());
    let look = move || {
        let now = body.get_untracked().map(|body| Seen::of(&body));
        if let Some(now) = now.filter(|now| seen.with_untracked(|seen| seen != now)) {
            seen.set(now);
        }
    };
    for handle in [
        window_event_listener(ev::scroll, move |_| look()),
        window_event_listener(ev::resize, move |_| look()),
    ] {
        on_cleanup(move || handle.remove());
    }
    let drawn = Memo::new(move |_| {
        let Seen { first, visible } = seen.get();
        virtual_rows::drawn(first, visible, lines.with(Vec::len))
    });
    let kept = Memo::new(move |_| {
        props.current.with(|id| {
            let id = id.as_ref()?;
            lines.with(|lines| lines.iter().position(|line| line.is_of(id)))
        })
    });
    let owner = Owner::current().unwrap_or_default();
    let rows = StoredValue::new_local(Vec::<Mounted>::new());
    Effect::new(move |is_measured: Option<bool>| {
        let Some(body) = body.get() else { return false };
        let wanted = lines.with(|lines| wanted(lines, drawn.get(), kept.get()));
        rows.update_value(|rows| draw(&body, rows, wanted, &owner, props));
        // Measuring each time would make the browser lay the page out twice. What moves the rows
        // later comes with an event.
        if is_measured != Some(true) {
            look();
        }
        true
    });
    // Rows of another height are other rows at the same place.
    Effect::new(move |_| {
        is_compact.track();
        once_shown(look);
    });
    on_cleanup(move || {
        for mounted in rows.try_update_value(std::mem::take).unwrap_or_default() {
            mounted.remove();
        }
    });
    view! { <tbody node_ref=body></tbody> }
}

/// Which part of the table can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    first: usize,
    visible: usize,
}

impl Default for Seen {
    /// The start of a table, on a large screen.
    fn default() -> Self {
        Self { first: 0, visible: 20 }
    }
}

impl Seen {
    fn of(body: &HtmlTableSectionElement) -> Self {
        let height = |row: Element| row.get_bounding_client_rect().height();
        let row = body.query_selector(".row").ok().flatten().map_or(ROW_HEIGHT, height).max(1.0);
        let screen = window().inner_height().ok().and_then(|height| height.as_f64());
        let above = -body.get_bounding_client_rect().top();
        Self {
            first: count(above / row),
            visible: count(screen.unwrap_or(SCREEN_HEIGHT) / row) + 1,
        }
    }
}

/// Something in the table's body, as it should be.
#[derive(Clone, PartialEq)]
enum Wanted {
    Line(Line),
    Gap(usize),
}

/// Something in the table's body, as it is.
struct Mounted {
    what: Wanted,
    place: RwSignal<usize>,
    state: AnyViewState,
    owner: Owner,
}

impl Mounted {
    fn new(what: Wanted, place: usize, parent: &Owner, props: RowProps) -> Self {
        let owner = parent.child();
        let (place, state) = owner.with(|| {
            let place = RwSignal::new(place);
            let view = match &what {
                Wanted::Line(Line::Row(entry)) => row(entry, place, props).into_any(),
                Wanted::Line(Line::Group(group)) => head(group, place, props).into_any(),
                Wanted::Gap(rows) => gap(*rows).into_any(),
            };
            (place, view.build())
        });
        Self { what, place, state, owner }
    }

    fn remove(mut self) {
        self.state.unmount();
        self.owner.cleanup();
    }
}

fn wanted(lines: &[Line], drawn: Range<usize>, kept: Option<usize>) -> Vec<(Wanted, usize)> {
    let body = virtual_rows::body(lines.len(), drawn, kept).into_iter();
    body.filter_map(|item| match item {
        Item::Row(place) => Some((Wanted::Line(lines.get(place)?.clone()), place)),
        Item::Gap(rows) => Some((Wanted::Gap(rows), 0)),
    })
    .collect()
}

/// Makes of `rows` what is wanted: what goes is removed, what comes is put in between.
fn draw(
    body: &Node,
    rows: &mut Vec<Mounted>,
    wanted: Vec<(Wanted, usize)>,
    owner: &Owner,
    props: RowProps,
) {
    let old = std::mem::take(rows);
    // The kinds of what is not looked at yet, the next one last.
    let mut left: Vec<Wanted> = old.iter().rev().map(|mounted| mounted.what.clone()).collect();
    let mut old = old.into_iter().peekable();
    for (what, place) in wanted {
        if left.contains(&what) {
            for mounted in old.by_ref() {
                left.pop();
                if mounted.what == what {
                    if mounted.place.get_untracked() != place {
                        mounted.place.set(place);
                    }
                    rows.push(mounted);
                    break;
                }
                mounted.remove();
            }
        } else {
            let mut mounted = Mounted::new(what, place, owner, props);
            let before =
                old.peek().is_some_and(|next| next.state.insert_before_this(&mut mounted.state));
            if !before {
                mounted.state.mount(body.unchecked_ref(), None);
            }
            rows.push(mounted);
        }
    }
    old.for_each(Mounted::remove);
}

fn gap(rows: usize) -> impl IntoView {
    view! { <tr class="gap" aria-hidden="true" style:--rows=rows.to_string()><td colspan="6"></td></tr> }
}

/// How many whole ones.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast takes what is below nothing for nothing"
)]
fn count(rows: f64) -> usize {
    rows as usize
}

/// Until a row can be measured.
const ROW_HEIGHT: f64 = 44.0;
const SCREEN_HEIGHT: f64 = 800.0;
