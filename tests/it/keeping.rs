//! No button of a staff page loses what was typed elsewhere on its page. A browser without scripts presses every button
//! of every page that the demo's house has, with every other field of that page filled in, and finds all of it again.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Redirect;
use maud::{Markup, html};
use samenspraak::app::{Room, Rooms};
use samenspraak::base::Both;
use samenspraak::rooms::rooms;
use samenspraak::store::tables::states::Role;
use samenspraak::web::components::{Action, button, post_form};
use samenspraak::web::layout::{Group, Line};
use samenspraak::web::{Access, Frame, Routes, staff_page};
use samenspraak::{demo, routes};
use scraper::{ElementRef, Html, Selector};

use crate::house::{Answer, House, Visitor};
use crate::media::{photo, placed};

/// So many pages of one route are visited: the same page drawn twice has the same buttons.
const OF_A_ROUTE: usize = 2;

/// Staff addresses that this story does not see.
const UNSEEN: [&str; 9] = [
    // Nobody is signed in there.
    "/beheer/aanmelden",
    "/beheer/aanmelden/code",
    "/beheer/binnen/{token}",
    "/beheer/inrichten/{token}",
    "/beheer/inrichten/{token}/klaar",
    "/beheer/wachtwoord-vergeten",
    "/beheer/wachtwoord/{token}",
    "/beheer/welkom/{token}",
    "/beheer/welkom/{token}/app",
];

/// Pages to which only few rows lead: each with the table of the row whose number stands last in its address.
const RARE: [(&str, &str); 12] = [
    ("/beheer/archief/{}/intrekken", "records WHERE withdrawn_at IS NULL"),
    ("/beheer/bijeenkomsten/1/programma/{}", "event_sessions WHERE event_id = 1"),
    ("/beheer/consultaties/1/uitnodigingen/{}/invoeren", "consultation_invitations WHERE consultation_id = 1"),
    ("/beheer/consultaties/{}", "consultations WHERE opened_at IS NULL"),
    ("/beheer/consultaties/{}/organisaties", "consultations WHERE opened_at IS NULL"),
    ("/beheer/consultaties/{}/wijzigen", "consultations WHERE opened_at IS NULL"),
    ("/beheer/dossiers/2/besluiten/{}", "decisions WHERE state = 'open'"),
    ("/beheer/dossiers/2/besluiten/{}/langer", "decisions WHERE state = 'open'"),
    ("/beheer/dossiers/2/besluiten/{}/sluiten", "decisions WHERE state = 'open'"),
    ("/beheer/dossiers/2/besluiten/{}/punten/nieuw", "decisions WHERE state = 'open'"),
    ("/beheer/dossiers/2/besluiten/{}/punten/1", "decisions WHERE state = 'open'"),
    ("/beheer/nummers/{}/verzending", "issues WHERE state = 'sent'"),
];

/// A button, as one finds it again on the page drawn later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Pressed last: afterwards the page may be gone.
    ends: bool,
    page: String,
    value: String,
    label: String,
}

/// What was typed into one field.
#[derive(Clone, Debug)]
struct Typed {
    /// In which part of the page.
    part: Option<ego_tree::NodeId>,
    name: String,
    value: String,
    /// How a person reads it.
    words: String,
}

fn every(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
}

fn within<'a>(one: ElementRef<'a>, fits: impl Fn(ElementRef<'a>) -> bool) -> Option<ElementRef<'a>> {
    one.ancestors().filter_map(ElementRef::wrap).find(|above| fits(*above))
}

/// The form to which the buttons of the frame belong.
fn whole(html: &Html) -> Option<ElementRef<'_>> {
    html.select(&Selector::parse("form#whole").unwrap()).next()
}

