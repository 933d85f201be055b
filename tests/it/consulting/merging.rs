//! Every passage ends in a point or in "geen punt", and points that say the same have one answer.

use axum::http::StatusCode;
use samenspraak::base::id::PointId;
use samenspraak::consultations::{self, Cut, Disposition, Merged, Offered, Published, Split};
use samenspraak::store::tables::states::Role;

use super::enclosing::{PDF, send_form};
use super::reacting::weighing;
use super::{Round, WORDS, flat};

#[tokio::test]
async fn k20_every_passage_ends_in_a_point_or_in_no_point_with_a_reason() {
    let round = Round::answered().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    assert_eq!(round.split(1, 1, Cut::Range(0, 39)).await, Split::Done(1));
    let bench = editor.get("/beheer/consultaties/1/punten?van=1").await;
    assert!(
        bench.body.contains("Nog niet verdeeld (2)"),
        "the rest of the first paragraph, and the second\n{}",
        bench.body
    );
    let nota = editor.get("/beheer/consultaties/1/nota").await.body;
    assert!(nota.contains("Van het antwoord van Cliëntenraad Werk zijn 2 stukken nog niet verdeeld"), "{nota}");
    let whole = WORDS.chars().count();
    let second = WORDS.split("\n\n").nth(1).unwrap().chars().count();
    let piece = format!("1-{}-{whole}", whole - second);
    let rest = format!("1-39-{}", whole - second);
    let path = "/beheer/consultaties/1/punten/rest";
    let send = |fields: Vec<(&'static str, String)>| {
        let editor = &editor;
        async move {
            let fields: Vec<_> = [("van", "1"), ("submission", "1")]
                .into_iter()
                .chain(fields.iter().map(|(name, value)| (*name, value.as_str())))
                .collect();
            editor.post(path, &fields).await
        }
    };
    let no_reason = send(vec![("piece", piece.clone()), ("do", "geen".to_owned())]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        no_reason.body.contains("Schrijf waarom dit geen punt is") && no_reason.body.contains("checked"),
        "{}",
        no_reason.body
    );
    let none = send(vec![("do", "punten".to_owned())]).await;
    assert!(none.body.contains("Kies ten minste één stuk"), "{}", none.body);
    let aside =
        send(vec![("piece", piece.clone()), ("do", "geen".to_owned()), ("why", "Dit is een dankwoord.".to_owned())])
            .await;
    assert!(aside.location().contains("gedaan=geen-punt"), "{}", aside.location());
    let again = send(vec![("piece", piece.clone()), ("do", "punten".to_owned())]).await;
    assert!(again.location().contains("geweigerd=overlapt"), "what was put aside is no point: {}", again.location());
    let point = send(vec![("piece", rest), ("do", "punten".to_owned())]).await;
    assert!(point.location().contains("punt=2"), "{}", point.location());
    assert!(!editor.get("/beheer/consultaties/1/punten?van=1").await.body.contains("Nog niet verdeeld"));

    // Words that stay in a newer version stay done; new ones are left.
    round.write("joost@voorbeeld.nl", 1, &format!("{WORDS}\n\nEn nog dit.")).await;
    round.release("fatima@voorbeeld.nl", "named").await;
    let nota = editor.get("/beheer/consultaties/1/nota").await.body;
    assert!(nota.contains("/punten?van=1&amp;versie=nieuwste"), "what is missing leads to where it is: {nota}");
    let newest = editor.get("/beheer/consultaties/1/punten?van=1&versie=nieuwste").await.body;
    let refused = send(vec![("do", "geen".to_owned()), ("why", "Dit is een dankwoord.".to_owned())]).await;
    assert!(
        refused.body.contains("Nog niet verdeeld (1)") && refused.body.contains("Dit is een dankwoord."),
        "{}",
        refused.body
    );
    assert!(newest.contains("Nog niet verdeeld (1)") && newest.contains("Vraag 1: En nog dit"), "{newest}");
    // Taken back, it is left again.
    let back = editor.post("/beheer/consultaties/1/geen-punt/1/terug", &[("van", "1")]).await;
    assert!(back.location().contains("gedaan=terug"), "{}", back.location());
    let newest = editor.get("/beheer/consultaties/1/punten?van=1&versie=2").await.body;
    assert!(newest.contains("Nog niet verdeeld (2)"), "{newest}");
}

