//! Papers, read by programs that know nothing of how they were made: poppler and qpdf.

use std::process::{Command, Stdio};

use axum::http::StatusCode;

use crate::house::Answer;

/// Runs a program over a paper and gives what it says.
pub fn told(program: &str, before: &[&str], paper: &[u8], after: &[&str]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), paper).unwrap();
    let mut command = Command::new(program);
    command.args(before).arg(file.path()).args(after).stdin(Stdio::null());
    let said = command.output().unwrap_or_else(|error| panic!("apt-get install poppler-utils qpdf ({error})"));
    let errors = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{program}: {errors}");
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// A paper, after everybody looked at it who can: it is whole, tagged, and says its title and language.
pub struct Read {
    /// Its words in the order in which they are read, without white space: a name may break anywhere.
    pub words: String,
    pub sheets: usize,
}

/// Looks at a paper.
pub fn read(answer: &Answer, title: &str, language: &str) -> Read {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/pdf");
    let paper = answer.bytes.as_slice();
    told("qpdf", &["--check"], paper, &[]);
    let about = told("pdfinfo", &[], paper, &[]);
    let says = |word: &str| about.lines().find_map(|line| line.strip_prefix(word)).unwrap_or_default().trim();
    assert_eq!((says("Title:"), says("Tagged:"), says("Encrypted:")), (title, "yes", "no"), "{about}");
    let inside = told("qpdf", &["--qdf", "--object-streams=disable"], paper, &["-"]);
    for needs in [&format!("/Lang ({language})"), "pdfuaid:part", "pdfaid:conformance"] {
        assert!(inside.contains(needs), "{needs}");
    }
    let structure = told("pdfinfo", &["-struct"], paper, &[]);
    assert!(structure.contains("H1"), "{structure}");
    let text = told("pdftotext", &["-raw"], paper, &["-"]);
    Read { words: squeezed(&text), sheets: says("Pages:").parse().unwrap() }
}

/// A text without its white space.
pub fn squeezed(text: &str) -> String {
    // Marks of direction that poppler adds are nobody's letters.
    text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '\u{202a}'..='\u{202e}')).collect()
}

/// What a reader of the structure hears, without what stands on the edge of each sheet; white space left out.
pub fn heard(paper: &[u8]) -> String {
    let told = told("pdfinfo", &["-struct-text"], paper, &[]);
    let words = told.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    squeezed(&words.collect::<String>())
}
