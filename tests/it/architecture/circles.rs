//! No circle among the modules that stand beside each other in a folder: a file can be read after those that it knows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{open, rust_files};

/// Circles that are there still, as the folder and those who stand in one. A new one is refused, and so is one here that is
/// cut: this list only grows shorter.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "consultations",
        &[
            "answering",
            "approve",
            "consultation",
            "draft",
            "enclosing",
            "entering",
            "extend",
            "find",
            "invite",
            "letters",
            "lists",
            "open",
            "pages",
            "post",
            "reacting",
            "remind",
            "texts",
            "web",
        ],
    ),
    ("consultations/reacting", &["aside", "left", "reaction", "split"]),
    ("consultations/reacting/pages", &["bench", "rest"]),
    (
        "events",
        &[
            "asking",
            "begin",
            "cancel",
            "change",
            "confirm",
            "evaluate",
            "find",
            "inviting",
            "let_in",
            "letters",
            "making",
            "record",
            "reply",
            "substitute",
            "tell",
            "visiting",
            "waiting",
        ],
    ),
    ("staff", &["find", "invite", "join", "letters", "own", "pages", "recover", "sign_in", "texts", "web"]),
    (
        "subscribers",
        &[
            "confirm",
            "growth",
            "history",
            "import",
            "leave",
            "letters",
            "links",
            "list",
            "moving",
            "pages",
            "preferences",
            "subscribe",
            "web",
        ],
    ),
    ("web", &["components", "extract", "failure", "form", "layout", "one_form", "server"]),
];

/// Every module, by its path below `crate`, with its code.
type Modules = BTreeMap<Vec<String>, String>;
/// Who knows whom among the children of a folder.
type Arrows = BTreeMap<Vec<String>, BTreeSet<(String, String)>>;

fn modules() -> Modules {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let module = |file: std::path::PathBuf| {
        let below = file.strip_prefix(&src).unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let path: Vec<_> = below.trim_end_matches("/mod").split('/').map(str::to_owned).collect();
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        (!path.iter().any(|part| part == "tests")).then_some((path, code))
    };
    rust_files(&src).into_iter().filter_map(module).collect()
}

/// The paths below `crate` that a module names, also by `super::`.
fn paths(module: &[String], code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let starts = |at: usize| !code[..at].ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before));
    for (at, start) in code.match_indices("crate::").chain(code.match_indices("super::")).filter(|(at, _)| starts(*at))
    {
        let (mut rest, mut above) = (&code[at..], 0);
        while let Some(after) = rest.strip_prefix("super::") {
            (rest, above) = (after, above + 1);
        }
        let base = if start == "crate::" { &[] } else { &module[..module.len().saturating_sub(above)] };
        let mut here = Vec::new();
        open(rest.strip_prefix("crate::").unwrap_or(rest), "", &mut here);
        let whole = |path: String| base.iter().cloned().chain(path.split("::").map(str::to_owned)).collect();
        found.extend(here.into_iter().map(whole));
    }
    found
}

/// What a folder's own file brings up out of its children: `pub use find::Row` makes `Row` the child `find`'s.
fn brought_up(code: &str, children: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (at, _) in code.match_indices("use ") {
        let mut names = Vec::new();
        open(&code[at + "use ".len()..], "", &mut names);
        for name in names {
            let (first, last) = (name.split("::").next().unwrap(), name.rsplit("::").next().unwrap());
            if children.contains(first) {
                all.insert(last.to_owned(), first.to_owned());
            }
        }
    }
    all
}

fn arrows(modules: &Modules) -> Arrows {
    let mut children: BTreeMap<&[String], BTreeSet<String>> = BTreeMap::new();
    for path in modules.keys().filter(|path| path.len() > 1) {
        children.entry(&path[..path.len() - 1]).or_default().insert(path.last().unwrap().clone());
    }
    let up: BTreeMap<_, _> = children
        .iter()
        .filter_map(|(folder, inside)| Some((*folder, brought_up(modules.get(*folder)?, inside))))
        .collect();
    let mut arrows = Arrows::new();
    for (module, code) in modules {
        for path in paths(module, code) {
            for depth in 1..module.len().min(path.len()) {
                let (folder, from) = (&module[..depth], &module[depth]);
                if path[..depth] != *folder {
                    continue;
                }
                let name = &path[depth];
                let is_child = children.get(folder).is_some_and(|inside| inside.contains(name));
                let to = if is_child { Some(name) } else { up.get(folder).and_then(|up| up.get(name)) };
                if let Some(to) = to.filter(|to| *to != from) {
                    arrows.entry(folder.to_vec()).or_default().insert((from.clone(), to.clone()));
                }
            }
        }
    }
    arrows
}

/// Those who stand in a circle, circle by circle.
fn circles(arrows: &BTreeSet<(String, String)>) -> BTreeSet<Vec<String>> {
    let mut reaches = arrows.clone();
    loop {
        let longer: BTreeSet<_> = reaches
            .iter()
            .flat_map(|(from, by)| {
                arrows.iter().filter(move |(start, _)| start == by).map(move |(_, to)| (from.clone(), to.clone()))
            })
            .collect();
        let before = reaches.len();
        reaches.extend(longer);
        if reaches.len() == before {
            break;
        }
    }
    let turns =
        |a: &String, b: &String| reaches.contains(&(a.clone(), b.clone())) && reaches.contains(&(b.clone(), a.clone()));
    let names: BTreeSet<_> = arrows.iter().flat_map(|(from, to)| [from, to]).collect();
    let around =
        |name: &&String| names.iter().filter(|other| turns(name, other)).map(|other| (*other).clone()).collect();
    names.iter().map(around).filter(|circle: &Vec<String>| !circle.is_empty()).collect()
}

#[test]
fn modules_beside_each_other_form_no_circle() {
    let all: BTreeSet<(String, Vec<String>)> = arrows(&modules())
        .iter()
        .flat_map(|(folder, arrows)| circles(arrows).into_iter().map(move |circle| (folder.join("/"), circle)))
        .collect();
    let known: BTreeSet<(String, Vec<String>)> = KNOWN
        .iter()
        .map(|(folder, circle)| ((*folder).to_owned(), circle.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    let new: Vec<_> = all.difference(&known).collect();
    let cut: Vec<_> = known.difference(&all).collect();
    assert!(new.is_empty() && cut.is_empty(), "new circles: {new:#?}\nno longer circles: {cut:#?}");
}

#[test]
fn a_planted_circle_is_found() {
    let planted = [
        ("lending/mod", "pub use lend::Loan;"),
        ("lending/lend", "use super::pages::{draw, table};"),
        ("lending/pages", "use crate::lending::Loan;"),
        ("lending/find", "use super::{lend, pages};"),
    ];
    let path = |file: &str| file.trim_end_matches("/mod").split('/').map(str::to_owned).collect();
    let modules: Modules = planted.iter().map(|(file, code)| (path(file), (*code).to_owned())).collect();
    let found = circles(&arrows(&modules)[&["lending".to_owned()][..]]);
    assert_eq!(found, [vec!["lend".to_owned(), "pages".to_owned()]].into());
}
