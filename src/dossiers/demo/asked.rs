//! The requests for decisions of the demo. Everybody in them is invented.

use chrono::Days;

use super::ago;
use crate::app::App;
use crate::base::id::{DecisionId, DossierId, MemberId};
use crate::base::wall_time::date_of;
use crate::base::{EmailAddress, Link, Purpose};
use crate::dossiers::{
    Agreement, Answered, ByHand, Concluded, Concluding, DecisionMade, DecisionWanted, Given, Opened, Outcome,
    PointChanged, PointWanted, add_point, answer, change_point, close, conclude, decision, make_decision, open_seen,
};
use crate::{organisations, people};

/// A point: title and text.
type Words = (&'static str, &'static str);
/// What the next of those who are asked says of the points from the first on, with words where it needs them.
type Says = &'static [(Agreement, &'static str)];

const YES: (Agreement, &str) = (Agreement::Yes, "");
const ABSTAINS: (Agreement, &str) = (Agreement::Abstains, "");

struct Asked {
    title: &'static str,
    explanation: &'static str,
    body: &'static str,
    people: &'static [(&'static str, &'static str)],
    points: &'static [Words],
}

const PLAN: Asked = Asked {
    title: "Plan voor de tweede fase",
    explanation: "In de tweede fase schrijven wij de handreiking. Wij vragen u of u instemt met de drie punten van het plan.",
    body: "Managementoverleg",
    people: &[],
    points: &[
        (
            "Doel en taken",
            "De handreiking helpt werkgevers en mensen die ziek werden bij het eerste gesprek. Het centrum schrijft, de klankbordgroep leest mee.",
        ),
        ("Geld", "Het centrum betaalt de tweede fase uit zijn eigen begroting. Wat meer kost, komt eerst terug bij u."),
        ("Registratie", "Werkgevers houden bij hoe vaak iemand opnieuw uitvalt, en geven dat elk halfjaar door."),
    ],
};

const FIGURES: Asked = Asked {
    title: "Cijfers over terugkeer openbaar maken",
    explanation: "De cijfers over terugkeer zijn klaar. Wij willen ze op de website zetten.",
    body: "Directeurenoverleg",
    people: &[],
    points: &[(
        "De cijfers",
        "Wij maken de cijfers openbaar zonder namen van werkgevers, met een uitleg van één bladzijde.",
    )],
};

const ALARM: Asked = Asked {
    title: "De eerste melding bij een ongeval",
    explanation: "Na de oefening spraken wij af wat er in de eerste melding staat. Wij vragen uw akkoord, per punt.",
    body: "Klankbordgroep Stoffen",
    people: &[("Bea Kok", "bea.kok@meldkamer.voorbeeld.nl")],
    points: &[
        ("De stof", "De stof staat altijd in de eerste melding. Is zij niet bekend, dan staat dat er."),
        ("Binnen tien minuten", "De eerste melding gaat binnen tien minuten naar de regio’s ernaast."),
        ("Wie belt", "De coördinator van de regio belt de buren."),
    ],
};

const EXERCISE: Asked = Asked {
    title: "Een tweede oefening",
    explanation: "Wij willen volgend voorjaar nog eens oefenen, met zes regio’s.",
    body: "",
    people: &[("Bea Kok", "bea.kok@meldkamer.voorbeeld.nl")],
    points: &[("De oefening", "In april oefenen zes regio’s een dag lang. Het centrum maakt het draaiboek.")],
};

/// One of which the outcome stands in the dossier.
pub(super) async fn concluded(app: &App, by: MemberId, dossier: DossierId) -> anyhow::Result<()> {
    let then = ago(app, 12);
    let id = opened(&then, by, dossier, (&PLAN, 14)).await?;
    let says: &[Says] = &[
        &[YES, YES, YES],
        &[
            YES,
            (Agreement::YesIf, "De begroting moet eerst langs de ondernemingsraad."),
            (Agreement::No, "Dit kost werkgevers te veel tijd."),
        ],
        &[YES, YES, ABSTAINS],
    ];
    answered(&ago(app, 11), id, says).await?;
    close(&ago(app, 11), by, id).await?;
    let outcome = |number, outcome, said: &str| (number, outcome, said.to_owned());
    let concluding = Concluding {
        outcomes: vec![
            outcome(1, Outcome::Adopted, "Zo gaan wij het doen."),
            outcome(2, Outcome::Adopted, "De begroting gaat eerst langs de ondernemingsraad."),
            outcome(3, Outcome::Held, "Dit punt komt terug met een voorstel dat minder tijd kost."),
        ],
        theme: 3,
    };
    let done = conclude(&ago(app, 11), by, id, &concluding).await?;
    anyhow::ensure!(matches!(done, Concluded::Done(_)), "the decision of the demo is not concluded: {done:?}");
    Ok(())
}