fn form_of(one: ElementRef<'_>) -> Option<ElementRef<'_>> {
    within(one, |above| above.value().name() == "form")
}

/// The part of the page that a button belongs to: what is sent and saved with it.
fn part_of(one: ElementRef<'_>) -> Option<ego_tree::NodeId> {
    if one.attr("data-act").is_some() {
        return Some(one.id());
    }
    let part = within(one, |above| above.attr("data-act").is_some()).or_else(|| form_of(one));
    part.map(|part| part.id())
}

fn buttons(html: &Html) -> Vec<ElementRef<'_>> {
    let selector = Selector::parse("button[type=submit]").unwrap();
    let in_main = |one: &ElementRef<'_>| {
        // Signing out has a story of its own: whoever pressed it presses nothing more.
        if one.attr("form") == Some("whole") {
            return one.attr("data-act") != Some("/beheer/afmelden");
        }
        let around = form_of(*one).and_then(|form| form.select(&Selector::parse("main").unwrap()).next());
        around.is_some() || within(*one, |above| above.value().name() == "main").is_some()
    };
    html.select(&selector).filter(in_main).collect()
}

fn key(page: &str, button: ElementRef<'_>) -> Key {
    let label: String = button.text().collect();
    let ends = button.attr("class").unwrap_or_default().contains("danger");
    Key { ends, page: page.to_owned(), value: button.attr("value").unwrap_or_default().to_owned(), label }
}

/// What somebody would type into a field that is not of the pressed button's part; `None` for what nobody types into.
fn typed(control: ElementRef<'_>, at: usize) -> Option<String> {
    let options = || {
        let options = Selector::parse("option").unwrap();
        control
            .select(&options)
            .last()
            .map(|option| option.attr("value").map_or_else(|| option.text().collect(), str::to_owned))
    };
    match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("textarea", _) => Some(format!("Zeldzaam{at} getypt\nmet een tweede regel")),
        ("select", _) => options(),
        (_, "checkbox" | "radio") => Some(control.attr("value").unwrap_or("on").to_owned()),
        (_, "date") => Some("2031-02-03".to_owned()),
        (_, "number") => Some(format!("{}", 100 + at)),
        (_, "hidden" | "password" | "file" | "submit") => None,
        _ => Some(format!("Zeldzaam{at}")),
    }
}

/// What a browser sends of a control that nobody touched.
fn untouched(control: ElementRef<'_>) -> Option<String> {
    let value = control.attr("value").unwrap_or_default().to_owned();
    match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("textarea", _) => Some(control.text().collect()),
        ("select", _) => {
            let options = Selector::parse("option").unwrap();
            let all: Vec<_> = control.select(&options).collect();
            let chosen = all.iter().find(|option| option.attr("selected").is_some()).or(all.first())?;
            Some(chosen.attr("value").map_or_else(|| chosen.text().collect(), str::to_owned))
        }
        (_, "checkbox" | "radio") => control.attr("checked").map(|_| value),
        (_, "file") => None,
        _ => Some(value),
    }
}