#[tokio::test]
async fn k20_the_organisation_reads_why_something_is_no_point_and_nobody_else_does() {
    let round = Round::open().await;
    let house = &round.house;
    let writer = round.page_of("koepel@voorbeeld.nl").await;
    round.write("koepel@voorbeeld.nl", 1, "Beste mensen,\n\nGeef mensen tijd.").await;
    send_form(&house.visitor(), &format!("{writer}/bijlagen/nieuw"), &[("title", "Onze folder")], ("a.pdf", PDF)).await;
    round.release("koepel@voorbeeld.nl", "named").await;
    house.wait(samenspraak::base::clock::days(30));
    let editor = round.sign_in(&[Role::Editor]).await;
    let path = "/beheer/consultaties/1/punten/rest";
    let fields = [("van", "3"), ("submission", "1"), ("piece", "1-0-13"), ("do", "geen"), ("why", "Dit is een groet.")];
    assert!(editor.post(path, &fields).await.location().contains("gedaan=geen-punt"));
    assert_eq!(round.split(1, 1, Cut::Range(15, 32)).await, Split::Done(1));
    round.weigh(1, 1, &weighing("Tijd", "", Disposition::Adopted)).await;
    let nota = editor.get("/beheer/consultaties/1/nota").await.body;
    assert!(nota.contains("1 stuk nog niet verdeeld"), "an attachment ends in a point or in none as well\n{nota}");
    assert_eq!(consultations::offer(&house.app, round.editor, round.id, "x").await.unwrap(), Offered::Lacking);
    // A point of an attachment is what somebody types of it.
    let typed = [("van", "3"), ("submission", "1"), ("document", "1"), ("quote", "Bladzijde 2: geef mensen rust.")];
    let made = editor.post("/beheer/consultaties/1/punten/bijlage", &typed).await;
    assert!(made.location().contains("punt=2"), "{}", made.location());
    round.weigh(2, 1, &weighing("Rust", "", Disposition::Noted)).await;
    let approver = round.sign_in(&[Role::Approver]).await;
    let seen = round.seen(&approver).await;
    consultations::offer(&house.app, round.editor, round.id, &seen).await.unwrap();
    assert_eq!(consultations::publish(&house.app, round.approver, round.id, &seen).await.unwrap(), Published::Done(1));
    let own = house.get(&format!("{writer}/punten")).await.body;
    for words in ["Wat geen punt werd", "Beste mensen,", "Dit is een groet.", "U schreef in bijlage “Onze folder”"]
    {
        assert!(own.contains(words), "{words} is not on\n{own}");
    }
    let public = house.get("/consultaties/1").await.body;
    assert!(public.contains("geef mensen rust") && !public.contains("Dit is een groet"), "{public}");
    assert!(editor.post(path, &fields).await.location().contains("geweigerd=publiek"));
}

#[tokio::test]
async fn k20_a_point_is_merged_into_one_that_stands_alone_and_comes_loose_again() {
    let round = Round::weighed().await;
    let app = &round.house.app;
    let editor = round.sign_in(&[Role::Editor]).await;
    // Of the federation into the first of the council, by the page.
    let merged = editor.post("/beheer/consultaties/1/punten/4/samen", &[("into", "1")]).await;
    assert!(merged.location().contains("gedaan=samen"), "{}", merged.location());
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(2), PointId(4))).await.unwrap(),
        Merged::Gone,
        "not into a merged one"
    );
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(4), PointId(2))).await.unwrap(),
        Merged::Gone,
        "not twice"
    );
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(1), PointId(1))).await.unwrap(),
        Merged::Gone,
        "not into itself"
    );
    let bench = editor.get("/beheer/consultaties/1/punten?van=2&punt=4").await.body;
    assert!(bench.contains("Samengevoegd met punt 1") && !bench.contains("name=\"disposition\""), "{bench}");
    assert_eq!(
        round.weigh(4, 3, &weighing("Anders", "", Disposition::Noted)).await,
        consultations::Weighed::Overtaken,
        "it has no answer of its own"
    );
    // The head goes into another with all that was merged into it, and back.
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(1), PointId(2))).await.unwrap(),
        Merged::Done
    );
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_points WHERE merged_into = 2").await, 2);
    for point in [1, 4] {
        let alone = editor.post(&format!("/beheer/consultaties/1/punten/{point}/los"), &[]).await;
        assert!(alone.location().contains("gedaan=los"), "{}", alone.location());
    }
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(4), PointId(1))).await.unwrap(),
        Merged::Done
    );
    assert!(
        editor.post("/beheer/consultaties/1/punten/1/weg", &[]).await.location().contains("geweigerd"),
        "others hang on its answer"
    );
}

