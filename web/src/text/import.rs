//! What is said where personas are exported and imported.

use messenger_personas::PersonaAdvice;

use super::{GraphWords, number, sentence};
use crate::model::{
    import_plan::{Flaw, Kind, PlannedRow, Verdict},
    import_run::{ImportRow, Outcome, Tally},
    import_text::TextError,
    replacement::Replacement,
};

/// The heading, and every way there.
pub const TITLE: &str = "Import and export";

/// What it is for.
pub const LEAD: &str = "Several personas at once, from a file or from rows of a spreadsheet.";

/// The way back.
pub const BACK: &str = "Back to the list";

/// The field for a file.
pub const FILE: &str = "File";

/// What becomes of a file.
pub const FILE_HINT: &str = "CSV or JSON, chosen here or dropped on this screen. It is read in this browser and checked; \
    nothing is created yet.";

/// The rows: the field they are pasted into, and the heading above the table.
pub const ROWS: &str = "Rows";

/// A row as it may be pasted.
pub const ROWS_PLACEHOLDER: &str = "John Z.,https://example.com/john.png";

/// What rows look like.
pub const ROWS_HINT: &str = "One persona a row: name, then picture URL, with a tab, a comma or a \
    semicolon between. Rows copied from a spreadsheet can be pasted as they are. If the first row \
    names the columns, they may stand in any order, and a column “id” says which persona is meant.";

/// The button that checks the rows.
pub const CHECK: &str = "Check";

/// What it says meanwhile: how many personas of the Page are read.
#[must_use]
pub fn checking(count: usize) -> String {
    format!("Checking… {} read", number(count))
}

/// The heading of the export.
pub const EXPORT: &str = "Export";

/// What is in the file.
pub const EXPORT_HINT: &str = "All personas of this Page with their ids, in a file that can be imported \
    again. In the CSV file an apostrophe stands before what a spreadsheet would take for a formula; \
    the import takes it away.";

/// The button that exports in a form, such as "CSV".
#[must_use]
pub fn export_as(form: &str) -> String {
    format!("Export as {form}")
}

/// How many are read for the file.
#[must_use]
pub fn exporting(count: usize) -> String {
    format!("Reading… {} so far", number(count))
}

/// That the file is there.
#[must_use]
pub fn exported(count: usize) -> String {
    format!("Exported {}.", personas(count))
}

/// Why a text cannot be imported at all, and what to do.
#[must_use]
pub fn of_text(error: TextError) -> String {
    match error {
        TextError::Empty => {
            "There is no row: paste some, or choose a file that has them.".to_owned()
        }
        TextError::Encoding => {
            "Letters of this file are lost: save it as “CSV UTF-8” and choose it again.".to_owned()
        }
        TextError::Json { line, column } => {
            format!("This is no JSON from line {line}, column {column} on: correct it there.")
        }
        TextError::NoList => "This JSON is no list of objects: write it as \
            [{\"name\": …, \"profile_picture_url\": …}]."
            .to_owned(),
        TextError::Columns => "The first row names columns, and they need to be at least “name” \
            and “profile_picture_url”."
            .to_owned(),
    }
}

/// That a file is larger than a list of personas can sensibly be.
pub const TOO_LARGE: &str = "The file has more than 5 MB: import it in parts.";

/// That the browser could not read a file.
pub const UNREADABLE: &str =
    "The browser could not read the file: is it still there? Choose it again.";

/// The heading of what a check found.
pub const CHECKED: &str = "Check";

/// The choice to replace what changed.
#[must_use]
pub fn replace(count: usize) -> String {
    format!("Replace {} that changed", personas(count))
}

/// What replacing means.
pub const REPLACE_HINT: &str = "Graph has no update: each is created anew, then the old one is deleted. \
    Its id changes, and bots that hold the old id have to be told; messages that were sent keep the \
    old face. Meta keeps pictures at addresses of its own, so a picture may look changed that is not.";

/// The button that goes back to the rows.
pub const CHANGE_ROWS: &str = "Change the rows";

/// What the filters of the table are called.
pub const FILTER: &str = "Which rows are shown";

/// The filter that shows every row.
pub const ALL: &str = "All";

/// The filter that shows what failed, and the word for such a row.
pub const FAILED: &str = "Failed";

/// What the table is called.
pub const TABLE: &str = "Rows of the import";

/// Above the numbers of the rows.
pub const ROW: &str = "Row";

/// Above what a row comes to.
pub const RESULT: &str = "Result";

/// Above the reasons.
pub const REASON: &str = "Reason";

/// A row without a name, in its place.
pub const NO_NAME: &str = "No name";

/// The button that shows more of so many rows.
#[must_use]
pub fn show_more(count: usize) -> String {
    format!("Show more of {} rows", number(count))
}

/// The word for a kind of rows.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::New => "New",
        Kind::Same => "Same",
        Kind::Changed => "Changed",
        Kind::Invalid => "Invalid",
    }
}

