//! Every word that people read in the console stands in its catalogue, `web/src/text`.

use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn views_have_no_words_of_their_own() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src");
    let files: Vec<_> = VIEWS.iter().flat_map(|view| rust_files(&src.join(view))).collect();
    assert!(files.len() > VIEWS.len(), "{files:?}");
    let found: Vec<_> = files
        .iter()
        .flat_map(|file| {
            let source = fs::read_to_string(file).unwrap();
            let name = file.strip_prefix(&src).unwrap().display().to_string();
            let words: Vec<_> = words(&source)
                .into_iter()
                .map(|(line, words)| format!("web/src/{name}:{line}: \"{words}\""))
                .collect();
            words
        })
        .collect();
    assert!(found.is_empty(), "these belong into web/src/text:\n{}", found.join("\n"));
}

#[test]
fn words_are_told_from_names() {
    for view in [
        r#"<p>"hello"</p>"#,
        r#"<p>{name}"hello"</p>"#,
        r#"<kbd>"Enter"</kbd>"#,
        r#"<p title="hello">"#,
        r#"<Heading title = "hello" />"#,
        r#"<a class="back">"Back"</a>"#,
        r#"#[prop(default = "Create persona")]"#,
        r#"let label = "Type it";"#,
        r#"format!("{left} left")"#,
        r##"say(r#"He said "no" twice"#)"##,
        "say(\"one\\\n    two\")",
        "say(\"first\n    second\")",
        r#"['"', '\''].map(|_| "Undo")"#,
    ] {
        assert_eq!(words(view).len(), 1, "{view}");
    }
    for view in [
        "// \"Hello\"",
        "/* \"Hello\" */",
        r#"#[expect(unused, reason = "It is used")]"#,
        r#"<p class="card stack" id="a b">{text::shell::SKIP}": "</p>"#,
        r#"<input type="text" alt="" role="status" />"#,
        r#"if event.key() == "Enter" { "true" } else { "ascending" }"#,
        r#"format!("{id}-hint-{}", name)"#,
        r#"Self::Down => "M8 3v10M4 9l4 4 4-4","#,
    ] {
        assert_eq!(words(view), [], "{view}");
    }
}

/// What draws the console, and what talks while it does; files or folders under `web/src`.
const VIEWS: [&str; 16] = [
    "announcer.rs",
    "app.rs",
    "components",
    "components.rs",
    "connectivity.rs",
    "lazy.rs",
    "screens",
    "screens.rs",
    "state",
    "state.rs",
    "shell",
    "shell.rs",
    "storage",
    "storage.rs",
    "settings.rs",
    "tab_storage.rs",
];

/// Attributes of elements, and props of components, whose values are words whatever they look like.
const SAYING: [&str; 8] =
    ["alt", "aria-label", "hint", "label", "placeholder", "submit", "title", "what"];

/// What has names of the stylesheet or of elements behind it, and the reasons of lints.
const NAMING: [&str; 5] = ["aria-describedby", "aria-labelledby", "class", "id", "reason"];

/// What looks like words and is none.
const NAMES: [&str; 27] = [
    // Keys, as a browser calls them.
    "Backspace",
    "ArrowDown",
    "ArrowUp",
    "End",
    "Enter",
    "Escape",
    "Home",
    "Tab",
    // Selectors, names of elements, and values of the stylesheet.
    "A",
    "a, button, label, input",
    "dialog, details, [popover], input:not([type=checkbox]), select, textarea",
    "auto {end}px {}px auto",
    "{}px {end}px auto auto",
    // Classes of the stylesheet, and ids of elements.
    "avatar {}",
    "badge emulator",
    "badge live",
    "import-rows-error import-rows-hint",
    "initials tint-{}",
    "alert ambiguous",
    "verdict accent",
    "verdict bad",
    "verdict good",
    "verdict warn",
    "messaging-window closed",
    "messaging-window open",
    // What the browser is asked.
    "(prefers-color-scheme: dark)",
    // The start of an address.
    "https://",
];

/// The Rust files at `path`: itself, or all in it.
fn rust_files(path: &Path) -> Vec<PathBuf> {
    if path.is_dir() {
        let inside = fs::read_dir(path).unwrap();
        let mut inside: Vec<_> = inside.map(|entry| entry.unwrap().path()).collect();
        inside.sort();
        return inside.iter().flat_map(|path| rust_files(path)).collect();
    }
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    is_rust.then(|| path.to_owned()).into_iter().collect()
}

