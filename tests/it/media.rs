//! Images: taking them in, showing them, where they stand, and how they go.

use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use samenspraak::base::blocks::{Block, Cover, Href, Shown};
use samenspraak::base::clock::days;
use samenspraak::base::{Language, markdown};
use samenspraak::mail::lint::lint_with_images_of;
use samenspraak::mail::{Dress, Part, Sheet};
use samenspraak::store::tables::states::Role;
use samenspraak::store::{self, Shelf, Whole};
use samenspraak::{media, privacy};

mod keeping;

use crate::approving;
use crate::house::{Answer, House, Visitor};

const NEW: &str = "/beheer/beelden/nieuw";

/// Red on the left, blue on the right.
fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x * 2 < width { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn photo(width: u32, height: u32) -> Vec<u8> {
    encoded(drawing(width, height), ImageFormat::Jpeg)
}

/// The photo as a camera writes it that was held upright: turned by a quarter, with a secret in its metadata.
fn as_taken(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"GEHEIME PLEK 52.1N 5.2E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

async fn upload(who: &Visitor, name: &str, bytes: &[u8], accept: &str) -> Answer {
    let head = format!("--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), bytes, b"\r\n--grens--\r\n"].concat();
    let request = Request::post(NEW)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens")
        .header(header::ACCEPT, accept)
        .header("sec-fetch-site", "same-origin");
    who.send(request, Body::from(body)).await
}

/// Places an image and gives its path.
pub async fn placed(who: &Visitor, name: &str, bytes: &[u8]) -> String {
    let answer = upload(who, name, bytes, "text/html").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split('?').next().unwrap().to_owned()
}

pub fn number_of(path: &str) -> i64 {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

async fn editor(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Editor]).await
}

/// Every file on the shelf.
fn files(house: &House) -> Vec<(String, Vec<u8>)> {
    let shelf = house.app.shelf();
    shelf.names().unwrap().into_iter().map(|(name, _)| (name.clone(), shelf.read(&name).unwrap().unwrap().0)).collect()
}

pub async fn describe(who: &Visitor, path: &str, alt: &str, more: &[(&str, &str)]) -> Answer {
    let version = who.get(path).await.value_after("name=\"version\"");
    let mut fields = vec![("version", version.as_str()), ("name", "Oefening"), ("alt", alt), ("focus", "50-50")];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    who.post(path, &fields.into_iter().chain(more.iter().copied()).collect::<Vec<_>>()).await
}

/// Makes an article with a text and a picture at its top, and gives its path.
async fn article(who: &Visitor, source: &str, picture: &str) -> String {
    let once = who.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let fields =
        [("once", once.as_str()), ("title", "Oefenen"), ("lead", "Kort."), ("source", source), ("picture", picture)];
    let answer = who.post("/beheer/artikelen/nieuw", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn i42_a_photo_is_turned_made_in_sizes_and_forgets_where_it_was_taken() {
    let house = House::open().await;
    let editor = editor(&house).await;
    placed(&editor, "oefening.jpg", &as_taken(&photo(1600, 1000))).await;
    let files = files(&house);
    assert_eq!(files.len(), 5);
    let mut sizes = Vec::new();
    for (name, bytes) in &files {
        assert!(!bytes.windows(6).any(|part| part == b"GEHEIM" || part == b"Exif\0\0"), "{name} keeps its metadata");
        let shown = image::load_from_memory(bytes).unwrap().into_rgb8();
        let [top, bottom] = [1, shown.height() - 2].map(|y| shown.get_pixel(shown.width() / 2, y).0);
        assert!(top[0] > 150 && bottom[2] > 150, "{name} is not turned: {top:?} {bottom:?}");
        sizes.push(shown.dimensions());
    }
    sizes.sort_unstable();
    let shared = (1200, 630);
    assert_eq!(
        sizes,
        [(504, 396), (1000, 525), (1000, 1600), (1000, 1600), shared],
        "never larger than it was, but to share"
    );
}

#[tokio::test]
async fn i42_see_through_becomes_white_and_drawings_stay_sharp() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let black = |x: u32, y: u32| x > 60 && (x / 3 + y / 3).is_multiple_of(2);
    let lines = RgbaImage::from_fn(800, 600, |x, y| Rgba([0, 0, 0, if black(x, y) { 255 } else { 0 }]));
    placed(&editor, "schema.png", &encoded(lines, ImageFormat::Png)).await;
    assert!(
        files(&house).iter().any(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "png")),
        "what is smaller so stays a drawing"
    );
    for (_, bytes) in files(&house) {
        let shown = image::load_from_memory(&bytes).unwrap();
        assert!(!shown.color().has_alpha());
        assert!(shown.into_rgb8().get_pixel(2, 2).0.iter().all(|part| *part > 250));
    }
}

#[tokio::test]
async fn i42_what_is_no_image_is_refused_in_words_by_its_bytes() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let whole = photo(400, 300);
    let cases: [(&[u8], &str); 8] = [
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "SVG kan code bevatten"),
        (b"<?xml version=\"1.0\"?><svg/>", "SVG kan code bevatten"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC- of AVIF-foto"),
        (b"%PDF-1.7 en verder", "is een document"),
        (b"<html><body>geen beeld</body></html>", "geen beeld dat wij kennen"),
        (b"", "Er zit niets in"),
        (&whole[..whole.len() / 3], "beschadigd"),
        (b"\xff\xd8\xff\xe0 en dan niets", "beschadigd"),
    ];
    for (bytes, words) in cases {
        let answer = upload(&editor, "foto.jpg", bytes, "text/html").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    // Telephones put a film behind the end of a photo, in which any sign can stand.
    let with_film = [&whole, b"\0\0\0\x18ftypmp42".as_slice(), b"\xff\xd9 film \xff\xda film"].concat();
    assert_eq!(upload(&editor, "beweegt.jpg", &with_film, "text/html").await.status, StatusCode::SEE_OTHER);
    house.sql("DELETE FROM media_files").await;
    house.sql("DELETE FROM media").await;
    for (name, _) in files(&house) {
        assert!(house.app.shelf().remove_older(&name, samenspraak::base::Instant(i64::MAX)).unwrap());
    }
    let told = upload(&editor, "foto.jpg", b"GIF89a", "application/json").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.starts_with("{\"fault\":"), "{}", told.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM media").await, 0);
    assert!(files(&house).is_empty());
}

/// A PNG that says how large it is and then holds nothing.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = encoded(drawing(16, 16), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&sum);
    png
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[tokio::test]
async fn i42_a_bomb_is_refused_before_it_is_read() {
    let house = House::open().await;
    let editor = editor(&house).await;
    for (width, height) in [(9_000, 9_000), (65_000, 65_000), (1, 2_000_000)] {
        let answer = upload(&editor, "klein.png", &bomb(width, height), "text/html").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{width} × {height}");
        assert!(answer.body.contains("miljoen punten"), "{}", answer.body);
    }
}

#[tokio::test]
async fn i42_a_moving_image_is_taken_still_and_that_is_said() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    let frame = |colour| image::Frame::new(RgbaImage::from_pixel(60, 60, colour));
    encoder.encode_frames([frame(Rgba([255, 0, 0, 255])), frame(Rgba([0, 0, 255, 255]))]).unwrap();
    drop(encoder);
    let answer = upload(&editor, "knipper.gif", &bytes, "text/html").await;
    assert!(answer.location().ends_with("gedaan=eerste-beeld"), "{}", answer.location());
    let (_, shown) = files(&house).pop().unwrap();
    assert!(image::load_from_memory(&shown).unwrap().into_rgb8().get_pixel(5, 5).0[0] > 200);
}

#[tokio::test]
async fn i42_a_file_is_served_to_everyone_for_ever_as_what_it_is() {
    let house = House::open().await;
    placed(&editor(&house).await, "foto.jpg", &photo(400, 300)).await;
    let (name, bytes) = files(&house).pop().unwrap();
    let answer = house.get(&format!("/beeld/{name}")).await;
    assert_eq!((answer.status, &answer.bytes), (StatusCode::OK, &bytes));
    let said = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
    assert_eq!(said("content-type"), "image/jpeg");
    assert_eq!(said("x-content-type-options"), "nosniff");
    assert_eq!(said("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(said("cross-origin-resource-policy"), "cross-origin");
    for other in [
        "geen.jpg",
        "..%2f..%2fhouse.db",
        "%2e%2e%2fsecret.json",
        &name.replace(".jpg", ".html"),
        &name.replace(".jpg", ".png"),
    ] {
        assert_eq!(house.get(&format!("/beeld/{other}")).await.status, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn i42_the_same_file_stands_in_the_library_once() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let bytes = photo(400, 300);
    let first = placed(&editor, "een.jpg", &bytes).await;
    let (again, once_more) = tokio::join!(
        upload(&editor, "twee.jpg", &bytes, "text/html"),
        upload(&editor, "drie.jpg", &bytes, "text/html")
    );
    for answer in [again, once_more] {
        assert_eq!(answer.location(), format!("{first}?gedaan=bekend"));
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM media").await, 1);
}

#[tokio::test]
async fn i42_a_disk_that_does_not_take_it_leaves_nothing() {
    let house = House::open().await;
    let editor = editor(&house).await;
    std::fs::write(house.app.settings.data_dir.join("media"), "hier kan geen map staan").unwrap();
    let answer = upload(&editor, "foto.jpg", &photo(400, 300), "text/html").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("kon niet worden bewaard"), "{}", answer.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM media").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM media_files").await, 0);
}

#[tokio::test]
async fn i42_only_staff_place_images() {
    let house = House::open().await;
    let answer = upload(&house.visitor(), "foto.jpg", &photo(400, 300), "text/html").await;
    assert!(!answer.status.is_success());
    assert_eq!(house.number("SELECT COUNT(*) FROM media").await, 0);
}

#[tokio::test]
async fn i42_a_description_is_asked_at_once_and_two_editors_meet() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let path = placed(&editor, "zaal.jpg", &photo(400, 300)).await;
    let page = editor.get(&path).await;
    assert!(page.body.contains("Wat is er te zien?"), "{}", page.body);
    let version = page.value_after("name=\"version\"");
    let said = describe(&editor, &path, "Een zaal vol mensen.", &[]).await;
    assert!(said.location().ends_with("gedaan=bewaard"), "{}", said.body);
    assert!(!editor.get(&path).await.body.contains("Wat is er te zien?"));
    let late = [("version", version.as_str()), ("name", "Zaal"), ("alt", "Iets anders."), ("focus", "50-50")];
    assert!(editor.post(&path, &late).await.location().ends_with("gedaan=ingehaald"));
    let both = describe(&editor, &path, "Een zaal.", &[("decorates", "ja")]).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = editor.get("/beheer/beelden?zoek=vol+mensen").await;
    assert!(found.body.contains(&path), "{}", found.body);
    assert!(!editor.get("/beheer/beelden?zoek=haven").await.body.contains(&path));
    assert!(!editor.get("/beheer/beelden?zonder=ja").await.body.contains(&path));
}

#[tokio::test]
async fn i42_what_stays_in_view_is_cut_anew_and_the_old_cut_stays() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let path = placed(&editor, "breed.jpg", &photo(1600, 400)).await;
    let before = files(&house).len();
    let version = editor.get(&path).await.value_after("name=\"version\"");
    let fields = [("version", version.as_str()), ("name", "Breed"), ("alt", "Twee kleuren."), ("focus", "15-50")];
    assert!(editor.post(&path, &fields).await.location().ends_with("gedaan=bewaard"));
    assert_eq!(files(&house).len(), before + 3, "three new cuts, and what was sent keeps its own");
    let image =
        media::load(house.app.store.read(), samenspraak::base::id::MediaId(number_of(&path))).await.unwrap().unwrap();
    let small = image.shown(media::Size::Small).unwrap();
    let (bytes, _) = house.app.shelf().read(&small.file).unwrap().unwrap();
    let shown = image::load_from_memory(&bytes).unwrap().into_rgb8();
    assert!(shown.get_pixel(shown.width() - 3, 10).0[0] > 150, "the left part is red");
}

#[tokio::test]
async fn i42_an_image_in_a_text_is_shown_with_its_size_and_one_from_elsewhere_is_not() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = number_of(&placed(&editor, "foto.jpg", &photo(1600, 1000)).await);
    let source = format!(
        "Voor.\n\n![Twee kleuren](media:{id})\n\nNa.\n\n![spoor](https://elders.example/p.gif)\n\n![data](data:image/png;base64,AA)\n\n![weg](media:999)"
    );
    let path = article(&editor, &source, "").await;
    let page = editor.get(&path).await;
    assert!(page.body.contains("alt=\"Twee kleuren\" width=\"1200\" height=\"750\""), "{}", page.body);
    for refused in [
        "Regel 7: Een beeld van een andere site",
        "Regel 9: Een beeld van een andere site",
        "Regel 11: Dit beeld staat niet",
    ] {
        assert!(page.body.contains(refused), "{refused}: {}", page.body);
    }
    assert!(!page.body.contains("src=\"https://elders") && !page.body.contains("src=\"data:"));
}

#[tokio::test]
async fn i42_an_image_that_nothing_shows_goes_and_one_that_something_shows_stays() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let shown = placed(&editor, "een.jpg", &photo(400, 300)).await;
    let idle = placed(&editor, "twee.jpg", &photo(420, 300)).await;
    let path = article(&editor, &format!("![Foto](media:{})", number_of(&shown)), "").await;
    let page = editor.get(&shown).await;
    assert!(page.body.contains(&path) && page.body.contains("Oefenen"), "{}", page.body);
    assert!(!page.body.contains("Gooi dit beeld weg"));
    let refused = editor.post(&format!("{shown}/weg"), &[]).await;
    assert!(refused.location().ends_with("gedaan=gebruikt"), "{}", refused.location());
    house.wait(days(181));
    let editor = self::editor(&house).await;
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(editor.get(&idle).await.status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get(&shown).await.status, StatusCode::OK);
    let version = editor.get(&path).await.value_after("name=\"version\"");
    let without = [("version", version.as_str()), ("title", "Oefenen"), ("lead", "Kort."), ("source", "Zonder beeld.")];
    assert_eq!(editor.post(&path, &without).await.status, StatusCode::SEE_OTHER);
    assert!(editor.post(&format!("{shown}/weg"), &[]).await.location().ends_with("gedaan=weg"));
}

