//! The library, the form for a new image, and the page of one.

use maud::{Markup, html};

use super::find::Image;
use super::picture::Size;
use super::uses::About;
use crate::base::Language;
use crate::base::page::Page;
use crate::base::wall_time::long_moment;
use crate::web::blocks::picture;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, ask_form, button, copy_button, crumbs, empty_state, error_summary,
    link_button, notice, page_form, page_head, pager, plain_button, split, tag, tick_box,
};
use crate::web::upload::upload_form;
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/beelden";

fn title(language: Language) -> &'static str {
    language.pick("Beeld", "Images")
}

/// The library.
pub(super) fn library(frame: &Frame, form: &Form, page: &Page<Image>, said: Option<(Tone, &str)>) -> Markup {
    let language = frame.language;
    let make =
        || link_button(Action::Primary, "/beheer/beelden/nieuw", language.pick("Plaats beeld", "Place an image"));
    let is_asked = !form.trimmed("zoek").is_empty() || !form.trimmed("zonder").is_empty();
    let next = page.next.map(|after| form.address(LIST, &[("na", &after.to_string())]));
    let lead = language.pick(
        "Foto’s en tekeningen voor artikelen en nummers. Waar en wanneer een foto is gemaakt, halen wij eruit.",
        "Photos and drawings for articles and issues. Where and when a photo was taken is taken out.",
    );
    staff_page(
        frame,
        title(language),
        html! {
            (page_head(title(language), Some(lead), Some(make())))
            @if let Some((tone, words)) = said { (notice(language, tone, words, "")) }
            @if !page.rows.is_empty() || is_asked { (search(language, form)) }
            @if page.rows.is_empty() && is_asked {
                (empty_state(
                    language.pick("Niets gevonden", "Nothing found"),
                    language.pick("Zoek op een ander woord uit de naam of de beschrijving.", "Search for another word of the name or the description."),
                    Some(link_button(Action::Secondary, LIST, language.pick("Toon alles", "Show everything"))),
                ))
            } @else if page.rows.is_empty() {
                (empty_state(
                    language.pick("Er is nog geen beeld", "There are no images yet"),
                    language.pick("Plaats een foto; daarna kiest u hem in een artikel.", "Place a photo; then choose it in an article."),
                    Some(make()),
                ))
            } @else {
                ul class="tiles" { @for image in &page.rows { (tile(language, image)) } }
                (pager(language, None, next.as_deref()))
            }
        },
    )
}

fn search(language: Language, form: &Form) -> Markup {
    ask_form(
        LIST,
        "filters",
        html! {
            (Field::search(language, form, "zoek", language.pick("Zoek op naam of beschrijving", "Search by name or description")))
            (tick_box(language, form, "zonder", "ja", language.pick("Alleen zonder beschrijving", "Only without a description"), None))
            (button(Action::Secondary, language.pick("Zoek", "Search")))
        },
    )
}

fn tile(language: Language, image: &Image) -> Markup {
    html! {
        li class="tile" {
            @if let Some(mut small) = image.shown(Size::Small) {
                // The name beside it says which one it is.
                ({ small.alt.clear(); picture(&small, 504) })
            }
            div {
                a class="utrecht-link" href=(image.address()) { (image.row.name) }
                @if !image.is_decided() {
                    (tag(Tone::Warn, language.pick("Beschrijving ontbreekt", "Description is missing")))
                }
                span class="muted" { (standing(language, image)) }
            }
        }
    }
}

/// Where it stands, in a few words.
fn standing(language: Language, image: &Image) -> String {
    match (image.uses.len(), image.row.kept_at) {
        (_, Some(_)) => language.pick("verstuurd", "sent").to_owned(),
        (0, None) => language.pick("nergens in gebruik", "used nowhere").to_owned(),
        (1, None) => language.pick("op 1 plaats", "in 1 place").to_owned(),
        (many, None) => language.pick(format!("op {many} plaatsen"), format!("in {many} places")),
    }
}

/// The form for a new image.
pub(super) fn new(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    let heading = language.pick("Plaats beeld", "Place an image");
    let hint = language.pick(
        "JPEG, PNG, GIF of WebP, tot 20 MB. Een foto van een telefoon of camera kan zo mee: wij maken hem klein genoeg.",
        "JPEG, PNG, GIF or WebP, up to 20 MB. A photo of a phone or camera can come as it is: we make it small enough.",
    );
    staff_page(
        frame,
        (heading, form),
        html! {
            (crumbs(language, &[(LIST, title(language))], heading))
            (error_summary(language, form))
            (page_head(heading, None, None))
            (upload_form("/beheer/beelden/nieuw", html! {
                (Field::file(language, form, "file", language.pick("Bestand", "File"), ".jpg,.jpeg,.png,.gif,.webp").hint(hint))
                (plain_button(Action::Primary, language.pick("Plaats", "Place")))
            }))
        },
    )
}

/// What stands around the form of an image.
pub(super) struct Around<'a> {
    /// Who placed it.
    pub by: &'a str,
    /// Whether this member may make it the logo.
    pub may_be_logo: bool,
    /// The last act.
    pub said: Option<(Tone, &'static str)>,
}

/// One image.
pub(super) fn one(frame: &Frame, form: &Form, image: &Image, around: &Around) -> Markup {
    let (language, row, by) = (frame.language, &image.row, around.by);
    let (width, height, at) = (row.width, row.height, long_moment(row.made_at, language));
    let sub = language.pick(
        format!("{width} × {height} punten, geplaatst door {by}, {at}"),
        format!("{width} × {height} pixels, placed by {by}, {at}"),
    );
    staff_page(
        frame,
        (row.name.as_str(), form),
        html! {
            (crumbs(language, &[(LIST, title(language))], &row.name))
            (error_summary(language, form))
            (page_head(&row.name, Some(&sub), None))
            @if let Some((tone, words)) = around.said { (notice(language, tone, words, "")) }
            (split(
                html! { (whole(image)) (fields(language, form, image)) },
                html! { (cuts(language, image)) (code(language, image)) (places(language, image)) @if around.may_be_logo { (logo(language, image)) } },
            ))
        },
    )
}