/// What would happen to a row, and why.
#[must_use]
pub fn of_plan(row: &PlannedRow) -> String {
    let mut sentences = match &row.verdict {
        Verdict::New(_) if row.line.id.is_empty() => Vec::new(),
        Verdict::New(_) => vec!["The Page has no such id: it gets a new one.".to_owned()],
        Verdict::Same(_) => vec!["The Page has it already.".to_owned()],
        Verdict::Changed { old, new } => {
            let name = old.name.as_deref().unwrap_or_default();
            let what = match (
                name != new.name.as_str(),
                old.profile_picture_url.as_deref() != Some(new.profile_picture_url.as_str()),
            ) {
                (true, true) => format!("It is “{name}” now, with another picture."),
                (true, false) => format!("It is “{name}” now."),
                // Graph may keep a copy of the picture elsewhere.
                _ => "It has a picture at another address now.".to_owned(),
            };
            vec![what]
        }
        Verdict::Invalid(flaws) => flaws.iter().map(of_flaw).collect(),
    };
    sentences.extend(row.advice.iter().map(of_advice));
    sentences.join(" ")
}

fn of_flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Name(error) => sentence(error),
        Flaw::Picture(error) => sentence(error),
        Flaw::Id(_) => "The id is no number of digits: a spreadsheet may have rounded it. Copy it \
            again, or leave the cell empty."
            .to_owned(),
        Flaw::Repeats { line } => format!("Row {line} is about the same persona."),
        Flaw::Namesakes { count } => {
            let count = number(*count);
            format!("{count} personas have this name: add the id of the one that is meant.")
        }
    }
}

fn of_advice(advice: &PersonaAdvice) -> String {
    format!("Unwise: {advice}.")
}

/// The word for what became of a row.
#[must_use]
pub fn outcome(row: &ImportRow) -> &'static str {
    match (&row.outcome, row.planned.verdict.kind()) {
        (Outcome::Passed, kind) => self::kind(kind),
        (Outcome::Waiting, _) if row.half_done().is_some() => "Half done",
        (Outcome::Waiting, _) => "Waiting",
        (Outcome::Done(_), Kind::Changed) => "Replaced",
        (Outcome::Done(_), _) => "Created",
        (Outcome::Refused(_), _) => FAILED,
        (Outcome::InDoubt, _) => "Not known",
        (Outcome::NotFound, _) => "Not found",
    }
}

/// What became of a row, and why.
#[must_use]
pub fn reason(row: &ImportRow) -> String {
    match &row.outcome {
        Outcome::Passed if row.planned.verdict.kind() == Kind::Changed => {
            "It stays as it is.".to_owned()
        }
        Outcome::Passed => of_plan(&row.planned),
        Outcome::Waiting => match row.half_done() {
            Some(Replacement { old, new: Some(new), .. }) => format!(
                "{} was created, and {} is still there: go on here, or finish on its own screen.",
                new.id, old.id
            ),
            _ => String::new(),
        },
        Outcome::Done(id) => match row.old_id() {
            Some(old) => format!("{old} is now {id}."),
            None => format!("Its id is {id}."),
        },
        Outcome::Refused(reason) => match (row.made(), row.old_id()) {
            (Some(made), Some(old)) => {
                format!("{} was created, and {old} was not deleted. {reason}", made.id)
            }
            _ => reason.clone(),
        },
        Outcome::InDoubt => {
            "It may have been created: it is looked for before anything else is done.".to_owned()
        }
        Outcome::NotFound => "It is not in the list so far. Graph may still be fetching its \
            picture: look at the list before it is tried again."
            .to_owned(),
    }
}

/// Graph's own words, or what else there is to say about a refusal.
#[must_use]
pub fn refusal(graph: Option<&GraphWords>, title: &str) -> String {
    match graph {
        Some(graph) => sentence(graph.for_person.as_ref().unwrap_or(&graph.message)),
        None => sentence(title),
    }
}

/// What the button does that starts an import: "Create 3 and replace 1".
#[must_use]
pub fn start(new: usize, changed: usize) -> String {
    match (new, changed) {
        (0, 0) => "Nothing to import".to_owned(),
        (new, 0) => format!("Create {}", personas(new)),
        (0, changed) => format!("Replace {}", personas(changed)),
        (new, changed) => format!("Create {} and replace {}", number(new), number(changed)),
    }
}

