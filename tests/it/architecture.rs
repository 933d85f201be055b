//! Who may import whom. Reads every path in `src` and enforces the lines of `docs/ARCHITECTURE.md`.

mod circles;
mod owners;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The rooms in their line, out of the one list of them: each knows only those before it.
static ROOMS: LazyLock<Vec<String>> = LazyLock::new(|| rooms_in(&read("src/rooms.rs")));

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn rooms_in(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix('&')?.strip_suffix("::ROOM,"));
    lines.map(str::to_owned).collect()
}

/// What stands above the rooms and may know all of them; nothing below may know these.
const TOP: [&str; 7] = ["rooms", "schedule", "routes", "demo", "command", "lib", "main"];
const LAYERS: [(&str, &[&str]); 8] = [
    ("base", &["base"]),
    ("store", &["base", "store"]),
    ("mail", &["base", "mail"]),
    ("web", &["base", "web"]),
    ("settings", &["base", "settings"]),
    ("telemetry", &["telemetry"]),
    ("room", &["base", "store", "mail", "web", "room"]),
    ("app", &["base", "store", "mail", "web", "room", "settings", "app"]),
];
const BELOW_ROOMS: [&str; 7] = ["base", "store", "mail", "web", "room", "settings", "app"];
const WORDS_WE_AVOID: [&str; 7] = ["service", "manager", "helper", "util", "common", "handler", "processor"];
const LONGEST: usize = 400;
/// Where work leaves the threads of the runtime: through a lane with an end, or because it waits for a disk or a pipe.
const BESIDE: [&str; 5] =
    ["base/work.rs", "demo/postbox.rs", "returns/doors/pipe.rs", "store/scrub.rs", "subscribers/import/list.rs"];

fn may_import(unit: &str, other: &str) -> bool {
    if let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == unit) {
        return allowed.contains(&other);
    }
    let Some(place) = ROOMS.iter().position(|room| room == unit) else { return TOP.contains(&unit) };
    BELOW_ROOMS.contains(&other) || ROOMS[..=place].iter().any(|room| room == other)
}

/// What is wrong with a file; `file` is its path below `src`.
fn faults(file: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |what: String| faults.push(format!("{file}: {what}"));
    let unit = file.split('/').next().unwrap_or(file).trim_end_matches(".rs");
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_page = name.contains("pages") || file.contains("/pages/");
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");

    for path in imports(&code) {
        let parts: Vec<&str> = path.split("::").collect();
        if !may_import(unit, parts[0]) {
            say(format!(
                "{unit} may not know {}, which stands after it in the line (src/rooms.rs) or the layers",
                parts[0]
            ));
        }
        if is_page && parts[0] == "store" {
            say("a page never sees the store".to_owned());
        }
        let is_inside = parts.len() > 2 && parts[1].starts_with(char::is_lowercase);
        if ROOMS.iter().any(|room| room == parts[0]) && parts[0] != unit && is_inside {
            say(format!("enters {} by {path} instead of by its mod.rs", parts[0]));
        }
    }
    let depth = file.split('/').filter(|part| *part != "mod.rs").count();
    if code.contains(&"super::".repeat(depth)) {
        say("leaves its unit by super::".to_owned());
    }
    let names = |word: &str| code.contains(word);
    if names("ammonia::") && file != "base/text/safe_html.rs" {
        say("only base/text/safe_html.rs names ammonia".to_owned());
    }
    if names("PreEscaped") && !(file.starts_with("mail/") || file.starts_with("web/components/")) {
        say("writes HTML without escaping it".to_owned());
    }
    if names("axum") && ["base", "store", "mail"].contains(&unit) {
        say(format!("{unit} knows no HTTP"));
    }
    // Errors are the only words of the database that a failure page must understand.
    if code.replace("use sea_orm::{DbErr, RuntimeErr};", "").replace("sea_orm::DbErr", "").contains("sea_orm")
        && (["mail", "web"].contains(&unit) || is_page)
    {
        say("knows the database".to_owned());
    }
    if names("spawn_blocking") && !BESIDE.contains(&file) && !file.contains("tests") {
        say("works beside the requests without an end; ask base::work".to_owned());
    }
    let lines = text.lines().count();
    let is_test = file.contains("tests");
    if lines > LONGEST && !is_test {
        say(format!("has {lines} lines, which is more than {LONGEST}"));
    }
    for word in WORDS_WE_AVOID.iter().filter(|word| file.contains(**word)) {
        say(format!("is called after a {word}; name what it does"));
    }
    faults
}