#[tokio::test]
async fn i42_files_without_a_row_are_swept_after_a_day() {
    let house = House::open().await;
    let editor = editor(&house).await;
    placed(&editor, "blijft.jpg", &photo(400, 300)).await;
    let kept = files(&house);
    let shelf = house.app.shelf();
    let orphan = shelf.put(b"van een upload die afbrak", "jpg").unwrap();
    let age = |name: &str, since: samenspraak::base::Instant| {
        let place = house.app.settings.data_dir.join("media").join(&name[..2]).join(name);
        let at = std::time::SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(since.0).unwrap());
        std::fs::File::options().write(true).open(place).unwrap().set_modified(at).unwrap();
    };
    let now = house.clock().now();
    for (name, _) in &kept {
        age(name, now.minus(days(3)));
    }
    age(&orphan, now.minus(Duration::from_hours(23)));
    media::sweep(&house.app).await.unwrap();
    assert!(shelf.read(&orphan).unwrap().is_some(), "an upload may be on its way");
    age(&orphan, now.minus(Duration::from_hours(25)));
    media::sweep(&house.app).await.unwrap();
    assert!(shelf.read(&orphan).unwrap().is_none());
    assert_eq!(files(&house), kept);
}

#[tokio::test]
async fn i42_images_are_part_of_backup_and_restore() {
    let house = House::open().await;
    placed(&editor(&house).await, "foto.jpg", &photo(400, 300)).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.tar");
    store::back_up(&house.app.whole(), b"{}", house.clock().now(), &file).await.unwrap();
    let fresh = House::without_centre().await;
    store::restore(&fresh.app.whole(), &file).await.unwrap();
    assert_eq!(files(&fresh), files(&house));
    assert_eq!(fresh.number("SELECT COUNT(*) FROM media_files").await, 5);
    let damaged = folder.path().join("damaged.tar");
    let mut bytes = std::fs::read(&file).unwrap();
    let (_, photo) = files(&house).pop().unwrap();
    let at = bytes.windows(photo.len()).position(|part| part == photo).unwrap();
    bytes[at + 40] ^= 1;
    std::fs::write(&damaged, bytes).unwrap();
    let third = House::without_centre().await;
    let onto = Whole { shelf: Shelf::of(folder.path()), ..third.app.whole() };
    let refused = store::restore(&onto, &damaged).await.unwrap_err();
    assert!(format!("{refused:#}").contains("checksum"), "{refused:#}");
    assert!(!folder.path().join("media").exists(), "nothing is changed");
}

