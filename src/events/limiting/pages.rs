//! The form of the limits, and how near they are.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::wall_time::number;
use crate::base::words::capital;
use crate::events::event::{Event, Places};
use crate::events::find::Programme;
use crate::organisations::KINDS;
use crate::web::components::{
    Action, DataTable, Field, Tone, button, crumbs, error_summary, page_head, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/bijeenkomsten";

/// "38 van 40", with what that means.
fn taken(places: &Places, language: Language) -> String {
    let (taken, capacity) = (number(places.taken, language), number(places.capacity, language));
    format!("{taken} {} {capacity}", language.pick("van", "of"))
}

/// The form: a number for each kind.
pub(super) fn page(frame: &Frame, form: &Form, (event, programme): (&Event, &Programme)) -> Markup {
    let language = frame.language;
    let title = language.pick("Plaatsen per soort organisatie", "Places by kind of organisation");
    let here = format!("{LIST}/{}", event.id);
    let events = language.pick("Bijeenkomsten", "Events");
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, events), (&here, event.title(language))], title))
            (error_summary(language, form))
            (page_head(title, Some(event.title(language)), None))
            (post_form(&format!("{here}/soorten"), html! {
                input type="hidden" name="version" value=(form.value("version"));
                p { (language.pick(
                    "Laat van een soort hoogstens zoveel mensen komen. Is een soort vol, dan komt wie daar nog bij hoort op de wachtlijst; anderen melden zich gewoon aan. Leeg: geen grens.",
                    "Let at most so many people of a kind come. When a kind is full, whoever belongs to it joins the waiting list; others register as usual. Empty: no limit.",
                )) }
                p class="small muted" { (language.pick(
                    "Wie zich aanmeldt, kiest bij welke soort hij hoort. Ziet het register aan het maildomein bij welke organisatie iemand hoort, dan geldt dat. Wie al een plaats heeft, houdt die.",
                    "Whoever registers says to which kind they belong. Where the register sees by the mail domain to which organisation somebody belongs, that counts. Who has a place keeps it.",
                )) }
                fieldset class="card stack" {
                    legend class="utrecht-heading-3" { (language.pick("Hoogstens zoveel mensen", "At most so many people")) }
                    div class="cards tight" {
                        @for kind in KINDS { (one(form, (kind.word(), kind.said().of(language)), programme, language)) }
                    }
                }
                (button(Action::Primary, language.pick("Bewaar", "Save")))
            }))
        },
    )
}

fn one<'a>(
    form: &'a Form,
    (word, label): (&'static str, &str),
    programme: &Programme,
    language: Language,
) -> Field<'a> {
    // Each may be left empty; the page says so once, and not eleven times.
    let field = Field::number(language, form, word, &capital(label));
    match programme.kinds().find(|(kind, _)| kind.word() == word) {
        Some((_, places)) => field.hint(&language.pick(
            format!("Nu {} bezet", number(places.taken, language)),
            format!("Now {} taken", number(places.taken, language)),
        )),
        None => field,
    }
}

/// How near each kind is to its limit; nothing of an event without limits.
pub(in crate::events) fn section((event, programme): (&Event, &Programme), language: Language) -> Markup {
    if programme.kinds().next().is_none() {
        return html! {};
    }
    let title = language.pick("Per soort organisatie", "By kind of organisation");
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Soort", "Kind"))
        .number(language.pick("Bezet", "Taken"))
        .number(language.pick("Wachten", "Waiting"))
        .column(language.pick("Status", "Status"))
        .rows(programme.kinds().map(|(kind, places)| {
            vec![
                html! { (capital(kind.said().of(language))) },
                html! { (taken(places, language)) },
                html! { (number(places.waiting, language)) },
                stands(places, language),
            ]
        }));
    html! {
        section class="card stack" id="soorten" {
            h2 { (title) }
            (table)
            p class="small" { a class="utrecht-link" href={ (LIST) "/" (event.id) "/soorten" } { (language.pick("Wijzig deze aantallen", "Change these numbers")) } }
        }
    }
}

fn stands(places: &Places, language: Language) -> Markup {
    let (left, above) = (places.capacity - places.taken, places.taken - places.capacity);
    html! {
        @if above > 0 { (tag(Tone::Warn, &language.pick(format!("{above} erboven"), format!("{above} above")))) }
        @else if left == 0 { (tag(Tone::Warn, language.pick("vol", "full"))) }
        @else if places.is_scarce() { (tag(Tone::Info, language.pick("bijna vol", "nearly full"))) }
        @else { (language.pick(format!("nog {left}"), format!("{left} left"))) }
    }
}
