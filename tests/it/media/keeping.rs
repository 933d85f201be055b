//! What is kept of images: a sent issue's, a backup's, and half of nothing.

use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::base::id::{IssueId, MediaId};
use samenspraak::base::work::FILES;
use samenspraak::store::tables::states::{IssueState, Role};
use samenspraak::store::{self, Shelf, Whole};
use samenspraak::{media, privacy};
use tokio::time::timeout;

use super::{describe, editor, files, number_of, photo, placed};
use crate::approving::{self, act, row};
use crate::house::{Answer, House, Visitor};
use crate::sending_issues::{later, readers, set_clock};

/// Gives the article of the draft a text and a picture at its top.
async fn illustrate(house: &House, who: &Visitor, source: &str, picture: &str) {
    let article = house.number("SELECT article_id FROM issue_articles").await;
    let path = format!("/beheer/artikelen/{article}");
    let version = who.get(&path).await.value_after("name=\"version\"");
    let fields = [
        ("version", version.as_str()),
        ("title", "Samen oefenen"),
        ("lead", "De regio's oefenen voortaan met elkaar."),
        ("source", source),
        ("picture", picture),
    ];
    let saved = who.post(&path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

/// Takes this many turns for files, behind whoever waits for one already, until the first that it gives is dropped; the second
/// says that all were had.
fn hold(turns: usize) -> (Vec<mpsc::Sender<()>>, Vec<tokio::sync::oneshot::Receiver<()>>) {
    let (mut held, mut had) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        let (let_go, waits) = mpsc::channel::<()>();
        let (says, hears) = tokio::sync::oneshot::channel();
        tokio::spawn(FILES.work(move |_| {
            says.send(()).ok();
            waits.recv().ok();
        }));
        held.push(let_go);
        had.push(hears);
    }
    (held, had)
}

#[tokio::test]
async fn i42_images_for_readers_do_not_wait_for_the_files_of_staff() {
    let house = House::open().await;
    placed(&editor(&house).await, "foto.jpg", &photo(400, 300)).await;
    let (name, _) = files(&house).pop().unwrap();
    let (held, had) = hold(2);
    for turn in had {
        turn.await.unwrap();
    }
    let shown = timeout(Duration::from_secs(10), house.get(&format!("/beeld/{name}"))).await;
    drop(held);
    assert_eq!(shown.expect("an image waits for files of staff").status, StatusCode::OK);
}

/// Stands in the way of every folder of the shelf that is not there yet.
fn block(house: &House) {
    let shelf = house.app.settings.data_dir.join("media");
    for folder in 0..=255 {
        let place = shelf.join(format!("{folder:02x}"));
        if !place.exists() {
            fs::write(place, "").unwrap();
        }
    }
}

#[tokio::test]
async fn i42_a_description_and_a_cut_that_the_disk_does_not_take_leave_nothing_half() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let path = placed(&editor, "breed.jpg", &photo(1600, 400)).await;
    block(&house);
    let version = editor.get(&path).await.value_after("name=\"version\"");
    let fields = [("version", version.as_str()), ("name", "Breed"), ("alt", "Twee kleuren."), ("focus", "15-50")];
    let full = editor.post(&path, &fields).await;
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", full.body);
    assert!(full.body.contains("Er is niets bewaard") && full.body.contains("Twee kleuren."), "{}", full.body);
    assert!(full.body.contains("id=\"focus-fault\""), "it is said at the field: {}", full.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM media WHERE alt = '' AND version = 1 AND focus_x = 50").await, 1);
    let entries = house.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'media.%'").await;
    assert_eq!(entries, 1, "nothing was done but placing it");
}

#[tokio::test]
async fn i20_whoever_changed_an_image_last_does_not_approve_what_shows_it() {
    let house = House::open().await;
    let (writer, chief) = (editor(&house).await, house.signed_in_as(&[Role::Editor, Role::Approver]).await);
    let id = approving::draft(&house).await;
    let image = placed(&writer, "oefening.jpg", &photo(1600, 1000)).await;
    illustrate(&house, &writer, "Zie het beeld.", &number_of(&image).to_string()).await;
    house.wait(Duration::from_mins(1));
    assert!(describe(&chief, &image, "Twee ploegen bij een tank.", &[]).await.location().ends_with("=bewaard"));
    let version = row(&house, id).await.version.to_string();
    assert_eq!(act(&writer, id, "ter-goedkeuring", &[("version", &version)]).await.status, StatusCode::SEE_OTHER);
    let hash = samenspraak::issues::content_hash(&loaded(&house, id).await);
    let own = act(&chief, id, "goedkeuren", &[("version", &version), ("seen", &hash)]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", own.location());
    assert!(own.body.contains("als laatste gewijzigd"), "{}", own.body);
    assert_eq!(row(&house, id).await.state, IssueState::InReview);
    let waits = |desk: Answer| desk.body.contains("Gevraagd door");
    assert!(!waits(chief.get("/beheer").await), "the first page asks nobody what they may not do");
    let other = house.signed_in_as(&[Role::Approver]).await;
    let desk = other.get("/beheer").await;
    assert!(waits(desk), "the first page asks whoever may");
    assert_eq!(approving::approve_as(&other, id).await.status, StatusCode::SEE_OTHER);
}

async fn loaded(house: &House, id: IssueId) -> samenspraak::issues::Issue {
    samenspraak::issues::load(house.app.store.read(), id).await.unwrap().unwrap()
}

#[tokio::test]
async fn i42_a_sent_issue_keeps_its_images_through_freeze_and_purge() {
    let house = House::open().await;
    readers(&house, 2).await;
    let writer = editor(&house).await;
    let id = approving::draft(&house).await;
    let cover = placed(&writer, "oefening.jpg", &photo(1600, 1000)).await;
    let within = placed(&writer, "kaart.jpg", &photo(1200, 900)).await;
    let never = placed(&writer, "los.jpg", &photo(900, 900)).await;
    describe(&writer, &cover, "Twee ploegen bij een tank.", &[]).await;
    let source = format!("Zie de kaart.\n\n![Een kaart](media:{})", number_of(&within));
    illustrate(&house, &writer, &source, &number_of(&cover).to_string()).await;
    let approver = approving::approve(&house, id).await;
    let version = row(&house, id).await.version.to_string();
    let moment = [("version", version.as_str()), ("date", "8-12-2026"), ("time", "9.30")];
    assert_eq!(act(&approver, id, "verzenden", &moment).await.status, StatusCode::SEE_OTHER);
    set_clock(&house, "2026-12-08", "9.30");
    house.ring_all().await;
    house.deliver_all().await;
    house.ring_all().await;
    assert_eq!(row(&house, id).await.state, IssueState::Sent);
    assert_eq!(house.number("SELECT COUNT(*) FROM media WHERE kept_at IS NOT NULL").await, 2);
    let shown = addresses_in(&house.newest_mail_to("lezer0@voorbeeld.nl").await.html);
    assert!(!shown.is_empty());
    let article = house.number("SELECT article_id FROM issue_articles").await;
    let page = format!("/archief/artikelen/{article}-samen-oefenen");
    let archived = addresses_in(&house.get(&page).await.body);
    assert_eq!(archived.len(), 2, "{archived:?}");

    // Another cut, then out of the article, then far past the period of what stands nowhere.
    let writer = later_editor(&house).await;
    describe(&writer, &cover, "Iets anders.", &[("focus", "15-50")]).await;
    illustrate(&house, &writer, "Zonder beeld.", "").await;
    house.wait(days(400));
    privacy::purge(&house.app).await.unwrap();
    media::sweep(&house.app).await.unwrap();
    let writer = later_editor(&house).await;
    assert_eq!(writer.get(&never).await.status, StatusCode::NOT_FOUND, "the purge takes what stands nowhere");
    for image in [&cover, &within] {
        assert_eq!(writer.get(image).await.status, StatusCode::OK, "what was sent stays");
        assert!(writer.post(&format!("{image}/weg"), &[]).await.location().ends_with("gedaan=gebruikt"));
    }
    assert_eq!(addresses_in(&house.get(&page).await.body), archived, "the archive shows what was sent");
    for address in shown.iter().chain(&archived) {
        assert_eq!(house.get(address).await.status, StatusCode::OK, "{address}");
    }
}

/// An editor who signs in after the clock was moved.
async fn later_editor(house: &House) -> Visitor {
    drop(later(house).await);
    editor(house).await
}

/// The paths of the images that a text of HTML shows.
fn addresses_in(html: &str) -> Vec<String> {
    let sources = html.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let paths = sources.filter_map(|source| source.find("/beeld/").map(|at| source[at..].to_owned()));
    paths.collect()
}

#[tokio::test]
async fn i42_what_is_shown_again_and_taken_out_again_has_its_period_before_it() {
    let house = House::open().await;
    let id = MediaId(number_of(&placed(&editor(&house).await, "foto.jpg", &photo(400, 300)).await));
    let seen = media::load(house.app.store.read(), id).await.unwrap().unwrap().row.idle_since.unwrap();
    let forget = async |since| {
        let tx = house.app.store.begin_write().await.unwrap();
        let gone = media::forget(&tx, &[(id, since)]).await.unwrap();
        tx.commit().await.unwrap();
        gone
    };
    assert_eq!(forget(seen.minus(days(1))).await, 0, "it is idle since another moment than the purge saw");
    assert_eq!(forget(seen).await, 1);
}

#[tokio::test]
async fn i42_what_is_placed_again_while_it_is_swept_stays() {
    let house = House::open().await;
    let shelf = house.app.shelf();
    let name = shelf.put(b"van een beeld dat weg was", "jpg").unwrap();
    // Files have the machine's time, so the house has it too.
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    house.clock().set(samenspraak::base::Instant(i64::try_from(now.as_millis()).unwrap()));
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_hours(24);
    let place = house.app.settings.data_dir.join("media").join(&name[..2]).join(&name);
    fs::File::options().write(true).open(&place).unwrap().set_modified(long_ago).unwrap();
    // The sweep looks at the shelf, and then waits for a turn to take files away.
    let (first, had) = hold(2);
    for turn in had {
        turn.await.unwrap();
    }
    let app = house.app.clone();
    let sweeping = tokio::spawn(async move { media::sweep(&app).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let (second, had) = hold(2);
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(first);
    for turn in had {
        turn.await.unwrap();
    }
    shelf.put(b"van een beeld dat weg was", "jpg").unwrap();
    drop(second);
    sweeping.await.unwrap().unwrap();
    assert!(shelf.read(&name).unwrap().is_some(), "somebody placed it again meanwhile");
}

#[tokio::test]
async fn i42_a_backup_says_which_files_it_lacks_and_a_refused_restore_puts_none_back() {
    let house = House::open().await;
    placed(&editor(&house).await, "foto.jpg", &photo(400, 300)).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.tar");
    let back_up = async || store::back_up(&house.app.whole(), b"{}", house.clock().now(), &file).await;
    let whole = back_up().await.unwrap();
    assert_eq!((whole.files, whole.missing), (5, Vec::new()));

    let aside = tempfile::tempdir().unwrap();
    let onto = Whole { shelf: Shelf::of(aside.path()), ..house.app.whole() };
    let refused = store::restore(&onto, &file).await.unwrap_err();
    assert!(format!("{refused:#}").contains("not empty"), "{refused:#}");
    assert!(!aside.path().join("media").exists(), "nothing is changed");

    let (lost, _) = files(&house).pop().unwrap();
    let shelf = house.app.settings.data_dir.join("media");
    fs::remove_file(shelf.join(&lost[..2]).join(&lost)).unwrap();
    let lacking = back_up().await.unwrap();
    assert_eq!((lacking.files, lacking.missing), (4, vec![format!("media/{lost}")]));
    let fresh = House::without_centre().await;
    let restored = store::restore(&fresh.app.whole(), &file).await.unwrap();
    assert_eq!((restored.files, restored.missing.len()), (4, 1));

    fs::remove_dir_all(&shelf).unwrap();
    fs::write(&shelf, "geen map").unwrap();
    fs::remove_file(&file).unwrap();
    let unread = back_up().await.unwrap_err();
    assert!(format!("{unread:#}").contains("cannot be read"), "{unread:#}");
    assert!(!file.exists(), "a backup without its files has no backup's name");
}
