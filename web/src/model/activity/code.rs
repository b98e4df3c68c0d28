//! Code that sends a recorded request. The access token is a variable.

use messenger_personas::{ApiVersion, Method, Origin, Param};

use super::{
    Entry,
    json::{as_json, indent, object, string, value},
};
use crate::model::snippet::{Language, is_default};

/// The languages that a request can be written in. The libraries have no raw request for a batch.
#[must_use]
pub fn languages(entry: &Entry) -> &'static [Language] {
    let is_batch = |params: &[(String, Param)]| params.iter().any(|(name, _)| name == "batch");
    match entry.params() {
        None => &[],
        Some(params) if is_batch(&params) => &[Language::Curl, Language::Fetch],
        Some(_) => &Language::ALL,
    }
}

/// Code that sends the request of `entry` to the Graph at `origin`.
#[must_use]
pub fn of(language: Language, entry: &Entry, origin: &Origin) -> String {
    let params = entry.params().unwrap_or_default();
    match language {
        Language::Curl => curl(entry, &params, origin),
        Language::Fetch => fetch(entry, &params, origin),
        Language::JavaScript => javascript(entry, &params, origin),
        Language::Rust => rust(entry, &params, origin),
    }
}

fn curl(entry: &Entry, params: &[(String, Param)], origin: &Origin) -> String {
    let verb = match (entry.method, params) {
        (Method::Get, []) => "",
        (Method::Get, _) => "-G ",
        (Method::Post, []) => "-X POST ",
        (Method::Post, _) => "",
        (Method::Delete, []) => "-X DELETE ",
        (Method::Delete, _) => "-G -X DELETE ",
    };
    let data = params.iter().map(|(name, param)| {
        let pair = format!("{name}={}", text(param)).replace('\'', r"'\''");
        format!(" \\\n  --data-urlencode '{pair}'")
    });
    format!(
        "curl {verb}{origin}{} \\\n  -H \"Authorization: Bearer $PAGE_TOKEN\"{}\n",
        entry.path,
        data.collect::<String>(),
    )
}

fn fetch(entry: &Entry, params: &[(String, Param)], origin: &Origin) -> String {
    let Entry { method, path, .. } = entry;
    let lines = params.iter().map(|(name, param)| {
        let value = match as_json(param) {
            Some(json) => format!("JSON.stringify({})", nested(json.as_str(), "  ")),
            None => value(param),
        };
        format!("  {}: {value},\n", string(name))
    });
    let has_params = !params.is_empty();
    let declared = if has_params {
        format!("const params = new URLSearchParams({{\n{}}});\n", lines.collect::<String>())
    } else {
        String::new()
    };
    let has_body = has_params && *method == Method::Post;
    let url = if has_params && !has_body {
        format!("`{origin}{path}?${{params}}`")
    } else {
        format!("\"{origin}{path}\"")
    };
    let verb = match method {
        Method::Get => String::new(),
        method => format!("  method: \"{}\",\n", method.as_str()),
    };
    let body = if has_body { "  body: params,\n" } else { "" };
    format!(
        "{declared}const response = await fetch({url}, {{\n{verb}  headers: {{ Authorization: \
         `Bearer ${{process.env.PAGE_TOKEN}}` }},\n{body}}});\n\
         console.log(await response.json());\n"
    )
}

fn javascript(entry: &Entry, params: &[(String, Param)], origin: &Origin) -> String {
    let (version, path) = entry.version_and_path();
    let options = [("version", version), ("origin", origin.as_str())].map(|(name, value)| {
        let is_default = is_default_version(value) || value == Origin::default().as_str();
        if is_default { String::new() } else { format!("  {name}: \"{value}\",\n") }
    });
    let options = options.concat();
    let params = match params {
        [] => String::new(),
        params => format!("  params: {},\n", nested(&object(params), "  ")),
    };
    format!(
        r#"import {{ GraphClient }} from "messenger-personas";

const client = new GraphClient({{
  pageId: "{}",
  accessToken: process.env.PAGE_TOKEN,
{options}}});
const response = await client.call({{
  method: "{}",
  path: "{path}",
{params}}});
console.log(response);
"#,
        entry.page_id,
        entry.method.as_str(),
    )
}

fn rust(entry: &Entry, params: &[(String, Param)], origin: &Origin) -> String {
    let (version, path) = entry.version_and_path();
    let (mut imports, mut graph) = (vec!["AccessToken"], Vec::new());
    if !is_default_version(version) {
        imports.push("ApiVersion");
        graph.push(format!("version: ApiVersion::parse(\"{version}\")?, "));
    }
    imports.push("Graph");
    if params.iter().any(|(_, param)| as_json(param).is_some()) {
        imports.push("Json");
    }
    if !is_default(origin) {
        imports.push("Origin");
        graph.insert(0, format!("origin: Origin::parse(\"{origin}\")?, "));
    }
    imports.push("RawRequest");
    let graph = match graph.as_slice() {
        [] => "Graph::new(token)".to_owned(),
        graph => format!("Graph {{ {}..Graph::new(token) }}", graph.concat()),
    };
    let params = params.iter().map(|(name, param)| match as_json(param) {
        Some(json) => format!("\n    .json(\"{name}\", Json::parse({})?)?", raw(json.as_str())),
        None => format!("\n    .text(\"{name}\", {})?", literal(&text(param))),
    });
    let params = params.collect::<String>();
    let verb = entry.method.as_form_value();
    format!(
        r#"use messenger_personas::{{{}}};
use messenger_personas_client::Client;

let token = AccessToken::parse(&std::env::var("PAGE_TOKEN")?)?;
let client = Client::reqwest({graph})?;
let request = RawRequest::{verb}("{path}")?{params};
let response = client.send(&request).await?;
println!("{{response:#}}");
"#,
        imports.join(", "),
    )
}

