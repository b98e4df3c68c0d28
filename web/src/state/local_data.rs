//! Labels, notes and the last use of the personas of a Page, which this browser keeps.

use std::{collections::BTreeMap, mem};

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{PageId, PersonaId};

use super::Tabs;
use crate::{
    clock::now,
    model::{
        labels::{Label, LabelError},
        local_data::{
            PageRecords, PersonaRecord,
            file::{self, FileError, Imported},
        },
        page_change::PageChange,
    },
    storage::{self, StorageError},
};

/// The records of the Page that is worked on. Changes are shown at once and written to the database
/// after that.
#[derive(Clone, Copy)]
pub(crate) struct LocalData {
    page: StoredValue<PageId>,
    records: RwSignal<PageRecords>,
    keeping: RwSignal<Keeping>,
    /// Changes that were made before the records were read.
    waiting: StoredValue<Vec<Change>>,
    unsaved: UnsavedRecords,
    tabs: Tabs,
}

/// Changes records, and returns whose.
type Change = Box<dyn FnOnce(&mut PageRecords) -> Vec<PersonaId> + Send + Sync>;

/// How records are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// They are being read.
    Reading,
    /// In the database.
    Database,
    /// In memory, as long as the console is open.
    Visit(StorageError),
}

/// Changes of records of any Page that are not in the database: they are being written, or could not
/// be. They are newer than what is read.
#[derive(Clone, Copy)]
pub(crate) struct UnsavedRecords {
    records: StoredValue<BTreeMap<(PageId, PersonaId), Option<PersonaRecord>>>,
    /// Why they could not be written.
    error: StoredValue<Option<StorageError>>,
    tabs: Tabs,
}

impl UnsavedRecords {
    /// Provides an empty one to everything below.
    pub(crate) fn provide() {
        let (records, error) = (StoredValue::default(), StoredValue::default());
        provide_context(Self { records, error, tabs: Tabs::current() });
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Copies labels and note of a persona to the one that replaces it, for a Page that is not worked
    /// on.
    pub(crate) async fn carry_over(self, page: &PageId, old: &PersonaId, new: PersonaId) {
        let (mut records, _) = self.read(page).await;
        if records.carry_over(old, &new) {
            let record = records.get(&new).cloned();
            // Without a database it is kept in memory.
            let _ = self.write(page, vec![(new, record)]).await;
        }
    }

    /// Reads the records of a Page, and why they are not in the database, if so.
    async fn read(self, page: &PageId) -> (PageRecords, Option<StorageError>) {
        let read = storage::read_page(page).await;
        let error = read.as_ref().err().copied().or(self.error.try_get_value().flatten());
        let mut records = read.unwrap_or_default();
        self.add_to(page, &mut records);
        (records, error)
    }

    /// Writes records of a Page to the database.
    async fn write(
        self,
        page: &PageId,
        records: Vec<(PersonaId, Option<PersonaRecord>)>,
    ) -> Result<(), StorageError> {
        self.insert(page, &records);
        match storage::write(page, &records).await {
            Ok(()) => {
                self.written(page, records);
                self.tabs.post(&PageChange::of_local_data(page.clone()));
                Ok(())
            }
            Err(error) => {
                self.error.set_value(Some(error));
                Err(error)
            }
        }
    }

    /// Adds the changes of `page` to what was read.
    fn add_to(self, page: &PageId, records: &mut PageRecords) {
        self.records.try_with_value(|unsaved| {
            for ((_, id), record) in unsaved.iter().filter(|((of, _), _)| of == page) {
                records.update(id, |old| *old = record.clone().unwrap_or_default());
            }
        });
    }

    fn insert(self, page: &PageId, records: &[(PersonaId, Option<PersonaRecord>)]) {
        let records = records.iter().cloned();
        let changes = records.map(|(id, record)| ((page.clone(), id), record));
        self.records.update_value(|unsaved| unsaved.extend(changes));
    }

    /// What was written is saved, unless it changed again.
    fn written(self, page: &PageId, records: Vec<(PersonaId, Option<PersonaRecord>)>) {
        self.records.update_value(|unsaved| {
            for (id, record) in records {
                let key = (page.clone(), id);
                if unsaved.get(&key) == Some(&record) {
                    unsaved.remove(&key);
                }
            }
        });
    }
}

impl LocalData {
    /// Provides the records of `page` to everything below, and starts to read them.
    pub(crate) fn provide(page: PageId) -> Self {
        let data = Self {
            page: StoredValue::new(page),
            records: RwSignal::default(),
            keeping: RwSignal::new(Keeping::Reading),
            waiting: StoredValue::default(),
            unsaved: UnsavedRecords::current(),
            tabs: Tabs::current(),
        };
        provide_context(data);
        data.read();
        data
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The records.
    pub(crate) fn records(self) -> Signal<PageRecords> {
        self.records.into()
    }

    /// How they are kept.
    pub(crate) fn keeping(self) -> Signal<Keeping> {
        self.keeping.into()
    }

    /// The record of a persona.
    pub(crate) fn record(self, id: &PersonaId) -> PersonaRecord {
        self.records.with(|records| records.get(id).cloned().unwrap_or_default())
    }

    /// Reads the records from the database, for example after another tab changed them.
    pub(crate) fn read(self) {
        let page = self.page.get_value();
        let unsaved = self.unsaved;
        // Not cancelled with the Page: the events of a request need its handlers.
        spawn_local(async move {
            let (records, error) = unsaved.read(&page).await;
            self.records.set(records);
            self.keeping.set(error.map_or(Keeping::Database, Keeping::Visit));
            for change in self.waiting.try_update_value(mem::take).unwrap_or_default() {
                self.change(change);
            }
        });
    }

    /// The labels of the personas `ids`, and how many have each.
    pub(crate) fn label_counts<'a>(
        self,
        ids: impl IntoIterator<Item = &'a PersonaId>,
    ) -> Vec<(Label, usize)> {
        self.records.with(|records| records.label_counts(ids))
    }

