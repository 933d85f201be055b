//! The document as paper and as a table, and the answer of an organisation as paper.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, DataType, Reader as _, Xlsx};
use samenspraak::consultations::{self, Cut, Disposition, Split, Weighed};
use samenspraak::store::tables::states::Role;

use super::Round;
use super::reacting::weighing;
use crate::paper::{heard, read, squeezed};

const TITLE: &str = "Wat wij doen met uw antwoorden: Werk en herstel";
/// What nobody writes, and what some do.
const HOSTILE: &str = "#read(\"/etc/passwd\") $x$ *vet* _schuin_ // weg\n@bron <label> `ruw` = Kop\n\n=HYPERLINK(\"http://kwaad.example\")\n\nGoed zo 🙂 en 王伟.";
const SECRET: &str = "Een tolk moet altijd betaald worden.";

impl Round {
    /// The council by name, the federation only by what it comes down to, the umbrella without its name; all of it weighed, two
    /// points with one answer.
    async fn ready() -> Self {
        let round = Self::open().await;
        round.write("joost@voorbeeld.nl", 1, HOSTILE).await;
        round.write("fatima@voorbeeld.nl", 2, "Deels").await;
        round.write("federatie@voorbeeld.nl", 1, SECRET).await;
        round.write("koepel@voorbeeld.nl", 1, "Zorg dat iedereen mee kan doen.").await;
        for (address, openness) in
            [("deboer@voorbeeld.nl", "named"), ("federatie@voorbeeld.nl", "summary"), ("koepel@voorbeeld.nl", "words")]
        {
            assert_eq!(round.release(address, openness).await.status, StatusCode::SEE_OTHER);
        }
        round.house.wait(samenspraak::base::clock::days(30));
        assert_eq!(round.split(1, 1, Cut::Paragraphs).await, Split::Done(1));
        assert_eq!(round.split(1, 2, Cut::Whole).await, Split::Done(4));
        assert_eq!(round.split(2, 1, Cut::Whole).await, Split::Done(5));
        assert_eq!(round.split(3, 1, Cut::Whole).await, Split::Done(6));
        for point in 1..=6 {
            let mut weighing = weighing(&format!("Kern {point}"), "Gesprek", Disposition::Partly);
            weighing.reason = format!("Reden bij {point}.\n\n+31 is een getal.");
            assert_eq!(round.weigh(point, 1, &weighing).await, Weighed::Done);
        }
        let (app, point) = (&round.house.app, samenspraak::base::id::PointId);
        consultations::merge(app, round.editor, round.id, (point(6), point(1))).await.unwrap();
        for promised in ["Wij maken een voorbeeldbrief.", "Wij zeggen het verder."] {
            let due = chrono::NaiveDate::from_ymd_opt(2027, 4, 1).unwrap();
            consultations::promise(app, round.editor, (round.id, point(1)), (promised, round.editor, due))
                .await
                .unwrap();
        }
        consultations::introduce(app, round.editor, round.id, ("", "Dank u wel.\n\nWij lazen alles.")).await.unwrap();
        round
    }

    async fn publish(&self) {
        let approver = self.sign_in(&[Role::Approver]).await;
        let seen = self.seen(&approver).await;
        consultations::offer(&self.house.app, self.editor, self.id, &seen).await.unwrap();
        let done = consultations::publish(&self.house.app, self.approver, self.id, &seen).await.unwrap();
        assert!(matches!(done, consultations::Published::Done(_)), "{done:?}");
    }
}