#[tokio::test]
async fn i42_an_issue_waits_for_descriptions_and_what_it_sent_never_goes() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = approving::draft(&house).await;
    let image = placed(&editor, "oefening.jpg", &photo(1600, 1000)).await;
    let article = house.number("SELECT article_id FROM issue_articles").await;
    let path = format!("/beheer/artikelen/{article}");
    let version = editor.get(&path).await.value_after("name=\"version\"");
    let number = number_of(&image).to_string();
    let fields = [
        ("version", version.as_str()),
        ("title", "Samen oefenen"),
        ("lead", "De regio's oefenen voortaan met elkaar."),
        ("source", "## Wat er verandert\n\nVanaf januari oefenen de regio's samen."),
        ("picture", number.as_str()),
    ];
    assert_eq!(editor.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let row = approving::row(&house, id).await;
    let asked = approving::act(&editor, id, "ter-goedkeuring", &[("version", &row.version.to_string())]).await;
    assert!(!asked.location().contains("gevraagd"), "{}", asked.location());
    let page = editor.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("staat niet wat er te zien is"), "{}", page.body);
    describe(&editor, &image, "Twee ploegen bij een tank.", &[]).await;
    let approver = approving::approve(&house, id).await;
    let mail = editor.get(&format!("/beheer/nummers/{id}/mail")).await;
    assert!(mail.body.contains("src=\"http://samenspraak.example/beeld/"), "{}", mail.body);
    assert!(mail.body.contains("width=\"600\" height=\"315\" alt=\"Twee ploegen bij een tank.\""), "{}", mail.body);
    assert!(mail.body.contains("dinsdag 8 december 2026"), "{}", mail.body);
    // Another description after the approval is another text.
    describe(&editor, &image, "Iets anders.", &[]).await;
    house.ring_all().await;
    assert_eq!(approving::row(&house, id).await.state.word(), "draft");
    drop(approver);
}

