//! An invented list: names and domains as uneven as real ones, in no order.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

pub const FIRST: [&str; 24] = [
    "Jan",
    "Anna",
    "Piet",
    "Zoë",
    "Mohammed",
    "Sanne",
    "Willem",
    "Emma",
    "Lotte",
    "Bram",
    "Fatima",
    "Daan",
    "Sophie",
    "Jeroen",
    "Marieke",
    "Renée",
    "Kees",
    "Joost",
    "Ingrid",
    "Björn",
    "Ayşe",
    "Tom",
    "Hanneke",
    "François",
];
pub const LAST: [&str; 24] = [
    "de Vries",
    "Jansen",
    "van den Berg",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Smits",
    "de Graaf",
    "Kok",
    "Jacobs",
    "van der Meer",
    "Yılmaz",
];

/// Numbers that look like chance and are the same at every run.
pub struct Chance(u64);

impl Chance {
    pub const fn new() -> Self {
        Self(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

/// Writes a list of so many people, each with an address of their own; gives the last address.
pub fn write(file: &Path, rows: u32) -> String {
    let mut out = BufWriter::new(File::create(file).unwrap());
    let mut chance = Chance::new();
    writeln!(out, "Naam;E-mailadres;Taal").unwrap();
    let mut last_address = String::new();
    for row in 0..rows {
        let (first, last) = (FIRST[chance.below(FIRST.len())], LAST[chance.below(LAST.len())]);
        let plain = |text: &str| text.to_lowercase().replace([' ', 'ë', 'ö', 'ş', 'ı', 'ç', 'é'], "");
        // A fifth at one provider, a tenth at another, the rest at some thousands of organisations.
        let domain = match chance.below(10) {
            0 | 1 => "gmail.example".to_owned(),
            2 => "hotmail.example".to_owned(),
            _ => format!("organisatie{}.example", chance.below(4_000)),
        };
        let language = if chance.below(20) == 0 { "en" } else { "nl" };
        last_address = format!("{}.{}{row}@{domain}", plain(first), plain(last));
        writeln!(out, "{first} {last};{last_address};{language}").unwrap();
    }
    out.flush().unwrap();
    last_address
}

/// What staff type, from one letter to a whole address.
pub fn search(chance: &mut Chance, rows: usize) -> String {
    let (first, last) = (FIRST[chance.below(FIRST.len())], LAST[chance.below(LAST.len())]);
    let cut = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    match chance.below(10) {
        0 => cut(last, 1 + chance.below(2)),
        1 => cut(first, 3),
        2 => last.to_owned(),
        3 | 4 => format!("{first} {last}"),
        5 => format!("{} {}", cut(first, 2), cut(last, 4)),
        6 => format!("{first} organisatie{}", chance.below(4_000)),
        7 => format!("{} gmail", first.to_lowercase()),
        8 => format!("{}{}", cut(last, 5), chance.below(rows)),
        _ => format!("organisatie{}.example", chance.below(5_000)),
    }
}
