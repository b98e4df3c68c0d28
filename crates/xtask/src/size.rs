//! `cargo xtask size`: how much is downloaded, kept in a file so that a change shows in the diff.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::npm::{self, kilobytes};
use crate::setup::{self, Need, Toolbox};
use crate::{SizeArgs, console, project};

/// Measures, and writes the file, or holds what it says against what is measured.
pub(crate) fn size(args: &SizeArgs) -> Result<()> {
    let mut needs = NEEDS.to_vec();
    if args.console {
        needs.extend(console::NEEDS);
    }
    let tools = setup::set_up(&needs)?;
    if args.what {
        return what(&tools);
    }
    // Other packages change only when their pinned versions do, so a check leaves them out.
    let has_other_packages = !args.check;
    if has_other_packages {
        setup::install_packages(
            &project::root().join("tests").join("size"),
            "the packages of tests/size/package.json (half a minute, 60 MB)",
            "are measured beside the npm package",
        )?;
    }
    let console = if args.console { Some(console::build(&tools)?) } else { None };
    let compared = Compared::read(&tools, console.as_deref(), has_other_packages)?;
    if args.check { compared.hold() } else { compared.kept.write(&compared.measured) }
}

/// Holds what the file says against a new build of everything.
pub(crate) fn check(tools: &Toolbox) -> Result<()> {
    let console = console::build(tools)?;
    Compared::read(tools, Some(&console), false)?.hold()
}

/// What is, beside what the file says.
struct Compared {
    measured: Measured,
    kept: Kept,
    /// The rows that the file is far off for.
    stale: Vec<String>,
    /// The goals that were met and are not any more.
    lost: Vec<String>,
}

impl Compared {
    /// Builds, measures, and writes each row to standard output.
    fn read(tools: &Toolbox, console: Option<&Path>, has_other_packages: bool) -> Result<Self> {
        npm::pack(tools)?;
        let measured = Measured::read(tools, console, has_other_packages)?;
        let kept = Kept::read()?;
        let (mut stale, mut lost) = (Vec::new(), Vec::new());
        let mut out = io::stdout().lock();
        for (title, rows) in &measured.tables {
            let before = kept.rows(title);
            for row in rows {
                let before = before.iter().find(|before| before.name == row.name);
                writeln!(out, "{}", told(row, before))?;
                if before.is_none_or(|before| row.is_far_from(before)) {
                    stale.push(row.name.clone());
                }
                for gate in GATES.iter().filter(|gate| gate.row == row.name) {
                    let is_met = gate.size(row) <= gate.most;
                    let verdict = if is_met { "met" } else { "missed" };
                    writeln!(out, "{verdict:>11}: {}", gate.sentence())?;
                    // A goal that was not met before keeps nobody from working on it.
                    if !is_met && before.is_some_and(|before| gate.size(before) <= gate.most) {
                        lost.push(gate.sentence());
                    }
                }
            }
        }
        Ok(Self { measured, kept, stale, lost })
    }

    fn hold(&self) -> Result<()> {
        let Self { stale, lost, .. } = self;
        ensure!(lost.is_empty(), "this was so and is not any more: {}", lost.join("; "));
        ensure!(
            stale.is_empty(),
            "{FILE} is more than 1 % off for {}; `cargo xtask size` writes it anew",
            stale.join(", ")
        );
        Ok(())
    }
}

/// What was measured now.
struct Measured {
    day: String,
    /// By the title of each table.
    tables: Vec<(&'static str, Vec<Row>)>,
}

impl Measured {
    fn read(tools: &Toolbox, console: Option<&Path>, has_other_packages: bool) -> Result<Self> {
        let printed = tools
            .run("node")
            .arg("tests/size/measure.mjs")
            .args(has_other_packages.then_some("--other-packages"))
            .arg(npm::package_folder())
            .args(console)
            .read()?;
        let value: Value = serde_json::from_str(&printed).context("the sizes are no JSON")?;
        let mut tables = Vec::new();
        for (title, member) in TABLES {
            let rows = value.get(member).and_then(Value::as_array).map(Vec::as_slice);
            let rows = rows.unwrap_or_default().iter().map(Row::measured);
            let rows = rows.collect::<Option<Vec<_>>>().context("a size is missing")?;
            if !rows.is_empty() {
                tables.push((title, rows));
            }
        }
        let day = value.get("day").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Self { day, tables })
    }
}

