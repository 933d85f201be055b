//! The words of the demo. Everybody in it is invented.

use crate::dossiers::ThemeColour;

/// A dossier.
pub(super) struct Dossier {
    pub(super) title: &'static str,
    pub(super) summary: &'static str,
    pub(super) themes: &'static [(&'static str, ThemeColour)],
    pub(super) actors: &'static [Actor],
    pub(super) sources: &'static [Source],
    pub(super) entries: &'static [Entry],
}

/// Somebody behind a role.
pub(super) struct Actor {
    pub(super) role: &'static str,
    pub(super) name: &'static str,
}

/// Where it is written.
pub(super) struct Source {
    pub(super) title: &'static str,
    pub(super) date: Date,
    pub(super) origin: &'static str,
    pub(super) address: &'static str,
    /// Why it is not public; empty when it is.
    pub(super) closed: &'static str,
}

/// Something that happened.
pub(super) struct Entry {
    pub(super) date: Date,
    pub(super) theme: i64,
    pub(super) is_turn: bool,
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) sources: &'static [i64],
}

/// A date, by months before this one.
#[derive(Clone, Copy)]
pub(super) enum Date {
    Day(u32, u32),
    Hour(u32, u32, &'static str),
    Month(u32),
    Late(u32),
    Before(u32, u32),
    Between(u32, u32, u32),
    Unknown,
}

/// The number of the actor whose key is destroyed.
pub(super) const DESTROYED: i64 = 4;

const fn source(title: &'static str, date: Date, origin: &'static str, address: &'static str) -> Source {
    Source { title, date, origin, address, closed: "" }
}

const fn entry(date: Date, theme: i64, title: &'static str, text: &'static str, sources: &'static [i64]) -> Entry {
    Entry { date, theme, is_turn: false, title, text, sources }
}

const fn turn(date: Date, theme: i64, title: &'static str, text: &'static str, sources: &'static [i64]) -> Entry {
    Entry { date, theme, is_turn: true, title, text, sources }
}

const COUNCIL: &str = "Landelijke Cliëntenraad Werk en Stoffen";
const CENTRE: &str = "het centrum";
const MINISTRY: &str = "Ministerie van Veilig Werk";

/// The one that is public.
pub(super) const WHOLE: Dossier = Dossier {
    title: "Werk en herstel: hoe het ging",
    summary: "Van de eerste brief van de cliëntenraad tot de nota van antwoord. U leest wat er gebeurde, wie besloot en waar het staat.",
    themes: &[("Samenspraak", ThemeColour::Brand), ("Onderzoek", ThemeColour::Info), ("Besluiten", ThemeColour::Warn)],
    actors: &[
        Actor { role: "ambtelijk Veilig Werk", name: "Karin Postma" },
        Actor { role: "functionaris inspectie", name: "De heer De Wit" },
        Actor { role: "directeur centrum", name: "Els van der Maas" },
        Actor { role: "onderzoeker", name: "Ahmed Salah" },
    ],
    sources: &[
        source(
            "Brief over terugkeer naar werk",
            Date::Day(23, 14),
            COUNCIL,
            "https://stukken.example/brief-terugkeer.pdf",
        ),
        source("Plan van de verkenning", Date::Month(21), CENTRE, "https://stukken.example/plan-verkenning.pdf"),
        source("Besluitenlijst stuurgroep", Date::Day(20, 22), CENTRE, "https://stukken.example/besluiten-1.pdf"),
        source("Besluitenlijst stuurgroep", Date::Day(18, 17), CENTRE, "https://stukken.example/besluiten-2.pdf"),
        source(
            "Terug, maar hoe? Samenvatting",
            Date::Month(15),
            CENTRE,
            "https://stukken.example/terug-samenvatting.pdf",
        ),
        Source {
            title: "Terug, maar hoe? Hele tekst",
            date: Date::Month(15),
            origin: CENTRE,
            address: "https://kluis.example/terug-hele-tekst.pdf",
            closed: "Alleen ter inzage, om mensen te beschermen.",
        },
        source("Verslag klankbordgroep", Date::Day(13, 4), CENTRE, "https://stukken.example/klankbordgroep-1.pdf"),
        source("Besluitenlijst stuurgroep", Date::Day(11, 20), CENTRE, "https://stukken.example/besluiten-3.pdf"),
        source("Eerste concept van de handreiking", Date::Month(9), CENTRE, "https://stukken.example/concept-1.pdf"),
        source("Brief over privacy", Date::Day(7, 11), MINISTRY, "https://stukken.example/brief-privacy.pdf"),
        source("Cijfers over terugkeer", Date::Late(4), CENTRE, ""),
        source(
            "Brief aan twaalf organisaties",
            Date::Day(2, 12),
            CENTRE,
            "https://stukken.example/brief-consultatie.pdf",
        ),
    ],
    entries: &[
        entry(
            Date::Before(23, 14),
            2,
            "De eerste vragen komen binnen",
            "Artsen melden dat mensen na een ziekte door stoffen vaak niet weten wie hen helpt.",
            &[],
        ),
        entry(
            Date::Day(23, 14),
            1,
            "De cliëntenraad schrijft een brief",
            "Mensen die ziek werden van stoffen op hun werk, horen te laat wat zij nog kunnen doen. De raad vraagt om een **handreiking**.",
            &[1],
        ),
        entry(Date::Month(21), 2, "De verkenning begint", "Het centrum spreekt met 40 mensen en 12 werkgevers.", &[2]),
        entry(Date::Day(20, 22), 3, "De stuurgroep komt bijeen", "@1 en @3 stellen de opdracht vast.", &[3]),
        turn(
            Date::Day(18, 17),
            3,
            "Een handreiking, geen nieuwe regels",
            "De stuurgroep kiest voor een handreiking. Nieuwe regels kosten twee jaar, en mensen wachten nu. @2 laat opnemen dat regels later alsnog kunnen.",
            &[4],
        ),
        turn(
            Date::Late(15),
            2,
            "Het rapport “Terug, maar hoe?” is klaar",
            "De samenvatting is openbaar. De hele tekst gaat over mensen die te herkennen zijn. Die tekst ligt alleen ter inzage voor wie hem nodig heeft.",
            &[5, 6],
        ),
        entry(
            Date::Day(13, 4),
            1,
            "De klankbordgroep leest mee",
            "Negen organisaties bespreken het rapport met @4. Zij vragen aandacht voor:\n\n- het eerste gesprek;\n- wat er gebeurt als iemand opnieuw uitvalt.",
            &[7],
        ),
        entry(Date::Month(12), 3, "Geld voor de tweede fase", "@1 zegt mondeling geld toe.", &[]),
        entry(
            Date::Hour(11, 20, "10.00"),
            3,
            "Plan voor de tweede fase",
            "De stuurgroep gaat akkoord met vijf van de zes punten. Punt 4 komt terug.",
            &[8],
        ),
        entry(
            Date::Hour(11, 20, "14.30"),
            1,
            "De raad hoort het besluit",
            "@3 belt de voorzitter van de raad dezelfde middag.",
            &[8],
        ),
        entry(Date::Month(9), 2, "Het eerste concept", "Zestien werkgevers proberen de tekst uit.", &[9]),
        entry(Date::Day(7, 11), 3, "Het ministerie stemt in", "@1 is akkoord, met een opmerking over privacy.", &[10]),
        entry(
            Date::Between(6, 9, 16),
            1,
            "De klankbordgroep kiest de vragen",
            "Zeven vragen blijven over van twintig.",
            &[],
        ),
        entry(
            Date::Late(4),
            2,
            "Cijfers over terugkeer",
            "Vier van de tien mensen komen terug bij dezelfde werkgever.",
            &[11],
        ),
        turn(
            Date::Day(2, 12),
            1,
            "Twaalf organisaties krijgen een stem",
            "De consultatie gaat open. Raden en federaties lezen het concept en antwoorden als organisatie.",
            &[12],
        ),
        entry(
            Date::Day(1, 24),
            1,
            "Drie organisaties krijgen meer tijd",
            "Zij vroegen erom bij @3. De termijn wordt voor hen tien dagen langer.",
            &[],
        ),
        entry(
            Date::Unknown,
            2,
            "Een tweede groep werkgevers haakt af",
            "Wanneer zij dat lieten weten, staat nergens.",
            &[],
        ),
    ],
};

/// The one that is being written: two names stand in it still.
pub(super) const RUNNING: Dossier = Dossier {
    title: "Alarmering bij een ongeval met stoffen",
    summary: "Hoe de regio’s elkaar waarschuwen, en wat er sinds de oefening veranderde.",
    themes: &[("Praktijk", ThemeColour::Good), ("Afspraken", ThemeColour::Brand)],
    actors: &[
        Actor { role: "coördinator regio", name: "Willem Zandstra" },
        Actor { role: "ambtelijk crisisbeheersing", name: "Nadia el Amrani" },
    ],
    sources: &[source("Verslag van de oefening", Date::Day(5, 8), CENTRE, "https://stukken.example/oefening.pdf")],
    entries: &[
        entry(
            Date::Day(5, 8),
            1,
            "Een oefening met vier regio’s",
            "Zandstra’s ploeg hoort pas na een half uur welke stof het is.",
            &[1],
        ),
        entry(
            Date::Day(3, 2),
            2,
            "Een afspraak over de eerste melding",
            "@2 en N.E.A. spreken af dat de stof altijd in de eerste melding staat.",
            &[],
        ),
        entry(Date::Month(1), 1, "De regio’s proberen het uit", "@1 houdt bij hoe lang een melding onderweg is.", &[]),
    ],
};
