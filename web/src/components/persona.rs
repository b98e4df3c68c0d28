//! What the screen of a persona shows.

mod code_snippet;

pub(crate) use self::code_snippet::CodeSnippet;
