//! What the list of personas shows, and in which order.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use messenger_personas::PersonaId;

use super::{
    labels::Label,
    local_data::PageRecords,
    search::{Entry, Needle},
};

/// What the address of the list asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// `q`: what was typed into the search.
    pub text: String,
    /// `sort`: the order.
    pub sort: Sort,
    /// `only`: which personas at all.
    pub only: Only,
    /// `label`: those with this label.
    pub label: Option<Label>,
}

impl ListQuery {
    /// What the parameters say; what is not understood is left out.
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            text: parameter(TEXT).unwrap_or_default(),
            sort: parameter(SORT).map_or_else(Sort::default, |sort| Sort::read(&sort)),
            only: parameter(ONLY).map_or_else(Only::default, |only| Only::read(&only)),
            label: parameter(LABEL).and_then(|label| Label::parse(&label).ok()),
        }
    }

    /// The parameters that say it; what everybody gets is not said.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        if !self.text.is_empty() {
            parameters.push((TEXT, self.text.clone()));
        }
        parameters.extend(self.sort.written().map(|sort| (SORT, sort)));
        parameters.extend(self.only.written().map(|only| (ONLY, only.to_owned())));
        parameters.extend(self.label.as_ref().map(|label| (LABEL, label.as_str().to_owned())));
        parameters
    }

    /// Whether some personas may be left out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.text.trim().is_empty() || self.only != Only::All || self.label.is_some()
    }
}

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As Graph lists them.
    #[default]
    AsListed,
    /// By a column.
    By {
        /// The column.
        column: Column,
        /// Whether the last comes first.
        descending: bool,
    },
}

impl Sort {
    /// What the head of `column` leads to: up, then down, then as Graph lists them.
    #[must_use]
    pub fn after_press(self, column: Column) -> Self {
        match self {
            Self::By { column: by, descending: false } if by == column => {
                Self::By { column, descending: true }
            }
            Self::By { column: by, descending: true } if by == column => Self::AsListed,
            _ => Self::By { column, descending: false },
        }
    }

    /// `aria-sort` of the head of `column`.
    #[must_use]
    pub fn aria(self, column: Column) -> Option<&'static str> {
        match self {
            Self::By { column: by, descending } if by == column => {
                Some(if descending { "descending" } else { "ascending" })
            }
            _ => None,
        }
    }

    fn read(text: &str) -> Self {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let column = Column::ALL.into_iter().find(|column| column.as_str() == name);
        column.map_or(Self::AsListed, |column| Self::By { column, descending })
    }

    fn written(self) -> Option<String> {
        match self {
            Self::AsListed => None,
            Self::By { column, descending: true } => Some(format!("-{}", column.as_str())),
            Self::By { column, .. } => Some(column.as_str().to_owned()),
        }
    }

    fn compare(self, one: &Entry, other: &Entry, records: &PageRecords) -> Ordering {
        let Self::By { column, descending } = self else { return Ordering::Equal };
        let last_used = |entry: &Entry| records.last_used(&entry.persona.id);
        let ordering = match column {
            Column::Name => one.folded_name().cmp(other.folded_name()),
            Column::LastUsed => last_used(one).cmp(&last_used(other)),
            Column::Id => number(&one.persona.id).cmp(&number(&other.persona.id)),
        };
        if descending { ordering.reverse() } else { ordering }
    }
}

/// A column that can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name.
    Name,
    /// When it was last used in this browser; never comes first.
    LastUsed,
    /// The id. Graph promises nothing about it, but later personas tend to have higher ones.
    Id,
}

impl Column {
    const ALL: [Self; 3] = [Self::Name, Self::LastUsed, Self::Id];

    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::LastUsed => "used",
            Self::Id => "id",
        }
    }
}

/// Which personas are shown, whatever is searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those that have the name or the picture of another one.
    Alike,
    /// Those that were not used in this browser.
    Unused,
}