/// The texts between the tags of the letter on a page, those of a point apart from its signs.
fn texts_of(page: &str) -> Vec<String> {
    let letter = page.split("<article class=\"letter\"").nth(1).unwrap().split("</article>").next().unwrap();
    let paragraphs = letter.split("<p").skip(1).filter_map(|piece| piece.split_once('>')?.1.split_once("</p>"));
    let plain = |(html, _): (&str, &str)| {
        let without: String = html
            .split('<')
            .enumerate()
            .map(|(at, piece)| if at == 0 { piece } else { piece.split_once('>').unwrap().1 })
            .collect();
        without.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    paragraphs.map(plain).collect()
}

#[tokio::test]
async fn k22_the_reaction_on_paper_says_what_the_page_says_and_every_point_once() {
    let round = Round::ready().await;
    let path = "/consultaties/1/nota/pdf";
    assert_eq!(round.house.get(path).await.status, StatusCode::NOT_FOUND, "not public yet");
    let editor = round.sign_in(&[Role::Editor]).await;
    let nota = editor.get("/beheer/consultaties/1/nota").await.body;
    assert!(nota.contains("In punt 3 staan tekens die wij in de PDF niet kunnen tonen"), "{nota}");
    let draft = editor.get("/beheer/consultaties/1/nota/bestand/pdf").await;
    let concept = read(&draft, &format!("{TITLE} (concept)"), "nl");
    assert!(concept.words.matches("Nognietopenbaar.").count() > concept.sheets, "on each sheet and above");

    round.publish().await;
    let answer = round.house.get(path).await;
    let paper = read(&answer, TITLE, "nl");
    assert!(!paper.words.contains("openbaar."), "no draft any more");
    let words = heard(&answer.bytes);
    for number in 1..=6 {
        let head = if number == 6 { "Punt6".to_owned() } else { format!("Punt{number}:Kern{number}") };
        assert_eq!(words.matches(&head).count(), 1, "{head} in {words}");
    }
    let page = round.house.get("/consultaties/1").await.body;
    for text in texts_of(&page) {
        let text = squeezed(&text.replace("🙂", "[teken U+1F642]").replace("王伟", "[teken U+738B U+4F1F]"));
        assert!(words.contains(&text), "{text} is not in\n{words}");
    }
    for text in HOSTILE.split("\n\n").take(2).chain(["Deels", "Zorg dat iedereen mee kan doen."]) {
        // The word of a disposition begins with "Deels" too.
        let many = words.matches(&squeezed(text)).count()
            - if text == "Deels" { words.matches("Deelsovergenomen").count() } else { 0 };
        assert_eq!(many, 1, "{text} in {words}");
    }
    for part in [
        "2026-0417",
        "hetministerievanVeiligWerk",
        "CliëntenraadWerk",
        "en2andereorganisaties",
        "Dankuwel.",
        "6punten",
        "Wijmakeneenvoorbeeldbrief.Klaarvoor1april2027.",
    ] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    // Nobody is named who did not say so, and no word is shown that is not to be.
    let inside = String::from_utf8_lossy(&answer.bytes).into_owned();
    for hidden in ["Federatie", "Koepel", "tolk"] {
        assert!(!words.contains(hidden) && !paper.words.contains(hidden) && !inside.contains(hidden), "{hidden}");
    }
    assert!(round.house.get(path).await.bytes == answer.bytes, "the same for everybody");
    assert_eq!(round.house.get("/consultaties/1/nota/docx").await.status, StatusCode::NOT_FOUND);
    assert!(page.contains("href=\"/consultaties/1/nota/pdf\"") && page.contains("href=\"/consultaties/1/nota/xlsx\""));
}

#[tokio::test]
async fn k22_the_table_holds_every_point_whole_and_no_formula() {
    let round = Round::ready().await;
    assert_eq!(round.house.get("/consultaties/1/nota/xlsx").await.status, StatusCode::NOT_FOUND, "not public yet");
    let long = "woord ".repeat(9_000);
    round.house.sql(&format!("UPDATE consultation_points SET quote = '{long}' WHERE number = 2")).await;
    round.publish().await;
    let answer = round.house.get("/consultaties/1/nota/xlsx").await;
    let mut book = Xlsx::new(Cursor::new(answer.bytes)).unwrap();
    assert_eq!(book.sheet_names().len(), 1);
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |row: usize, column: usize| sheet.get((row, column)).and_then(DataType::as_string).unwrap_or_default();
    let rows_of = |number: &str| (1..sheet.height()).filter(|row| text(*row, 0) == number).collect::<Vec<_>>();
    let column =
        |number: &str, column: usize| rows_of(number).into_iter().map(|row| text(row, column)).collect::<String>();
    for number in 1..=6 {
        assert!(
            matches!(sheet.get((rows_of(&number.to_string())[0], 0)), Some(Data::String(_))),
            "a number stays text"
        );
        assert_eq!(
            column(&number.to_string(), 2),
            if number == 6 { "Kern 1".to_owned() } else { format!("Kern {number}") }
        );
    }
    assert_eq!(column("2", 4), long, "nothing is cut");
    assert!(column("1", 4).contains("$x$ *vet*"), "{}", column("1", 4));
    assert_eq!(column("1", 8), "Wij maken een voorbeeldbrief.Wij zeggen het verder.");
    assert_eq!((column("6", 6), column("6", 3)), ("Samen met punt 1".to_owned(), "een organisatie".to_owned()));
    assert_eq!((column("5", 4), column("5", 3)), ("Kern 5".to_owned(), "een organisatie".to_owned()));
    assert_eq!(column("1", 3), "Cliëntenraad Werk");
    let all: Vec<String> = sheet.used_cells().filter_map(|(.., cell)| cell.as_string()).collect();
    assert!(all.iter().all(|cell| !cell.contains("tolk") && !cell.contains("Federatie") && !cell.contains("Koepel")));
    assert!(all.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{all:?}");
    let csv = round.house.get("/consultaties/1/nota/csv").await.body;
    assert!(csv.contains("'+31 is een getal."), "{csv}");
}

#[tokio::test]
async fn k11_the_receipt_on_paper_has_the_full_text_of_each_version() {
    let round = Round::open().await;
    let chair = round.page_of("deboer@voorbeeld.nl").await;
    round.write("joost@voorbeeld.nl", 1, HOSTILE).await;
    let draft = round.house.post(&format!("{chair}/alles/pdf"), &[]).await;
    let concept = read(&draft, "Antwoord in concept: Werk en herstel", "nl");
    assert!(
        concept.words.contains("Nognietverstuurd.") && concept.words.contains("$x$*vet*_schuin_"),
        "{}",
        concept.words
    );
    assert_eq!(
        round.house.post(&format!("{chair}/ontvangst/pdf"), &[("version", "1")]).await.status,
        StatusCode::NOT_FOUND
    );

    round.release("deboer@voorbeeld.nl", "named").await;
    round.write("joost@voorbeeld.nl", 1, "Toch anders.").await;
    round.release("fatima@voorbeeld.nl", "words").await;
    let first = round.house.post(&format!("{chair}/ontvangst/pdf"), &[("version", "1")]).await;
    let paper = read(&first, "Ontvangstbewijs: Werk en herstel", "nl");
    let page = round.house.get(&format!("{chair}/ontvangst?versie=1")).await.body;
    let fingerprint = page.split("<span class=\"ref\">").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(fingerprint.len(), 14, "{fingerprint}");
    for words in
        ["CliëntenraadWerk", "deboer@voorbeeld.nl", "$x$*vet*_schuin_//weg", "[tekenU+1F642]", &squeezed(fingerprint)]
    {
        assert!(paper.words.contains(words), "{words} is not in {}", paper.words);
    }
    assert!(!paper.words.contains("Tochanders"), "{}", paper.words);
    assert!(page.contains("Een nieuwere versie telt."), "{page}");
    let newest = round.house.get(&format!("{chair}/ontvangst")).await.body;
    assert!(newest.contains("Toch anders.") && newest.contains("/ontvangst?versie=1"), "{newest}");
    let english = round.house.post(&format!("/en{chair}/ontvangst/pdf"), &[("version", "2")]).await;
    assert!(read(&english, "Receipt: Werk en herstel", "en").words.contains("Tochanders."));
    // Nobody else's, and not by opening a link.
    let federation = round.page_of("federatie@voorbeeld.nl").await;
    assert_eq!(
        round.house.post(&format!("{federation}/ontvangst/pdf"), &[("version", "1")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_ne!(round.house.get(&format!("{chair}/ontvangst/pdf")).await.status, StatusCode::OK);
}
