//! What the fictional organisations wrote, and what the centre answered.

use crate::consultations::Disposition;

/// A consultation of the demo.
pub(super) struct Subject {
    pub(super) title: &'static str,
    pub(super) number: &'static str,
    pub(super) on_behalf: &'static str,
    pub(super) summary: &'static str,
    pub(super) source: &'static str,
    pub(super) introduction: &'static str,
    pub(super) questions: &'static [(&'static str, &'static [&'static str])],
    /// The title of the document, and a line that stands in it.
    pub(super) document: (&'static str, &'static str),
    /// What the council, the federation and the umbrella answered, from question 1 on.
    pub(super) answers: [&'static [&'static str]; 3],
    /// What was done with their paragraphs.
    pub(super) pieces: [&'static [Piece]; 3],
}

/// What is done with a point.
pub(super) struct Piece {
    pub(super) title: &'static str,
    pub(super) theme: &'static str,
    pub(super) disposition: Disposition,
    pub(super) reason: &'static str,
    pub(super) changes: &'static str,
    /// What is promised, and in how many days from today it is due.
    pub(super) promise: Option<(&'static str, u64)>,
    /// What came of the promise.
    pub(super) result: Option<&'static str>,
}

const TALK: &str = "Het eerste gesprek";
const PRIVACY: &str = "Privacy";
const HELP: &str = "Hulp en begeleiding";

/// The finished one.
pub(super) const FINISHED: Subject = Subject {
    title: "Werk en herstel",
    number: "0417",
    on_behalf: "het ministerie van Veilig Werk",
    summary: "Wie ziek wordt door stoffen op het werk, wil vaak weer aan de slag. Wij schrijven een handreiking voor het \
              gesprek daarover tussen werknemer en werkgever. Wij willen weten of die klopt met wat u hoort.",
    source: "## Waarom een handreiking\n\nElk jaar worden mensen ziek door stoffen op hun werk. De weg terug begint met een \
             gesprek. Dat gesprek gaat vaak te snel over uren.\n\n## Wat er nu staat\n\n- **4.1** De werkgever nodigt de \
             werknemer binnen twee weken uit.\n- **4.2** Samen bespreken zij welke uren en taken mogelijk zijn.\n- **4.3** De \
             werkgever vraagt niet naar de ziekte.\n",
    introduction: "Dank u wel voor uw antwoorden. U nam de tijd om met uw achterban te praten, en dat is te lezen.\n\nDoor uw \
                   punten is de handreiking op vier plaatsen anders. Waar wij iets niet overnemen, leest u waarom.",
    questions: &[
        ("Wat hebben mensen nodig in het eerste gesprek?", &[]),
        ("Wat moet de werkgever vooraf weten, en wat niet?", &[]),
        ("Herkent u de drie situaties in hoofdstuk 2?", &["Ja", "Deels", "Nee"]),
    ],
    document: ("Handreiking Werk en herstel, concept", "4.2 Samen bespreken zij welke uren en taken mogelijk zijn."),
    answers: [
        &[
            "Een vast moment dat mensen vooraf weten. Het gesprek komt nu vaak onverwacht, tussen twee taken door.\n\nIemand die \
             naast hen zit. Zet in alinea 4.2 dat mensen iemand mee mogen nemen, en dat de werkgever dat vooraf zegt.",
            "Niets over de ziekte. Ook niet als iemand dat zelf vertelt: dan moet het niet in het verslag.",
            "Deels",
        ],
        &[
            "Een tolk moet altijd betaald worden. Wij hoorden dit twee keer in één maand.",
            "Laat de werkgever weten welke stoffen iemand moet mijden. Dat is geen medisch gegeven en het voorkomt nieuwe klachten.",
            "Ja",
        ],
        &["Maak van het verslag een tekst die iedereen kan lezen, ook wie met een schermlezer werkt.", "", "Ja"],
    ],
    pieces: [
        &[
            Piece {
                title: "Een vast moment, vooraf bekend",
                theme: TALK,
                disposition: Disposition::Partly,
                reason: "De werkgever nodigt voortaan ten minste een week vooraf uit. Een vaste week voor iedereen nemen wij niet \
                         over: hoe snel iemand kan praten, verschilt te veel.",
                changes: "4.1 De werkgever nodigt de werknemer binnen twee weken uit, ten minste een week vooraf.",
                promise: Some(("Wij maken een voorbeeldbrief voor de uitnodiging.", 40)),
                result: None,
            },
            Piece {
                title: "Iemand mogen meenemen, en dat vooraf horen",
                theme: TALK,
                disposition: Disposition::Adopted,
                reason: "U hebt gelijk. Een gesprek over ziekte en werk is spannend. Wie iemand meeneemt, hoort meer en durft meer \
                         te zeggen.",
                changes: "4.2 De werknemer mag iemand meenemen. De werkgever zegt dat in de uitnodiging.",
                promise: None,
                result: None,
            },
            Piece {
                title: "Niets over de ziekte in het verslag",
                theme: PRIVACY,
                disposition: Disposition::Adopted,
                reason: "Dit stond er niet duidelijk. Ook wat iemand zelf vertelt, hoort niet in een verslag van de werkgever.",
                changes: "4.3 De werkgever schrijft niets op over de ziekte, ook niet wat de werknemer zelf vertelt.",
                promise: None,
                result: None,
            },
            Piece {
                title: "De drie situaties kloppen deels",
                theme: "",
                disposition: Disposition::Noted,
                reason: "Wij nemen dit mee als wij hoofdstuk 2 volgend jaar herzien.",
                changes: "",
                promise: None,
                result: None,
            },
        ],
        &[
            Piece {
                title: "Een tolk bij het gesprek betalen",
                theme: HELP,
                disposition: Disposition::NotAdopted,
                reason: "De wet regelt wie een tolk betaalt. Een handreiking kan dat niet veranderen. Wij begrijpen dat dit \
                         teleurstelt.",
                changes: "",
                promise: Some(("Wij geven uw punt over de tolk door aan het ministerie.", 10)),
                result: Some(
                    "Doorgegeven in het overleg met het ministerie. Het ministerie neemt het mee in de evaluatie van de wet.",
                ),
            },
            Piece {
                title: "Welke stoffen iemand moet mijden",
                theme: PRIVACY,
                disposition: Disposition::Adopted,
                reason: "Dit helpt iedereen. De bedrijfsarts geeft de lijst, zonder te zeggen waarom.",
                changes: "4.4 De bedrijfsarts geeft een lijst van stoffen die de werknemer mijdt, zonder medische reden.",
                promise: None,
                result: None,
            },
            Piece {
                title: "De drie situaties kloppen",
                theme: "",
                disposition: Disposition::Noted,
                reason: "Fijn om te horen.",
                changes: "",
                promise: None,
                result: None,
            },
        ],
        &[
            Piece {
                title: "Een verslag dat iedereen kan lezen",
                theme: TALK,
                disposition: Disposition::Adopted,
                reason: "Wij voegen een voorbeeld van een verslag toe dat ook met een schermlezer te lezen is.",
                changes: "Bijlage 2 is een voorbeeld van een toegankelijk verslag.",
                promise: None,
                result: None,
            },
            Piece {
                title: "De drie situaties kloppen",
                theme: "",
                disposition: Disposition::OutsideScope,
                reason: "Dit is een antwoord op een keuzevraag. Wij telden het mee.",
                changes: "",
                promise: None,
                result: None,
            },
        ],
    ],
};

/// The open one.
pub(super) const OPEN: Subject = Subject {
    title: "Meten op de werkvloer",
    number: "0522",
    on_behalf: "",
    summary: "Wij maken een richtlijn voor het meten van stoffen op de werkvloer. Wij vragen u hoe werknemers de uitslag het \
              liefst horen, en van wie.",
    source: "## Waar het om gaat\n\nBedrijven meten welke stoffen er in de lucht zitten. Werknemers horen de uitslag nu vaak laat, \
             of niet.\n\n## Wat wij voorstellen\n\n1. De uitslag is er binnen een week.\n2. Iemand legt haar uit, in gewone woorden.\n",
    introduction: "",
    questions: &[
        ("Hoe horen werknemers de uitslag het liefst?", &[]),
        ("Van wie?", &["De bedrijfsarts", "De leidinggevende", "Iemand van buiten"]),
        ("Wat mist u in ons voorstel?", &[]),
    ],
    document: ("Ontwerprichtlijn Meten op de werkvloer", "2.1 De uitslag is er binnen een week."),
    answers: [
        &["In een gesprek, met de uitslag op papier erbij. Wij vragen dit dinsdag nog na in onze vergadering."],
        &[
            "Schriftelijk en in een gesprek. Alleen een brief wordt niet gelezen.\n\nGebruik geen grenswaarden zonder uitleg: een \
             getal zegt niemand iets.",
            "Iemand van buiten",
            "Wat er gebeurt als de uitslag slecht is. Wie zegt het werk dan af?",
        ],
        &[],
    ],
    pieces: [
        &[],
        &[
            Piece {
                title: "Op papier en in een gesprek",
                theme: "De uitslag",
                disposition: Disposition::Adopted,
                reason: "Wij horen dit van meer kanten. Beide komen in de richtlijn.",
                changes: "De uitslag komt op papier en wordt in een gesprek uitgelegd.",
                promise: None,
                result: None,
            },
            Piece {
                title: "Geen getal zonder uitleg",
                theme: "De uitslag",
                disposition: Disposition::Partly,
                reason: "Het getal blijft, want de wet vraagt het. Wij zetten er in gewone woorden bij wat het betekent.",
                changes: "Bij elk getal staat in een zin wat het voor de werknemer betekent.",
                promise: None,
                result: None,
            },
        ],
        &[],
    ],
};

/// The one that is being written.
pub(super) const DRAFT: Subject = Subject {
    title: "Nazorg na een incident",
    number: "0608",
    on_behalf: "",
    summary: "Na een incident met gevaarlijke stoffen hebben mensen vragen. Wij willen weten welke hulp zij missen.",
    source: "## Waarom nu\n\nTwee incidenten dit jaar lieten zien dat nazorg laat begint.\n",
    introduction: "",
    questions: &[("Welke hulp missen mensen na een incident?", &[]), ("Wie zou die hulp moeten bieden?", &[])],
    document: ("", ""),
    answers: [&[], &[], &[]],
    pieces: [&[], &[], &[]],
};