/// What is sent when a button is pressed with every field of the other parts filled in: the request, and what was typed.
fn press(html: &Html, button: ElementRef<'_>) -> Option<(Request<Body>, Vec<Typed>)> {
    let form = form_of(button).or_else(|| whole(html))?;
    let controls = Selector::parse("input, textarea, select, button").unwrap();
    let mut sent: Vec<(String, String)> = Vec::new();
    let mut all_typed = Vec::new();
    let mut radios = BTreeSet::new();
    for (at, control) in html.select(&controls).enumerate() {
        let (name, is_button) = (control.attr("name").unwrap_or_default(), control.value().name() == "button");
        let is_of_the_frame = control.id() == button.id() && control.attr("form").is_some();
        let is_sent = is_of_the_frame || form_of(control).is_some_and(|owner| owner.id() == form.id());
        let in_main = part_of(control).is_some() && buttons_part(control);
        if is_button {
            if control.id() == button.id() && !name.is_empty() {
                sent.push((name.to_owned(), button.attr("value").unwrap_or_default().to_owned()));
            }
            continue;
        }
        if name.is_empty() {
            continue;
        }
        let elsewhere = part_of(control) != part_of(button) && in_main;
        let is_second_radio = control.attr("type") == Some("radio") && !radios.insert(name.to_owned());
        let value = match typed(control, at).filter(|_| elsewhere && !is_second_radio) {
            Some(value) => {
                let words = words_of(html, control, &value);
                all_typed.push(Typed { part: part_of(control), name: name.to_owned(), value: value.clone(), words });
                Some(value)
            }
            None if elsewhere && is_second_radio => None,
            None => untouched(control),
        };
        if let Some(value) = value.filter(|_| is_sent) {
            sent.push((name.to_owned(), value.replace('\n', "\r\n")));
        }
    }
    let action = form.attr("action").unwrap_or_default();
    let body = serde_html_form::to_string(&sent).unwrap();
    let request = if form.attr("method") == Some("get") {
        Request::get(format!("{action}?{body}")).body(Body::empty())
    } else {
        Request::post(action)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
    };
    Some((request.unwrap(), all_typed))
}

/// What was typed, chosen or ticked, as a person reads it.
fn words_of(html: &Html, control: ElementRef<'_>, value: &str) -> String {
    let text = |selector: &str, fits: &dyn Fn(ElementRef<'_>) -> bool| -> Option<String> {
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).find(|one| fits(*one)).map(|one| one.text().collect())
    };
    let found = match (control.value().name(), control.attr("type")) {
        ("select", _) => text("option", &|option| {
            option.attr("value") == Some(value) && option.ancestors().any(|above| above.id() == control.id())
        }),
        (_, Some("checkbox" | "radio")) => text("label", &|label| label.attr("for") == control.attr("id")),
        _ => None,
    };
    found.unwrap_or_else(|| value.to_owned())
}

/// Whether a control stands on the page itself and not in the frame around it.
fn buttons_part(control: ElementRef<'_>) -> bool {
    within(control, |above| above.value().name() == "main").is_some()
}

async fn send(who: &Visitor, request: Request<Body>) -> Answer {
    let (parts, body) = request.into_parts();
    let mut builder = Request::builder().method(parts.method).uri(parts.uri);
    for (name, value) in &parts.headers {
        builder = builder.header(name, value);
    }
    let mut answer = who.send(builder, body).await;
    for _ in 0..4 {
        if !answer.status.is_redirection() {
            break;
        }
        let to = answer.location().split('#').next().unwrap_or_default().to_owned();
        answer = who.get(&to).await;
    }
    answer
}

/// Whether a page still has what was typed: in its field, or in words.
fn has(body: &str, typed: &Typed) -> bool {
    let html = Html::parse_document(body);
    let controls = Selector::parse("input, textarea, select").unwrap();
    let same = |text: &str| text.replace("\r\n", "\n") == typed.value;
    let in_field = html.select(&controls).filter(|control| control.attr("name") == Some(&typed.name)).any(|control| {
        let is_own = control.attr("type").is_none_or(|kind| !["checkbox", "radio"].contains(&kind))
            || control.attr("value") == Some(&typed.value);
        is_own && untouched(control).is_some_and(|value| same(&value))
    });
    // Where there is no field for it any more, the page says what it was.
    let shown = Selector::parse("pre.typed").unwrap();
    let shown = html.select(&shown).any(|one| one.text().collect::<String>().trim() == typed.words.trim());
    let text: String = html.root_element().text().collect();
    in_field || shown || (typed.value.starts_with("Zeldzaam") && text.contains(&typed.value))
}

fn pattern_of<'a>(patterns: &'a [String], path: &str) -> Option<&'a String> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |pattern: &&String| {
        let (one, other): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| one.starts_with('{') || one == other)
    };
    // A word in the pattern says more than a parameter.
    patterns.iter().filter(fits).min_by_key(|pattern| pattern.matches('{').count())
}