impl Only {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Alike, Self::Unused];

    fn read(text: &str) -> Self {
        Self::ALL.into_iter().find(|only| only.written() == Some(text)).unwrap_or_default()
    }

    fn written(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Alike => Some("alike"),
            Self::Unused => Some("unused"),
        }
    }
}

/// How a search that is typed changes the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryStep {
    /// A search starts: Back leads to the list without it.
    Push,
    /// The search goes on.
    Replace,
}

/// The step from the search in the address to what is typed; `None` if they are the same.
#[must_use]
pub fn history_step(address: &str, typed: &str) -> Option<HistoryStep> {
    match (address == typed, address.is_empty()) {
        (true, _) => None,
        (false, true) => Some(HistoryStep::Push),
        (false, false) => Some(HistoryStep::Replace),
    }
}

/// Rows of the list in their order, in groups if they are duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// The rows.
    pub rows: Vec<Arc<Entry>>,
    /// The number of each row's group; empty if there are no groups.
    groups: Vec<usize>,
}

impl Arranged {
    /// Those of `entries` that `query` asks for, whatever its text is, in its order.
    ///
    /// Duplicates are grouped unless another order is asked for.
    #[must_use]
    pub fn new(entries: &[Arc<Entry>], query: &ListQuery, records: &PageRecords) -> Self {
        let labelled: Vec<_>;
        let entries: &[_] = match &query.label {
            Some(label) => {
                let has_label = |entry: &&Arc<Entry>| records.has_label(&entry.persona.id, label);
                labelled = entries.iter().filter(has_label).cloned().collect();
                &labelled
            }
            None => entries,
        };
        let mut arranged = match query.only {
            Only::All => Self { rows: entries.to_vec(), groups: Vec::new() },
            Only::Alike => alike(entries),
            Only::Unused => {
                let is_unused =
                    |entry: &&Arc<Entry>| records.last_used(&entry.persona.id).is_none();
                Self {
                    rows: entries.iter().filter(is_unused).cloned().collect(),
                    groups: Vec::new(),
                }
            }
        };
        if query.sort != Sort::AsListed {
            arranged.groups.clear();
            arranged.rows.sort_by(|one, other| query.sort.compare(one, other, records));
        }
        arranged
    }

    /// The rows that `text` means, by name, id, label or note.
    #[must_use]
    pub fn matching(&self, text: &str, records: &PageRecords) -> Self {
        let needle = Needle::new(text);
        if needle.is_empty() {
            return self.clone();
        }
        let mut found = Self::default();
        for (place, row) in self.rows.iter().enumerate() {
            if row.matches(&needle) || records.matches(&row.persona.id, &needle) {
                found.rows.push(row.clone());
                found.groups.extend(self.groups.get(place));
            }
        }
        found
    }

    /// The lines of the table: the rows, and a line above each group.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        if self.groups.is_empty() {
            return self.rows.iter().cloned().map(Line::Row).collect();
        }
        let numbered: Vec<_> = self.groups.iter().zip(&self.rows).collect();
        let mut lines = Vec::with_capacity(numbered.len() * 2);
        for group in numbered.chunk_by(|(one, _), (other, _)| one == other) {
            let rows = || group.iter().map(|(_, row)| *row);
            lines.extend(rows().next().map(|first| {
                let share_name = rows().all(|row| row.folded_name() == first.folded_name());
                Line::Group(Arc::new(Group {
                    name: first.persona.name.clone().filter(|_| share_name),
                    ids: rows().map(|row| row.persona.id.clone()).collect(),
                }))
            }));
            lines.extend(rows().cloned().map(Line::Row));
        }
        lines
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The head of a group of duplicates.
    Group(Arc<Group>),
    /// A persona.
    Row(Arc<Entry>),
}

impl Line {
    /// Whether this is the row of a persona.
    #[must_use]
    pub fn is_of(&self, id: &PersonaId) -> bool {
        matches!(self, Self::Row(entry) if entry.persona.id == *id)
    }
}

/// Duplicates that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name that they share; `None` if it is the picture.
    pub name: Option<String>,
    /// Their ids, in the order of the rows.
    pub ids: Vec<PersonaId>,
}