/// The literals of `source` that hold words for people, with their lines.
fn words(source: &str) -> Vec<(usize, &str)> {
    let literals = literals(source).into_iter();
    literals
        .filter(Literal::is_for_people)
        .map(|literal| (literal.before.matches('\n').count() + 1, literal.inside))
        .collect()
}

/// A string literal, and the source around it.
struct Literal<'a> {
    before: &'a str,
    inside: &'a str,
    after: &'a str,
}

impl Literal<'_> {
    fn is_for_people(&self) -> bool {
        let said = said(self.inside);
        let Some(first) = said.chars().find(|c| c.is_alphabetic()) else { return false };
        let name = self.name();
        if NAMING.contains(&name) {
            return false;
        }
        if self.is_text_node() {
            return true;
        }
        if NAMES.contains(&self.inside) || is_path(&said) {
            return false;
        }
        SAYING.contains(&name) || first.is_uppercase() || is_sentence(&said)
    }

    /// What the literal is the value of, such as `title` in `title="…"`.
    fn name(&self) -> &str {
        let Some(before) = self.before.trim_end().strip_suffix('=') else { return "" };
        let is_of_name = |c: char| c.is_alphanumeric() || "-_:".contains(c);
        let before = before.trim_end();
        &before[before.trim_end_matches(is_of_name).len()..]
    }

    /// Whether it stands between the tags of a view.
    fn is_text_node(&self) -> bool {
        let before = self.before.trim_end();
        let is_after_tag = before.ends_with('>') && !before.ends_with("=>");
        is_after_tag || self.after.trim_start().starts_with('<')
    }
}

/// Every string literal that is not in a comment.
fn literals(source: &str) -> Vec<Literal<'_>> {
    let (mut literals, mut at) = (Vec::new(), 0);
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if c == '\'' {
            at += quoted_character(rest).unwrap_or(1);
        } else if let Some(Quoted { open, length, close }) = string(rest) {
            let start = at + open;
            let end = start + length;
            literals.push(Literal {
                before: &source[..at],
                inside: &source[start..end],
                after: &source[end + close..],
            });
            at = end + close;
        } else {
            // A name is passed over whole, so that the `r` at its end opens nothing.
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            at += if name > 0 { name } else { c.len_utf8() };
        }
    }
    literals
}

/// How long the character literal is that `rest` starts with; `None` if that is a lifetime.
fn quoted_character(rest: &str) -> Option<usize> {
    let mut inside = rest.char_indices().skip(1);
    let (_, first) = inside.next()?;
    if first == '\\' {
        inside.next()?;
        return inside.find(|(_, c)| *c == '\'').map(|(end, _)| end + 1);
    }
    let (end, second) = inside.next()?;
    (second == '\'').then_some(end + 1)
}

/// How long a string literal and the quotes around it are.
struct Quoted {
    open: usize,
    length: usize,
    close: usize,
}

/// The string literal that `rest` starts with.
fn string(rest: &str) -> Option<Quoted> {
    if let Some(inside) = rest.strip_prefix('"') {
        let mut is_escaped = false;
        let length = inside.find(|c| {
            let is_end = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        })?;
        return Some(Quoted { open: 1, length, close: 1 });
    }
    let fence = rest.strip_prefix('r')?;
    let hashes = fence.len() - fence.trim_start_matches('#').len();
    let inside = fence[hashes..].strip_prefix('"')?;
    let length = inside.find(&format!("\"{}", "#".repeat(hashes)))?;
    Some(Quoted { open: hashes + 2, length, close: hashes + 1 })
}

/// What of a literal is said as it stands: neither escapes nor what `format!` puts in.
fn said(inside: &str) -> String {
    let mut said = String::new();
    let mut chars = inside.chars();
    let mut depth = 0_usize;
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => said.push(c),
            _ => {}
        }
    }
    said
}

/// Whether a letter stands beside a space.
fn is_sentence(said: &str) -> bool {
    let chars: Vec<_> = said.chars().collect();
    chars.windows(2).any(|pair| {
        pair.iter().any(|c| c.is_alphabetic()) && pair.iter().any(|c| c.is_whitespace())
    })
}

/// Whether it is the path of a drawing.
fn is_path(said: &str) -> bool {
    said.strip_prefix(['M', 'm']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
