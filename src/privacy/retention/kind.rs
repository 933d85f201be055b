//! The kinds of record that do not stay for ever, how long each stays, and within which bounds that may be changed.

use crate::base::Language;
use crate::privacy::register::Both;

/// A kind of record with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Sign-ups that were never confirmed.
    Unconfirmed,
    /// Sign-ups that were confirmed: their evidence stands elsewhere.
    HandledSignUps,
    /// People who left everything, with the evidence of their consent.
    Left,
    /// People whose address must not be written to since long, with the evidence of their consent.
    Inactive,
    /// People of whom only the address is known.
    Nobodies,
    /// Contacts of organisations and seats in bodies that ended.
    FormerContacts,
    /// What staff brought in: what the lists were called, from where they came and what became of them.
    Imports,
    /// What came back from mail servers.
    Feedback,
    /// Letters to one person.
    SingleLetters,
    /// Who got which mail of a sending to many.
    Ledger,
    /// Codes by mail.
    Codes,
    /// Sessions of members.
    Sessions,
    /// Password and app of members who were shut out.
    FormerMembers,
    /// Invitations that nobody took up.
    Invitations,
    /// Counts against abuse.
    Limits,
    /// Requests that were done, and holds that are over.
    Requests,
}

impl Kind {
    /// All kinds, in the order of the page and of the purge. What others refer to goes last.
    pub const ALL: [Self; 16] = [
        Self::Unconfirmed,
        Self::HandledSignUps,
        Self::FormerContacts,
        Self::Left,
        Self::Inactive,
        Self::Nobodies,
        Self::Imports,
        Self::Feedback,
        Self::SingleLetters,
        Self::Ledger,
        Self::Codes,
        Self::Sessions,
        Self::FormerMembers,
        Self::Invitations,
        Self::Limits,
        Self::Requests,
    ];

    /// The word in the tables and in forms.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::HandledSignUps => "handled-sign-ups",
            Self::Left => "left",
            Self::Inactive => "inactive",
            Self::Nobodies => "nobodies",
            Self::FormerContacts => "former-contacts",
            Self::Imports => "imports",
            Self::Feedback => "feedback",
            Self::SingleLetters => "single-letters",
            Self::Ledger => "ledger",
            Self::Codes => "codes",
            Self::Sessions => "sessions",
            Self::FormerMembers => "former-members",
            Self::Invitations => "invitations",
            Self::Limits => "limits",
            Self::Requests => "requests",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The period in days until somebody changes it.
    #[must_use]
    pub const fn usual(self) -> i64 {
        match self {
            Self::Unconfirmed => 14,
            Self::Codes | Self::Limits => 1,
            Self::Sessions => 7,
            Self::Nobodies | Self::FormerMembers => 30,
            Self::HandledSignUps | Self::Invitations => 90,
            Self::Feedback | Self::SingleLetters => 365,
            Self::Left | Self::Inactive | Self::Ledger | Self::FormerContacts => 730,
            Self::Requests => 1_095,
            Self::Imports => 2_555,
        }
    }

