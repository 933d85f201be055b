//! What may be linked into the binary, after `deny.toml`: licences, bans and sources, also where cargo-deny is not
//! installed. Advisories need its database.

use std::process::Command;

use serde_json::Value;

/// The texts between quotes below a key of `deny.toml`, up to the end of its list.
fn list_of(deny: &str, key: &str) -> Vec<String> {
    let (_, rest) = deny.split_once(key).unwrap_or_else(|| panic!("deny.toml has no {key}"));
    let (list, _) = rest.split_once("\n]").unwrap();
    list.lines().filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

/// Whether an expression of SPDX is met by the licences that are allowed: `OR` is a choice, `AND` is all of them.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<&str> = spaced.split_whitespace().rev().collect();
    let met = any_of(&mut words, allowed);
    met && words.is_empty()
}

fn any_of(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut met = all_of(words, allowed);
    while words.last() == Some(&"OR") {
        words.pop();
        met |= all_of(words, allowed);
    }
    met
}

fn all_of(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut met = one_of(words, allowed);
    while words.last() == Some(&"AND") {
        words.pop();
        met &= one_of(words, allowed);
    }
    met
}

fn one_of(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let Some(word) = words.pop() else { return false };
    if word == "(" {
        let met = any_of(words, allowed);
        return words.pop() == Some(")") && met;
    }
    let mut licence = word.to_owned();
    if words.last() == Some(&"WITH") {
        words.pop();
        licence = format!("{word} WITH {}", words.pop().unwrap_or_default());
    }
    allowed.contains(&licence)
}

/// The packages that are built for a platform that we ship to, as cargo knows them.
fn packages(platform: &str) -> Vec<Value> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", platform]);
    let said = cargo.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let all: Value = serde_json::from_slice(&said.stdout).unwrap();
    let nodes = all["resolve"]["nodes"].as_array().unwrap();
    let used = |package: &Value| nodes.iter().any(|node| node["id"] == package["id"]);
    all["packages"].as_array().unwrap().iter().filter(|package| used(package)).cloned().collect()
}

#[test]
fn licences_bans_and_sources_are_as_deny_toml_says() {
    let deny = include_str!("../../deny.toml");
    let (allowed, banned) = (list_of(deny, "\nallow = ["), list_of(deny, "\ndeny = ["));
    assert!(allowed.len() > 5 && banned == ["openssl-sys", "native-tls"], "this test reads too little");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for platform in list_of(&deny.replace("-gnu\"]", "-gnu\"\n]").replace("\", \"", "\"\n\""), "\ntargets = [") {
        for package in packages(&platform) {
            let name = package["name"].as_str().unwrap();
            let licence = package["license"].as_str().unwrap_or("none");
            if !is_allowed(licence, &allowed) {
                wrong.push(format!("{name} has the licence {licence}"));
            }
            if banned.iter().any(|one| one == name) {
                wrong.push(format!("{name} is banned"));
            }
            let source = package["source"].as_str();
            if source.is_some_and(|source| source != "registry+https://github.com/rust-lang/crates.io-index") {
                wrong.push(format!("{name} comes from {source:?}"));
            }
            let ours = source.is_none();
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            for one in dependencies.filter(|one| ours && one["req"] == "*" && one["path"].is_null()) {
                wrong.push(format!("{name} takes any version of {}", one["name"]));
            }
            seen += 1;
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(seen > 200, "this test reads too little: {seen} packages");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()];
    for fine in ["MIT", "GPL-3.0 OR MIT", "MIT/GPL-3.0", "(GPL-3.0 OR ISC) AND MIT", "Apache-2.0 WITH LLVM-exception"] {
        assert!(is_allowed(fine, &allowed), "{fine}");
    }
    for wrong in ["none", "", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT", "MIT )", "GPL-3.0 OR (MIT AND X)"] {
        assert!(!is_allowed(wrong, &allowed), "{wrong}");
    }
}

#[test]
fn the_image_is_built_from_what_is_pinned() {
    let dockerfile = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Dockerfile")).unwrap();
    let bases: Vec<&str> = dockerfile.lines().filter_map(|line| line.strip_prefix("FROM ")).collect();
    assert!(!bases.is_empty(), "nothing is built");
    for base in bases {
        let digest = base.split_whitespace().next().and_then(|image| image.split_once("@sha256:"));
        assert!(base == "scratch" || digest.is_some_and(|(_, digest)| digest.len() == 64), "{base} may change");
    }
}
