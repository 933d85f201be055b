//! Tables have an owner. Reads the names of tables out of every statement and every entity call in `src` and holds them
//! against what the rooms say of themselves: only the owner writes, and one reads only what stands before one in the line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use samenspraak::rooms::rooms;

use super::{ROOMS, TOP, rust_files};

/// Every table with the room that says it writes it, in the order of the line; `store` stands before all rooms.
static OWNERS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let rooms = rooms();
    rooms.all().flat_map(|room| room.tables.iter().map(|table| (table.name, room.name))).collect()
});

/// Who writes tables of all rooms because that is their trade: a backup that comes back, and a past that never happened.
/// Everybody else, also the purge and erasing, calls the verbs of the rooms.
const GENERIC: [&str; 3] = ["store/kept.rs", "store/restore.rs", "demo/"];
/// The statements of the register, which `privacy` reads with.
const REGISTER: &str = "/room/tables.rs";
/// The verbs of an entity that write.
const WRITING: [&str; 7] = ["insert", "insert_many", "update", "update_many", "delete", "delete_many", "delete_by_id"];
/// What a builder writes into.
const INTO: [&str; 3] = ["into_table(", ".table(", "from_table("];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Touch {
    Reads,
    Writes,
}

/// What a file does that is not its own to do; `file` is its path below `src`.
fn trespasses(file: &str, text: &str) -> Vec<String> {
    if GENERIC.iter().any(|generic| file.starts_with(generic)) { Vec::new() } else { faults(file, text) }
}

/// The same of whoever goes by all tables.
fn faults(file: &str, text: &str) -> Vec<String> {
    let unit = file.split('/').next().unwrap_or(file).trim_end_matches(".rs");
    let unit = if unit == "rooms" { "store" } else { unit };
    let (code, literals) = taken_apart(text);
    let mut touched: Vec<(String, Touch)> = entities(&code);
    let mut faults = Vec::new();
    for literal in &literals {
        match statement(literal) {
            Ok(found) => touched.extend(found),
            Err(word) => faults.push(format!("{file}: hides behind {word} which table it means")),
        }
    }
    for hidden in ["ActiveModelTrait,", "ActiveModelTrait;", "ActiveModelTrait}", "ModelTrait,", "ModelTrait;"] {
        if code.contains(hidden) {
            faults.push(format!("{file}: writes rows by {hidden} where nobody sees of which table; name the entity"));
        }
    }
    touched.sort();
    touched.dedup();
    let place = |room: &str| ROOMS.iter().position(|other| other == room).map_or(0, |place| place + 1);
    for (table, touch) in touched {
        let Some(&owner) = OWNERS.get(table.as_str()) else { continue };
        let is_above = TOP.contains(&unit);
        match touch {
            _ if owner == unit => {}
            Touch::Writes => faults.push(format!("{file}: writes {table}, which only {owner} writes; call its verb")),
            Touch::Reads if is_above || file.ends_with(REGISTER) || place(owner) < place(unit) => {}
            Touch::Reads => faults.push(format!("{file}: reads {table} of {owner}, which stands later in the line")),
        }
    }
    faults
}

