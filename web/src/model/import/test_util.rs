//! Personas and errors for tests of the import.

use messenger_personas::{
    AccessToken, CreatePersona, Graph, GraphRequest, HttpResponse, PageId, Persona, PersonaId,
    PersonaName, PictureUrl,
};
use messenger_personas_client::Error;

pub(crate) fn id(text: &str) -> PersonaId {
    PersonaId::parse(text).unwrap()
}

pub(crate) fn create(name: &str) -> CreatePersona {
    let picture_url = PictureUrl::parse("https://a.example/a.png").unwrap();
    CreatePersona::new(PageId::parse("1").unwrap(), PersonaName::parse(name).unwrap(), picture_url)
}

pub(crate) fn persona(id: &str, name: &str) -> Persona {
    Persona {
        id: self::id(id),
        name: Some(name.to_owned()),
        profile_picture_url: Some("https://a.example/a.png".to_owned()),
    }
}

/// The error of a create that Graph refuses with `code`, such as `"code":100`.
pub(crate) fn graph_error(code: &str) -> Error {
    let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
    let json = format!(r#"{{"error":{{"message":"no",{code}}}}}"#);
    create("Eve").parse_response(&graph, HttpResponse::json(400, json)).unwrap_err().into()
}