/// What a check found: "3 new, 1 changed, 2 the same, 1 invalid".
#[must_use]
pub fn found(counts: [(Kind, usize); 4]) -> String {
    let parts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
        let word = match kind {
            Kind::New => "new",
            Kind::Same => "the same",
            Kind::Changed => "changed",
            Kind::Invalid => "invalid",
        };
        format!("{} {word}", number(count))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// What a check found, under its heading.
#[must_use]
pub fn planned(counts: [(Kind, usize); 4]) -> String {
    format!("{}. Nothing was created yet.", found(counts))
}

/// The same for those who listen.
#[must_use]
pub fn checked(counts: [(Kind, usize); 4]) -> String {
    format!("Checked: {}.", found(counts))
}

/// The heading while it goes on.
pub const RUNNING: &str = "Importing";

/// The heading while Graph takes no calls.
pub const WAITING: &str = "Import waits";

/// The heading when it was stopped.
pub const STOPPED: &str = "Import stopped";

/// The heading when it is over.
pub const FINISHED: &str = "Import finished";

/// What an import has come to: "3 created, 1 replaced, 1 failed".
#[must_use]
pub fn done(tally: Tally) -> String {
    let parts = [
        (tally.created, "created"),
        (tally.replaced, "replaced"),
        (tally.failed, "failed"),
        (tally.in_doubt, "not known"),
        (tally.waiting, "waiting"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, word)| format!("{} {word}", number(count))).collect();
    if parts.is_empty() { "Nothing was done".to_owned() } else { parts.join(", ") }
}

/// What the bar shows that fills up.
pub const OVER: &str = "Rows that are over";

/// That an import is over, or stopped, for those who listen.
#[must_use]
pub fn ended(is_finished: bool, tally: Tally) -> String {
    let how = if is_finished { "finished" } else { "stopped" };
    format!("The import has {how}: {}.", done(tally))
}

/// That Graph takes no calls for so many seconds.
#[must_use]
pub fn waits(seconds: usize) -> String {
    format!("Graph takes no more calls for now. The import goes on in {}.", wait(seconds))
}

/// The same for those who listen.
#[must_use]
pub fn pauses(seconds: usize) -> String {
    format!("Too many calls for now: waiting {}.", wait(seconds))
}

/// How long an import waits: "1 min 5 s".
#[must_use]
pub fn wait(seconds: usize) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// The button that does not wait.
pub const GO_ON_NOW: &str = "Go on now";

/// The button that goes on after a stop.
pub const GO_ON: &str = "Go on";

/// The same while it is not known what became of a row.
pub const LOOK_AND_GO_ON: &str = "Look for it and go on";

/// The button that tries again what failed.
#[must_use]
pub fn retry(failed: usize) -> String {
    format!("Try {} again", number(failed))
}

/// The button that begins with other rows.
pub const ANOTHER: &str = "New import";

/// The heading of what became of each row, as a file.
pub const RESULT_FILE: &str = "Result file";

/// What is in that file.
pub const RESULT_HINT: &str = "What became of each row, with the new ids. It can be imported again: \
    what was created is passed over then.";

/// The button that saves that file in a form, such as "CSV".
#[must_use]
pub fn save_result_as(form: &str) -> String {
    format!("Save result as {form}")
}

/// "1 persona", "3 personas".
#[must_use]
pub fn personas(count: usize) -> String {
    if count == 1 { "1 persona".to_owned() } else { format!("{} personas", number(count)) }
}

#[cfg(test)]
mod tests {
    use messenger_personas::{
        CreatePersona, PageId, Persona, PersonaId, PersonaName, PersonaNameError, PictureUrl,
    };

    use super::*;
    use crate::model::{import_run::ImportRun, import_text::Line};

    fn changed() -> PlannedRow {
        let old = Persona {
            id: PersonaId::parse("7").unwrap(),
            name: Some("Adam".to_owned()),
            profile_picture_url: None,
        };
        let new = CreatePersona::new(
            PageId::parse("1").unwrap(),
            PersonaName::parse("Eve").unwrap(),
            PictureUrl::parse("https://a.example/e").unwrap(),
        );
        let verdict = Verdict::Changed { old, new };
        PlannedRow { line: Line::default(), verdict, advice: Vec::new() }
    }

    #[test]
    fn a_row_says_why_it_is_what_it_is() {
        assert_eq!(of_plan(&changed()), "It is “Adam” now, with another picture.");
        let invalid = PlannedRow {
            verdict: Verdict::Invalid(vec![
                Flaw::Name(PersonaNameError::Empty),
                Flaw::Repeats { line: 3 },
            ]),
            ..changed()
        };
        assert_eq!(
            of_plan(&invalid),
            "The name is empty: give the persona a name, such as \"John Z.\". Row 3 is about the \
             same persona."
        );
    }

    #[test]
    fn a_row_that_is_left_alone_says_so() {
        let mut run = ImportRun::new(vec![changed()]);
        run.begin(false);
        assert_eq!(reason(&run.rows()[0]), "It stays as it is.");
        assert_eq!(outcome(&run.rows()[0]), "Changed");
    }

    #[test]
    fn counts_are_said_without_what_there_is_not() {
        assert_eq!(start(0, 0), "Nothing to import");
        assert_eq!(start(1, 0), "Create 1 persona");
        assert_eq!(start(3, 1), "Create 3 and replace 1");
        assert_eq!(
            found([(Kind::New, 3), (Kind::Changed, 0), (Kind::Same, 2), (Kind::Invalid, 1)]),
            "3 new, 2 the same, 1 invalid"
        );
        assert_eq!(
            done(Tally { created: 2, failed: 1, ..Tally::default() }),
            "2 created, 1 failed"
        );
        assert_eq!(done(Tally::default()), "Nothing was done");
    }

    #[test]
    fn a_wait_is_said_in_minutes_and_seconds() {
        assert_eq!([5, 60, 65].map(wait), ["5 s", "1 min", "1 min 5 s"]);
    }
}
