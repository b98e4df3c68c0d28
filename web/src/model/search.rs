//! Which personas a person means.

use messenger_personas::Persona;

/// Whether `persona` is meant by `query`: part of its name in any case, or the start of its id.
#[must_use]
pub fn matches(persona: &Persona, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    query.is_empty()
        || persona.id.as_str().starts_with(&query)
        || persona.name.as_deref().is_some_and(|name| name.to_lowercase().contains(&query))
}

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    #[test]
    fn a_query_is_part_of_a_name_or_the_start_of_an_id() {
        let persona = Persona {
            id: PersonaId::parse("1007240332817468").unwrap(),
            name: Some("Zoë Ö.".to_owned()),
            profile_picture_url: None,
        };
        for query in ["", "  ", "zoë", "ö.", "1007", "1007240332817468"] {
            assert!(matches(&persona, query), "{query}");
        }
        for query in ["adam", "7468"] {
            assert!(!matches(&persona, query), "{query}");
        }
    }
}
