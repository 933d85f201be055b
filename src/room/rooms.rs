//! The rooms in their line, and what follows from all of them.

use std::sync::Arc;

use super::{
    About, Act, Bar, Bell, Coming, Forget, Kind, Mark, Personal, Planned, Processing, Room, Rule, Seek, Start, Table,
    Use, tie,
};
use crate::base::Language;
use crate::base::id::AudienceId;
use crate::mail::Letterhead;
use crate::store::{DatabaseTransaction, Kept};
use crate::web::layout::Line;

/// The rooms of a house. Cloning is cheap.
#[derive(Debug)]
pub struct Rooms<A: 'static>(Arc<Inner<A>>);

#[derive(Debug)]
struct Inner<A: 'static> {
    rooms: Vec<&'static Room<A>>,
    free: &'static str,
    untied: &'static str,
}

impl<A> Clone for Rooms<A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<A> Rooms<A> {
    /// These rooms, each knowing only those before it.
    #[must_use]
    pub fn in_line(rooms: impl IntoIterator<Item = &'static Room<A>>) -> Self {
        let rooms: Vec<_> = rooms.into_iter().collect();
        let ties = || rooms.iter().flat_map(|room| room.ties).copied();
        // Kept for the life of the process: statements are put together out of fixed pieces only.
        let fixed = |text: String| -> &'static str { text.leak() };
        let free = fixed(tie::without(ties()));
        let untied = fixed(tie::without(ties().filter(|tie| tie.keeps_who_left)));
        Self(Arc::new(Inner { rooms, free, untied }))
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &'static Room<A>> {
        self.0.rooms.iter().copied()
    }

