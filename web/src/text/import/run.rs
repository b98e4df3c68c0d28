//! The texts while an import is carried out, and after it.

use super::{details, kind, number};
use crate::{
    model::import::{
        plan::Kind,
        row::{ImportRow, Outcome},
        run::Tally,
    },
    text::{for_person, sentence},
};

/// The filter that shows failed rows, and the status of such a row.
pub const FAILED: &str = "Failed";

/// The status of a row while the import is carried out.
#[must_use]
pub fn outcome(row: &ImportRow) -> &'static str {
    match (&row.outcome, row.planned.verdict.kind()) {
        (Outcome::Skipped, verdict) => kind(verdict),
        (Outcome::Pending, _) if row.half_replaced().is_some() => "Half done",
        (Outcome::Pending, _) => "Pending",
        (Outcome::Done(_), Kind::Changed) => "Replaced",
        (Outcome::Done(_), _) => "Created",
        (Outcome::Failed(_), _) => FAILED,
        (Outcome::Unknown, _) => "Unknown",
        (Outcome::NotFound, _) => "Not found",
    }
}

/// The outcome of a row, and the reason for it.
#[must_use]
pub fn reason(row: &ImportRow) -> String {
    match &row.outcome {
        Outcome::Skipped if row.planned.verdict.kind() == Kind::Changed => {
            "Not replaced.".to_owned()
        }
        Outcome::Skipped => details(&row.planned),
        Outcome::Pending => {
            let half_replaced = row.half_replaced();
            let ids =
                half_replaced.as_ref().and_then(|it| Some((&it.new_persona()?.id, &it.old.id)));
            ids.map(|(new, old)| {
                format!(
                    "{new} was created, and {old} still exists. Continue here, or on the persona's own \
                     page."
                )
            })
            .unwrap_or_default()
        }
        Outcome::Done(id) => match row.old_id() {
            Some(old) => format!("{old} is now {id}."),
            None => format!("Its id is {id}."),
        },
        Outcome::Failed(error) => {
            let reason = sentence(for_person(error).unwrap_or_else(|| error.message.clone()));
            match (row.created(), row.old_id()) {
                (Some(created), Some(old)) => {
                    format!("{} was created, but {old} was not deleted. {reason}", created.id)
                }
                _ => reason,
            }
        }
        Outcome::Unknown => {
            "It may have been created. The import will look for it before it continues.".to_owned()
        }
        Outcome::NotFound => "It is not in the list yet. Graph may still be loading its picture: \
            check the list before you try again."
            .to_owned(),
    }
}

/// The heading while requests are sent.
pub const RUNNING: &str = "Importing";

/// The heading while the rate limit is reached.
pub const WAITING: &str = "Import paused";

/// The heading after a stop.
pub const STOPPED: &str = "Import stopped";

/// The heading at the end.
pub const FINISHED: &str = "Import finished";

/// The outcome of an import so far: "3 created, 1 replaced, 1 failed".
#[must_use]
pub fn done(tally: Tally) -> String {
    let parts = [
        (tally.created, "created"),
        (tally.replaced, "replaced"),
        (tally.failed, "failed"),
        (tally.unknown, "unknown"),
        (tally.pending, "pending"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, word)| format!("{} {word}", number(count))).collect();
    if parts.is_empty() { "Nothing was imported".to_owned() } else { parts.join(", ") }
}

/// The progress bar.
pub const PROGRESS: &str = "Import progress";

/// Announced when an import has finished or stopped.
#[must_use]
pub fn ended(is_finished: bool, tally: Tally) -> String {
    let title = if is_finished { FINISHED } else { STOPPED };
    format!("{title}: {}.", done(tally))
}

/// While the rate limit is reached.
#[must_use]
pub fn waits(seconds: usize) -> String {
    format!("Too many requests for now. The import continues in {}.", wait(seconds))
}

/// Announced when the rate limit is reached.
#[must_use]
pub fn pauses(seconds: usize) -> String {
    format!("Import paused for {}: too many requests.", wait(seconds))
}

/// A duration: "1 min 5 s".
#[must_use]
pub fn wait(seconds: usize) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// The button that does not wait.
pub const CONTINUE_NOW: &str = "Continue now";

/// The button after a stop.
pub const CONTINUE: &str = "Continue";

/// The button after a lost response.
pub const FIND_AND_CONTINUE: &str = "Look for it and continue";

/// The button that tries failed rows again.
#[must_use]
pub fn retry(failed: usize) -> String {
    if failed == 1 { "Retry 1 row".to_owned() } else { format!("Retry {} rows", number(failed)) }
}

/// The button that starts over.
pub const NEW_IMPORT: &str = "New import";

/// The heading of the file with the outcomes.
pub const RESULTS: &str = "Results";

/// What is in that file.
pub const RESULTS_HINT: &str = "The outcome of every row, with the new ids. If you import this file \
    again, rows that were created are duplicates.";

/// The button that saves the outcomes in a format, such as "CSV".
#[must_use]
pub fn save_results_as(format: &str) -> String {
    format!("Save results as {format}")
}

#[cfg(test)]
mod tests {
    use messenger_personas::PageId;

    use super::*;
    use crate::model::import::{Import, plan::TargetPage, test_util::persona};

    #[test]
    fn a_changed_row_that_is_not_replaced_says_so() {
        let mut import = Import::default();
        import.submit("Eve,https://a.example/a.png,7").unwrap();
        let page_id = PageId::parse("1").unwrap();
        let page = TargetPage { id: &page_id, name: None, on_emulator: false };
        import.plan(&page, &[persona("7", "Adam")]);
        import.start(false);
        let row = &import.run().rows()[0];
        assert_eq!((outcome(row), reason(row).as_str()), ("Changed", "Not replaced."));
    }

    #[test]
    fn an_outcome_leaves_out_zeros() {
        let tally = Tally { created: 2, failed: 1, ..Tally::default() };
        assert_eq!(done(tally), "2 created, 1 failed");
        assert_eq!(ended(true, tally), "Import finished: 2 created, 1 failed.");
        assert_eq!(done(Tally::default()), "Nothing was imported");
    }

    #[test]
    fn a_wait_is_in_minutes_and_seconds() {
        assert_eq!([5, 60, 65].map(wait), ["5 s", "1 min", "1 min 5 s"]);
    }
}