fn whole(image: &Image) -> Markup {
    html! { @if let Some(wide) = image.shown(Size::Wide) { p class="picture" { (picture(&wide, 1200)) } } }
}

fn cuts(language: Language, image: &Image) -> Markup {
    let cuts = [
        (Size::Lead, language.pick("Boven een artikel en bij delen", "Above an article and where it is shared")),
        (Size::Small, language.pick("Naast een titel", "Beside a title")),
    ];
    html! {
        section class="card stack cuts" aria-labelledby="cuts" {
            h2 id="cuts" { (language.pick("Afgesneden", "Cut")) }
            @for (size, words) in cuts {
                @if let Some(mut shown) = image.shown(size) {
                    figure { ({ shown.alt.clear(); picture(&shown, 600) }) figcaption class="muted" { (words) } }
                }
            }
        }
    }
}

fn fields(language: Language, form: &Form, image: &Image) -> Markup {
    let points = [
        ("50-50", language.pick("het midden", "the middle")),
        ("50-15", language.pick("boven", "the top")),
        ("50-85", language.pick("onder", "the bottom")),
        ("15-50", language.pick("links", "the left")),
        ("85-50", language.pick("rechts", "the right")),
        ("15-15", language.pick("linksboven", "the top left")),
        ("85-15", language.pick("rechtsboven", "the top right")),
        ("15-85", language.pick("linksonder", "the bottom left")),
        ("85-85", language.pick("rechtsonder", "the bottom right")),
    ];
    let decorates = language.pick("Alleen versiering", "Only decoration");
    let decorates_hint = language.pick(
        "Wie niet kan zien, mist er niets aan. Een schermlezer slaat het over.",
        "Who cannot see misses nothing. A screen reader skips it.",
    );
    page_form(
        &image.address(),
        html! {
            input type="hidden" name="version" value=(form.value("version"));
            @if !image.is_decided() {
                (notice(language, Tone::Warn, language.pick("Wat is er te zien?", "What is there to see?"),
                    language.pick("Een nummer met dit beeld kan pas weg als u dit invult of kiest voor alleen versiering.", "An issue with this image can only go out when you fill this in or choose only decoration.")))
            }
            (Field::textarea(language, form, "alt", language.pick("Beschrijving", "Description"), 2).optional()
                .hint(language.pick("Eén zin. Bijvoorbeeld: “Zeven mensen zitten aan een ovale tafel.”", "One sentence. For instance: “Seven people sit at an oval table.”")))
            (tick_box(language, form, "decorates", "ja", decorates, Some(decorates_hint)))
            (points.into_iter().fold(
                Choices::one(language, form, "focus", language.pick("Wat moet in beeld blijven?", "What must stay in view?"))
                    .hint(language.pick("Waar het beeld wordt afgesneden, blijft dit deel staan. Wat al is verstuurd, verandert niet.", "Where the image is cut, this part stays. What was sent does not change.")),
                |choices, (value, label)| choices.choice(value, label),
            ))
            (Field::text(language, form, "name", language.pick("Naam in deze lijst", "Name in this list")).autocomplete("off"))
            (button(Action::Primary, language.pick("Bewaar", "Save")))
        },
    )
}

fn code(language: Language, image: &Image) -> Markup {
    html! {
        section class="card stack" aria-labelledby="code-title" {
            h2 id="code-title" { (language.pick("In een tekst zetten", "Put it into a text")) }
            p { (language.pick("Zet deze regel in de tekst, met een lege regel ervoor en erna:", "Put this line into the text, with an empty line before and after it:")) }
            p { code id="code" { "![](media:" (image.row.id) ")" } }
            (copy_button(language, "code", language.pick("de regel voor een tekst", "the line for a text")))
        }
    }
}

fn logo(language: Language, image: &Image) -> Markup {
    html! {
        section class="card stack" aria-labelledby="logo" {
            h2 id="logo" { (language.pick("Logo", "Logo")) }
            p { (language.pick("Het logo staat op wit boven elk nummer dat u verstuurt.", "The logo stands on white above every issue that you send.")) }
            (PostButton::new(format!("{}/logo", image.address()), language.pick("Gebruik dit beeld als logo", "Use this image as the logo"), Action::Secondary))
        }
    }
}

fn places(language: Language, image: &Image) -> Markup {
    let is_free = image.uses.is_empty() && image.row.kept_at.is_none();
    html! {
        section class="card stack" aria-labelledby="places" {
            h2 id="places" { (language.pick("Waar het staat", "Where it stands")) }
            @if image.uses.is_empty() {
                p { (language.pick("Nog in geen artikel of nummer.", "In no article or issue yet.")) }
            } @else {
                ul { @for place in &image.uses {
                    li { a class="utrecht-link" href=(About::address(&place.kind, place.about)) { (place.label) } }
                } }
            }
            @if image.row.kept_at.is_some() {
                p class="muted" { (language.pick("Dit beeld staat in iets wat is verstuurd. Het blijft.", "This image stands in something that was sent. It stays.")) }
            } @else if is_free {
                p class="muted" { (language.pick("Beeld dat nergens staat, gaat na verloop van tijd vanzelf weg.", "An image that stands nowhere goes by itself after a while.")) }
                (PostButton::new(format!("{}/weg", image.address()), language.pick("Gooi dit beeld weg", "Throw this image away"), Action::Danger).about(image.row.name.as_str()))
            }
        }
    }
}
