//! The frame around every page: the public face, the staff face, and the single card.
//!
//! A room hands over a title and a body. The body draws its own `h1` (with `page_head` or `hero`) and
//! fills the one `main`; the frame does the rest: `lang`, title, skip link, menus, language switch,
//! footer. Nothing here is inline script or style.

use maud::{DOCTYPE, Markup, Render, html};

use self::{
    public::{footer as public_footer, has_one_address, header as public_header},
    staff::{footer as staff_footer, side as staff_side},
};
use super::{form::Form, one_form, texts::texts};
use crate::base::language::Language;

mod menu;
mod public;
mod sharing;
mod staff;

pub use menu::{Group, Line};
pub use sharing::Sharing;

/// Gives the address of a file of ours by its name (`css/base.css`), with the hash of its content in it.
pub type Assets = fn(&str) -> String;

/// What the frame of a page must know about its reader and its place.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// The path of this page without the prefix of its language, for menus and the language switch.
    pub path: String,
    /// The address of this page in full, to come back to it; of a page that answers a form the one the form stood on.
    pub page: String,
    /// The name of the centre, as it stands at the top and in the title.
    pub centre_name: String,
    /// Where the files are.
    pub assets: Assets,
    /// Whether this is a demonstration, whose mails go to `/postbus`.
    pub demo: bool,
    /// The lines of the menus that this reader sees.
    pub menu: Vec<&'static Line>,
    /// Who has signed in.
    pub member: Option<MemberBadge>,
    /// Whether search engines must stay away.
    pub noindex: bool,
}

/// The signed-in member, as the staff face shows them.
#[derive(Clone, Debug)]
pub struct MemberBadge {
    /// The name of the member.
    pub name: String,
    /// The names of the member's roles, in the language of the page.
    pub roles: Vec<String>,
}

/// The title of a page: the text of its `h1`, and whether its form came back with faults.
///
/// A text is a title; so is `(text, &form)`, which puts "Fout: " in front when the form has faults.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a> {
    text: &'a str,
    has_faults: bool,
}

impl<'a> From<&'a str> for Title<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, has_faults: false }
    }
}

impl<'a> From<&'a String> for Title<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl<'a> From<(&'a str, &Form)> for Title<'a> {
    fn from((text, form): (&'a str, &Form)) -> Self {
        Self { text, has_faults: !form.is_clean() }
    }
}

/// A page for everyone.
pub fn public_page<'a>(frame: &Frame, title: impl Into<Title<'a>>, body: impl Render) -> Markup {
    public_document(frame, title.into(), &html! {}, body)
}

/// The same for a page that is published, which says of itself what there is to share.
pub fn published_page<'a>(
    frame: &Frame,
    title: impl Into<Title<'a>>,
    sharing: &Sharing<'_>,
    body: impl Render,
) -> Markup {
    public_document(frame, title.into(), &sharing::lines(frame, sharing), body)
}

fn public_document(frame: &Frame, title: Title<'_>, more: &Markup, body: impl Render) -> Markup {
    let main = one_form::around(frame, &html! { main id="content" class="page" tabindex="-1" { (body) } });
    document(
        frame,
        title,
        (Face::Public, more),
        &html! {
            (demo_bar(frame))
            (public_header(frame, &main, true))
            (main)
            (public_footer(frame))
        },
    )
}

/// A page for one thing: signing in, confirming, leaving, or telling that something went wrong.
pub fn plain_page<'a>(frame: &Frame, title: impl Into<Title<'a>>, body: impl Render) -> Markup {
    let main = html! { main id="content" class="plain" tabindex="-1" { div class="card card--lift stack" { (body) } } };
    let main = one_form::around(frame, &main);
    document(
        frame,
        title.into(),
        (Face::Plain, &html! {}),
        &html! {
            (demo_bar(frame))
            (public_header(frame, &main, false))
            (main)
            (public_footer(frame))
        },
    )
}

/// A page within a frame on a website of others: nothing of our own site around it.
pub fn framed_page<'a>(frame: &Frame, title: impl Into<Title<'a>>, body: impl Render) -> Markup {
    let main = one_form::around(frame, &html! { main id="content" class="framed stack" tabindex="-1" { (body) } });
    document(&Frame { noindex: true, ..frame.clone() }, title.into(), (Face::Framed, &html! {}), &main)
}

