//! The one check of every story: who should have the mail, who has it at the sink, and who was said to be uncertain.

use std::collections::{BTreeMap, BTreeSet};

use crate::knobs::figure;

/// What came of a sending, counted at the sink.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Who should have the mail and has not.
    pub missing: BTreeSet<String>,
    /// Who should not have it and has.
    pub strangers: BTreeSet<String>,
    /// Copies beyond everybody's first.
    pub repeated: usize,
    /// Who has it more than once although the ledger never called them uncertain.
    pub silently: BTreeSet<String>,
    /// Who has copies that a mailbox cannot recognise as the same mail.
    pub unlike: BTreeSet<String>,
    /// Message-IDs that two people have.
    pub shared: BTreeSet<String>,
    /// How many the ledger called uncertain.
    pub uncertain: usize,
}

/// Compares what arrived, as pairs of recipient and Message-ID, with who should get it and who was called uncertain.
pub fn account(arrived: &[(String, String)], wanted: &BTreeSet<String>, uncertain: &BTreeSet<String>) -> Account {
    let mut copies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (to, id) in arrived {
        copies.entry(to).or_default().push(id);
        owners.entry(id).or_default().insert(to);
    }
    let mut account = Account { uncertain: uncertain.len(), ..Account::default() };
    account.missing = wanted.iter().filter(|to| !copies.contains_key(to.as_str())).cloned().collect();
    account.shared = owners.iter().filter(|(_, people)| people.len() > 1).map(|(id, _)| (*id).to_owned()).collect();
    for (to, ids) in copies {
        if !wanted.contains(to) {
            account.strangers.insert(to.to_owned());
        }
        account.repeated += ids.len() - 1;
        if ids.len() > 1 && !uncertain.contains(to) {
            account.silently.insert(to.to_owned());
        }
        if ids.iter().any(|id| id.is_empty() || *id != ids[0]) {
            account.unlike.insert(to.to_owned());
        }
    }
    account
}

impl Account {
    /// What is wrong; nothing when everybody has it, and only people who were called uncertain have it more than once,
    /// as copies of one mail.
    pub fn faults(&self) -> Vec<String> {
        let named = |what: &str, people: &BTreeSet<String>| {
            let some: Vec<_> = people.iter().take(5).map(String::as_str).collect();
            (!people.is_empty()).then(|| format!("{} {what}: {} …", people.len(), some.join(", ")))
        };
        [
            named("missing", &self.missing),
            named("should have nothing", &self.strangers),
            named("have it twice and were never called uncertain", &self.silently),
            named("have copies with different Message-IDs", &self.unlike),
            named("Message-IDs belong to two people", &self.shared),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Writes the figures of a story and fails it when something is wrong, or when there are more copies than people who
    /// were called uncertain.
    pub fn settle(&self, id: &str, story: &str) {
        self.settle_within(id, story, self.uncertain);
    }

    /// The same for a story in which somebody may have been uncertain more than once: at most so many times in all.
    pub fn settle_within(&self, id: &str, story: &str, times_uncertain: usize) {
        figure(&format!("{id}-missing"), self.missing.len(), "people", story);
        figure(&format!("{id}-repeated"), self.repeated, "mails", story);
        figure(&format!("{id}-uncertain"), times_uncertain, "times", story);
        figure(&format!("{id}-repeated-other-id"), self.unlike.len(), "people", story);
        assert!(self.faults().is_empty(), "{story}: {:#?}", self.faults());
        assert!(
            self.repeated <= times_uncertain,
            "{story}: {} copies, and only {times_uncertain} times was somebody uncertain",
            self.repeated
        );
    }
}
