//! Short names for what a wasm file and the JavaScript around it have in common.
//!
//! wasm-bindgen writes them in full, most with sixteen digits of a hash behind, on either side; nobody
//! else reads them, and hashes do not compress.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

/// `module`, a wasm file as text, and the `script` around it, with short names.
pub(super) fn shortened(module: &str, script: &str) -> Result<(String, String)> {
    let names = Names::read(module, script)?;
    let module: String = module.split_inclusive('\n').map(|line| names.in_module(line)).collect();
    Ok((module, names.in_script(script)))
}

/// From each name to its short one.
#[derive(Default)]
struct Names {
    /// From where things are imported.
    places: BTreeMap<String, String>,
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    fn read(module: &str, script: &str) -> Result<Self> {
        let mut names = Self::default();
        for line in module.lines() {
            match parts(line).as_slice() {
                [IMPORT, place, " ", name, _] => {
                    add(&mut names.places, place);
                    let is_written = script.matches(&property(name)).count();
                    // What comes from a file of ours has a name of ours.
                    if is_written == 0 && !place.ends_with(GENERATED) {
                        continue;
                    }
                    ensure!(is_written == 1, "{name} is not where wasm-bindgen used to write it");
                    add(&mut names.imports, name);
                }
                // Others are for nobody.
                [EXPORT, name, _] if script.contains(&format!("wasm.{name}")) => {
                    add(&mut names.exports, name);
                }
                _ => {}
            }
        }
        Ok(names)
    }

    fn in_module(&self, line: &str) -> String {
        let short = |names: &BTreeMap<String, String>, name: &str| {
            names.get(name).map_or(name, String::as_str).to_owned()
        };
        match parts(line).as_slice() {
            [IMPORT, place, " ", name, rest] => {
                let (place, name) = (short(&self.places, place), short(&self.imports, name));
                format!("{IMPORT}\"{place}\" \"{name}\"{rest}")
            }
            [EXPORT, name, rest] => format!("{EXPORT}\"{}\"{rest}", short(&self.exports, name)),
            _ => line.to_owned(),
        }
    }

    fn in_script(&self, script: &str) -> String {
        let mut script = script.to_owned();
        for (place, short) in &self.places {
            script =
                script.replace(&format!("\"{place}\": import"), &format!("\"{short}\": import"));
        }
        for (name, short) in &self.imports {
            script = script.replace(&property(name), &property(short));
        }
        let mut pieces = script.split("wasm.");
        let mut written = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let (name, rest) = piece.split_at(end.unwrap_or(piece.len()));
            let name = self.exports.get(name).map_or(name, String::as_str);
            written.push_str("wasm.");
            written.push_str(name);
            written.push_str(rest);
        }
        written
    }
}

fn add(names: &mut BTreeMap<String, String>, name: &str) {
    let number = names.len();
    names.entry(name.to_owned()).or_insert_with(|| short(number));
}

/// `a` to `z`, then `a1` and so on.
fn short(number: usize) -> String {
    let letter = ('a'..='z').nth(number % 26).unwrap_or_default();
    match number / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

/// As it begins in the object of imports.
fn property(name: &str) -> String {
    format!("        {name}: function(")
}

/// What stands between the quotes of a line, and around them.
fn parts(line: &str) -> Vec<&str> {
    if line.starts_with(IMPORT) || line.starts_with(EXPORT) {
        line.split('"').collect()
    } else {
        Vec::new()
    }
}

const IMPORT: &str = " (import ";
const EXPORT: &str = " (export ";
/// How the place of what wasm-bindgen itself writes ends.
const GENERATED: &str = "_bg.js";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_have_the_same_short_names() {
        let module = concat!(
            "(module\n",
            " (import \"./m_bg.js\" \"__wbg_new_37eb\" (func $a (result externref)))\n",
            " (import \"./m_bg.js\" \"__wbg_get_d717\" (func $b (param externref)))\n",
            " (import \"./own.js\" \"read\" (func $c))\n",
            " (data $0 (i32.const 8) \"(export \\\"task_next\\\"\")\n",
            " (export \"memory\" (memory $0))\n",
            " (export \"task_next\" (func $d))\n",
            " (export \"task_next_but_one\" (func $e))\n",
            ")\n",
        );
        let script = concat!(
            "        __wbg_new_37eb: function() {\n",
            "            return wasm.task_next(wasm.memory.buffer);\n",
            "        __wbg_get_d717: function(arg0) {\n",
            "        \"./m_bg.js\": import0,\n",
            "        \"./own.js\": import1,\n",
        );
        let (module, script) = shortened(module, script).unwrap();
        assert_eq!(
            module,
            concat!(
                "(module\n",
                " (import \"a\" \"a\" (func $a (result externref)))\n",
                " (import \"a\" \"b\" (func $b (param externref)))\n",
                " (import \"b\" \"read\" (func $c))\n",
                " (data $0 (i32.const 8) \"(export \\\"task_next\\\"\")\n",
                " (export \"a\" (memory $0))\n",
                " (export \"b\" (func $d))\n",
                " (export \"task_next_but_one\" (func $e))\n",
                ")\n",
            )
        );
        assert_eq!(
            script,
            concat!(
                "        a: function() {\n",
                "            return wasm.b(wasm.a.buffer);\n",
                "        b: function(arg0) {\n",
                "        \"a\": import0,\n",
                "        \"b\": import1,\n",
            )
        );
    }

    #[test]
    fn what_is_not_where_it_used_to_be_is_an_error() {
        let module = " (import \"./m_bg.js\" \"__wbg_new_37eb\" (func $a))\n";
        assert!(shortened(module, "__wbg_new_37eb = () => {}").is_err());
    }

    #[test]
    fn short_names_are_told_apart() {
        let names: Vec<_> = [0, 25, 26, 53].map(short).into();
        assert_eq!(names, ["a", "z", "a1", "b2"]);
    }
}
