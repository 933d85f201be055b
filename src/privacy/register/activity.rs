//! The processings of the register (GDPR article 30, first paragraph), and what holds for everything in them.

use super::Both;

/// A processing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Activity {
    /// Keeping who subscribed to what, with the proof of consent.
    Subscribing,
    /// Sending mails, and knowing what became of them.
    Sending,
    /// Heeding what comes back, and not writing to who must not be written to.
    Returns,
    /// Letting members of staff in, and keeping what they may do.
    Staff,
    /// Knowing whom to ask at organisations, and in which bodies they sit.
    Relations,
    /// Keeping who did what.
    Accounting,
    /// Publishing articles under their author's name.
    Publishing,
    /// Keeping abuse out.
    Safety,
    /// Answering requests about one's own data, and taking away what is over.
    Rights,
}

/// What article 30 asks of a processing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processing {
    /// What it is called.
    pub name: Both,
    /// Whose data.
    pub whose: Both,
    /// What for.
    pub purpose: Both,
    /// On which basis of article 6.
    pub basis: Both,
    /// Where they come from.
    pub source: Both,
    /// Who receives them.
    pub recipients: Both,
}

const READERS: Both = Both("abonnees en wie zich aanmeldt", "subscribers and who signs up");
const MEMBERS: Both = Both("medewerkers", "members of staff");
const OURSELVES: Both = Both("alleen medewerkers van het centrum", "only members of the centre’s staff");
const DUTY: Both =
    Both("wettelijke plicht (AVG, artikel 6, lid 1, onder c)", "legal obligation (GDPR, article 6(1)(c))");
const TASK: Both = Both(
    "taak van algemeen belang (AVG, artikel 6, lid 1, onder e)",
    "task in the public interest (GDPR, article 6(1)(e))",
);

impl Activity {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Subscribing,
        Self::Sending,
        Self::Returns,
        Self::Relations,
        Self::Staff,
        Self::Accounting,
        Self::Publishing,
        Self::Safety,
        Self::Rights,
    ];

    /// The word in downloads.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Subscribing => "subscribing",
            Self::Sending => "sending",
            Self::Returns => "returns",
            Self::Relations => "relations",
            Self::Staff => "staff",
            Self::Accounting => "accounting",
            Self::Publishing => "publishing",
            Self::Safety => "safety",
            Self::Rights => "rights",
        }
    }

    /// What article 30 asks of it.
    #[must_use]
    pub const fn processing(self) -> Processing {
        match self {
            Self::Subscribing => SUBSCRIBING,
            Self::Sending => SENDING,
            Self::Returns => RETURNS,
            Self::Relations => RELATIONS,
            Self::Staff => STAFF,
            Self::Accounting => ACCOUNTING,
            Self::Publishing => PUBLISHING,
            Self::Safety => SAFETY,
            Self::Rights => RIGHTS,
        }
    }
}

const SUBSCRIBING: Processing = Processing {
    name: Both("Abonnementen en toestemming", "Subscriptions and consent"),
    whose: READERS,
    purpose: Both(
        "de uitgaven sturen waar iemand om vroeg, en kunnen aantonen dat diegene erom vroeg",
        "sending the publications that somebody asked for, and being able to show that they did",
    ),
    basis: Both(
        "toestemming (AVG, artikel 6, lid 1, onder a); bij een lijst de grondslag die bij het toevoegen werd vastgelegd",
        "consent (GDPR, article 6(1)(a)); for a list the basis that was recorded when it was added",
    ),
    source: Both(
        "de persoon zelf, of een lijst die een medewerker toevoegde",
        "the person, or a list that a member of staff added",
    ),
    recipients: OURSELVES,
};

const SENDING: Processing = Processing {
    name: Both("Verzenden van mail", "Sending mail"),
    whose: Both("iedereen naar wie wij een mail sturen", "everyone to whom we send a mail"),
    purpose: Both(
        "iedere mail één keer bezorgen, en weten welke niet aankwam",
        "delivering each mail once, and knowing which did not arrive",
    ),
    basis: Both(
        "dezelfde als die van het abonnement of het verzoek waar de mail bij hoort",
        "the same as that of the subscription or request that the mail belongs to",
    ),
    source: Both("onze mailserver", "our mail server"),
    recipients: Both(
        "de mailserver van het centrum en die van de ontvanger: adres, naam en de mail zelf",
        "the centre’s mail server and the recipient’s: address, name and the mail itself",
    ),
};

