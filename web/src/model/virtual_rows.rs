//! Which rows of a long table are on the page.

use std::ops::Range;

/// What stands in the table's body, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The row at this place of the list.
    Row(usize),
    /// Room for so many rows.
    Gap(usize),
}

/// The rows to draw when `visible` rows from `first` on can be seen, of `total`.
///
/// There are more than can be seen, and their borders move in steps, so that scrolling a little
/// draws nothing.
#[must_use]
pub fn drawn(first: usize, visible: usize, total: usize) -> Range<usize> {
    // A list that became shorter is scrolled to its end by the browser, but later.
    let first = first.min(total.saturating_sub(visible));
    let start = first.saturating_sub(SPARE) / STEP * STEP;
    let end = (first.saturating_add(visible).saturating_add(SPARE) / STEP + 1).saturating_mul(STEP);
    let end = end.min(total);
    start.min(end)..end
}

/// The table's body with the rows of `drawn`, and the row at `kept` wherever that is.
#[must_use]
pub fn body(total: usize, drawn: Range<usize>, kept: Option<usize>) -> Vec<Item> {
    let kept = kept.filter(|kept| *kept < total && !drawn.contains(kept));
    let before = kept.filter(|kept| *kept < drawn.start);
    let after = kept.filter(|kept| *kept >= drawn.end);
    let mut body = Vec::with_capacity(drawn.len() + 4);
    let mut place = 0;
    let rows = before.into_iter().chain(drawn).chain(after);
    for row in rows {
        if row > place {
            body.push(Item::Gap(row - place));
        }
        body.push(Item::Row(row));
        place = row + 1;
    }
    if total > place {
        body.push(Item::Gap(total - place));
    }
    body
}

/// How many rows are drawn beyond what can be seen, on either side.
const SPARE: usize = 8;
const STEP: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_drawn_whole() {
        assert_eq!(drawn(0, 12, 3), 0..3);
        assert_eq!(body(3, 0..3, Some(1)), [Item::Row(0), Item::Row(1), Item::Row(2)]);
        assert_eq!(body(0, drawn(7, 12, 0), None), []);
    }

    #[test]
    fn what_is_drawn_does_not_grow_with_the_list() {
        for first in [0, 1, 500, 9_990] {
            let rows = drawn(first, 12, 10_000);
            assert!(rows.len() <= 12 + 2 * (SPARE + STEP), "{rows:?}");
            assert!(rows.start <= first && rows.end >= (first + 12).min(10_000), "{rows:?}");
        }
    }

    #[test]
    fn every_row_has_its_room() {
        for kept in [None, Some(0), Some(45), Some(99), Some(100)] {
            let body = body(100, 40..50, kept);
            let rooms = body.iter().map(|item| match item {
                Item::Row(_) => 1,
                Item::Gap(rows) => *rows,
            });
            assert_eq!(rooms.sum::<usize>(), 100, "{kept:?}");
        }
    }

    #[test]
    fn a_row_that_is_kept_stands_in_its_place() {
        assert_eq!(
            body(100, 40..42, Some(3)),
            [
                Item::Gap(3),
                Item::Row(3),
                Item::Gap(36),
                Item::Row(40),
                Item::Row(41),
                Item::Gap(58)
            ]
        );
    }
}