/// Every path below `crate::`, with the braces of `use` opened: `crate::a::{b, c::d}` gives `a::b` and `a::c::d`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            open(&code[at + "crate::".len()..], "", &mut found);
        }
    }
    found
}

/// Reads one path or one pair of braces from the start of `rest` and returns what follows it.
fn open<'a>(rest: &'a str, before: &str, found: &mut Vec<String>) -> &'a str {
    let rest = rest.trim_start();
    if let Some(mut list) = rest.strip_prefix('{') {
        while !list.trim_start().starts_with('}') && !list.is_empty() {
            list = open(list, before, found);
            let end = list.find([',', '}']).unwrap_or(list.len());
            list = list[end..].strip_prefix(',').unwrap_or(&list[end..]);
        }
        return list.trim_start().strip_prefix('}').unwrap_or("");
    }
    let end = rest.find(|next: char| !(next.is_alphanumeric() || next == '_' || next == '*')).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let path = match (before, word) {
        ("", word) => word.to_owned(),
        (before, "self" | "*") => before.to_owned(),
        (before, word) => format!("{before}::{word}"),
    };
    if let Some(after) = after.strip_prefix("::") {
        return open(after, &path, found);
    }
    found.push(path);
    // An empty word would stand still for ever; nothing that compiles has one.
    if word.is_empty() { rest.get(1..).unwrap_or("") } else { after }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let here = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    here.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

#[test]
fn every_file_imports_only_what_it_may_know() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&src);
    let mut all = Vec::new();
    let mut paths = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        paths += imports(&text).len();
        all.extend(faults(file.strip_prefix(&src).unwrap().to_str().unwrap(), &text));
    }
    assert!(files.len() > 80 && paths > 150, "this test reads too little: {} files, {paths} paths", files.len());
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

/// A folder that says what the house must know of it is a room, and a room has its line.
fn without_line(folders: &[String], rooms: &[String]) -> Vec<String> {
    let lacks = |folder: &&String| !rooms.contains(folder);
    folders.iter().filter(lacks).map(|folder| format!("src/{folder} has a room.rs and no line in rooms.rs")).collect()
}

#[test]
fn every_room_has_its_line() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders: Vec<String> = rust_files(&src)
        .iter()
        .filter_map(|file| Some(file.strip_prefix(&src).ok()?.to_str()?.strip_suffix("/room.rs")?.to_owned()))
        .collect();
    assert_eq!(without_line(&folders, &ROOMS), Vec::<String>::new());
    assert!(folders.len() >= 14 && ROOMS.len() == folders.len(), "{folders:?} {:?}", *ROOMS);
    assert_eq!(without_line(&folders, &ROOMS[1..]), ["src/audit has a room.rs and no line in rooms.rs"], "planted");
}

#[test]
fn the_page_about_the_parts_has_the_line_of_the_rooms() {
    let line = ROOMS.iter().map(|room| format!("`{room}`")).collect::<Vec<_>>().join(" → ");
    assert!(
        read("docs/ARCHITECTURE.md").contains(&line),
        "docs/ARCHITECTURE.md has another line than src/rooms.rs: {line}"
    );
}

/// One word for one thing: the act is "verzenden" and leads to a "verzending", a state is "(wordt) verzonden", and a
/// sentence says "verstuurd".
#[test]
fn w_e_a_sentence_says_verstuurd() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut states = 0;
    for file in rust_files(&src) {
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let words = line.to_lowercase();
            states += usize::from(words.contains("verzonden\""));
            let without_states = words.replace("\"verzonden\"", "").replace("\"wordt verzonden\"", "");
            assert!(!without_states.contains("verzonden"), "{}: {line}", file.display());
            assert!(!words.contains("verzond "), "{}: {line}", file.display());
        }
    }
    assert!(states >= 4, "this test reads too little: {states} states");
}

/// Who reads Markdown outside `base` and its lane. A long text takes longer than a transaction may, and rooms ask
/// `markdown::kept`, which has a budget.
const READERS: [(&str, &str); 3] =
    [("issues/article.rs", "a test"), ("mail/tests/", "a test"), ("web/blocks.rs", "a test")];

fn reads_unlisted(file: &str, text: &str) -> bool {
    let is_free = file.starts_with("base/") || file.starts_with("demo/") || file.ends_with("tests.rs");
    let is_listed = READERS.iter().any(|(reader, _)| file.starts_with(reader));
    let reads = ["markdown::read(", "markdown::read_while(", "markdown::storable("];
    reads.iter().any(|call| text.contains(call)) && !is_free && !is_listed
}