/// The addresses of all staff pages.
fn patterns(house: &House) -> Vec<String> {
    routes::routes(&house.app.rooms, true)
        .into_parts()
        .1
        .into_iter()
        .filter(|route| route.method == "GET" && !route.machine && route.path.starts_with("/beheer"))
        .map(|route| route.path)
        .collect()
}

/// The pages that links lead to, a few of each route.
async fn pages_of(house: &House, who: &Visitor) -> BTreeMap<String, String> {
    let patterns = patterns(house);
    let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
    let (mut to_visit, mut pages) = (vec!["/beheer".to_owned()], BTreeMap::new());
    let mut known: BTreeSet<String> = to_visit.iter().cloned().collect();
    while let Some(path) = to_visit.pop() {
        let Some(pattern) = pattern_of(&patterns, &path) else { continue };
        let times = seen.entry(pattern).or_default();
        if *times == OF_A_ROUTE {
            continue;
        }
        let answer = who.get(&path).await;
        if answer.status != StatusCode::OK {
            continue;
        }
        *times += 1;
        for link in every(&Html::parse_document(&answer.body), "a[href^='/beheer']") {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if known.insert(link.clone()) {
                to_visit.insert(0, link);
            }
        }
        pages.insert(path, answer.body);
    }
    for (path, first) in RARE {
        let first = format!("SELECT COALESCE(MIN(id), 0) FROM {first}");
        let path = path.replace("{}", &house.number(first.leak()).await.to_string());
        let answer = who.get(&path).await;
        if answer.status == StatusCode::OK {
            pages.insert(path, answer.body);
        }
    }
    pages
}

#[tokio::test]
async fn no_button_of_a_staff_page_loses_what_was_typed_elsewhere_on_it() {
    let house = House::without_centre().await;
    demo::fill(&house.app).await.unwrap();
    let who = house.signed_in_as(&[Role::Administrator, Role::Editor, Role::Approver]).await;
    house.signed_in_as(&[Role::Editor]).await;
    let keys = [("name", "Archief"), ("label", "Archief"), ("naam", "Archief")];
    who.post("/beheer/retour/sleutels", &keys).await;
    placed(&who, "kade.png", &photo(900, 600)).await;

    let pages = pages_of(&house, &who).await;
    assert!(pages.len() > 50, "{:?}", pages.keys());
    let patterns = patterns(&house);
    let visited: BTreeSet<_> = pages.keys().filter_map(|path| pattern_of(&patterns, path)).collect();
    let missed: Vec<_> =
        patterns.iter().filter(|one| !visited.contains(one) && !UNSEEN.contains(&one.as_str())).collect();
    assert!(missed.is_empty(), "no link of the demo leads to {missed:#?}");
    let Pressed { many: pressed, on, lost } = press_all(&who, &pages).await;
    assert!(lost.is_empty(), "{} of {pressed} presses lost something:\n{}", lost.len(), lost.join("\n"));
    assert!(pressed >= 150 && on.len() >= 30, "only {pressed} presses on {on:?}");
}

/// What came of pressing every button of some pages.
struct Pressed {
    many: usize,
    on: BTreeSet<String>,
    /// A line for each button that lost something.
    lost: Vec<String>,
}