/// How many of `entries` have each name, if it is more than one.
#[must_use]
pub fn count_duplicates(entries: &[Arc<Entry>]) -> HashMap<Arc<str>, usize> {
    let mut counts = HashMap::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| !entry.folded_name().is_empty()) {
        *counts.entry(entry.shared_name()).or_insert(0) += 1;
    }
    counts.retain(|_, count| *count > 1);
    counts
}

/// Those that share a name, or else a picture, group by group.
fn alike(entries: &[Arc<Entry>]) -> Arranged {
    let mut groups: Vec<Vec<Arc<Entry>>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let name = Some(format!("n{}", entry.folded_name())).filter(|name| name.len() > 1);
        let picture = entry.persona.profile_picture_url.as_ref().map(|url| format!("p{url}"));
        let keys: Vec<String> = name.into_iter().chain(picture).collect();
        let place = keys.iter().find_map(|key| places.get(key).copied()).unwrap_or(groups.len());
        for key in keys {
            places.entry(key).or_insert(place);
        }
        match groups.get_mut(place) {
            Some(group) => group.push(entry.clone()),
            None => groups.push(vec![entry.clone()]),
        }
    }
    let mut arranged = Arranged::default();
    for (number, group) in groups.into_iter().enumerate().filter(|(_, group)| group.len() > 1) {
        arranged.groups.extend(std::iter::repeat_n(number, group.len()));
        arranged.rows.extend(group);
    }
    arranged
}

/// Orders ids, which are digits, as numbers.
fn number(id: &PersonaId) -> (usize, &str) {
    let digits = id.as_str().trim_start_matches('0');
    (digits.len(), digits)
}

const TEXT: &str = "q";
const SORT: &str = "sort";
const ONLY: &str = "only";
const LABEL: &str = "label";

#[cfg(test)]
mod tests {
    use messenger_personas::Persona;

    use super::*;

    fn entries(rows: &[(&str, &str, &str)]) -> Vec<Arc<Entry>> {
        let entry = |&(id, name, picture): &(&str, &str, &str)| {
            Arc::new(Entry::new(Persona {
                id: PersonaId::parse(id).unwrap(),
                name: Some(name.to_owned()),
                profile_picture_url: Some(picture.to_owned()),
            }))
        };
        rows.iter().map(entry).collect()
    }

    fn ids(entries: &[Arc<Entry>]) -> Vec<&str> {
        entries.iter().map(|entry| entry.persona.id.as_str()).collect()
    }

    #[test]
    fn an_address_says_what_the_list_shows_and_back() {
        for (parameters, sort) in [
            (vec![], Sort::AsListed),
            (vec![("q", "a b"), ("sort", "name"), ("only", "alike")], by(Column::Name, false)),
            (vec![("sort", "-id"), ("only", "unused")], by(Column::Id, true)),
            (vec![("sort", "used"), ("label", "Night shift")], by(Column::LastUsed, false)),
        ] {
            let read = ListQuery::read(|name| {
                let found = parameters.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            });
            assert_eq!(read.sort, sort);
            let written = read.parameters();
            let written: Vec<_> =
                written.iter().map(|(key, value)| (*key, value.as_str())).collect();
            assert_eq!(written, parameters);
        }
        let odd = ListQuery::read(|_| Some("nonsense".to_owned()));
        assert_eq!((odd.sort, odd.only), (Sort::AsListed, Only::All));
    }

    fn by(column: Column, descending: bool) -> Sort {
        Sort::By { column, descending }
    }

    #[test]
    fn a_column_is_sorted_up_then_down_then_as_listed() {
        let mut sort = Sort::AsListed;
        for expected in [by(Column::Id, false), by(Column::Id, true), Sort::AsListed] {
            sort = sort.after_press(Column::Id);
            assert_eq!(sort, expected);
        }
        assert_eq!(by(Column::Id, true).after_press(Column::Name), by(Column::Name, false));
    }