/// What the file says.
#[derive(Default)]
struct Kept(String);

impl Kept {
    fn read() -> Result<Self> {
        let path = project::root().join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Self(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("{FILE} cannot be read")),
        }
    }

    /// The table under `title`.
    fn rows(&self, title: &str) -> Vec<Row> {
        let lines =
            self.0.lines().skip_while(|line| line.strip_prefix("## ") != Some(title)).skip(1);
        lines.take_while(|line| !line.starts_with("## ")).filter_map(Row::kept).collect()
    }

    /// Writes the file anew if anything in it is another.
    fn write(&self, measured: &Measured) -> Result<()> {
        let Some(text) = self.updated(measured) else {
            return Ok(());
        };
        fs::write(project::root().join(FILE), text)
            .with_context(|| format!("{FILE} cannot be written"))
    }

    /// The new text of the file; `None` if no size changed. Tables that were not measured stay.
    fn updated(&self, measured: &Measured) -> Option<String> {
        let mut tables = Vec::new();
        let mut is_same = true;
        for (title, _) in TABLES {
            let before = self.rows(title);
            let now = measured.tables.iter().find(|(other, _)| *other == title);
            let rows = now.map_or(before.as_slice(), |(_, rows)| rows.as_slice());
            is_same &= rows == before.as_slice();
            if !rows.is_empty() {
                tables.push(table(title, rows));
            }
        }
        (!is_same).then(|| format!("{HEAD}{}.\n{}", measured.day, tables.concat()))
    }
}

/// Something that is downloaded, in bytes.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    plain: u64,
    gzip: u64,
    brotli: u64,
}

impl Row {
    fn measured(value: &Value) -> Option<Self> {
        let number = |name: &str| value.get(name)?.as_u64();
        Some(Self {
            name: value.get("name")?.as_str()?.to_owned(),
            plain: number("plain")?,
            gzip: number("gzip")?,
            brotli: number("brotli")?,
        })
    }

    /// A line of a table as [`table`] writes it.
    fn kept(line: &str) -> Option<Self> {
        let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
        let name = cells.next()?.to_owned();
        let mut number = || cells.next()?.replace(',', "").parse().ok();
        Some(Self { name, plain: number()?, gzip: number()?, brotli: number()? })
    }

    /// Whether one of the sizes is more than 1 % off.
    fn is_far_from(&self, other: &Self) -> bool {
        let pairs =
            [(self.plain, other.plain), (self.gzip, other.gzip), (self.brotli, other.brotli)];
        pairs.into_iter().any(|(one, other)| one.abs_diff(other) * 100 > other)
    }
}

/// A size that is not to be passed.
struct Gate {
    row: &'static str,
    by: By,
    most: u64,
}

/// How something is compressed.
#[derive(Clone, Copy)]
enum By {
    Gzip,
    Brotli,
}

impl Gate {
    fn size(&self, row: &Row) -> u64 {
        match self.by {
            By::Gzip => row.gzip,
            By::Brotli => row.brotli,
        }
    }

    fn sentence(&self) -> String {
        let by = match self.by {
            By::Gzip => "gzip",
            By::Brotli => "brotli",
        };
        format!("{} is at most {} with {by}", self.row, kilobytes(self.most))
    }
}

/// What the bytes of the client are, as they are shipped.
fn what(tools: &Toolbox) -> Result<()> {
    let folder = project::root().join("target").join("size");
    let compiled = npm::CLIENT.compile(tools)?;
    tools
        .run("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", "named", "--out-dir"])
        .args([&folder, &compiled])
        .finish()?;
    let wasm = folder.join("named_bg.wasm");
    // As it is shipped, but with the names of its functions.
    tools.run("wasm-opt").args(["-Oz", "--debuginfo", "-o"]).args([&wasm, &wasm]).finish()?;
    let table = tools.run("node").arg("tests/size/what.mjs").arg(&wasm).read()?;
    io::stdout().write_all(table.as_bytes()).context("the table cannot be written")
}

/// A row for people, with what became of it.
fn told(row: &Row, before: Option<&Row>) -> String {
    let was = before.filter(|before| *before != row);
    let was = was.map(|before| format!(", was {} with gzip", kilobytes(before.gzip)));
    format!(
        "{:>11} {:>10} gzip {:>10} brotli  {}{}",
        kilobytes(row.plain),
        kilobytes(row.gzip),
        kilobytes(row.brotli),
        row.name,
        was.unwrap_or_default()
    )
}