async fn press_all(who: &Visitor, pages: &BTreeMap<String, String>) -> Pressed {
    let mut keys = BTreeSet::new();
    for (path, body) in pages {
        let html = Html::parse_document(body);
        // Of a list of buttons that do the same to other rows one is enough.
        let mut alike = BTreeSet::new();
        for button in buttons(&html) {
            let key = key(path, button);
            let kind = key.value.replace(|letter: char| letter.is_ascii_digit(), "");
            if alike.insert((kind, button.attr("data-act").is_none().then(|| key.label.clone()))) {
                keys.insert(key);
            }
        }
    }
    let (mut pressed, mut on, mut lost) = (0, BTreeSet::new(), Vec::new());
    for at in keys {
        let page = who.get(&at.page).await;
        if page.status != StatusCode::OK {
            continue;
        }
        let Some((request, typed)) = press_on(&page.body, &at) else { continue };
        // Enter in the only part that was filled in is its own button.
        let parts: BTreeSet<_> = typed.iter().map(|typed| typed.part).collect();
        if typed.is_empty() || (at.value.is_empty() && at.label == "Enter" && parts.len() == 1) {
            continue;
        }
        let answer = send(who, request).await;
        pressed += 1;
        on.insert(at.page.clone());
        let is_download = answer.headers.contains_key(header::CONTENT_DISPOSITION);
        let gone: Vec<_> = typed.iter().filter(|typed| !has(&answer.body, typed)).collect();
        if gone.is_empty() || is_download {
            continue;
        }
        let again = who.get(&at.page).await;
        let gone: Vec<_> = gone.into_iter().filter(|typed| !has(&again.body, typed)).map(|typed| &typed.name).collect();
        if !gone.is_empty() {
            lost.push(format!("{} “{}” ({}): {gone:?}", at.page, at.label.trim(), answer.status));
        }
    }
    Pressed { many: pressed, on, lost }
}

/// Two pages of a room of this story: one is drawn as the house draws, one with two forms beside each other.
const PLANTED: Room = Room {
    staff: Some(|| {
        Routes::default()
            .get("/beheer/heel", Access::Editor, async |frame: Frame| planted(&frame, true))
            .post("/beheer/heel", Access::Editor, async || Redirect::to("/beheer/heel"))
            .post("/beheer/heel/ander", Access::Editor, async || Redirect::to("/beheer/heel"))
            .get("/beheer/stuk", Access::Editor, async |frame: Frame| planted(&frame, false))
            .post("/beheer/stuk", Access::Editor, async || Redirect::to("/beheer/stuk"))
            .get("/beheer/veel", Access::Editor, async |frame: Frame| many(&frame))
            .post("/beheer/veel/{at}", Access::Editor, async || Redirect::to("/beheer/veel"))
    }),
    menu: &[
        Line::at(190, Group::Make, "/beheer/heel", Both("Heel", "Whole")),
        Line::at(191, Group::Make, "/beheer/stuk", Both("Stuk", "Broken")),
    ],
    ..Room::named("planted")
};

fn planted(frame: &Frame, as_the_house_draws: bool) -> Markup {
    let body = if as_the_house_draws {
        let field = |name: &str| html! { input name=(name); (button(Action::Primary, "Bewaar")) };
        html! { (post_form("/beheer/heel", field("een"))) (post_form("/beheer/heel/ander", field("twee"))) }
    } else {
        let field = |name: &str| html! { input name=(name); button type="submit" { "Bewaar " (name) } };
        html! {
            form method="post" action="/beheer/stuk" { (field("een")) }
            form method="post" action="/beheer/stuk" { (field("twee")) }
        }
    };
    staff_page(frame, "Geplant", body)
}

/// So many parts stand on one page.
const MANY: usize = 1_200;

fn many(frame: &Frame) -> Markup {
    let part = |at: usize| {
        post_form(
            &format!("/beheer/veel/{at}"),
            html! { input name="een" value="oud"; (button(Action::Primary, "Bewaar")) },
        )
    };
    staff_page(frame, "Veel", html! { @for at in 0..MANY { (part(at)) } })
}