/// The code without its comments, its literals and what only tests compile, and the literals.
fn taken_apart(text: &str) -> (String, Vec<String>) {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        code.push_str(&rest[..at]);
        let (before, from) = (&rest[..at], &rest[at..]);
        if from.starts_with("//") {
            rest = &from[from.find('\n').unwrap_or(from.len())..];
        } else if from.starts_with("'\"'") || from.starts_with("'\\\"'") || from.starts_with("'\\''") {
            rest = &from[from[2..].find('\'').map_or(1, |end| end + 3)..];
        } else if let Some(inside) = from.strip_prefix('"') {
            let hashes = before.len() - before.trim_end_matches('#').len();
            let is_raw = before.trim_end_matches('#').ends_with('r');
            let end = if is_raw { inside.find(&format!("\"{}", "#".repeat(hashes))) } else { end_of(inside) };
            let end = end.unwrap_or(from.len() - 1);
            literals.push(from[1..=end].to_owned());
            code.push_str("\"\"");
            rest = from.get(end + 2..).unwrap_or("");
        } else {
            code.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    code.push_str(rest);
    (code, literals)
}

/// Where a literal ends, whose opening quote was taken.
fn end_of(literal: &str) -> Option<usize> {
    let mut is_escaped = false;
    literal.char_indices().find_map(|(at, letter)| {
        let ends = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends.then_some(at)
    })
}

/// The tables that a piece of SQL touches, or the word behind which it does not say which.
fn statement(literal: &str) -> Result<Vec<(String, Touch)>, String> {
    let words = words_of(literal);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let before = if at == 0 { "" } else { word(at - 1) };
        let touch = match (word(at), before) {
            // `IS DISTINCT FROM`, `extract(epoch FROM …)`.
            ("UPDATE", "FOR" | "DO" | "KEY") | ("FROM", "DISTINCT" | "epoch") => continue,
            ("INTO" | "UPDATE", _) | ("FROM", "DELETE") => Touch::Writes,
            ("FROM" | "JOIN", _) => Touch::Reads,
            _ => continue,
        };
        // Braces that stand for a list of values are no table (see `sql_over`).
        match (word(at + 1), word(at + 2)) {
            ("" | "{", "rows" | "words") => {}
            ("" | "{", _) => return Err(word(at).to_owned()),
            (table, _) => found.push((table.to_owned(), touch)),
        }
        // `FROM one, other`, with names or without.
        let mut next = at + 2;
        if touch != Touch::Reads {
            continue;
        }
        loop {
            let named = usize::from(word(next) != "," && word(next + 1) == ",");
            if word(next + named) != "," {
                break;
            }
            found.push((word(next + named + 1).to_owned(), touch));
            next += named + 2;
        }
    }
    Ok(found)
}

/// Words and signs, one by one. What is no SQL has no words in capitals that matter here.
fn words_of(literal: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for letter in literal.replace("\\\"", "").chars() {
        let is_part = letter.is_ascii_alphanumeric() || letter == '_';
        match words.last_mut() {
            Some(word) if is_part && is_open => word.push(letter),
            _ if !letter.is_whitespace() && letter != '\\' => words.push(letter.to_string()),
            _ => {}
        }
        is_open = is_part;
    }
    words
}

/// The tables that are touched by their entities.
fn entities(code: &str) -> Vec<(String, Touch)> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("tables::") {
        if !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            opened(&code[at + "tables::".len()..], &[], &mut paths);
        }
    }
    let mut found = Vec::new();
    for (path, local) in &paths {
        let table = path[0].clone();
        found.push((table.clone(), Touch::Reads));
        let rest: Vec<&str> = path[1..].iter().map(String::as_str).collect();
        let used = uses_of(code, local).map(|used| [rest.clone(), used].concat());
        let is_written = used.chain([rest.clone()]).any(|path| match path[..] {
            ["ActiveModel", ..] => true,
            ["Entity", verb, ..] => WRITING.contains(&verb),
            _ => false,
        });
        let entity = if rest.is_empty() { format!("{local}::Entity") } else { local.clone() };
        if is_written || INTO.iter().any(|into| code.contains(&format!("{into}{entity}"))) {
            found.push((table, Touch::Writes));
        }
    }
    found
}

/// The paths that begin with a name, without it.
fn uses_of<'a>(code: &'a str, local: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    code.match_indices(local).filter_map(move |(at, _)| {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
        let after = code[at + local.len()..].strip_prefix("::")?;
        let end = after.find(|letter| !is_part(letter)).unwrap_or(after.len());
        (!code[..at].ends_with(is_part)).then(|| after[..end].split("::").collect())
    })
}

