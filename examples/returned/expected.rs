//! What is expected of a mail, read from the tests of the project that published it or from a list of our own.

use std::collections::BTreeMap;
use std::path::Path;

/// What a mail is said to be.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// The word of its project.
    pub reason: String,
    /// The enhanced status, when one is expected.
    pub status: String,
    /// The kind of a complaint.
    pub feedback: String,
}

/// By the name of the file; what was learnt first counts.
#[derive(Default)]
pub struct Expectations(BTreeMap<String, Expected>);

impl Expectations {
    /// What is expected of a mail.
    pub fn of(&self, name: &str) -> Option<&Expected> {
        self.0.get(name)
    }

    /// Learns from a list (`.tsv`), from flufl.bounce's `test_detectors.py`, or from a folder of Sisimai's tests in Go or Perl.
    /// Gives how many are known now.
    pub fn learn(&mut self, path: &Path) -> usize {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        match path.extension().and_then(|end| end.to_str()) {
            Some("tsv") => self.learn_list(&text),
            Some("py") => self.learn_flufl(&text),
            _ => {
                for file in super::files_in(path) {
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    self.learn_sisimai(&name, &std::fs::read_to_string(&file).unwrap_or_default());
                }
            }
        }
        self.0.len()
    }

    fn keep(&mut self, name: String, expected: Expected) {
        self.0.entry(name).or_insert(expected);
    }

    /// Lines of name, reason, and why we say so.
    fn learn_list(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            if let (Some(name), Some(reason)) = (fields.next(), fields.next()) {
                self.keep(name.to_owned(), Expected { reason: reason.to_owned(), ..Expected::default() });
            }
        }
    }

    /// `('postfix', 'postfix_01.txt', [b'a@b'], False)`: whether the failure that it finds passes.
    fn learn_flufl(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(".txt',") {
            let name = before.rsplit('\'').next().unwrap_or_default();
            let (addresses, end) = after.split_once(']').unwrap_or_default();
            if addresses.contains('@') {
                let reason = if end.trim_start_matches(',').trim_start().starts_with("True") {
                    "temporary"
                } else {
                    "permanent"
                };
                self.keep(format!("{name}.txt"), Expected { reason: reason.to_owned(), ..Expected::default() });
            }
            rest = after;
        }
    }

    /// `{"01", 1, "5.7.1", "550", "securityerror", false, ""}` in Go, `'01' => [['5.7.1', '550', 'securityerror', 0` in
    /// Perl: of each mail the first recipient. The file is named after whoever wrote the mails.
    fn learn_sisimai(&mut self, file: &str, text: &str) {
        let Some((_, of)) = file.split_once('-') else { return };
        let (of, quote) = match (of.strip_suffix("_test.go"), of.strip_suffix(".t")) {
            (Some(of), _) => (of, '"'),
            (_, Some(of)) => (of, '\''),
            _ => return,
        };
        for line in text.lines() {
            let parts: Vec<&str> = line.split(quote).collect();
            let part = |at: usize| parts.get(at).copied().unwrap_or_default();
            if part(1).len() == 2 && part(1).bytes().all(|digit| digit.is_ascii_digit()) && !part(7).is_empty() {
                let [reason, status, feedback] = [7, 3, 9].map(|at| part(at).to_owned());
                self.keep(format!("{of}-{}.eml", part(1)), Expected { reason, status, feedback });
            }
        }
    }
}