#[tokio::test]
async fn a_page_of_many_parts_gives_back_what_was_typed_in_all_of_them() {
    let mut house = House::open().await;
    house.change(|app| app.rooms = Rooms::in_line(rooms().all().chain([&PLANTED])));
    let who = house.signed_in_as(&[Role::Editor]).await;
    let acts: Vec<_> = (0..MANY).map(|at| format!("/beheer/veel/{at}")).collect();
    let mut fields = vec![("_page", "/beheer/veel")];
    for (at, act) in acts.iter().enumerate() {
        fields.extend([("_act", act.as_str()), ("een", if at % 2 == 0 { "Zeldzaam" } else { "oud" })]);
        fields.extend((at == 3).then_some(("_press", "")));
        fields.push(("_act", ""));
    }
    let answer = who.post("/beheer/veel", &fields).await;
    assert_eq!(answer.body.matches("value=\"Zeldzaam\"").count(), MANY / 2);
}

#[tokio::test]
async fn a_part_in_which_nothing_can_be_typed_is_not_missed_on_the_next_page() {
    let house = House::open().await;
    crate::sending_issues::readers(&house, 3).await;
    let who = house.signed_in_as(&[Role::Editor, Role::Approver]).await;
    let chosen = [("wie", "gevonden"), ("uitgave", "nieuwsbrief")];
    let page = who.post("/beheer/abonnees/selectie", &chosen).await;
    let html = Html::parse_document(&page.body);
    let acts = Selector::parse("input[name=_act]").unwrap();
    let mut acts = html.select(&acts).filter_map(|act| act.attr("value")).filter(|act| !act.is_empty());
    let export = acts.next_back().filter(|act| act.ends_with("/export")).unwrap();
    let fields = [
        ("_page", "/beheer/abonnees"),
        ("_act", "/beheer/abonnees/selectie/uitgave"),
        chosen[0],
        chosen[1],
        ("publication", "nieuwsbrief"),
        ("reason", "besluit van 3 december"),
        ("_press", ""),
        ("_act", ""),
        ("_act", export),
        chosen[0],
        chosen[1],
        ("_act", ""),
    ];
    let answer = who.post("/beheer/abonnees", &fields).await;
    assert!(answer.location().ends_with("uit=3"), "{} {}", answer.status, answer.body);
}

