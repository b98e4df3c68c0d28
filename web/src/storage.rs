//! The console's database in `IndexedDB`: what this browser keeps of the personas of each Page, and
//! which of them sent which message. It holds no tokens and no texts of messages.

mod database;

use messenger_personas::{PageId, PersonaId};

use self::database::{Database, Mode, PERSONAS, SENT};
use crate::model::{
    local_data::{PageRecords, PersonaRecord, record::StoredRecord},
    sent_log::{SentRecord, StoredSentRecord},
};

/// Why the database cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// The browser has none for this site, for example in a private window.
    Unavailable,
    /// It did not do what was asked, for example because it is full.
    Failed,
}

/// The records of a Page.
pub(crate) async fn read_page(page: &PageId) -> Result<PageRecords, StorageError> {
    let database = Database::open().await?;
    let texts = database.begin(Mode::ReadOnly)?.read_page(PERSONAS, page).await?;
    let stored = texts.iter().filter_map(|text| serde_json::from_str::<StoredRecord>(text).ok());
    Ok(stored.map(StoredRecord::into_valid_part).collect())
}

/// Writes records of a Page, and removes those that are `None`.
pub(crate) async fn write(
    page: &PageId,
    records: &[(PersonaId, Option<PersonaRecord>)],
) -> Result<(), StorageError> {
    let database = Database::open().await?;
    let transaction = database.begin(Mode::ReadWrite)?;
    for (id, record) in records {
        match record {
            Some(record) => {
                let stored = StoredRecord::new(Some(page), id, record);
                let text = serde_json::to_string(&stored).map_err(|_| StorageError::Failed)?;
                transaction.put(PERSONAS, &text)?;
            }
            None => transaction.delete(PERSONAS, page, id.as_str())?,
        }
    }
    transaction.finish().await
}

/// The messages that were sent by a Page.
pub(crate) async fn read_sent(page: &PageId) -> Result<Vec<SentRecord>, StorageError> {
    let database = Database::open().await?;
    let texts = database.begin(Mode::ReadOnly)?.read_page(SENT, page).await?;
    let stored = texts.iter().filter_map(|text| serde_json::from_str(text).ok());
    Ok(stored.map(StoredSentRecord::into_record).collect())
}

/// Writes a message that a Page sent, and removes those with the ids `forgotten`.
pub(crate) async fn write_sent(
    page: &PageId,
    record: SentRecord,
    forgotten: &[String],
) -> Result<(), StorageError> {
    let stored = StoredSentRecord::new(page.clone(), record);
    let text = serde_json::to_string(&stored).map_err(|_| StorageError::Failed)?;
    let database = Database::open().await?;
    let transaction = database.begin(Mode::ReadWrite)?;
    transaction.put(SENT, &text)?;
    for id in forgotten {
        transaction.delete(SENT, page, id)?;
    }
    transaction.finish().await
}

/// Erases everything that is kept of a Page.
pub(crate) async fn erase_page(page: &PageId) -> Result<(), StorageError> {
    let database = Database::open().await?;
    let transaction = database.begin(Mode::ReadWrite)?;
    transaction.delete_page(page)?;
    transaction.finish().await
}

/// Erases everything that is kept of any Page.
pub(crate) async fn erase_all() -> Result<(), StorageError> {
    let database = Database::open().await?;
    let transaction = database.begin(Mode::ReadWrite)?;
    transaction.clear()?;
    transaction.finish().await
}