    /// The shortest and the longest period in days. A confirmation works for seven days and its letter promises that an
    /// address goes after fourteen; bounces count for fourteen days; a session lasts half a day.
    #[must_use]
    pub const fn bounds(self) -> (i64, i64) {
        match self {
            Self::Unconfirmed => (7, 14),
            Self::Left => (30, 1_830),
            Self::Inactive => (180, 1_830),
            Self::Imports => (365, 3_650),
            Self::Nobodies => (7, 365),
            Self::Feedback | Self::SingleLetters => (30, 730),
            Self::Ledger | Self::FormerContacts => (90, 2_555),
            Self::Codes | Self::Limits => (1, 7),
            Self::Sessions => (1, 30),
            Self::HandledSignUps | Self::FormerMembers | Self::Invitations => (14, 365),
            Self::Requests => (365, 2_555),
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> Both {
        match self {
            Self::Unconfirmed => Both("Aanmeldingen zonder bevestiging", "Sign-ups without confirmation"),
            Self::HandledSignUps => Both("Bevestigde aanmeldformulieren", "Confirmed sign-up forms"),
            Self::Left => Both("Lezers die zich overal afmeldden", "Readers who left everything"),
            Self::Inactive => Both(
                "Lezers die wij niet meer mogen of kunnen schrijven",
                "Readers whom we may or can no longer write to",
            ),
            Self::Nobodies => Both("Adressen zonder abonnement", "Addresses without a subscription"),
            Self::FormerContacts => Both("Contactpersonen en leden van vroeger", "Former contacts and members"),
            Self::Imports => Both("Toegevoegde lijsten", "Lists that were added"),
            Self::Feedback => Both("Teruggekomen mail", "Returned mail"),
            Self::SingleLetters => Both("Persoonlijke mails", "Personal mails"),
            Self::Ledger => Both("Wie welke verzending kreeg", "Who got which sending"),
            Self::Codes => Both("Codes per mail", "Codes by mail"),
            Self::Sessions => Both("Sessies van medewerkers", "Sessions of staff"),
            Self::FormerMembers => Both("Wachtwoord en app van oud-medewerkers", "Password and app of former members"),
            Self::Invitations => Both("Uitnodigingen die niemand aannam", "Invitations that nobody took up"),
            Self::Limits => Both("Tellingen tegen misbruik", "Counts against abuse"),
            Self::Requests => Both("Afgehandelde verzoeken", "Requests that were handled"),
        }
    }

    /// From when its period counts.
    #[must_use]
    pub const fn since(self) -> Both {
        match self {
            Self::Unconfirmed => Both("het invullen van het formulier", "the form was filled in"),
            Self::HandledSignUps => Both("de bevestiging", "the confirmation"),
            Self::Left => Both("de laatste afmelding", "the last subscription was left"),
            Self::Inactive => Both("de blokkade van het adres", "the address was suppressed"),
            Self::Nobodies => Both("de eerste keer dat wij het adres zagen", "we first saw the address"),
            Self::FormerContacts => Both("de laatste dag", "the last day"),
            Self::Imports => Both("het toevoegen", "it was added"),
            Self::Feedback => Both("het terugkomen", "it came back"),
            Self::SingleLetters => Both("het versturen", "it was sent"),
            Self::Ledger => Both("het einde van de verzending", "the end of the sending"),
            Self::Codes | Self::Sessions => Both("het aanmaken", "it was made"),
            Self::FormerMembers => Both("het buitensluiten", "they were shut out"),
            Self::Invitations => Both("de uitnodiging", "the invitation"),
            Self::Limits => Both("het begin van de telling", "the count began"),
            Self::Requests => Both("de afhandeling", "they were handled"),
        }
    }

    /// What goes.
    #[must_use]
    pub const fn goes(self) -> Both {
        match self {
            Self::Unconfirmed => Both(
                "de aanmelding, en het adres als er verder niets bij hoort",
                "the sign-up, and the address when nothing else belongs to it",
            ),
            Self::HandledSignUps => Both(
                "het ingevulde formulier; het bewijs van toestemming blijft",
                "the form; the evidence of consent stays",
            ),
            Self::Left => Both(
                "alles van deze lezer; een kenmerk van het adres houdt oude lijsten tegen",
                "everything of this reader; a hash of the address keeps old lists out",
            ),
            Self::Inactive => Both(
                "alles van deze lezer; de blokkade van het adres blijft",
                "everything of this reader; the suppression of the address stays",
            ),
            Self::Nobodies => Both("het adres", "the address"),
            Self::FormerContacts => Both(
                "dat iemand contactpersoon of lid was, met de taken daarover; het adres als er verder niets bij hoort",
                "that somebody was a contact or member, with the tasks about it; the address when nothing else belongs to it",
            ),
            Self::Imports => Both(
                "herkomst en aantallen van de lijst, als niemand meer door die lijst abonnee is",
                "origin and totals of the list, when nobody subscribes by that list any more",
            ),
            Self::Feedback => Both("de melding; een blokkade blijft", "the report; a suppression stays"),
            Self::SingleLetters => Both(
                "dat de mail er was; de tekst is dan al lang weg",
                "that there was a mail; its text is long gone by then",
            ),
            Self::Ledger => {
                Both("wie de verzending kreeg; de aantallen blijven", "who got the sending; the totals stay")
            }
            Self::Codes | Self::Sessions | Self::Limits => Both("de hele regel", "the whole row"),
            Self::FormerMembers => Both(
                "wachtwoord en app; de naam blijft bij wat diegene goedkeurde",
                "password and app; the name stays with what they approved",
            ),
            Self::Invitations => Both(
                "de uitnodiging, en het adres als er verder niets bij hoort",
                "the invitation, and the address when nothing else belongs to it",
            ),
            Self::Requests => Both(
                "de regel in de lijst van verzoeken of van bewaarplichten",
                "the row in the list of requests or of holds",
            ),
        }
    }
}

/// A period in words: whole years as years, which are 365 days here.
#[must_use]
pub fn span(days: i64, language: Language) -> String {
    match (days, days / 365) {
        (1, _) => language.pick("1 dag", "1 day").to_owned(),
        (365, _) => language.pick("1 jaar", "1 year").to_owned(),
        (_, years) if years > 0 && days % 365 == 0 => language.pick(format!("{years} jaar"), format!("{years} years")),
        _ => language.pick(format!("{days} dagen"), format!("{days} days")),
    }
}