/// A page for members of staff, with the menu of what they may do.
pub fn staff_page<'a>(frame: &Frame, title: impl Into<Title<'a>>, body: impl Render) -> Markup {
    let main = one_form::around(frame, &html! { main id="content" class="work stack" tabindex="-1" { (body) } });
    document(
        frame,
        title.into(),
        (Face::Staff, &html! {}),
        &html! {
            div class="desk" {
                (staff_side(frame, &main))
                div class="desk__work" {
                    (demo_bar(frame))
                    (main)
                    (staff_footer(frame))
                }
            }
        },
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Public,
    Plain,
    Framed,
    Staff,
}

fn document(frame: &Frame, title: Title, (face, more): (Face, &Markup), body: &Markup) -> Markup {
    let texts = texts(frame.language);
    let class = if face == Face::Staff { "utrecht-document staff" } else { "utrecht-document public" };
    html! {
        (DOCTYPE)
        html lang=(frame.language.tag()) dir="ltr" {
            (head(frame, title, (face, more)))
            body class=(class) {
                @if face != Face::Framed {
                    a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#content" { (texts.skip) }
                }
                (body)
            }
        }
    }
}

fn head(frame: &Frame, title: Title, (face, more): (Face, &Markup)) -> Markup {
    let prefix = if title.has_faults { texts(frame.language).fault_prefix } else { "" };
    let sheet = if face == Face::Staff { "css/staff.css" } else { "css/public.css" };
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (prefix) (title.text) " - " (frame.centre_name) }
            @if frame.noindex || face == Face::Staff { meta name="robots" content="noindex"; }
            @for sheet in ["css/tokens.css", "dist/utrecht.css", "css/base.css", sheet] {
                link rel="stylesheet" href=((frame.assets)(sheet));
            }
            @if let Some(sheet) = sheet_of_room(&frame.path) { link rel="stylesheet" href=((frame.assets)(sheet)); }
            link rel="stylesheet" href="/stijl/centrum.css";
            link rel="icon" type="image/svg+xml" href=((frame.assets)("icon.svg"));
            @if face == Face::Public && !has_one_address(&frame.path) { (alternates(frame)) }
            (more)
            @if face == Face::Public && shows_news(&frame.path) { (feed(frame)) }
            @if face == Face::Staff {
                meta name="htmx-config" content=r#"{"includeIndicatorStyles":false,"allowEval":false}"#;
                script src=((frame.assets)("dist/htmx.min.js")) defer {}
            }
            script src=((frame.assets)("js/samenspraak.js")) defer {}
            @if face == Face::Staff { script src=((frame.assets)("js/search.js")) defer {} }
        }
    }
}

/// The sheet of the room that a page is of, where that room has one that no other page needs.
fn sheet_of_room(path: &str) -> Option<&'static str> {
    const SHEETS: [(&str, &str); 11] = [
        ("/bijeenkomsten", "css/events.css"),
        ("/beheer/bijeenkomsten", "css/events.css"),
        ("/consultaties", "css/consult.css"),
        ("/beheer/consultaties", "css/consult.css"),
        ("/beheer/toezeggingen", "css/consult.css"),
        ("/meelezen", "css/composing.css"),
        ("/beheer/nummers", "css/composing.css"),
        ("/beheer/artikelen", "css/composing.css"),
        ("/dossiers", "css/dossiers.css"),
        ("/beheer/dossiers", "css/dossiers.css"),
        ("/besluiten", "css/dossiers.css"),
    ];
    SHEETS.iter().find(|(start, _)| path.starts_with(start)).map(|(_, sheet)| *sheet)
}

/// Whether a page shows what was published, so that a feed reader finds the feed there.
fn shows_news(path: &str) -> bool {
    path == "/" || path == "/archief" || path.starts_with("/archief/")
}

fn feed(frame: &Frame) -> Markup {
    let title = format!("{}: {}", frame.centre_name, texts(frame.language).news);
    html! {
        link rel="alternate" type="application/atom+xml" title=(title) href=(localised(frame.language, "/archief/feed.atom"));
    }
}

fn alternates(frame: &Frame) -> Markup {
    html! {
        @for language in Language::ALL {
            link rel="alternate" hreflang=(language.tag()) href=(localised(language, &frame.path));
        }
    }
}

fn demo_bar(frame: &Frame) -> Markup {
    let texts = texts(frame.language);
    html! {
        @if frame.demo {
            aside class="demo" aria-label=(texts.demo_label) {
                p { (texts.demo) " " a href="/postbus" { (texts.postbox) } }
            }
        }
    }
}

fn site_links(frame: &Frame) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let links = [("/toegankelijkheid", texts.accessibility), ("/privacy", texts.privacy), ("/contact", texts.contact)];
    html! {
        nav class="foot__links" aria-label=(texts.about_site) {
            ul {
                @for (path, label) in links {
                    li { a href=(localised(language, path)) aria-current=[current(&frame.path, path)] { (label) } }
                }
            }
        }
    }
}

/// The address of a public path in a language. A path may come from a reader: `//elsewhere.example` and
/// `/\elsewhere.example` would be links to another site, so it begins with exactly one slash.
fn localised(language: Language, path: &str) -> String {
    let path = path.trim_start_matches(['/', '\\']);
    match (language.prefix(), path) {
        ("", path) => format!("/{path}"),
        (prefix, "") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}/{path}"),
    }
}

/// `page` when a link leads to this page, `true` when it leads to the part of the site that holds it.
fn current(here: &str, link: &str) -> Option<&'static str> {
    let here = here.split('?').next().unwrap_or_default();
    let is_start = link == "/" || link == "/beheer";
    if here == link {
        return Some("page");
    }
    let within = here.strip_prefix(link).is_some_and(|rest| rest.starts_with('/'));
    (within && !is_start).then_some("true")
}