#[test]
fn whoever_reads_markdown_says_where() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |file: &PathBuf| file.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
    let unlisted = |file: &&PathBuf| reads_unlisted(&name(file), &std::fs::read_to_string(file).unwrap());
    let files = rust_files(&src);
    let found: Vec<_> = files.iter().filter(unlisted).map(name).collect();
    assert!(found.is_empty(), "{found:?} read Markdown themselves; ask markdown::kept");
    assert!(reads_unlisted("events/making/save.rs", "let tx; markdown::read(text)"), "planted");
}

#[test]
fn braces_are_opened() {
    let code = "use crate::{app::App, base::{Clock, id::{IssueId, PersonId}}, staff::{self, Member as M}};\n\
                fn f(_: crate::web::Failure, _: bool) {}";
    let expected = [
        "app::App",
        "base::Clock",
        "base::id::IssueId",
        "base::id::PersonId",
        "staff",
        "staff::Member",
        "web::Failure",
    ];
    assert_eq!(imports(code), expected);
}

/// The negative control: each rule, broken on purpose, is found; and what is allowed is not.
#[test]
fn each_broken_rule_is_found() {
    let long = "//\n".repeat(LONGEST + 1);
    let broken = [
        ("base/clock.rs", "use crate::store::Store;", "base may not know store"),
        ("store/write.rs", "use crate::web::Failure;", "store may not know web"),
        ("store/tables/people.rs", "fn f(_: crate::web::Page) {}", "store may not know web"),
        ("web/extract.rs", "use crate::app::App;", "web may not know app"),
        ("app.rs", "use crate::{base::Clock, staff};", "app may not know staff"),
        ("people/mod.rs", "use crate::delivery;", "people may not know delivery"),
        ("subscribers/confirm.rs", "use crate::{\n    base::Link,\n    issues::Issue,\n};", "may not know issues"),
        ("issues/web.rs", "use crate::routes::router;", "issues may not know routes"),
        ("issues/sending/approve.rs", "use crate::staff::member::Member;", "instead of by its mod.rs"),
        ("issues/pages.rs", "use crate::store::tables::issues;", "a page never sees the store"),
        ("issues/sending/pages/mod.rs", "use sea_orm::EntityTrait;", "knows the database"),
        ("issues/find.rs", "use super::super::desk;", "leaves its unit"),
        ("issues/block.rs", "use ammonia::Builder;", "names ammonia"),
        ("issues/pages.rs", "use maud::PreEscaped;", "without escaping"),
        ("mail/letter.rs", "use axum::http::Uri;", "mail knows no HTTP"),
        ("issues/find.rs", "tokio::task::spawn_blocking(f)", "without an end"),
        ("issues/issue_service.rs", "", "is called after a service"),
        ("issues/mod.rs", long.as_str(), "lines, which is more than 400"),
    ];
    for (file, text, expected) in broken {
        let found = faults(file, text);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{file}: {expected} was not found in {found:?}");
    }
    let sound = "use crate::staff::{self, Member};\nuse crate::audit::Actor;\nuse super::{find, pages};\n\
                 fn f() { crate::delivery::post_later(crate::base::id::IssueId(1)) }";
    assert_eq!(faults("issues/sending/approve.rs", sound), Vec::<String>::new());
}

/// The stories that only run when they are asked for, as `module::name`.
fn on_request(module: &str, text: &str) -> Vec<String> {
    let after = text.split("#[ignore").skip(1);
    let names = after.filter_map(|rest| rest.split_once("async fn ")?.1.split_once('('));
    names.map(|(name, _)| format!("{module}::{name}")).collect()
}

#[test]
fn every_fault_story_on_request_is_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stories: Vec<_> = rust_files(&root.join("tests/faults"))
        .iter()
        .flat_map(|file| {
            on_request(file.file_stem().unwrap().to_str().unwrap(), &std::fs::read_to_string(file).unwrap())
        })
        .collect();
    assert!(stories.len() >= 6, "{stories:?}");
    for script in ["script/test", "script/bench"] {
        let text = std::fs::read_to_string(root.join(script)).unwrap();
        let asked = text.lines().find_map(|line| line.split_once("--include-ignored ")).unwrap().1;
        let is_asked = |story: &&String| asked.split_whitespace().any(|filter| story.contains(filter));
        let left: Vec<_> = stories.iter().filter(|story| !is_asked(story)).collect();
        assert!(left.is_empty(), "{script} never runs {left:?}");
    }
}