fn table(title: &str, rows: &[Row]) -> String {
    let lines = rows.iter().map(|Row { name, plain, gzip, brotli }| {
        let [plain, gzip, brotli] = [*plain, *gzip, *brotli].map(grouped);
        format!("| {name} | {plain} | {gzip} | {brotli} |\n")
    });
    let goals = GATES.iter().filter(|gate| rows.iter().any(|row| row.name == gate.row));
    let goals = goals.map(|gate| format!("\nThe goal: {}.\n", gate.sentence()));
    format!(
        "\n## {title}\n\n| bytes | plain | gzip -9 | brotli 11 |\n|---|--:|--:|--:|\n{}{}",
        lines.collect::<String>(),
        goals.collect::<String>()
    )
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    if number < 1000 {
        return number.to_string();
    }
    format!("{},{:03}", grouped(number / 1000), number % 1000)
}

const FILE: &str = "docs/sizes.md";
const NPM: &str = "The npm package";
const OTHER_PACKAGES: &str = "Other packages in a browser";
const CONSOLE: &str = "The console";
/// The titles, and the members of what `measure.mjs` prints.
const TABLES: [(&str, &str); 3] =
    [(NPM, "npm"), (OTHER_PACKAGES, "otherPackages"), (CONSOLE, "console")];
const HEAD: &str = "# Sizes\n\n\
    What a browser downloads. `cargo xtask size` writes this file, with `--console` all of it, and\n\
    `cargo xtask size --check` holds it against a new build. `cargo xtask size --what` tells what the\n\
    bytes of the client are. Files are compressed each by itself. Other packages are bundled with all\n\
    of their exports, and with polyfills from node-stdlib-browser if they need modules of Node;\n\
    `--check` does not measure them. Changed on ";
const GATES: [Gate; 3] = [
    Gate { row: "`messenger-personas`", by: By::Gzip, most: 92_000 },
    Gate { row: "the console's first visit", by: By::Brotli, most: 260_000 },
    Gate { row: "the whole console", by: By::Brotli, most: 480_000 },
];
const NEEDS: [Need; 5] =
    [Need::Node, Need::CCompiler, Need::WasmTarget, Need::NodeTools, Need::WasmBindgen];

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, gzip: u64) -> Row {
        Row { name: name.to_owned(), plain: 1_234_567, gzip, brotli: 999 }
    }

    #[test]
    fn a_table_is_read_as_it_is_written() {
        let (npm, console) = ([row("`a`", 60_001), row("— b", 7)], [row("c", 8)]);
        let kept = Kept(format!("{HEAD}\n{}{}", table(NPM, &npm), table(CONSOLE, &console)));

        assert_eq!(kept.rows(NPM), npm);
        assert_eq!(kept.rows(CONSOLE), console);
        assert_eq!(kept.rows("Another"), []);
    }

    #[test]
    fn tables_that_were_not_measured_stay() {
        let others = [row("`axios` 1.2.3", 5), row("`b` 4.5.6, with polyfills", 6)];
        let kept = Kept(format!(
            "{HEAD}\n{}{}",
            table(NPM, &[row("`a`", 7)]),
            table(OTHER_PACKAGES, &others)
        ));
        let measured = |gzip| Measured {
            day: "2026-01-02".to_owned(),
            tables: vec![(NPM, vec![row("`a`", gzip)])],
        };

        assert_eq!(kept.updated(&measured(7)), None);
        let updated = Kept(kept.updated(&measured(8)).unwrap());
        assert_eq!(updated.rows(NPM), [row("`a`", 8)]);
        assert_eq!(updated.rows(OTHER_PACKAGES), others);
        assert_eq!(updated.rows(CONSOLE), []);
    }

    #[test]
    fn one_percent_is_near_and_more_is_far() {
        let before = row("a", 10_000);

        assert!(!row("a", 10_100).is_far_from(&before));
        assert!(row("a", 10_101).is_far_from(&before));
        assert!(row("a", 9_899).is_far_from(&before));
    }

    #[test]
    fn a_gate_is_about_one_way_to_compress() {
        let [npm, console, _] = GATES;

        assert_eq!((npm.size(&row("a", 5)), console.size(&row("a", 5))), (5, 999));
        assert_eq!(npm.sentence(), "`messenger-personas` is at most 92.0 kB with gzip");
    }
}
