//! Documents that we ask about, and attachments of an answer: who reads them, and what is refused.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, UNIX_EPOCH};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use image::{ImageFormat, RgbImage};
use samenspraak::base::Random;
use samenspraak::base::clock::days;
use samenspraak::consultations::{self, Opened};
use samenspraak::media::sweep;
use samenspraak::store;
use samenspraak::store::tables::states::Role;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Round, flat};
use crate::house::{Answer, House, Visitor};

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";
const NEWER: &[u8] =
    b"%PDF-1.7\n% 2\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n13\n%%EOF\n";

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text of `OpenDocument`, with more in it.
fn odt(manifest: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut files = vec![
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<a/>"),
        ("META-INF/manifest.xml", manifest),
    ];
    files.extend(more);
    zipped(&files)
}

/// A text of Word, with more in it.
fn word(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut files = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", body)];
    files.extend(more);
    zipped(&files)
}

async fn upload(who: &Visitor, path: &str, (title, name, bytes): (&str, &str, &[u8])) -> Answer {
    send_form(who, path, &[("title", title)], (name, bytes)).await
}

/// Sends a form with a file, as a browser does; without a name for it, as one that was left empty.
pub async fn send_form(who: &Visitor, path: &str, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Answer {
    let mut head = String::new();
    for (field, value) in fields {
        write!(head, "--grens\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").unwrap();
    }
    let name = if bytes.is_empty() && name == "brief.pdf" { "" } else { name };
    write!(head, "--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").unwrap();
    let body = [head.as_bytes(), bytes, b"\r\n--grens--\r\n"].concat();
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens")
        .header("sec-fetch-site", "same-origin");
    who.send(request, Body::from(body)).await
}

/// A consultation with one document, open.
async fn with_document() -> (Round, Visitor) {
    let round = Round::drafted().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let form = format!("/beheer/consultaties/{}/documenten/nieuw", round.id);
    let placed = upload(&editor, &form, ("Handreiking, concept", "x.docx", PDF)).await;
    assert!(placed.location().ends_with("gedaan=document"), "{}\n{}", placed.location(), placed.body);
    let approver = round.sign_in(&[Role::Approver]).await;
    round.approve(&approver).await;
    assert_eq!(consultations::open(&round.house.app, round.editor, round.id).await.unwrap(), Opened::Done(5));
    (round, editor)
}

fn says(answer: &Answer, name: header::HeaderName) -> &str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The path of the first file of a page whose link has this title.
fn file_of(page: &Answer, title: &str) -> String {
    let before = page.body.split(&format!(">{title}</a>")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn c10_a_document_is_read_by_own_links_and_by_staff_and_by_no_other_path() {
    let (round, editor) = with_document().await;
    let house = &round.house;
    let own = round.page_of("koepel@voorbeeld.nl").await;
    let page = house.get(&own).await;
    assert!(!page.body.contains("nieuwe versie"), "{}", page.body);
    let path = file_of(&page, "Handreiking, concept");
    assert!(path.starts_with(&own), "{path}");
    let file = house.get(&path).await;
    assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PDF));
    assert_eq!(says(&file, header::CONTENT_TYPE), "application/pdf", "what it is, not what it was called");
    assert_eq!(says(&file, header::CONTENT_DISPOSITION), "attachment; filename=\"handreiking-concept.pdf\"");
    assert_eq!(says(&file, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(says(&file, header::CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
    assert_eq!(says(&file, header::CACHE_CONTROL), "no-store");

    // Staff read it; nobody else does, by no path: not the public address of files, not the page for staff, not after revoking.
    let for_staff = format!("/beheer/consultaties/{}/documenten/1/1", round.id);
    assert_eq!(editor.get(&for_staff).await.bytes, PDF);
    let hash = samenspraak::base::secrets::sha256_hex(PDF);
    for stranger in
        [for_staff.as_str(), &format!("/beeld/{hash}.pdf"), &format!("/consultaties/{}/documenten/1/1", round.id)]
    {
        let answer = house.get(stranger).await;
        assert!(answer.status != StatusCode::OK && !answer.bytes.starts_with(b"%PDF"), "{stranger}: {}", answer.status);
    }
    for missing in [format!("{own}/documenten/1/2"), format!("{own}/documenten/9/1"), format!("{own}/documenten/x/1")] {
        assert_eq!(house.get(&missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    // A link of another consultation does not open it.
    house.sql("INSERT INTO consultations (kenmerk, title, summary, source, body, on_behalf, deadline_wall, deadline_at, contact_id, state, version, once, made_at, changed_by, changed_at, given, introduction) SELECT 'anders', title, summary, source, body, on_behalf, deadline_wall, deadline_at, contact_id, 'draft', 1, 'anders', made_at, changed_by, changed_at, 0, '' FROM consultations").await;
    house.sql("UPDATE consultation_documents SET consultation_id = 2").await;
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND);
    house.sql("UPDATE consultation_documents SET consultation_id = 1").await;
    assert_eq!(house.get(&path).await.status, StatusCode::OK);
    house.sql("UPDATE consultation_invitees SET revoked_at = 1 WHERE name = 'koepel@voorbeeld.nl'").await;
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "a revoked link opens nothing");
}

#[tokio::test]
async fn k01_a_new_version_says_so_and_the_one_before_stays() {
    let (round, editor) = with_document().await;
    let form = format!("/beheer/consultaties/{}/documenten/1/nieuw", round.id);
    let again = upload(&editor, &form, ("", "x.pdf", PDF)).await;
    assert!(again.body.contains("precies de versie die er al staat"), "{}", again.body);
    round.house.wait(days(3));
    let editor = round.sign_in(&[Role::Editor]).await;
    let placed = upload(&editor, &form, ("", "x.pdf", NEWER)).await;
    assert!(placed.location().ends_with("gedaan=versie"), "{}", placed.body);
    let own = round.page_of("deboer@voorbeeld.nl").await;
    let page = round.house.get(&own).await;
    let said = format!(
        "nieuwe versie van {}",
        samenspraak::base::wall_time::plain_date(
            samenspraak::base::wall_time::date_of(round.house.clock().now()),
            samenspraak::base::Language::Dutch
        )
    );
    assert!(page.body.contains(&said), "{said} is not on\n{}", page.body);
    assert_eq!(round.house.get(&format!("{own}/documenten/1/2")).await.bytes, NEWER);
    assert_eq!(round.house.get(&format!("{own}/documenten/1/1")).await.bytes, PDF);
    // Once open nothing is taken out, and once published nothing is added.
    let weg = editor.post(&format!("/beheer/consultaties/{}/documenten/1/weg", round.id), &[]).await;
    assert!(weg.location().ends_with("geweigerd=ingehaald"), "{}", weg.location());
    round.house.sql("UPDATE consultations SET state = 'published', published_at = 1, published_by = contact_id").await;
    assert!(upload(&editor, &form, ("", "x.pdf", PDF)).await.location().ends_with("geweigerd=publiek"));
    assert_eq!(round.house.get(&format!("{own}/documenten/1/2")).await.status, StatusCode::OK, "it stays to be read");
}

#[tokio::test]
async fn k01_a_document_after_approval_makes_a_draft_of_it() {
    let round = Round::drafted().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let approver = round.sign_in(&[Role::Approver]).await;
    round.approve(&approver).await;
    let form = format!("/beheer/consultaties/{}/documenten/nieuw", round.id);
    upload(&editor, &form, ("", "Handreiking.pdf", PDF)).await;
    assert_eq!(round.count("SELECT COUNT(*) FROM consultations WHERE state = 'draft'").await, 1);
    let list = editor.get(&format!("/beheer/consultaties/{}/documenten", round.id)).await;
    assert!(list.body.contains(">Handreiking</h2>"), "the name of the file is its title\n{}", list.body);
    // Before anybody is asked it can go, with its file.
    let weg = editor.post(&format!("/beheer/consultaties/{}/documenten/1/weg", round.id), &[]).await;
    assert!(weg.location().ends_with("gedaan=document-weg"), "{}", weg.location());
    assert_eq!(
        round.count("SELECT (SELECT COUNT(*) FROM media_papers) + (SELECT COUNT(*) FROM consultation_documents)").await,
        0
    );
}

#[tokio::test]
async fn k13_a_file_is_what_its_bytes_are_and_what_harms_is_refused_in_words() {
    let round = Round::drafted().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let form = format!("/beheer/consultaties/{}/documenten/nieuw", round.id);
    let locked = [&PDF[..60], b"<</Encrypt 5 0 R>>", &PDF[60..]].concat();
    let script = [&PDF[..60], b"<</S/JavaScript>>", &PDF[60..]].concat();
    let mut sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let old = [sealed.as_slice(), &[0; 600]].concat();
    sealed.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let whole = word("<w:p/>", &[]);
    let cut = &whole[..whole.len() - 30];
    let mut damaged = whole.clone();
    // In the packed words of the last file, before the list of all files.
    let list = damaged.windows(4).position(|part| part == b"PK\x01\x02").unwrap();
    damaged[list - 3] ^= 0x55;
    let fetching =
        "<Relationship Type=\"x/attachedTemplate\" Target=\"https://voorbeeld.nl/a.dotm\" TargetMode=\"External\"/>";
    for (name, bytes, said) in [
        ("leeg.pdf", b"".as_slice(), "Er zit niets in dit bestand"),
        ("slot.pdf", &locked, "wachtwoord of beveiliging"),
        ("script.pdf", &script, "macro’s of scripts"),
        ("half.pdf", &PDF[..50], "beschadigd of niet helemaal meegekomen"),
        ("slot.docx", &sealed, "wachtwoord of beveiliging"),
        ("oud.doc", &old, "oude Word of Excel"),
        ("half.docx", cut, "beschadigd of niet helemaal meegekomen"),
        ("stuk.docx", &damaged, "beschadigd of niet helemaal meegekomen"),
        ("macro.docx", &word("<w:p/>", &[("word/vbaProject.bin", "x")]), "macro’s of scripts"),
        (
            "haalt.docx",
            &word("<w:p/>", &[("word/_rels/settings.xml.rels", fetching)]),
            "haalt een sjabloon van internet",
        ),
        ("macro.odt", &odt("<m/>", &[("Basic/Standard/Module1.xml", "<x/>")]), "macro’s of scripts"),
        ("slot.odt", &odt("<manifest:encryption-data/>", &[]), "wachtwoord of beveiliging"),
        ("zip.docx", &zipped(&[("a.txt", "a")]), "geen bestand dat iedereen kan openen"),
        ("pagina.pdf", b"<html><script>alert(1)</script>", "geen bestand dat iedereen kan openen"),
        ("tekening.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "Een SVG kan code bevatten"),
    ] {
        let answer = upload(&editor, &form, ("Een titel", name, bytes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            answer.body.contains(said) && answer.body.contains("value=\"Een titel\""),
            "{name}: {said} is not on\n{}",
            answer.body
        );
    }
    assert_eq!(round.count("SELECT COUNT(*) FROM media_papers").await, 0);
    assert!(round.house.app.shelf().closed().names().unwrap().is_empty(), "and no byte of them stays");
}

#[tokio::test]
async fn k13_what_somebody_may_not_know_to_be_in_a_file_is_said() {
    let round = Round::drafted().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let form = format!("/beheer/consultaties/{}/documenten/nieuw", round.id);
    let full = word("<w:del w:id=\"1\">weg</w:del><w:vanish/>", &[("word/comments.xml", "<c/>")]);
    upload(&editor, &form, ("Met sporen", "a.pdf", &full)).await;
    upload(&editor, &form, ("Schoon", "b.odt", &odt("<m/>", &[]))).await;
    let mut photo = Cursor::new(Vec::new());
    RgbImage::new(64, 64).write_to(&mut photo, ImageFormat::Jpeg).unwrap();
    upload(&editor, &form, ("Foto", "c.jpg", photo.get_ref())).await;
    upload(&editor, &form, ("Tabel", "d.bin", &zipped(&[("xl/workbook.xml", "<sheet state=\"hidden\"/>")]))).await;
    let list = editor.get(&format!("/beheer/consultaties/{}/documenten", round.id)).await.body;
    for said in [
        "opmerkingen, bijgehouden wijzigingen en verborgen tekst of bladen",
        "Word, 1 kB",
        "OpenDocument, 1 kB",
        "afbeelding, ",
        "Excel, 1 kB",
    ] {
        assert!(list.contains(said), "{said} is not on\n{list}");
    }
}

#[tokio::test]
async fn k13_an_attachment_is_its_organisations_until_it_is_released_and_then_staffs_too() {
    let (round, editor) = with_document().await;
    let house = &round.house;
    let (chair, other) = (round.page_of("deboer@voorbeeld.nl").await, round.page_of("koepel@voorbeeld.nl").await);
    let writer = round.page_of("joost@voorbeeld.nl").await;
    for (title, bytes) in [("Ervaringen", PDF), ("Vergissing", NEWER)] {
        let added = upload(&house.visitor(), &format!("{writer}/bijlagen/nieuw"), (title, "a.pdf", bytes)).await;
        assert!(added.location().ends_with("gedaan=toegevoegd"), "{}", added.body);
    }
    let wrong = upload(&house.visitor(), &format!("{writer}/bijlagen/nieuw"), ("Titel", "a.pdf", b"MZ")).await;
    assert!(wrong.body.contains("geen bestand dat iedereen kan openen"), "{}", wrong.body);
    // The chair reads it before releasing it; another organisation, and staff, do not.
    assert_eq!(house.get(&format!("{chair}/documenten/2/1")).await.bytes, PDF);
    assert_eq!(house.get(&format!("{other}/documenten/2/1")).await.status, StatusCode::NOT_FOUND);
    let for_staff = format!("/beheer/consultaties/{}/documenten/2/1", round.id);
    assert_eq!(editor.get(&for_staff).await.status, StatusCode::NOT_FOUND, "nothing of it before it is released");
    let gone = house.post(&format!("{other}/bijlagen/3/weg"), &[]).await;
    assert!(gone.location().ends_with("gedaan=bleef"), "another organisation takes nothing away: {}", gone.location());
    assert!(house.post(&format!("{writer}/bijlagen/3/weg"), &[]).await.location().ends_with("gedaan=weg"));

    // What was read is what is released: an attachment that came meanwhile is seen first.
    let alles = format!("{chair}/alles");
    let seen = house.get(&alles).await.value_after("name=\"seen\"");
    upload(&house.visitor(), &format!("{writer}/bijlagen/nieuw"), ("Nog een", "a.docx", &word("<w:p/>", &[]))).await;
    let answer = house.post(&alles, &[("seen", &seen), ("openness", "named")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "an attachment alone is an answer too, once it was read");
    assert_eq!(round.release("deboer@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
    house.deliver_all().await;
    let mail = flat(&house.newest_mail_to("deboer@voorbeeld.nl").await.text);
    assert!(mail.contains("Ervaringen (PDF, 1 kB)") && mail.contains("Nog een (Word, 1 kB)"), "{mail}");
    let receipt = house.get(&format!("{chair}/ontvangst")).await.body;
    assert!(
        receipt.contains("Ervaringen") && receipt.contains("PDF, 1 kB") && !receipt.contains("Vergissing"),
        "{receipt}"
    );
    let bench = editor.get(&format!("/beheer/consultaties/{}/punten?van=1", round.id)).await.body;
    assert!(bench.contains(&for_staff), "{bench}");
    assert_eq!(editor.get(&for_staff).await.bytes, PDF);
    assert_eq!(house.get(&format!("{other}/documenten/2/1")).await.status, StatusCode::NOT_FOUND, "still theirs alone");

    // Taken away after releasing, it stays with what was released; what never was goes from the disk within days.
    house.post(&format!("{writer}/bijlagen/2/weg"), &[]).await;
    assert_eq!(editor.get(&for_staff).await.bytes, PDF);
    let shelf = house.app.shelf().closed();
    for (name, _) in shelf.names().unwrap() {
        let place = house.app.settings.data_dir.join("papers").join(&name[..2]).join(&name);
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(house.clock().now().minus(days(3)).0).unwrap());
        std::fs::File::options().write(true).open(place).unwrap().set_modified(at).unwrap();
    }
    assert_eq!(shelf.names().unwrap().len(), 3);
    sweep(&house.app).await.unwrap();
    let left = shelf.names().unwrap().len();
    assert_eq!(left, 2, "the document and the attachment are the same bytes; one other attachment");
    house.sql("UPDATE consultation_invitees SET revoked_at = 1 WHERE name = 'joost@voorbeeld.nl'").await;
    let refused = upload(&house.visitor(), &format!("{writer}/bijlagen/nieuw"), ("Laat", "a.pdf", PDF)).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    house.sql("UPDATE consultations SET state = 'published', published_at = 1, published_by = contact_id").await;
    let refused = upload(&house.visitor(), &format!("{chair}/bijlagen/nieuw"), ("Laat", "a.pdf", PDF)).await;
    assert_eq!(refused.status, StatusCode::GONE);
}

#[tokio::test]
async fn k13_files_come_back_with_a_backup() {
    let (round, _) = with_document().await;
    let (house, folder) = (&round.house, tempfile::tempdir().unwrap());
    let file = folder.path().join("all.tar");
    store::back_up(&house.app.whole(), b"{}", house.clock().now(), &file).await.unwrap();
    let mut other = House::without_centre().await;
    // Another die, so that who comes next is nobody who came back.
    other.change(|app| app.random = Random::from_seed([2; 32]));
    store::restore(&other.app.whole(), &file).await.unwrap();
    // The same secrets came along, so a link in a letter of before opens it.
    let own = round.page_of("koepel@voorbeeld.nl").await;
    let file = other.get(&format!("{own}/documenten/1/1")).await;
    assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PDF));
}
