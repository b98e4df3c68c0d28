//! The journal: all changes in order, in a `SQLite` file.

use std::path::{Path, PathBuf};

use graph_emulator::Change;
use rusqlite::{Connection, ErrorCode, params};

use crate::StartError;

/// A journal that this process has locked.
pub(crate) struct Journal {
    connection: Connection,
    path: PathBuf,
}

impl Journal {
    /// Opens or creates the journal at `path`, and calls `each` with every change in it.
    pub(crate) fn open(path: &Path, each: impl FnMut(Change)) -> Result<Self, StartError> {
        let to_start_error = |error| start_error(path, &error);
        check_writable(path)?;
        let connection = Connection::open(path).map_err(to_start_error)?;
        // Two emulators with one file would not see the changes of each other.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(to_start_error)?;
        connection.busy_timeout(std::time::Duration::from_millis(200)).map_err(to_start_error)?;
        prepare(path, &connection)?;
        let journal = Self { connection, path: path.to_owned() };
        journal.replay(each)?;
        Ok(journal)
    }

    /// Appends changes, encoded as JSON, in one transaction. When it returns, they are on disk.
    pub(crate) fn append(
        &mut self,
        lines: impl IntoIterator<Item: AsRef<str>>,
    ) -> Result<(), String> {
        self.insert(lines).map_err(|error| error.to_string())
    }

    /// Calls `each` with every change, in order.
    pub(crate) fn replay(&self, mut each: impl FnMut(Change)) -> Result<(), StartError> {
        let to_start_error = |error| start_error(&self.path, &error);
        let mut select = self
            .connection
            .prepare("SELECT number, json FROM change ORDER BY number")
            .map_err(to_start_error)?;
        let mut rows = select.query([]).map_err(to_start_error)?;
        while let Some(row) = rows.next().map_err(to_start_error)? {
            let broken = |reason: String| StartError::BrokenJournal {
                path: self.path.clone(),
                number: row.get(0).unwrap_or_default(),
                reason,
            };
            let json = row.get_ref(1).map_err(to_start_error)?;
            let json = json.as_str().map_err(|error| broken(error.to_string()))?;
            each(serde_json::from_str(json).map_err(|error| broken(error.to_string()))?);
        }
        Ok(())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn insert(
        &mut self,
        lines: impl IntoIterator<Item: AsRef<str>>,
    ) -> Result<(), rusqlite::Error> {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return Ok(());
        }
        let transaction = self.connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached("INSERT INTO change (json) VALUES (?1)")?;
            for line in lines {
                if line.as_ref() == RESET {
                    transaction.execute("DELETE FROM change", [])?;
                }
                insert.execute(params![line.as_ref()])?;
            }
        }
        transaction.commit()
    }
}

/// Fails if the path could be opened but not written.
fn check_writable(path: &Path) -> Result<(), StartError> {
    let Ok(file) = path.metadata() else { return Ok(()) };
    if file.is_dir() {
        return Err(StartError::JournalIsFolder { path: path.to_owned() });
    }
    if !file.is_file() {
        return Err(StartError::NotAJournal { path: path.to_owned() });
    }
    if file.permissions().readonly() {
        return Err(StartError::JournalIsReadOnly { path: path.to_owned() });
    }
    Ok(())
}

/// Checks that the file is a journal, and creates the table in an empty one.
fn prepare(path: &Path, connection: &Connection) -> Result<(), StartError> {
    let to_start_error = |error| start_error(path, &error);
    let number = |pragma: &str| -> Result<i64, StartError> {
        connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(to_start_error)
    };
    let (application_id, format) = (number("application_id")?, number("user_version")?);
    let is_new = application_id == 0 && format == 0 && {
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
            .map_err(to_start_error)?;
        tables == 0
    };
    if !is_new && application_id != APPLICATION_ID {
        return Err(StartError::NotAJournal { path: path.to_owned() });
    }
    if format > FORMAT {
        return Err(StartError::NewerJournal {
            path: path.to_owned(),
            found: format,
            known: FORMAT,
        });
    }
    connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
        .and_then(|()| connection.pragma_update(None, "synchronous", "FULL"))
        .map_err(to_start_error)?;
    if is_new {
        connection
            .execute_batch(&format!(
                "BEGIN IMMEDIATE;
                 CREATE TABLE change (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
                 PRAGMA application_id = {APPLICATION_ID};
                 PRAGMA user_version = {FORMAT};
                 COMMIT;"
            ))
            .map_err(to_start_error)?;
    }
    Ok(())
}

fn start_error(path: &Path, error: &rusqlite::Error) -> StartError {
    let path: PathBuf = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StartError::NotAJournal { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StartError::JournalInUse { path }
        }
        Some(ErrorCode::ReadOnly) => StartError::JournalIsReadOnly { path },
        Some(ErrorCode::DatabaseCorrupt) => {
            StartError::BrokenJournal { path, number: 0, reason: error.to_string() }
        }
        _ => StartError::Journal { path, reason: error.to_string() },
    }
}

/// `SQLite`'s application id of journals: "Pers" in ASCII.
const APPLICATION_ID: i64 = 0x5065_7273;
const FORMAT: i64 = 1;
/// The JSON of [`Change::Reset`]. Changes before it are deleted.
const RESET: &str = r#"{"change":"reset"}"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reset_has_this_json() {
        assert_eq!(serde_json::to_string(&Change::Reset).unwrap(), RESET);
    }
}