    #[test]
    fn ids_are_sorted_as_numbers_and_names_in_any_case() {
        let rows = entries(&[("10", "b", "1"), ("9", "A", "2"), ("100", "C", "3")]);
        let order = |sort| arranged(&rows, &ListQuery { sort, ..ListQuery::default() }).rows;
        assert_eq!(ids(&order(by(Column::Id, false))), ["9", "10", "100"]);
        assert_eq!(ids(&order(by(Column::Name, true))), ["100", "10", "9"]);
        assert_eq!(ids(&order(Sort::AsListed)), ["10", "9", "100"]);
    }

    #[test]
    fn those_that_share_a_name_or_a_picture_stand_together() {
        let rows = entries(&[
            ("1", "Adam", "a"),
            ("2", "Mia", "m"),
            ("3", " adam ", "x"),
            ("4", "Zoë", "z"),
            ("5", "Maria", "m"),
        ]);
        let alike = ListQuery { only: Only::Alike, ..ListQuery::default() };
        let found = arranged(&rows, &alike);
        assert_eq!(ids(&found.rows), ["1", "3", "2", "5"]);
        let heads: Vec<_> = found
            .lines()
            .iter()
            .filter_map(|line| match line {
                Line::Group(group) => Some((group.name.clone(), group.ids.len())),
                Line::Row(_) => None,
            })
            .collect();
        assert_eq!(heads, [(Some("Adam".to_owned()), 2), (None, 2)]);
        let found = found.matching("a", &PageRecords::default());
        assert_eq!((ids(&found.rows).len(), found.lines().len()), (4, 6));
        let sorted = arranged(&rows, &ListQuery { sort: by(Column::Id, false), ..alike });
        assert_eq!((ids(&sorted.rows).len(), sorted.lines().len()), (4, 4));
    }

    #[test]
    fn a_search_is_one_step_of_the_history() {
        for (address, typed, step) in [
            ("", "", None),
            ("", "a", Some(HistoryStep::Push)),
            ("a", "ab", Some(HistoryStep::Replace)),
            ("ab", "", Some(HistoryStep::Replace)),
            ("ab", "ab", None),
        ] {
            assert_eq!(history_step(address, typed), step, "{address} {typed}");
        }
    }

    #[test]
    fn rows_are_found_and_sorted_by_what_this_browser_keeps() {
        let rows = entries(&[("1", "Adam", "a"), ("2", "Mia", "m"), ("3", "Zoë", "z")]);
        let label = Label::parse("Night shift").unwrap();
        let mut records = PageRecords::default();
        for (row, time) in rows.iter().zip([20, 10]) {
            records.update(&row.persona.id, |record| record.last_used = Some(time));
        }
        records.add_label(&[rows[2].persona.id.clone()], &label).unwrap();
        let order = |query: ListQuery| {
            let found = Arranged::new(&rows, &query, &records).matching(&query.text, &records);
            found.rows.iter().map(|row| row.persona.id.to_string()).collect::<Vec<_>>()
        };
        let all = ListQuery::default;
        assert_eq!(order(ListQuery { only: Only::Unused, ..all() }), ["3"]);
        assert_eq!(order(ListQuery { label: Some(label), ..all() }), ["3"]);
        assert_eq!(order(ListQuery { text: "night".to_owned(), ..all() }), ["3"]);
        let sort = |descending| by(Column::LastUsed, descending);
        assert_eq!(order(ListQuery { sort: sort(false), ..all() }), ["3", "2", "1"]);
        assert_eq!(order(ListQuery { sort: sort(true), ..all() }), ["1", "2", "3"]);
    }

    #[test]
    fn names_are_counted_in_any_case() {
        let rows =
            entries(&[("1", "Adam", "a"), ("2", " adam", "m"), ("3", "Mia", "z"), ("4", "", "")]);
        let counts = count_duplicates(&rows);
        assert_eq!((counts.len(), counts.get("adam")), (1, Some(&2)));
    }

    fn arranged(rows: &[Arc<Entry>], query: &ListQuery) -> Arranged {
        Arranged::new(rows, query, &PageRecords::default())
    }
}