#[tokio::test]
async fn whoever_changes_their_password_keeps_what_else_was_typed() {
    let house = House::open().await;
    let (_, sanne) = crate::signing_in::join(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    let page = "/beheer/mijn";
    let fields = [
        ("_page", page),
        ("_act", "/beheer/mijn/naam"),
        ("name", "Zeldzaam"),
        ("_act", ""),
        ("_act", "/beheer/mijn/wachtwoord"),
        ("current", crate::signing_in::PASSWORD),
        ("password", "vier nieuwe losse woorden"),
        ("_press", ""),
        ("_act", ""),
    ];
    let answer = sanne.post(page, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.location());
    assert!(answer.body.contains("value=\"Zeldzaam\"") && !answer.body.contains("Inloggen</h1>"), "{}", answer.body);
    assert_eq!(sanne.with_cookies_of(&answer).get(page).await.status, StatusCode::OK, "this browser goes on");
}

#[tokio::test]
async fn the_story_above_sees_a_page_that_loses_what_was_typed() {
    let mut house = House::open().await;
    house.change(|app| app.rooms = Rooms::in_line(rooms().all().chain([&PLANTED])));
    let who = house.signed_in_as(&[Role::Editor]).await;
    let mut pages = pages_of(&house, &who).await;
    pages.retain(|path, _| ["/beheer/heel", "/beheer/stuk"].contains(&path.as_str()));
    assert_eq!(pages.len(), 2, "a planted page is found like any other");
    let Pressed { on, lost, .. } = press_all(&who, &pages).await;
    assert_eq!(on.len(), 2, "{on:?}");
    assert_eq!(lost.len(), 2, "each of the two buttons loses what stands beside the other: {lost:?}");
    assert!(lost.iter().all(|line| line.starts_with("/beheer/stuk")), "{lost:?}");
}

fn press_on(body: &str, at: &Key) -> Option<(Request<Body>, Vec<Typed>)> {
    let html = Html::parse_document(body);
    let button = buttons(&html).into_iter().find(|button| key(&at.page, *button) == *at)?;
    press(&html, button)
}

#[tokio::test]
async fn any_button_of_an_issue_saves_what_was_typed_first_and_then_does_its_work() {
    let house = House::open().await;
    let id = crate::approving::draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/nummers/{id}");
    let page = editor.get(&path).await.body;
    let html = Html::parse_document(&page);
    let ask = buttons(&html).into_iter().find(|button| button.text().collect::<String>() == "Vraag goedkeuring");
    let (request, typed) = press(&html, ask.unwrap()).unwrap();
    assert!(typed.len() > 6, "{typed:?}");
    let answer = send(&editor, request).await;
    assert!(answer.status == StatusCode::OK, "{}", answer.body);
    let saved = "SELECT COUNT(*) FROM issues WHERE state = 'in-review' AND subject LIKE 'Zeldzaam%'
        AND source LIKE 'Zeldzaam%' AND planned_on = '2031-02-03'";
    assert_eq!(house.number(saved).await, 1, "{}", answer.body);
}

#[tokio::test]
async fn a_button_waits_for_words_that_cannot_be_saved_yet() {
    let house = House::open().await;
    let id = crate::approving::draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/nummers/{id}");
    let page = editor.get(&path).await.body;
    let long = "x".repeat(151);
    let fields = [
        ("_page", path.as_str()),
        ("_act", &format!("!{path}")),
        ("seen", "0"),
        ("subject", &long),
        ("source", "Zeldzaam"),
        ("language", "nl"),
        ("_act", ""),
        ("_press", &format!("{path}/ter-goedkeuring version=1")),
    ];
    assert!(page.contains(&format!("value=\"{path}/ter-goedkeuring version=1\"")), "{page}");
    let answer = editor.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains(&long) && answer.body.contains("Zeldzaam"), "{}", answer.body);
    assert!(answer.body.contains("Eerst dit, daarna uw knop"), "{}", answer.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE state = 'draft'").await, 1);
}

#[tokio::test]
async fn whoever_was_signed_out_meanwhile_reads_what_they_wrote() {
    let house = House::open().await;
    let path = "/beheer/artikelen/nieuw";
    let fields =
        [("_page", path), ("_act", path), ("title", "Zeldzaam"), ("source", "een\ntwee"), ("_press", ""), ("_act", "")];
    let answer = house.visitor().post(path, &fields).await;
    assert!(answer.body.contains("Inloggen") && answer.body.contains("Zeldzaam"), "{}", answer.body);
    assert!(answer.body.contains("een\ntwee"), "{}", answer.body);
}

#[tokio::test]
async fn what_comes_from_another_site_is_refused_and_fills_nothing_in() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let body = "_page=%2Fbeheer%2Fnummers%2Fnieuw&_press=&_act=%2Fbeheer%2Fnummers%2Fnieuw&subject=Zeldzaam&_act=&_act=%2Fx&y=Zeldzaam&_act=";
    let request = Request::post("/beheer/nummers/nieuw")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    let answer = editor.send(request, Body::from(body)).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.body.contains("Zeldzaam"));
}

#[tokio::test]
async fn whoever_signs_out_reads_what_they_had_not_saved() {
    let house = House::open().await;
    let (_, sanne) = crate::signing_in::join(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    let page = sanne.get("/beheer/artikelen/nieuw").await.body;
    let html = Html::parse_document(&page);
    let leave = Selector::parse("button[form=whole][data-act='/beheer/afmelden']").unwrap();
    let (request, typed) = press(&html, html.select(&leave).next().unwrap()).unwrap();
    assert!(typed.len() > 2, "{typed:?}");
    let answer = send(&sanne, request).await;
    // Choosing nothing is nothing to keep.
    let lost: Vec<_> = typed.iter().filter(|typed| !typed.value.is_empty() && !has(&answer.body, typed)).collect();
    assert!(lost.is_empty(), "{lost:?}\n{}", answer.body);
}