#[tokio::test]
async fn k20_merged_points_have_one_answer_and_each_organisation_sees_its_own_words() {
    let round = Round::weighed().await;
    let (house, app) = (&round.house, &round.house.app);
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(4), PointId(1))).await.unwrap(),
        Merged::Done
    );
    let approver = round.sign_in(&[Role::Approver]).await;
    let seen = round.seen(&approver).await;
    consultations::offer(app, round.editor, round.id, &seen).await.unwrap();
    assert_eq!(consultations::publish(app, round.approver, round.id, &seen).await.unwrap(), Published::Done(4));
    let page = house.get("/consultaties/1").await.body;
    for number in 1..=4 {
        assert_eq!(page.matches(&format!("data-point=\"{number}\"")).count(), 1, "point {number} once\n{page}");
        assert_eq!(page.matches(&format!("id=\"punt-{number}\"")).count(), 1, "point {number} once\n{page}");
    }
    assert_eq!(page.matches("U heeft gelijk.").count(), 3, "one answer for two points");
    assert!(
        !page.contains("altijd betaald worden") && !page.contains("Federatie"),
        "merging makes nothing public\n{page}"
    );
    let federation = house.get(&format!("{}/punten", round.page_of("federatie@voorbeeld.nl").await)).await.body;
    assert!(
        federation.contains("Een tolk moet altijd betaald worden.") && federation.contains("U heeft gelijk."),
        "{federation}"
    );
    assert!(!federation.contains("naast hen zit"), "nothing of the council’s words: {federation}");
    let letter = flat(&house.newest_mail_to("federatie@voorbeeld.nl").await.text);
    assert!(
        letter.contains("U heeft gelijk.") && letter.contains("tolk moet altijd") && !letter.contains("naast hen zit"),
        "{letter}"
    );
}

#[tokio::test]
async fn k20_a_point_with_a_commitment_is_merged_into_and_not_away() {
    let round = Round::weighed().await;
    let app = &round.house.app;
    let due = chrono::NaiveDate::from_ymd_opt(2027, 4, 1).unwrap();
    consultations::promise(app, round.editor, (round.id, PointId(1)), ("Wij maken een brief.", round.editor, due))
        .await
        .unwrap();
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(1), PointId(4))).await.unwrap(),
        Merged::Promised
    );
    assert_eq!(
        consultations::merge(app, round.editor, round.id, (PointId(4), PointId(1))).await.unwrap(),
        Merged::Done
    );
    let promised =
        consultations::promise(app, round.editor, (round.id, PointId(4)), ("Nog iets.", round.editor, due)).await;
    assert_eq!(promised.unwrap(), consultations::Promised::Closed, "a merged point promises by its answer");
    let approver = round.sign_in(&[Role::Approver]).await;
    let seen = round.seen(&approver).await;
    consultations::offer(app, round.editor, round.id, &seen).await.unwrap();
    consultations::publish(app, round.approver, round.id, &seen).await.unwrap();
    let own = round.house.get(&format!("{}/punten", round.page_of("federatie@voorbeeld.nl").await)).await.body;
    assert!(own.contains("Wij maken een brief."), "who raised a merged point is told: {own}");
}