/// One that waits for its outcome.
pub(super) async fn waiting(app: &App, by: MemberId, dossier: DossierId) -> anyhow::Result<()> {
    let id = opened(&ago(app, 8), by, dossier, (&FIGURES, 5)).await?;
    answered(&ago(app, 6), id, &[&[YES], &[(Agreement::YesIf, "Zet erbij over welk jaar het gaat.")]]).await?;
    close(&ago(app, 3), by, id).await?;
    Ok(())
}

/// One that is open, of which a point changed after it was answered; and a draft.
pub(super) async fn running(app: &App, by: MemberId, dossier: DossierId) -> anyhow::Result<()> {
    let then = ago(app, 2);
    let id = opened(&then, by, dossier, (&ALARM, 12)).await?;
    let says: &[Says] = &[
        &[YES, (Agreement::No, "Tien minuten halen wij ’s nachts niet."), YES],
        &[YES, YES],
        &[(Agreement::YesIf, "Ook de hoeveelheid moet erbij."), ABSTAINS, YES],
    ];
    answered(&then, id, says).await?;
    let now = PointWanted {
        title: "Binnen een kwartier".to_owned(),
        words: "De eerste melding gaat binnen een kwartier naar de regio’s ernaast. ’s Nachts belt de meldkamer."
            .to_owned(),
    };
    let changed = change_point(&ago(app, 1), by, id, ((2, 1), &now)).await?;
    anyhow::ensure!(matches!(changed, PointChanged::Done(_)), "the point of the demo did not change: {changed:?}");
    let more = PointWanted {
        title: "Elke maand een proef".to_owned(),
        words: "Elke eerste maandag sturen de regio’s elkaar een proefmelding.".to_owned(),
    };
    add_point(&ago(app, 1), by, id, (3, &more)).await?;
    made(&then, by, dossier, (&EXERCISE, 20)).await?;
    Ok(())
}

async fn made(
    app: &App,
    by: MemberId,
    dossier: DossierId,
    (words, within): (&Asked, u64),
) -> anyhow::Result<DecisionId> {
    let today = date_of(app.clock.now());
    let bodies = organisations::bodies_now(app.store.read(), today).await?;
    let mut people = Vec::new();
    for (name, address) in words.people {
        let address = EmailAddress::parse(address).map_err(|fault| anyhow::anyhow!("{address}: {fault:?}"))?;
        people.push(ByHand { name: (*name).to_owned(), address });
    }
    let point = |(title, words): &Words| PointWanted { title: (*title).to_owned(), words: (*words).to_owned() };
    let wanted = DecisionWanted {
        title: words.title.to_owned(),
        explanation: words.explanation.to_owned(),
        points: words.points.iter().map(point).collect(),
        body: bodies.iter().find(|(_, name)| name == words.body).map(|(id, _)| *id),
        people,
        until: today + Days::new(within),
    };
    let made = make_decision(app, by, dossier, (&wanted, &app.random.token())).await?;
    let DecisionMade::New(id) = made else { anyhow::bail!("the demo has this request already") };
    Ok(id)
}

async fn opened(app: &App, by: MemberId, dossier: DossierId, asked: (&Asked, u64)) -> anyhow::Result<DecisionId> {
    let id = made(app, by, dossier, asked).await?;
    let seen = open_seen(app, id).await?;
    let opened = crate::dossiers::open(app, by, id, &seen).await?;
    anyhow::ensure!(matches!(opened, Opened::Done(_)), "{} is not open: {opened:?}", asked.0.title);
    Ok(id)
}

/// Lets those who were asked answer by their links, as many as say something.
async fn answered(app: &App, id: DecisionId, says: &[Says]) -> anyhow::Result<()> {
    let Some(the) = decision(app.store.read(), id).await? else { return Ok(()) };
    let reached: Vec<_> = the.respondents.iter().filter(|one| one.sent_at.is_some()).collect();
    let known = people::by_ids(app.store.read(), reached.iter().filter_map(|one| one.person_id)).await?;
    for (one, says) in reached.iter().zip(says) {
        let Some(person) = one.person_id.and_then(|id| known.get(&id)) else { continue };
        let token = Link::token(&app.secrets, Purpose::Decide, person.id.0, one.id.0, person.epoch);
        let given = (1..).zip(*says).map(|(number, (answer, words))| Given {
            number,
            text: 1,
            seen: 0,
            answer: *answer,
            words: (*words).to_owned(),
        });
        let given: Vec<Given> = given.collect();
        let done = answer(app, &token, &given, "").await?;
        anyhow::ensure!(matches!(done, Answered::Done(_)), "an answer of the demo was not taken: {done:?}");
    }
    Ok(())
}
