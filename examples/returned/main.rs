//! How well mail that comes back is read: reads every mail of some folders and holds it against what is expected of it.
//!
//! `script/returned` runs it and says how. It reads files and nothing else.

mod expected;
mod judge;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use samenspraak::returns;

use expected::Expectations;
use judge::{Verdict, verdict};

fn main() -> ExitCode {
    let mut expectations = Expectations::default();
    let (mut folders, mut lists) = (Vec::new(), false);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--expected" => {
                let path = words.next().unwrap_or_default();
                if expectations.learn(Path::new(&path)) == 0 {
                    eprintln!("{path}: nothing is said there that is expected of a mail");
                    return ExitCode::from(2);
                }
            }
            "--list" => lists = true,
            folder => folders.push(PathBuf::from(folder)),
        }
    }
    // A folder that is misspelt would otherwise be read perfectly.
    if let Some(empty) = folders.iter().find(|folder| files_in(folder).is_empty()) {
        eprintln!("{}: there are no mails", empty.display());
        return ExitCode::from(2);
    }
    let mut count = Count::default();
    for file in folders.iter().flat_map(|folder| files_in(folder)) {
        let Ok(mail) = std::fs::read(&file) else { continue };
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = returns::read(&mail);
        let expected = expectations.of(&name);
        let verdict = expected.map(|expected| verdict(expected, &found));
        count.add(verdict);
        if lists && verdict.is_none_or(|verdict| verdict != Verdict::Right) {
            let reason = expected.map_or("not said", |expected| expected.reason.as_str());
            let word = verdict.map_or_else(|| "NotExpected".to_owned(), |verdict| format!("{verdict:?}"));
            println!("{word}\t{name}\t{reason}\t{:?}\t{:?}\t{}", found.kind, found.class, found.words);
        }
    }
    count.print();
    ExitCode::SUCCESS
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[derive(Default)]
struct Count {
    mails: usize,
    silent: usize,
    right: usize,
    harmless: usize,
    living: usize,
    missed: usize,
    unread: usize,
}

impl Count {
    fn add(&mut self, verdict: Option<Verdict>) {
        self.mails += 1;
        *match verdict {
            None => &mut self.silent,
            Some(Verdict::Right) => &mut self.right,
            Some(Verdict::Harmless) => &mut self.harmless,
            Some(Verdict::LivingSuppressed) => &mut self.living,
            Some(Verdict::DeadMissed) => &mut self.missed,
            Some(Verdict::NotRecognised) => &mut self.unread,
        } += 1;
    }

    fn print(&self) {
        let told = (self.mails - self.silent).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a share of some hundreds of mails")]
        let share = self.right as f64 * 100.0 / told as f64;
        println!("C-mails\t{}\tmails\tof which {} with an expectation", self.mails, self.mails - self.silent);
        println!("C-right\t{share:.1}\t%\tat least 97 ({} of {told})", self.right);
        println!("C-living\t{}\tmails\t0: a living address suppressed", self.living);
        println!("C-missed\t{}\tmails\ta dead address that is not seen as one", self.missed);
        println!("C-unread\t{}\tmails\tnot recognised as what they are", self.unread);
        println!("C-harmless\t{}\tmails\tanother class, with no consequence for anybody", self.harmless);
    }
}
