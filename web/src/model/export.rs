//! Personas, and what became of an import, as files.

use messenger_personas::{Persona, PersonaId};
use serde::Serialize;

use super::{
    csv,
    import::{
        plan::Kind,
        row::{ImportRow, Outcome},
        run::ImportRun,
    },
};

/// A file's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Rows for spreadsheets.
    Csv,
    /// A list of objects for programs.
    Json,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// As people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    /// How file names end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What the browser is told that it is.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// `personas` as a file that can be imported again.
    #[must_use]
    pub fn of_personas(self, personas: &[Persona]) -> String {
        match self {
            Self::Csv => {
                let header = ["name", "profile_picture_url", "id"].map(str::to_owned);
                let rows = personas.iter().map(|persona| {
                    let picture = persona.profile_picture_url.clone().unwrap_or_default();
                    [persona.name.clone().unwrap_or_default(), picture, persona.id.to_string()]
                });
                csv::write([header].into_iter().chain(rows))
            }
            Self::Json => list(personas.iter().map(json)),
        }
    }

    /// What became of each row. It can be imported again too: what was created is then the same,
    /// what failed is new.
    #[must_use]
    pub fn of_import(self, run: &ImportRun, reason: impl Fn(&ImportRow) -> String) -> String {
        let results = run.rows().iter().map(|row| ResultRow::of(row, reason(row)));
        match self {
            Self::Csv => {
                let header =
                    ["row", "result", "reason", "name", "profile_picture_url", "id", "old_id"];
                let rows = results.map(|result| {
                    [
                        result.row.to_string(),
                        result.result.to_owned(),
                        result.reason,
                        result.name.to_owned(),
                        result.profile_picture_url.to_owned(),
                        result.id.to_owned(),
                        result.old_id.unwrap_or_default().to_owned(),
                    ]
                });
                csv::write([header.map(str::to_owned)].into_iter().chain(rows))
            }
            Self::Json => list(results.map(|result| json(&result))),
        }
    }
}

/// A row of the file that says what became of an import.
#[derive(Serialize)]
struct ResultRow<'a> {
    row: usize,
    result: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    name: &'a str,
    profile_picture_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_id: Option<&'a str>,
}

impl<'a> ResultRow<'a> {
    fn of(row: &'a ImportRow, reason: String) -> Self {
        let record = &row.planned.record;
        Self {
            row: record.line,
            result: result_of(row),
            reason,
            name: &record.name,
            profile_picture_url: &record.picture_url,
            // What the row said stays where nothing better is known, right or wrong.
            id: row.id().map_or(record.id.as_str(), PersonaId::as_str),
            old_id: row.old_id().map(PersonaId::as_str),
        }
    }
}

fn result_of(row: &ImportRow) -> &'static str {
    match (&row.outcome, row.planned.verdict.kind()) {
        (Outcome::Done(_), Kind::Changed) => "replaced",
        (Outcome::Done(_), _) => "created",
        (Outcome::Failed(_) | Outcome::Pending, _) if row.old_id().is_some() => {
            "created, old one not deleted"
        }
        (Outcome::Failed(_), _) => "failed",
        (Outcome::Unknown | Outcome::NotFound, _) => "not known",
        (Outcome::Pending, _) => "not tried",
        (Outcome::Skipped, Kind::Duplicate) => "duplicate",
        (Outcome::Skipped, Kind::Invalid) => "invalid",
        (Outcome::Skipped, Kind::New | Kind::Changed) => "left as it is",
    }
}

/// One object a line, so that two exports can be compared by line.
fn list(objects: impl Iterator<Item = String>) -> String {
    let lines: Vec<_> = objects.map(|object| format!("  {object}")).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

/// What is serialised here has only texts and numbers, so that it always is JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use messenger_personas::{CreatedPersona, PageId};

    use super::*;
    use crate::model::import::{
        Import, NextStep,
        parse::parse,
        plan::{DuplicateOf, TargetPage, Verdict},
        test_util::graph_error,
    };

    fn persona(id: &str, name: &str) -> Persona {
        Persona {
            id: PersonaId::parse(id).unwrap(),
            name: Some(name.to_owned()),
            profile_picture_url: Some("https://a.example/a.png?b=1,2".to_owned()),
        }
    }

    fn there() -> Vec<Persona> {
        vec![
            persona("1007240332817468", "=Adam \"Z\", é"),
            persona("2", "'=Eve"),
            persona("3", "-"),
        ]
    }

    fn planned(text: &str, personas: &[Persona]) -> Import {
        let mut import = Import::default();
        import.submit(text).unwrap();
        let page_id = PageId::parse("1").unwrap();
        import.plan(&TargetPage { id: &page_id, name: None, on_emulator: false }, personas);
        import
    }

    #[test]
    fn an_export_that_is_imported_changes_nothing() {
        for form in Form::ALL {
            let file = form.of_personas(&there());
            let import = planned(&file, &there());
            let verdicts = import.run().rows().iter().map(|row| row.planned.verdict.clone());
            let duplicates = there()
                .into_iter()
                .map(|persona| Verdict::Duplicate(DuplicateOf::Persona(persona.id)));
            assert!(verdicts.eq(duplicates), "{file}");
        }
        assert!(Form::Csv.of_personas(&there()).contains("'=Adam"));
        assert_eq!(Form::Json.of_personas(&[]), "[]\n");
    }

    #[test]
    fn a_result_file_is_what_is_left_to_import() {
        let text =
            "Eve,https://a.example/e\nMia,https://a.example/m\n,x\n=Adam,https://a.example/a";
        let mut import = planned(text, &[]);
        import.start(false);
        let created = CreatedPersona { id: PersonaId::parse("2").unwrap() };
        for result in [Ok(created), Err(graph_error(r#""code":100"#))] {
            let NextStep::Run(index, job) = import.next_step() else { panic!("{import:?}") };
            import.record_attempt(index, job, result);
        }
        let reason = |row: &ImportRow| match &row.outcome {
            Outcome::Failed(error) => error.message.clone(),
            _ => String::new(),
        };
        let run = import.run();
        assert_eq!(
            Form::Csv.of_import(run, reason),
            "\u{feff}row,result,reason,name,profile_picture_url,id,old_id\r\n\
             1,created,,Eve,https://a.example/e,2,\r\n\
             2,failed,no,Mia,https://a.example/m,,\r\n\
             3,invalid,,,x,,\r\n\
             4,not tried,,'=Adam,https://a.example/a,,\r\n"
        );
        let json = Form::Json.of_import(run, reason);
        assert!(json.contains(r#"{"row":1,"result":"created","name":"Eve","#), "{json}");
        for form in Form::ALL {
            let table = parse(&form.of_import(run, reason)).unwrap();
            assert!(!table.needs_mapping());
            let again = table.records(&table.suggest_mapping());
            assert_eq!(again.len(), 4);
            assert_eq!((again[0].name.as_str(), again[0].id.as_str()), ("Eve", "2"));
            assert_eq!(again[3].name, "=Adam");
        }
    }
}