/// The text that is sent for a parameter.
fn text(param: &Param) -> String {
    match param {
        Param::Text(text) => text.clone(),
        param => value(param),
    }
}

/// JSON in lines of their own, which begin with `margin` except for the first.
fn nested(json: &str, margin: &str) -> String {
    indent(json).replace('\n', &format!("\n{margin}"))
}

/// A string of Rust's.
fn literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A raw string of Rust's, with as many hashes as it needs.
fn raw(text: &str) -> String {
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

fn is_default_version(version: &str) -> bool {
    ApiVersion::default().as_str() == version
}

/// All languages, for tests.
#[cfg(test)]
pub(super) const ALL: [Language; 4] = Language::ALL;

#[cfg(test)]
mod tests {
    use messenger_personas::{
        Batch, CallStyle, DeletePersona, HttpResponse, MessageText, PersonaId, Psid, SendMessage,
    };

    use super::{super::test_util::*, *};

    fn send() -> Entry {
        let text = MessageText::parse("It's \"#on\"").unwrap();
        let send = SendMessage::new(page(), Psid::parse("77").unwrap(), text);
        exchange(CallStyle::Form, &send, HttpResponse::json(200, "{}"))
    }

    #[test]
    fn curl_sends_the_parameters_with_a_variable_as_token() {
        let read = list(CallStyle::Form, HttpResponse::json(200, "{}"));
        assert_eq!(
            of(Language::Curl, &read, &origin()),
            "curl -G http://127.0.0.1:4010/v26.0/134/personas \\\n  \
             -H \"Authorization: Bearer $PAGE_TOKEN\" \\\n  --data-urlencode 'limit=25'\n"
        );
        let sent = of(Language::Curl, &send(), &origin());
        assert!(sent.contains(r##"'message={"text":"It'\''s \"#on\""}'"##), "{sent}");
        let delete = DeletePersona { persona_id: PersonaId::parse("22").unwrap() };
        let delete = exchange(CallStyle::Form, &delete, HttpResponse::json(200, "{}"));
        let code = of(Language::Curl, &delete, &origin());
        assert!(code.starts_with("curl -X DELETE http://127.0.0.1:4010/v26.0/22 \\\n"), "{code}");
    }

    #[test]
    fn fetch_sends_a_query_or_a_form() {
        let read = list(CallStyle::Form, HttpResponse::json(200, "{}"));
        let code = of(Language::Fetch, &read, &origin());
        assert!(
            code.contains("fetch(`http://127.0.0.1:4010/v26.0/134/personas?${params}`"),
            "{code}"
        );
        assert!(!code.contains("method:"), "{code}");
        let code = of(Language::Fetch, &send(), &origin());
        assert!(code.contains("  method: \"POST\",\n"), "{code}");
        assert!(code.contains("\"message\": JSON.stringify({\n    \"text\": \"It's"), "{code}");
        assert!(code.contains("body: params"), "{code}");
    }

    #[test]
    fn the_package_and_the_crate_get_a_raw_request() {
        let code = of(Language::JavaScript, &send(), &Origin::default());
        assert!(
            code.contains("path: \"134/messages\",\n  params: {\n    \"recipient\": {"),
            "{code}"
        );
        assert!(!code.contains("origin:") && !code.contains("version:"), "{code}");
        let code = of(Language::Rust, &send(), &origin());
        assert!(
            code.starts_with(
                "use messenger_personas::{AccessToken, Graph, Json, Origin, RawRequest};"
            ),
            "{code}"
        );
        assert!(code.contains(r#"RawRequest::post("134/messages")?"#), "{code}");
        assert!(
            code.contains(r###".json("message", Json::parse(r##"{"text":"It's \"#on\""}"##)?)?"###),
            "{code}"
        );
        assert!(code.contains(r#".text("messaging_type", "RESPONSE")?"#), "{code}");
        let old = Entry { path: "/v25.0/134/messages".to_owned(), ..send() };
        for language in [Language::JavaScript, Language::Rust] {
            assert!(of(language, &old, &origin()).contains("v25.0"), "{language:?}");
        }
    }

    #[test]
    fn a_batch_has_no_raw_request() {
        let batch = Batch::new(vec![create_request()]).unwrap();
        let entry = exchange(CallStyle::Form, &batch, HttpResponse::json(200, "[]"));
        assert_eq!(languages(&entry), [Language::Curl, Language::Fetch]);
        assert_eq!(languages(&send()), Language::ALL);
    }

    #[test]
    fn texts_are_escaped_for_rust() {
        assert_eq!(literal("a\"\\\n"), r#""a\"\\\n""#);
        assert_eq!(raw(r##"{"a":"#"}"##), r###"r##"{"a":"#"}"##"###);
    }
}
