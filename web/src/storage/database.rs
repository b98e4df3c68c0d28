//! The schema, and what is done in transactions.

use std::{future::IntoFuture, mem};

use idb::{
    DatabaseEvent, Error, Factory, KeyPath, KeyRange, ObjectStore, ObjectStoreParams,
    TransactionResult, event::VersionChangeEvent,
};
use js_sys::{Array, JSON};
use messenger_personas::PageId;
use wasm_bindgen::JsValue;

pub(super) use idb::TransactionMode as Mode;

use super::StorageError;

/// The store of records of personas.
pub(super) const PERSONAS: &str = "personas";
/// The store of messages that were sent.
pub(super) const SENT: &str = "sent";

/// A connection to the database. It is opened for each operation, so that no tab is in the way of
/// another one that has a newer schema.
pub(super) struct Database(idb::Database);

impl Database {
    /// Opens the database, and brings its schema up to date.
    pub(super) async fn open() -> Result<Self, StorageError> {
        let open = async {
            let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
            // A store that cannot be created fails the transactions that need it.
            request.on_upgrade_needed(|event| drop(upgrade(&event)));
            request.await
        };
        open.await.map(Self).map_err(|_: Error| StorageError::Unavailable)
    }

    /// Begins a transaction on all stores.
    pub(super) fn begin(&self, mode: Mode) -> Result<Transaction, StorageError> {
        let names = STORES.map(|store| store.name);
        self.0.transaction(&names, mode).map(Transaction).map_err(failed)
    }
}

impl Drop for Database {
    /// Transactions that have begun are finished first.
    fn drop(&mut self) {
        self.0.close();
    }
}

/// A transaction. It ends by itself; [`finish`](Self::finish) tells whether its changes are kept.
pub(super) struct Transaction(idb::Transaction);

impl Transaction {
    /// The values of a Page, as JSON.
    pub(super) async fn read_page(
        self,
        store: &str,
        page: &PageId,
    ) -> Result<Vec<String>, StorageError> {
        let request = self.store(store)?.get_all(Some(of_page(page)?.into()), None);
        let values = request.map_err(failed)?.await.map_err(failed)?;
        let text = |value: &JsValue| JSON::stringify(value).ok().map(String::from);
        Ok(values.iter().filter_map(text).collect())
    }

    /// Puts a value, which is JSON and has its key in it.
    pub(super) fn put(&self, store: &str, json: &str) -> Result<(), StorageError> {
        let value = JSON::parse(json).map_err(|_| StorageError::Failed)?;
        self.store(store)?.put(&value, None).map(drop).map_err(failed)
    }

    /// Deletes a value.
    pub(super) fn delete(&self, store: &str, page: &PageId, key: &str) -> Result<(), StorageError> {
        let key: JsValue = Array::of2(&page.as_str().into(), &key.into()).into();
        self.store(store)?.delete(key).map(drop).map_err(failed)
    }

    /// Deletes the values of a Page in every store.
    pub(super) fn delete_page(&self, page: &PageId) -> Result<(), StorageError> {
        for Store { name, .. } in STORES {
            self.store(name)?.delete(of_page(page)?).map_err(failed)?;
        }
        Ok(())
    }

    /// Deletes every value in every store.
    pub(super) fn clear(&self) -> Result<(), StorageError> {
        for Store { name, .. } in STORES {
            self.store(name)?.clear().map_err(failed)?;
        }
        Ok(())
    }

    /// Waits until the changes are kept.
    pub(super) async fn finish(self) -> Result<(), StorageError> {
        let mut finished = self.0.into_future();
        if (&mut finished).await == Ok(TransactionResult::Committed) {
            return Ok(());
        }
        // More events of the transaction may follow, and they need the handlers.
        mem::forget(finished);
        Err(StorageError::Failed)
    }

    fn store(&self, name: &str) -> Result<ObjectStore, StorageError> {
        self.0.object_store(name).map_err(failed)
    }
}

/// The keys of a Page: arrays come after all strings.
fn of_page(page: &PageId) -> Result<KeyRange, StorageError> {
    let page = JsValue::from_str(page.as_str());
    let (first, last) = (Array::of1(&page), Array::of2(&page, &Array::new()));
    KeyRange::bound(&first, &last, None, None).map_err(failed)
}

fn failed(_: Error) -> StorageError {
    StorageError::Failed
}

/// Creates the stores that the database does not have yet.
fn upgrade(event: &VersionChangeEvent) -> Result<(), Error> {
    let (database, old_version) = (event.database()?, event.old_version()?);
    for store in STORES.iter().filter(|store| store.since > old_version) {
        let mut params = ObjectStoreParams::new();
        params.key_path(Some(KeyPath::new_array(store.key)));
        database.create_object_store(store.name, params)?;
    }
    Ok(())
}

/// A store. Its keys begin with the Page.
struct Store {
    name: &'static str,
    key: [&'static str; 2],
    /// The version of the schema that it came with.
    since: u32,
}

const STORES: [Store; 2] = [
    Store { name: PERSONAS, key: ["page", "persona"], since: 1 },
    Store { name: SENT, key: ["page", "messageId"], since: 2 },
];
const NAME: &str = "messenger-personas";
/// To be raised with every change of [`STORES`].
const VERSION: u32 = 2;