/// Opens one path or one pair of braces, each with the name under which the file knows it, and gives what follows.
fn opened<'a>(rest: &'a str, before: &[String], found: &mut Vec<(Vec<String>, String)>) -> &'a str {
    let rest = rest.trim_start();
    if let Some(mut list) = rest.strip_prefix('{') {
        while !list.trim_start().starts_with('}') && !list.is_empty() {
            list = opened(list, before, found);
            let end = list.find([',', '}']).unwrap_or(list.len());
            list = list[end..].strip_prefix(',').unwrap_or(&list[end..]);
        }
        return list.trim_start().strip_prefix('}').unwrap_or("");
    }
    let end = rest.find(|next: char| !(next.is_alphanumeric() || next == '_')).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let mut path = before.to_vec();
    if word != "self" {
        path.push(word.to_owned());
    }
    if let Some(after) = after.strip_prefix("::") {
        return opened(after, &path, found);
    }
    let renamed = after.strip_prefix(" as ").map(|name| name.split([',', '}', ';']).next().unwrap_or(name).trim());
    let local = renamed.unwrap_or_else(|| path.last().map_or("", String::as_str)).to_owned();
    if path.first().is_some_and(|table| OWNERS.contains_key(table.as_str())) {
        found.push((path, local));
    }
    if word.is_empty() { rest.get(1..).unwrap_or("") } else { after }
}

#[test]
fn only_its_owner_writes_a_table_and_nobody_reads_against_the_line() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut all, mut generic, mut statements, mut calls) = (Vec::new(), BTreeSet::<&&str>::new(), 0, 0);
    for path in rust_files(&src) {
        let file = path.strip_prefix(&src).unwrap().to_str().unwrap();
        if file.contains("tests") || file.starts_with("store/tables") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let (code, literals) = taken_apart(&text);
        statements += literals.iter().filter_map(|literal| statement(literal).ok()).flatten().count();
        calls += entities(&code).len();
        all.extend(trespasses(file, &text));
        let is_in = |generic: &&&str| file.starts_with(**generic) && !faults(file, &text).is_empty();
        generic.extend(GENERIC.iter().filter(is_in));
    }
    assert_eq!(generic.len(), GENERIC.len(), "whoever needs no exception gets none: {generic:?}");
    assert!(statements > 300 && calls > 200, "this test reads too little: {statements} statements, {calls} calls");
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

/// Whether a file writes whole statements and does not say at its beginning why they are text.
fn lacks_a_why(text: &str) -> bool {
    let (_, literals) = taken_apart(text);
    let begins = ["SELECT ", "UPDATE ", "INSERT INTO ", "DELETE FROM ", "WITH "];
    let has_statement = literals.iter().any(|literal| begins.iter().any(|word| literal.trim_start().starts_with(word)));
    let opening = text.lines().take_while(|line| line.starts_with("//!"));
    has_statement && !opening.collect::<String>().contains("SQL")
}

#[test]
fn whoever_writes_sql_as_text_says_why() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut without = Vec::new();
    for path in rust_files(&src) {
        let file = path.strip_prefix(&src).unwrap().to_str().unwrap();
        // What a room says of itself is text by its form; the store is about the database itself.
        let is_other = file.contains("/room") || file.starts_with("rooms") || file.starts_with("store/");
        if !is_other && !file.contains("tests") && lacks_a_why(&std::fs::read_to_string(&path).unwrap()) {
            without.push(file.to_owned());
        }
    }
    assert_eq!(without, Vec::<String>::new(), "write it with its entity, or say at the beginning why it is SQL");
    assert!(lacks_a_why("//! Reads.\n\nfn f() { sql(on, \"SELECT 1 FROM people\", []) }"), "planted");
    assert!(!lacks_a_why("//! Reads.\n//!\n//! Raw SQL: a join.\n\nfn f() { \"SELECT 1 FROM people\" }"));
}