#[tokio::test]
async fn i10_the_preview_shows_what_is_typed_and_saves_nothing() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = approving::draft(&house).await;
    let before = approving::row(&house, id).await;
    let image = number_of(&placed(&editor, "foto.jpg", &photo(1600, 1000)).await);
    let source = format!("Net **getypt**.\n\n![Een kaart](media:{image})");
    let typed = |way| [("subject", "Nog niet bewaard"), ("source", source.as_str()), ("language", "nl"), ("way", way)];
    let path = format!("/beheer/nummers/{id}/voorbeeld");
    let phone = editor.post(&path, &typed("telefoon")).await;
    assert_eq!(phone.status, StatusCode::OK, "{}", phone.body);
    for shown in ["Nog niet bewaard", "<strong>getypt</strong>", "alt=\"Een kaart\"", "Samen oefenen"] {
        assert!(phone.body.contains(shown), "{shown}: {}", phone.body);
    }
    let policy = |answer: &Answer| answer.headers["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy(&phone).starts_with("sandbox ") && !policy(&phone).contains("script"), "{}", policy(&phone));
    assert!(policy(&phone).contains("img-src 'self'"));
    let bare = editor.post(&path, &typed("zonder-beeld")).await;
    assert!(!policy(&bare).contains("img-src"), "without images none is fetched");
    let text = editor.post(&path, &typed("tekst")).await;
    assert!(text.body.contains("Net getypt.") && text.body.contains("[Een kaart]"), "{}", text.body);
    assert_eq!(approving::row(&house, id).await, before);
    assert_eq!(house.visitor().post(&path, &typed("telefoon")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn i20_who_is_asked_to_approve_hears_it_once_and_whoever_cannot_is_not_written_to() {
    let house = House::open().await;
    let writer = house.member(&[Role::Editor, Role::Approver]).await;
    let id = approving::draft_of(&house, writer, 6).await;
    let editor = editor(&house).await;
    let page = format!("/beheer/nummers/{id}/verzenden");
    assert!(editor.get(&page).await.body.contains("Niemand anders mag dit nu goedkeuren"));
    house.member(&[Role::Approver]).await;
    assert!(editor.get(&page).await.body.contains("Wij mailen uw vraag aan"));
    let version = approving::row(&house, id).await.version.to_string();
    assert_eq!(
        approving::act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await.status,
        StatusCode::SEE_OTHER
    );
    house.ring_all().await;
    house.ring_all().await;
    let asked: Vec<_> = house.mails().await.into_iter().filter(|mail| mail.subject.starts_with("Keurt u ")).collect();
    assert_eq!(
        asked.len(),
        1,
        "once, and not to the last editor: {:?}",
        asked.iter().map(|mail| &mail.to).collect::<Vec<_>>()
    );
    assert!(asked[0].text.contains(&format!("http://samenspraak.example{page}")), "{}", asked[0].text);
}

#[tokio::test]
async fn m40_to_m67_an_illustrated_issue_passes_in_both_languages_and_stays_small() {
    let site = "https://nieuws.voorbeeld.nl";
    let shown = |width, height, alt: &str| Shown {
        file: format!("{}.jpg", "ab".repeat(32)),
        width,
        height,
        alt: alt.to_owned(),
        decided: true,
    };
    let cover = |alt: &str| Box::new(Cover { lead: shown(1200, 630, alt), small: shown(504, 396, alt), share: None });
    let article = |at: usize, cover| Part::Article {
        title: format!("Artikel {at}: wat drie oefeningen met waterstof de regio’s leerden"),
        lead: "Drie regio’s oefenden hetzelfde scenario. Eén telefoonnummer scheelde twaalf minuten.".to_owned(),
        href: Some(Href::parse(&format!("{site}/archief/artikelen/{at}-artikel")).unwrap()),
        cover,
    };
    let mut blocks = markdown::read("Een voorwoord.\n\n![](media:1)").blocks;
    if let Some(Block::Image { shown: found, .. }) = blocks.0.last_mut() {
        *found = Some(shown(1200, 800, ""));
    }
    let parts = vec![
        Part::Edition { name: "Nieuwsbrief 6".to_owned(), day: "dinsdag 8 december 2026".to_owned() },
        Part::Salutation,
        Part::Blocks(blocks),
        article(1, Some(cover("Twee ploegen bij een tank."))),
        article(2, Some(cover(""))),
        article(3, None),
        article(4, Some(cover("Een zaal."))),
        article(5, Some(cover("Een haven."))),
    ];
    for language in Language::ALL {
        is_sound(
            &Sheet {
                language,
                content_language: Language::Dutch,
                title: "Eerst meten, dan rijden".to_owned(),
                preheader: "En verder: opslag in de wijk.".to_owned(),
                dress: Dress {
                    centre: "Expertisecentrum Voorbeeld".to_owned(),
                    brand: "#ffcc00".to_owned(),
                    postal_address: "Voorbeeldlaan 1".to_owned(),
                    logo: Some(shown(480, 120, "")),
                    site: site.to_owned(),
                },
                parts: parts.clone(),
                footer: vec![Part::Text("U krijgt deze mail omdat u zich hebt geabonneerd.".to_owned())],
            },
            site,
        );
    }
}

/// One link for each article, the first one large, and every image with its place.
fn is_sound(sheet: &Sheet, site: &str) {
    let (html, text) = (sheet.html(), sheet.text());
    assert_eq!(lint_with_images_of(&html, site), Vec::new(), "{html}");
    assert!(html.len() <= 45_000, "{} bytes", html.len());
    assert_eq!(html.matches("<h1").count(), 1);
    for at in 1..=5 {
        assert_eq!(html.matches(&format!("/archief/artikelen/{at}-artikel\"")).count(), 1, "one link for each article");
    }
    // The first article is shown large, and what else there is to read stands below it; every image keeps its place.
    let (large, contents, small) =
        (html.find("width=\"600\" height=\"315\""), html.find("Artikel 3"), html.find("width=\"168\" height=\"132\""));
    assert!(large.is_some() && large < contents && contents < small, "{large:?} {contents:?} {small:?}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Nieuwsbrief 6, dinsdag 8 december 2026",
        "- Artikel 5: wat drie",
        "https://nieuws.voorbeeld.nl/archief/artikelen/5-artikel",
    ] {
        assert!(words.contains(said), "{said}: {text}");
    }
}