    /// `AND NOT EXISTS …` over a row of `people`: nothing ties the person to the house.
    #[must_use]
    pub fn free(&self) -> &'static str {
        self.0.free
    }

    /// `AND NOT EXISTS …` over a row of `people`: nothing ties the person to the house but being a reader.
    #[must_use]
    pub fn untied(&self) -> &'static str {
        self.0.untied
    }

    /// The tables that a backup keeps.
    #[must_use]
    pub fn backed_up(&self) -> Vec<Kept> {
        self.all().flat_map(|room| room.backup).copied().collect()
    }

    /// What staff find by name.
    pub fn seeks(&self) -> impl Iterator<Item = &'static Seek<A>> {
        self.all().flat_map(|room| room.seeks)
    }

    /// What staff begin.
    pub fn starts(&self) -> impl Iterator<Item = &'static Start> {
        self.all().flat_map(|room| room.starts)
    }

    /// Who may not be written to.
    pub fn bars(&self) -> impl Iterator<Item = &'static Bar> {
        self.all().flat_map(|room| room.bars)
    }

    /// What is under way for a person and ends by itself, as `OR EXISTS …` over a row of `people`; each `?` is the moment.
    pub fn under_way(&self) -> impl Iterator<Item = &'static str> {
        self.all().flat_map(|room| room.under_way).flat_map(|bound| [" OR EXISTS (", bound, ")"])
    }

    /// Statements that give a row once a room has kept a version of an issue (see [`Room::has_kept`]).
    pub fn keepers(&self) -> impl Iterator<Item = &'static str> {
        self.all().filter_map(|room| room.has_kept)
    }

    /// Lets the rooms look anew at what all processes must follow.
    ///
    /// # Errors
    /// Those of the rooms.
    pub async fn beat(&self, app: &A) -> anyhow::Result<()> {
        for call in self.all().filter_map(|room| room.beat) {
            call(app).await?;
        }
        Ok(())
    }

    /// The head of letters; `None` before the centre is set up.
    ///
    /// # Errors
    /// The database's, or a sender that is no address.
    pub async fn head(&self, tx: &DatabaseTransaction) -> anyhow::Result<Option<Letterhead>> {
        match self.all().find_map(|room| room.head) {
            Some(head) => head(tx).await,
            None => Ok(None),
        }
    }

    /// Where the rooms use an audience.
    ///
    /// # Errors
    /// Those of the rooms.
    pub async fn uses(&self, app: &A, audience: AudienceId, language: Language) -> anyhow::Result<Vec<Use>> {
        let mut uses = Vec::new();
        for of in self.all().filter_map(|room| room.uses) {
            uses.extend(of(app, audience, language).await?);
        }
        Ok(uses)
    }

    /// The lines of the menus, in the order in which they stand there.
    #[must_use]
    pub fn menu(&self) -> Vec<&'static Line> {
        let mut lines: Vec<_> = self.all().flat_map(|room| room.menu).collect();
        lines.sort_by_key(|line| line.place);
        lines
    }

    /// The bells, in the order in which they ring when the house opens.
    #[must_use]
    pub fn bells(&self) -> Vec<&'static Bell<A>> {
        let mut bells: Vec<_> = self.all().flat_map(|room| room.bells).collect();
        bells.sort_by_key(|bell| bell.turn);
        bells
    }

    /// Every table.
    pub fn tables(&self) -> impl Iterator<Item = &'static Table> {
        self.all().flat_map(|room| room.tables)
    }

    /// Every table with personal data.
    pub fn personal(&self) -> impl Iterator<Item = (&'static Table, &'static Personal)> {
        self.tables().filter_map(|table| match &table.about {
            About::People(personal) => Some((table, personal)),
            About::Nobody => None,
        })
    }

    /// Every processing that a table stands in, in the order of the page.
    #[must_use]
    pub fn processings(&self) -> Vec<&'static Processing> {
        let mut all: Vec<&'static Processing> = self.personal().map(|(_, personal)| personal.processing).collect();
        all.sort_by_key(|processing| (processing.turn, processing.word));
        all.dedup_by_key(|processing| processing.word);
        all
    }

    /// Every kind of record that does not stay for ever, in the order of the page and of the purge.
    #[must_use]
    pub fn kinds(&self) -> Vec<&'static Kind> {
        let mut all: Vec<&'static Kind> = self.all().flat_map(|room| room.kinds).copied().collect();
        all.sort();
        all
    }

    /// The kind of a word.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<&'static Kind> {
        self.all().flat_map(|room| room.kinds).copied().find(|kind| kind.word == word)
    }

    /// Every rule of retention, in the order of the purge.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static Rule<A>> {
        let mut all: Vec<_> = self.all().flat_map(|room| room.rules).collect();
        all.sort_by_key(|rule| rule.kind);
        all
    }

    /// What every room forgets of a person, in the order in which it is done: who refers goes before who is referred to.
    #[must_use]
    pub fn forget(&self) -> Vec<&'static Forget<A>> {
        let mut all: Vec<_> = self.all().rev().flat_map(|room| room.forget).collect();
        all.sort_by_key(|forget| forget.turn);
        all
    }

    /// What may be so of a person, of every room.
    #[must_use]
    pub fn marks(&self) -> Vec<&'static Mark<A>> {
        self.all().flat_map(|room| room.marks).collect()
    }

    /// What is coming in every room, the first first.
    ///
    /// # Errors
    /// The database's.
    pub async fn coming(&self, app: &A, language: Language) -> anyhow::Result<Vec<Coming>> {
        let mut all = Vec::new();
        for tell in self.all().filter_map(|room| room.coming) {
            all.extend(tell(app, language).await?);
        }
        all.sort_by_key(|coming| coming.at);
        Ok(all)
    }

    /// What a year is to bring, room by room.
    ///
    /// # Errors
    /// The database's.
    pub async fn planned(&self, app: &A, year: i32, language: Language) -> anyhow::Result<Vec<Planned>> {
        let mut all = Vec::new();
        for tell in self.all().filter_map(|room| room.planned) {
            all.extend(tell(app, year, language).await?);
        }
        Ok(all)
    }

    /// What can be done in every room.
    pub fn acts(&self) -> impl Iterator<Item = &'static Act> {
        self.all().flat_map(|room| room.acts)
    }

    /// The act of a word in the log.
    #[must_use]
    pub fn act(&self, word: &str) -> Option<&'static Act> {
        self.acts().find(|act| act.word == word)
    }

    /// What a kind of thing in the log is called. A word that is not known is shown as it is.
    #[must_use]
    pub fn thing<'a>(&self, word: &'a str, language: Language) -> &'a str {
        let known = self.all().flat_map(|room| room.acts).find(|act| act.to.word == word);
        known.map_or(word, |act| act.to.name.of(language))
    }

    /// A word as people read it, by the first room that knows it: for letters, whose words begin with their room. One that no
    /// room knows stays as it is.
    #[must_use]
    pub fn word<'a>(&self, word: &'a str, language: Language) -> &'a str {
        self.all().find_map(|room| room.said(word)).map_or(word, |both| both.of(language))
    }

    /// A word in a table as people read it: as the room that owns the table says it, because the same word is something else
    /// in another.
    #[must_use]
    pub fn word_of_table<'a>(&self, table: &str, word: &'a str, language: Language) -> &'a str {
        let owner = self.all().find(|room| room.tables.iter().any(|owned| owned.name == table));
        let said = owner.and_then(|room| room.said(word));
        said.map_or_else(|| self.word(word, language), |both| both.of(language))
    }

    /// A word in the particulars of an act, as the room of the act says it; `None` when that room has no such word.
    #[must_use]
    pub fn word_of_act(&self, act: &str, word: &str, language: Language) -> Option<&'static str> {
        let room = self.all().find(|room| room.acts.iter().any(|known| known.word == act))?;
        room.said(word).map(|both| both.of(language))
    }
}