#[test]
fn the_file_of_a_table_names_its_owner() {
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/tables");
    let mut seen = 0;
    for path in rust_files(&tables) {
        let (name, text) = (path.file_stem().unwrap().to_str().unwrap(), std::fs::read_to_string(&path).unwrap());
        let Some((_, rest)) = text.split_once("table_name = \"") else { continue };
        assert_eq!(rest.split('"').next(), Some(name), "a table's file is called after it");
        let owner = OWNERS.get(name).unwrap_or_else(|| panic!("no `tables` of a room.rs names {name}"));
        assert!(
            text.starts_with(&format!("//! Written by `{owner}` only.")),
            "{name}.rs does not begin with its owner, {owner}"
        );
        seen += 1;
    }
    assert!(seen > 60, "{seen}");
}

/// The negative control: each way to trespass, planted, is found; and what is allowed is not.
#[test]
fn each_trespass_is_found() {
    let broken = [
        ("desk/tell.rs", r#"sql(tx, "UPDATE sendings SET told_at = ?", [])"#, "desk/tell.rs: writes sendings"),
        ("returns/lift.rs", "sql(tx, \"DELETE FROM\n   deliveries WHERE person_id = ?\")", "writes deliveries"),
        ("issues/plan.rs", r#"const ADD: &str = r"INSERT INTO people (id) VALUES (?)";"#, "writes people"),
        ("desk/web.rs", "use crate::store::tables::issues;\nfn f() { issues::Entity::delete_many() }", "writes issues"),
        ("desk/web.rs", "use crate::store::tables::{issues::{ActiveModel}, people};", "writes issues"),
        (
            "desk/web.rs",
            "use crate::store::tables::issues::Entity as Row;\nfn f() { Row::update_many() }",
            "writes issues",
        ),
        ("desk/web.rs", "fn f() { crate::store::tables::people::Entity::insert(row) }", "writes people"),
        ("desk/web.rs", "use crate::store::tables::people;\nfn f() { q.into_table(people::Entity) }", "writes people"),
        ("schedule/bells.rs", r#"sql(tx, "INSERT INTO bells (name) VALUES (?)")"#, "writes bells, which only store"),
        ("desk/web.rs", r#"format!("UPDATE {table} SET x = 1")"#, "hides behind UPDATE"),
        ("desk/web.rs", r#"concat!("DELETE FROM ", "people")"#, "hides behind FROM"),
        ("desk/web.rs", "use sea_orm::{ActiveModelTrait, EntityTrait};", "where nobody sees"),
        ("staff/find.rs", r#""SELECT 1 FROM people, centre c, areas WHERE true""#, "reads areas of centre"),
        (
            "staff/find.rs",
            r#""SELECT 1 FROM people JOIN centre ON true""#,
            "reads centre of centre, which stands later",
        ),
        ("delivery/open.rs", "use crate::store::tables::{sendings, suppressions};", "reads suppressions of returns"),
        ("subscribers/room.rs", r#"over: "SELECT id FROM privacy_holds""#, "reads privacy_holds of privacy"),
    ];
    for (file, text, expected) in broken {
        let found = trespasses(file, text);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{file}: {expected} was not found in {found:?}");
    }
    let sound = r#"
        use crate::store::tables::{issues, people, sendings as sent};
        // UPDATE people SET nothing: a comment.
        fn f() { issues::Entity::update_many(); people::Entity::find(); sent::Column::Id; '"'; }
        const SAYS: &str = "SELECT 1 FROM people WHERE name IS DISTINCT FROM ? FOR UPDATE";
        const OVER: &str = "UPDATE issues SET x = v.x FROM {rows} JOIN people p ON true";
        fn g() { "the mail came back from people \" UPDATE" }
    "#;
    assert_eq!(trespasses("issues/plan.rs", sound), ["issues/plan.rs: hides behind UPDATE which table it means"]);
    assert_eq!(trespasses("issues/plan.rs", &sound.replace("\\\" UPDATE", "")), Vec::<String>::new());
    assert_eq!(trespasses("audit/room/tables.rs", r#"rows: "SELECT 1 FROM members""#), Vec::<String>::new());
}