const RETURNS: Processing = Processing {
    name: Both("Teruggekomen mail en blokkades", "Returned mail and suppressions"),
    whose: Both("ontvangers van mail", "recipients of mail"),
    purpose: Both(
        "niet schrijven naar adressen die niet werken of van wie dat niet wil",
        "not writing to addresses that do not work, or whose owner does not want it",
    ),
    basis: Both(
        "gerechtvaardigd belang van de ontvanger en van het centrum (AVG, artikel 6, lid 1, onder f); na wissen een wettelijke plicht: het recht van bezwaar en van wissen waarmaken",
        "legitimate interest of the recipient and the centre (GDPR, article 6(1)(f)); after erasure a legal obligation: making objection and erasure last",
    ),
    source: Both(
        "mailservers van ontvangers, en ontvangers zelf",
        "mail servers of recipients, and recipients themselves",
    ),
    recipients: OURSELVES,
};

const RELATIONS: Processing = Processing {
    name: Both("Organisaties en hun contactpersonen", "Organisations and their contacts"),
    whose: Both(
        "contactpersonen van organisaties en leden van gremia",
        "contacts of organisations and members of bodies",
    ),
    purpose: Both(
        "weten wie een organisatie of gremium vertegenwoordigt, en hen kunnen raadplegen",
        "knowing who represents an organisation or body, and being able to consult them",
    ),
    basis: TASK,
    source: Both(
        "de organisatie zelf, vastgelegd door een medewerker",
        "the organisation, recorded by a member of staff",
    ),
    recipients: OURSELVES,
};

const STAFF: Processing = Processing {
    name: Both("Toegang van medewerkers", "Access of staff"),
    whose: MEMBERS,
    purpose: Both("weten wie er binnenkomt en wat diegene mag", "knowing who enters and what they may do"),
    basis: TASK,
    source: Both("een beheerder, en de medewerker zelf", "an administrator, and the member"),
    recipients: OURSELVES,
};

const ACCOUNTING: Processing = Processing {
    name: Both("Logboek", "Log"),
    whose: Both("medewerkers, en lezers met een nummer", "members of staff, and readers by a number"),
    purpose: Both(
        "kunnen verantwoorden wie wat deed; er staan nummers in en geen namen of adressen",
        "being able to account for who did what; it holds numbers, and no names or addresses",
    ),
    basis: DUTY,
    source: Both("het systeem zelf", "the system itself"),
    recipients: Both("beheerders", "administrators"),
};

const PUBLISHING: Processing = Processing {
    name: Both("Artikelen en archief", "Articles and archive"),
    whose: Both("schrijvers van artikelen, en medewerkers", "authors of articles, and members of staff"),
    purpose: Both(
        "artikelen onder de naam van hun schrijver uitgeven en als archiefstuk bewaren",
        "publishing articles under their author’s name and keeping them as records",
    ),
    basis: TASK,
    source: Both("de redactie", "the editors"),
    recipients: Both("iedereen: het archief is openbaar", "everyone: the archive is public"),
};

const SAFETY: Processing = Processing {
    name: Both("Misbruik tegengaan", "Keeping abuse out"),
    whose: Both("bezoekers van formulieren", "visitors of forms"),
    purpose: Both(
        "tellen hoe vaak een formulier vanaf één netwerk of voor één adres wordt verstuurd; bewaard als onomkeerbaar kenmerk",
        "counting how often a form is sent from one network or for one address; kept as a hash",
    ),
    basis: Both(
        "gerechtvaardigd belang: een veilige dienst (AVG, artikel 6, lid 1, onder f, en artikel 32)",
        "legitimate interest: a safe service (GDPR, article 6(1)(f), and article 32)",
    ),
    source: Both("het verzoek zelf", "the request itself"),
    recipients: Both("niemand", "nobody"),
};

const RIGHTS: Processing = Processing {
    name: Both("Rechten en bewaartermijnen", "Rights and retention"),
    whose: Both("iedereen die om de eigen gegevens vraagt", "everyone who asks for their own data"),
    purpose: Both(
        "inzage geven, wissen, en bewaren wat nog niet weg mag",
        "giving access, erasing, and keeping what may not go yet",
    ),
    basis: DUTY,
    source: Both("de persoon zelf, of een beheerder", "the person, or an administrator"),
    recipients: Both("beheerders", "administrators"),
};
