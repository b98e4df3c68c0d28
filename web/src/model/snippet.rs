//! Code that sends a message as a persona, to paste into a bot.

use messenger_personas::{Graph, Origin, PageId, PersonaId};

/// A language of the snippets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// A shell with curl.
    #[default]
    Curl,
    /// JavaScript, with `fetch`.
    Fetch,
    /// JavaScript, with the npm package `messenger-personas`.
    JavaScript,
    /// Rust, with the crates `messenger-personas` and `messenger-personas-client`.
    Rust,
}

impl Language {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Curl, Self::Fetch, Self::JavaScript, Self::Rust];
}

/// Code that sends "Hello!" as `persona`. The access token is a variable, and so is the recipient's id.
#[must_use]
pub fn send_as(language: Language, graph: &Graph, page: &PageId, persona: &PersonaId) -> String {
    let (origin, version) = (&graph.origin, &graph.version);
    match language {
        Language::Curl => format!(
            r#"curl {origin}/{version}/{page}/messages \
  --data-urlencode "access_token=$PAGE_TOKEN" \
  --data-urlencode "recipient={{\"id\":\"$PSID\"}}" \
  --data-urlencode 'messaging_type=RESPONSE' \
  --data-urlencode 'message={{"text":"Hello!"}}' \
  --data-urlencode 'persona_id={persona}'
"#
        ),
        Language::Fetch => format!(
            r#"const response = await fetch("{origin}/{version}/{page}/messages", {{
  method: "POST",
  headers: {{ Authorization: `Bearer ${{process.env.PAGE_TOKEN}}` }},
  body: new URLSearchParams({{
    recipient: JSON.stringify({{ id: psid }}),
    messaging_type: "RESPONSE",
    message: JSON.stringify({{ text: "Hello!" }}),
    persona_id: "{persona}",
  }}),
}});
console.log(await response.json());
"#
        ),
        Language::JavaScript => {
            let origin = if is_default(origin) {
                String::new()
            } else {
                format!(
                    "  origin: \"{origin}\",
"
                )
            };
            format!(
                r#"import {{ GraphClient }} from "messenger-personas";

const client = new GraphClient({{
  pageId: "{page}",
  accessToken: process.env.PAGE_TOKEN,
{origin}}});
await client.messages.send({{
  recipient: {{ id: psid }},
  message: {{ text: "Hello!" }},
  persona_id: "{persona}",
}});
"#
            )
        }
        Language::Rust => {
            let (import, graph) = if is_default(origin) {
                ("", "Graph::new(token)".to_owned())
            } else {
                let origin = format!("Origin::parse(\"{origin}\")?");
                (" Origin,", format!("Graph {{ origin: {origin}, ..Graph::new(token) }}"))
            };
            format!(
                r#"use messenger_personas::{{
    AccessToken, Graph, MessageText,{import} PageId, PersonaId, Psid, SendMessage,
}};
use messenger_personas_client::Client;

let token = AccessToken::parse(&std::env::var("PAGE_TOKEN")?)?;
let client = Client::reqwest({graph})?;
let hello = SendMessage {{
    persona_id: Some(PersonaId::parse("{persona}")?),
    ..SendMessage::new(
        PageId::parse("{page}")?,
        Psid::parse(&psid)?,
        MessageText::parse("Hello!")?,
    )
}};
client.send(&hello).await?;
"#
            )
        }
    }
}

/// Whether requests go to Meta's own Graph.
#[must_use]
pub fn is_default(origin: &Origin) -> bool {
    *origin == Origin::default()
}

#[cfg(test)]
mod tests {
    use messenger_personas::AccessToken;

    use super::*;

    #[test]
    fn snippets_name_the_persona_and_never_the_token() {
        let graph = Graph::new(AccessToken::parse("SECRET").unwrap());
        let (page, persona) = (PageId::parse("11").unwrap(), PersonaId::parse("22").unwrap());
        for language in Language::ALL {
            let code = send_as(language, &graph, &page, &persona);
            assert!(code.contains("22") && code.contains("PAGE_TOKEN"), "{code}");
            assert!(!code.contains("SECRET"), "{code}");
        }
        let curl = send_as(Language::Curl, &graph, &page, &persona);
        let first = format!("curl {}/{}/11/messages \\\n", graph.origin, graph.version);
        assert!(curl.starts_with(&first), "{curl}");
        let local = Graph { origin: Origin::parse("http://127.0.0.1:4010").unwrap(), ..graph };
        for language in Language::ALL {
            assert!(send_as(language, &local, &page, &persona).contains("http://127.0.0.1:4010"));
        }
        assert!(curl.contains(r#""recipient={\"id\":\"$PSID\"}""#), "{curl}");
    }
}
