//! The file that keeps the state: all changes in order, in `SQLite`.

use std::path::{Path, PathBuf};

use graph_emulator::Change;
use rusqlite::{Connection, ErrorCode, params};

use crate::StartError;

/// A journal, open for this process alone.
pub(crate) struct Journal {
    connection: Connection,
    path: PathBuf,
}

impl Journal {
    /// The journal in the file at `path`, made if there is none, and each change in it.
    pub(crate) fn open(path: &Path, each: impl FnMut(Change)) -> Result<Self, StartError> {
        let named = |error| start_error(path, &error);
        is_writable(path)?;
        let connection = Connection::open(path).map_err(named)?;
        // Two emulators on one file would each overlook what the other does.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(named)?;
        connection.busy_timeout(std::time::Duration::from_millis(200)).map_err(named)?;
        prepare(path, &connection)?;
        let journal = Self { connection, path: path.to_owned() };
        journal.replay(each)?;
        Ok(journal)
    }

    /// Keeps changes, written as JSON, all of them or none; when this returns they survive
    /// whatever happens to the machine.
    pub(crate) fn append(
        &mut self,
        lines: impl IntoIterator<Item: AsRef<str>>,
    ) -> Result<(), String> {
        self.insert(lines).map_err(|error| error.to_string())
    }

    /// Each change that it holds, in order.
    pub(crate) fn replay(&self, mut each: impl FnMut(Change)) -> Result<(), StartError> {
        let named = |error| start_error(&self.path, &error);
        let mut select = self
            .connection
            .prepare("SELECT number, json FROM change ORDER BY number")
            .map_err(named)?;
        let mut rows = select.query([]).map_err(named)?;
        while let Some(row) = rows.next().map_err(named)? {
            let broken = |reason: String| StartError::BrokenJournal {
                path: self.path.clone(),
                number: row.get(0).unwrap_or_default(),
                reason,
            };
            let json = row.get_ref(1).map_err(named)?;
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

/// Refuses what could be opened and not be written.
fn is_writable(path: &Path) -> Result<(), StartError> {
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

/// Looks whose file it is, and makes it ours if it is nobody's.
fn prepare(path: &Path, connection: &Connection) -> Result<(), StartError> {
    let named = |error| start_error(path, &error);
    let number = |pragma: &str| -> Result<i64, StartError> {
        connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(named)
    };
    let (owner, format) = (number("application_id")?, number("user_version")?);
    let is_new = owner == 0 && format == 0 && {
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
            .map_err(named)?;
        tables == 0
    };
    if !is_new && owner != OWNER {
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
        .map_err(named)?;
    if is_new {
        connection
            .execute_batch(&format!(
                "BEGIN IMMEDIATE;
                 CREATE TABLE change (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
                 PRAGMA application_id = {OWNER};
                 PRAGMA user_version = {FORMAT};
                 COMMIT;"
            ))
            .map_err(named)?;
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

/// What the file says of whose it is: "Pers" in ASCII.
const OWNER: i64 = 0x5065_7273;
const FORMAT: i64 = 1;
/// Everything before it is gone, so it need not be kept.
const RESET: &str = r#"{"change":"reset"}"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reset_is_known_by_its_text() {
        assert_eq!(serde_json::to_string(&Change::Reset).unwrap(), RESET);
    }
}
