//! What a room tells the house of itself, as plain data and function pointers.
//!
//! Each room says in its `room.rs` all that the rest of the house must know of it; `rooms.rs` lists the rooms in their
//! line; the handles of the process carry that list. Whoever needs something of every room (the router, the menus, the
//! bells, the register, the purge, erasing, the log) folds over the list and imports nobody. The words of it stand here,
//! below the rooms, and know neither a room nor the handles: those are `A`.

mod act;
mod answer;
mod backup;
mod bar;
mod bell;
mod coming;
mod fact;
mod forget;
mod head;
mod joins;
mod mark;
mod retention;
mod rooms;
mod seek;
mod table;
mod tie;
mod uses;

pub(crate) use act::acts;
pub use act::{Act, Thing};
pub use answer::{Answer, Heed, Says};
pub(crate) use backup::backed_up;
pub use bar::Bar;
pub use bell::{Bell, Ringing, bell};
pub use coming::{Coming, ComingOf, Planned, PlannedOf, PlannedThing};
pub use fact::{Fact, FactsOf};
pub use forget::{Forget, Leaving, Turn};
pub use head::HeadOf;
pub use joins::{Joined, Joiners, Joins};
pub use mark::{Mark, Marked, Named};
pub use retention::{Kind, Over, Rule, Take, Taking};
pub use rooms::Rooms;
pub use seek::{Finding, Found, MOST, Seek, SeekOf, Sought, Start};
pub use table::{
    About, Column, Erasing, Form, Keeps, Personal, Processing, Rows, Table, key, no, nobody, of_person, say,
};
pub use tie::Tie;
pub use uses::{Use, UsesOf};

use crate::base::Both;
use crate::store::Kept;
use crate::web::Routes;
use crate::web::layout::Line;

/// All that the house must know of a room.
#[derive(Debug)]
pub struct Room<A: 'static> {
    /// The name of its folder.
    pub name: &'static str,
    /// Its pages for everyone. They stand below `/` in Dutch and below `/en` in English.
    pub public: Option<fn() -> Routes<A>>,
    /// Its pages for staff, and what has one address for both languages.
    pub staff: Option<fn() -> Routes<A>>,
    /// Its lines in the menus. Who may enter the page sees the line.
    pub menu: &'static [Line],
    /// Its bells.
    pub bells: &'static [Bell<A>],
    /// The tables that it alone writes, with every column.
    pub tables: &'static [Table],
    /// Which of them a backup keeps.
    pub backup: &'static [Kept],
    /// The kinds of record that it keeps for a period.
    pub kinds: &'static [&'static Kind],
    /// What of those kinds is over, and how it goes.
    pub rules: &'static [Rule<A>],
    /// What it forgets of a person who is erased.
    pub forget: &'static [Forget<A>],
    /// What of it ties a person to the house.
    pub ties: &'static [Tie],
    /// Who may not be written to.
    pub bars: &'static [Bar],
    /// What is under way for a person and ends by itself: statements that give a row for `people.id`, in which each `?` is
    /// the moment.
    pub under_way: &'static [&'static str],
    /// A statement that gives a row once the room has kept what went out of an issue, so that its text may change. Its two
    /// `?` are the number of the issue and that of the version.
    pub has_kept: Option<&'static str>,
    /// What it looks at anew when the engine starts and with every heartbeat of it, so that all processes follow within
    /// seconds.
    pub beat: Option<for<'a> fn(&'a A) -> Ringing<'a>>,
    /// The head of letters, of the one room that knows it.
    pub head: Option<HeadOf>,
    /// Where it uses an audience.
    pub uses: Option<UsesOf<A>>,
    /// Its acts, as the log names them.
    pub acts: &'static [Act],
    /// The plain words for the words in its tables: a source, a channel, a letter.
    pub words: &'static [(&'static str, Both)],
    /// The same out of its enums, each with all its words.
    pub vocabulary: &'static [&'static [(&'static str, Both)]],
    /// What it adds to the timeline of an organisation.
    pub facts: Option<FactsOf<A>>,
    /// What of it the people of a list can join.
    pub joins: Option<Joins<A>>,
    /// What may be so of a person with regard to its things. Audiences make conditions of it.
    pub marks: &'static [Mark<A>],
    /// What of it is coming: lines for the agenda of a newsletter, and for the front page.
    pub coming: Option<ComingOf<A>>,
    /// What a year is to bring of it, and has brought.
    pub planned: Option<PlannedOf<A>>,
    /// What heeds an answer of a calendar to an item of this room.
    pub answers: Option<Heed<A>>,
    /// What of it is found by its name.
    pub seeks: &'static [Seek<A>],
    /// What staff begin in it.
    pub starts: &'static [Start],
    /// What it puts into the demo, once the rooms before it have put theirs.
    pub demo: Option<for<'a> fn(&'a A) -> Ringing<'a>>,
}

impl<A> Room<A> {
    /// What it calls one of its words.
    #[must_use]
    pub fn said(&self, word: &str) -> Option<Both> {
        let mut all = self.vocabulary.iter().copied().flatten().chain(self.words);
        all.find(|(known, _)| *known == word).map(|(_, both)| *both)
    }

    /// A room of which nothing is known but its name; the rest is said by `Room { …, ..Room::named("echo") }`.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            public: None,
            staff: None,
            menu: &[],
            bells: &[],
            tables: &[],
            backup: &[],
            kinds: &[],
            rules: &[],
            forget: &[],
            ties: &[],
            bars: &[],
            under_way: &[],
            has_kept: None,
            beat: None,
            head: None,
            uses: None,
            acts: &[],
            words: &[],
            vocabulary: &[],
            facts: None,
            joins: None,
            marks: &[],
            coming: None,
            planned: None,
            answers: None,
            seeks: &[],
            starts: &[],
            demo: None,
        }
    }
}