    /// Adds a label to personas. Returns how many did not have it.
    pub(crate) fn add_label(self, ids: &[PersonaId], label: &Label) -> Result<usize, LabelError> {
        let mut result = Ok(Vec::new());
        self.records.update(|records| result = records.add_label(ids, label));
        self.write(result.clone().unwrap_or_default());
        result.map(|changed| changed.len())
    }

    /// Removes a label from personas. Returns how many had it.
    pub(crate) fn remove_label(self, ids: &[PersonaId], label: &Label) -> usize {
        let mut changed = Vec::new();
        self.records.update(|records| changed = records.remove_label(ids, label));
        self.write(changed.clone());
        changed.len()
    }

    /// Sets the note of a persona. Returns whether it is another one now.
    pub(crate) fn set_note(self, id: &PersonaId, note: &str) -> bool {
        let mut is_changed = false;
        self.records.update(|records| {
            is_changed = records.update(id, |record| record.set_note(note));
        });
        self.write(is_changed.then(|| id.clone()).into_iter().collect());
        is_changed
    }

    /// Notes that a persona is used now.
    pub(crate) fn used(self, id: PersonaId) {
        let time = u64::try_from(now().as_millis()).unwrap_or_default();
        self.change(move |records| {
            records.update(&id, |record| record.last_used = Some(time));
            vec![id]
        });
    }

    /// Copies labels and note of a persona to the one that replaces it.
    pub(crate) fn carry_over(self, old: PersonaId, new: PersonaId) {
        self.change(move |records| {
            let is_changed = records.carry_over(&old, &new);
            is_changed.then_some(new).into_iter().collect()
        });
    }

    /// Removes the records of personas that were deleted.
    pub(crate) fn remove(self, ids: Vec<PersonaId>) {
        self.change(move |records| ids.into_iter().filter(|id| records.remove(id)).collect());
    }

    /// The records as a file.
    pub(crate) fn export(self) -> String {
        self.page
            .with_value(|page| self.records.with_untracked(|records| file::write(page, records)))
    }

    /// Adds the records of a file.
    pub(crate) fn import(self, text: &str) -> Result<Imported, FileError> {
        let read = self.page.with_value(|page| file::read(page, text))?;
        let mut imported = Imported::default();
        self.records.update(|records| imported = file::import(records, read));
        self.write(imported.changed.clone());
        Ok(imported)
    }

    /// Erases the records of this Page, or of every Page.
    pub(crate) async fn erase(self, scope: EraseScope) -> Result<(), StorageError> {
        let (page, tabs, unsaved) = (self.page.get_value(), self.tabs, self.unsaved.records);
        self.records.set(PageRecords::default());
        match scope {
            EraseScope::Page => {
                unsaved.update_value(|unsaved| unsaved.retain(|(of, _), _| *of != page));
                storage::erase_page(&page).await?;
            }
            EraseScope::All => {
                unsaved.update_value(BTreeMap::clear);
                storage::erase_all().await?;
            }
        }
        tabs.post(&PageChange::of_local_data(page));
        Ok(())
    }

    fn change(
        self,
        change: impl FnOnce(&mut PageRecords) -> Vec<PersonaId> + Send + Sync + 'static,
    ) {
        if self.keeping.get_untracked() == Keeping::Reading {
            self.waiting.update_value(|waiting| waiting.push(Box::new(change)));
            return;
        }
        let mut changed = Vec::new();
        self.records.update(|records| changed = change(records));
        self.write(changed);
    }

    fn write(self, changed: Vec<PersonaId>) {
        if changed.is_empty() {
            return;
        }
        let (page, unsaved) = (self.page.get_value(), self.unsaved);
        let records: Vec<_> = self.records.with_untracked(|records| {
            let record = |id: PersonaId| {
                let record = records.get(&id).cloned();
                (id, record)
            };
            changed.into_iter().map(record).collect()
        });
        // They are not to be read without these meanwhile.
        unsaved.insert(&page, &records);
        spawn_local(async move {
            if let Err(error) = unsaved.write(&page, records).await {
                self.keeping.set(Keeping::Visit(error));
            }
        });
    }
}

/// What is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EraseScope {
    /// The records of the Page that is worked on.
    Page,
    /// The records of every Page.
    All,
}
