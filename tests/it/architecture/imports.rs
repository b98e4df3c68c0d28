//! The imports between the files of a crate, without those of its tests.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{
    Attribute, Item, ItemMod, ItemUse, UseTree, Visibility,
    visit::{self, Visit},
};

/// The files that each file imports from. A file is the path of its module, such as
/// `endpoints::messages`; the root of the crate is `lib`.
pub(crate) struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Parses the files in `src`.
    pub(crate) fn of(src: &Path) -> Self {
        let mut sources = BTreeMap::new();
        collect(src, &[], &mut sources);
        let modules: BTreeSet<_> = sources.keys().cloned().collect();
        let imports = sources.into_iter().map(|(module, source)| {
            let file = syn::parse_file(&source).unwrap();
            let mut visitor = Visitor::new(&module, &modules, &file.items);
            visitor.visit_file(&file);
            (name(&module), visitor.found)
        });
        Self(imports.collect())
    }

    /// Files of which each imports the next one, and the last one the first; none if there is no
    /// such circle.
    pub(crate) fn circle(&self) -> Vec<String> {
        let mut done = BTreeSet::new();
        let mut path = Vec::new();
        self.0
            .keys()
            .find_map(|file| self.circle_from(file, &mut path, &mut done))
            .unwrap_or_default()
    }

    fn circle_from<'a>(
        &'a self,
        file: &'a str,
        path: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Option<Vec<String>> {
        if let Some(start) = path.iter().position(|it| *it == file) {
            return Some(path[start..].iter().map(|&it| it.to_owned()).collect());
        }
        if !done.insert(file) {
            return None;
        }
        path.push(file);
        let circle = self.0[file].iter().find_map(|next| self.circle_from(next, path, done));
        path.pop();
        circle
    }

    /// Each import between two modules of the root, once.
    pub(crate) fn between_top_level_modules(&self) -> BTreeSet<(String, String)> {
        let top = |file: &str| file.split("::").next().unwrap().to_owned();
        let all = self.0.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
        all.map(|(from, to)| (top(from), top(to))).filter(|(from, to)| from != to).collect()
    }
}

type ModulePath = Vec<String>;

/// Finds the paths in one file that lead to other files.
struct Visitor<'a> {
    module: &'a [String],
    modules: &'a BTreeSet<ModulePath>,
    /// The modules that the file declares.
    children: BTreeSet<String>,
    found: BTreeSet<String>,
}

impl<'a> Visitor<'a> {
    fn new(module: &'a [String], modules: &'a BTreeSet<ModulePath>, items: &[Item]) -> Self {
        let children = items.iter().filter_map(|item| match item {
            Item::Mod(child) if child.content.is_none() => Some(child.ident.to_string()),
            _ => None,
        });
        Self { module, modules, children: children.collect(), found: BTreeSet::new() }
    }

    /// Adds the file in which a path ends, unless it is this one or in another crate.
    fn add(&mut self, path: &[String]) {
        let mut base = self.module.to_vec();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => {
                base.clear();
                rest = &rest[1..];
            }
            Some("self") => rest = &rest[1..],
            Some("super") => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            Some(first) if self.children.contains(first) => {}
            _ => return,
        }
        for segment in rest {
            base.push(segment.clone());
            if !self.modules.contains(&base) {
                base.pop();
                break;
            }
        }
        if base != self.module {
            self.found.insert(name(&base));
        }
    }

    fn add_tree(&mut self, tree: &UseTree, path: &mut Vec<String>) {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.add_tree(&tree.tree, path);
                path.pop();
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.add_tree(tree, path));
            }
            UseTree::Name(name) if name.ident == "self" => self.add(path),
            UseTree::Name(name) => self.add(&[&path[..], &[name.ident.to_string()]].concat()),
            UseTree::Rename(name) => self.add(&[&path[..], &[name.ident.to_string()]].concat()),
            UseTree::Glob(_) => self.add(path),
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_test(&item.attrs) {
            self.add_tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        self.add(&segments.collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    // `pub(crate)` is no import.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

fn is_test(attributes: &[Attribute]) -> bool {
    let mut lists = attributes.iter().filter_map(|it| it.meta.require_list().ok());
    lists.any(|it| it.path.is_ident("cfg") && it.tokens.to_string() == "test")
}

fn name(module: &[String]) -> String {
    if module.is_empty() { "lib".to_owned() } else { module.join("::") }
}

/// The sources below a folder, by the paths of their modules.
fn collect(folder: &Path, parent: &[String], found: &mut BTreeMap<ModulePath, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let module = [parent, &[stem.to_owned()]].concat();
        if path.is_dir() {
            collect(&path, &module, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && module != ["test_support"]
        {
            let module = if module == ["lib"] { Vec::new() } else { module };
            found.insert(module, fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn a_circle_is_found_and_named() {
    let imports = |pairs: &[(&str, &[&str])]| {
        let owned = |to: &[&str]| to.iter().map(|&it| it.to_owned()).collect();
        Imports(pairs.iter().map(|(from, to)| ((*from).to_owned(), owned(to))).collect())
    };
    let tree = imports(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]);
    assert!(tree.circle().is_empty());
    let circle = imports(&[("a", &["b"]), ("b", &["c"]), ("c", &["d"]), ("d", &["b"])]);
    assert_eq!(circle.circle(), ["b", "c", "d"]);
}
