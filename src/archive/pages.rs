//! The pages of the archive and the front page. Content has its own `lang`, the words around it the reader's.

mod withdraw;

use chrono::Datelike as _;
use maud::{Markup, html};

use super::record::Piece;
use super::sharing::sharing;
use super::texts::{Texts, by, issue_and_month, issue_name, results_for, texts};
use super::versions::Past;
use crate::base::wall_time::{date_of, month, plain_date};
use crate::base::{Blocks, Instant, Language};
use crate::room::Coming;
use crate::web::blocks::{draw, picture};
use crate::web::components::{
    Action, Field, Tone, crumbs, empty_state, error_summary, hero, link_button, notice, page_head, pager, plain_button,
    split, tag,
};
use crate::web::{Form, Frame, public_page, published_page};

pub(super) use withdraw::withdraw;

/// What stands below the search box.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// A question that cannot be asked.
    Nothing,
    /// A question without a word in it.
    NoWords,
    /// Issues, and after which record there are more.
    Issues(Vec<Piece>, Option<i64>),
    /// What a search found, and after which record there is more.
    Matches(Vec<Piece>, Option<i64>),
}

/// The front page: what came out last, how to get it, and what comes next.
pub(super) fn front(
    frame: &Frame,
    newest: Option<&(Piece, Vec<Piece>)>,
    offers: &[(&str, &str)],
    next: Option<&Coming>,
) -> Markup {
    let texts = texts(frame.language);
    let news = match newest {
        Some((issue, articles)) => newest_issue(frame, issue, articles),
        None => empty_state(texts.nothing_yet, texts.nothing_yet_advice, None),
    };
    public_page(
        frame,
        texts.hero,
        html! {
            (hero(texts.hero, texts.hero_lead, true))
            (split(news, html! {
                @if let Some(next) = next { (next_card(frame.language, next)) }
                (subscribe_card(frame, offers))
            }))
        },
    )
}

fn newest_issue(frame: &Frame, issue: &Piece, articles: &[Piece]) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let date = date_of(issue.published_at);
    let month = month(date.month(), language);
    html! {
        div class="row between" {
            h2 class="utrecht-heading-2" {
                a class="utrecht-link" href=(at(language, &issue.path)) {
                    (issue_and_month(issue.number, month, date.year(), language))
                }
            }
            a class="utrecht-link" href=(at(language, "/archief")) { (texts.all_issues) }
        }
        (list(articles, language, |_| html! {}))
        p { (feed_link(language)) }
    }
}

/// What one can come to first.
fn next_card(language: Language, next: &Coming) -> Markup {
    html! {
        section class="card stack" aria-labelledby="next" {
            h2 id="next" class="utrecht-heading-2" { (language.pick("De volgende bijeenkomst", "The next event")) }
            p class="small muted" { (next.kind.of(language)) ", " (next.place) }
            h3 class="utrecht-heading-3" { a class="utrecht-link" href=(at(language, &next.path)) { (next.title) } }
            p { (next.when) br; strong { (next.says) } }
            p { a class="utrecht-link" href=(at(language, "/bijeenkomsten")) { (language.pick("Alle bijeenkomsten", "All events")) } }
        }
    }
}

fn subscribe_card(frame: &Frame, offers: &[(&str, &str)]) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    html! {
        section class="card card--lift stack" aria-labelledby="subscribe" {
            h2 id="subscribe" class="utrecht-heading-2" { (texts.subscribe_title) }
            p { (texts.subscribe_lead) }
            @if !offers.is_empty() {
                ul class="utrecht-unordered-list" {
                    @for (name, about) in offers {
                        li class="utrecht-unordered-list__item" {
                            strong { (name) } @if !about.is_empty() { br; span class="muted" { (about) } }
                        }
                    }
                }
            }
            (link_button(Action::Primary, &at(language, "/aanmelden"), texts.subscribe))
            p class="muted" { (texts.no_tracking) }
        }
    }
}

/// The archive: a search box, and what it found or all issues by year.
pub(super) fn shelf(frame: &Frame, form: &Form, years: &[i32], found: &Found, is_later_page: bool) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    public_page(
        frame,
        (texts.archive, form),
        html! {
            (page_head(texts.archive, Some(texts.archive_lead), None))
            (error_summary(language, form))
            (split(
                html! {
                    (results(frame, form, found))
                    (more(frame, form, found, is_later_page))
                },
                html! {
                    (search_box(frame, form, years))
                    p { (feed_link(language)) }
                },
            ))
        },
    )
}

fn search_box(frame: &Frame, form: &Form, years: &[i32]) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let mut choices = vec![(String::new(), texts.every_year.to_owned())];
    choices.extend(years.iter().map(|year| (year.to_string(), year.to_string())));
    html! {
        form class="card form" method="get" action=(at(language, "/archief")) role="search" novalidate {
            (Field::search(language, form, "zoek", texts.search).hint(texts.search_hint))
            @if years.len() > 1 { (Field::select(language, form, "jaar", texts.year, choices).optional()) }
            (plain_button(Action::Primary, texts.search_button))
        }
    }
}

fn results(frame: &Frame, form: &Form, found: &Found) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let whole = || Some(link_button(Action::Secondary, &at(language, "/archief"), texts.whole_archive));
    match found {
        Found::Nothing => html! {},
        Found::NoWords => empty_state(texts.search_no_words, texts.search_no_words_advice, whole()),
        Found::Issues(issues, _) if issues.is_empty() && form.value("jaar").is_empty() => {
            empty_state(texts.nothing_yet, texts.nothing_yet_advice, None)
        }
        Found::Issues(pieces, _) | Found::Matches(pieces, _) if pieces.is_empty() => {
            empty_state(texts.found_none, texts.found_none_advice, whole())
        }
        Found::Issues(issues, _) => html! {
            @for same_year in issues.chunk_by(|one, next| one.year == next.year) {
                section {
                    h2 class="utrecht-heading-2" { (same_year.first().map_or(0, |piece| piece.year)) }
                    (list(same_year, language, |piece| html! {
                        p { (issue_name(&piece.publication, piece.year, piece.number, language)) }
                    }))
                }
            }
        },
        Found::Matches(pieces, _) => html! {
            h2 class="utrecht-heading-2" { (results_for(form.trimmed("zoek"), language)) }
            (list(pieces, language, |piece| kind_of(piece, language)))
        },
    }
}

fn kind_of(piece: &Piece, language: Language) -> Markup {
    let texts = texts(language);
    html! {
        p {
            (tag(Tone::Quiet, if piece.is_issue { texts.issue } else { texts.article }))
            " " (issue_name(&piece.publication, piece.year, piece.number, language))
        }
    }
}

fn more(frame: &Frame, form: &Form, found: &Found, is_later_page: bool) -> Markup {
    let (Found::Issues(_, next) | Found::Matches(_, next)) = found else { return html! {} };
    let base = at(frame.language, "/archief");
    let next = next.map(|id| form.address(&base, &[("na", &id.to_string())]));
    let texts = texts(frame.language);
    html! {
        @if is_later_page { p { a class="utrecht-link" href=(form.address(&base, &[])) { (texts.first_results) } } }
        (pager(frame.language, None, next.as_deref()))
    }
}

/// One issue as it was sent; `None` in `articles` stands for one that was withdrawn.
pub(super) fn issue(
    (frame, site): (&Frame, &str),
    (piece, past): (&Piece, Past),
    editorial: &Blocks,
    articles: &[Option<Piece>],
    may_withdraw: bool,
) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let name = issue_name(&piece.publication, piece.year, piece.number, language);
    let archive = at(language, "/archief");
    let words = editorial.words();
    published_page(
        frame,
        &piece.title,
        &sharing(site, piece, &words, articles),
        html! {
            (crumbs(language, &[(archive.as_str(), texts.archive)], &name))
            article class="stack" {
                div lang=(piece.language.tag()) class="reading" {
                    (page_head(&piece.title, None, None))
                    @if !piece.lead.is_empty() { p class="lead" { (piece.lead) } }
                }
                p class="muted" { (name) ", " (date(past.first_at, language)) }
                (corrections(piece, past, language))
                @if !editorial.is_empty() {
                    div lang=(piece.language.tag()) class="reading" { (draw(editorial, 1)) }
                }
                h2 class="utrecht-heading-2" { (texts.in_this_issue) }
                (contents(piece, articles, texts, language))
                @if may_withdraw { (withdraw_link(piece, texts.withdraw_issue)) }
            }
        },
    )
}

fn contents(issue: &Piece, articles: &[Option<Piece>], texts: &Texts, language: Language) -> Markup {
    // An old version holds together: its articles are those of then.
    let to = |article: &Piece| match issue.corrected_at {
        Some(_) => at(language, &article.version_path()),
        None => at(language, &article.path),
    };
    html! {
        ol class="list" {
            @for (at_place, article) in articles.iter().enumerate() {
                li {
                    span aria-hidden="true" { (at_place + 1) }
                    @match article {
                        Some(article) => div lang=(article.language.tag()) {
                            h3 class="utrecht-heading-3" { a href=(to(article)) { (article.title) } }
                            p { (article.lead) }
                        },
                        None => div { p { (texts.withdrawn_article) } },
                    }
                }
            }
        }
    }
}

/// One article as it was sent last.
pub(super) fn article(
    (frame, site): (&Frame, &str),
    (piece, past): (&Piece, Past),
    body: &Blocks,
    may_withdraw: bool,
) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let name = issue_name(&piece.publication, piece.year, piece.number, language);
    let (archive, issue) = (at(language, "/archief"), at(language, &piece.issue_path));
    let words = body.words();
    published_page(
        frame,
        &piece.title,
        &sharing(site, piece, &words, &[]),
        html! {
            (crumbs(language, &[(archive.as_str(), texts.archive), (issue.as_str(), &name)], &piece.title))
            article class="stack" {
                div lang=(piece.language.tag()) class="reading" {
                    (page_head(&piece.title, None, None))
                    @if !piece.lead.is_empty() { p class="lead" { (piece.lead) } }
                }
                p class="muted" {
                    (date(past.first_at, language))
                    @if !piece.author.is_empty() { " · " (by(&piece.author, language)) }
                }
                (corrections(piece, past, language))
                @if let Some(cover) = &piece.cover { p lang=(piece.language.tag()) class="picture" { (picture(&cover.lead, 1200)) } }
                div lang=(piece.language.tag()) class="reading" { (draw(body, 1)) }
                hr class="utrecht-separator";
                p { (texts.stood_in) " " a class="utrecht-link" href=(issue) { (name) } "." }
                p { (link_button(Action::Secondary, &at(language, "/aanmelden"), texts.subscribe_title)) }
                @if may_withdraw { (withdraw_link(piece, texts.withdraw_article)) }
            }
        },
    )
}

/// What a correction did to this record: something took its place, or it took the place of something.
fn corrections(piece: &Piece, past: Past, language: Language) -> Markup {
    let texts = texts(language);
    html! {
        @if let Some(corrected_at) = piece.corrected_at {
            (notice(language, Tone::Warn, texts.earlier_version, html! {
                p {
                    (texts.issue_corrected_on) " " (date(corrected_at, language)) ". "
                    a class="utrecht-link" href=(at(language, &piece.issue_path)) { (texts.read_corrected) }
                }
            }))
        }
        @if let Some(before) = past.before {
            p class="muted" {
                (texts.corrected_on) " " (date(past.since, language)) ". " (texts.some_got_earlier) " "
                a class="utrecht-link" href={ (at(language, &piece.path)) "?versie=" (before) } { (texts.read_earlier) }
            }
        }
    }
}

fn withdraw_link(piece: &Piece, label: &str) -> Markup {
    html! { p { a class="utrecht-link" href={ "/beheer/archief/" (piece.id) "/intrekken" } { (label) } } }
}

fn list(pieces: &[Piece], language: Language, below: impl Fn(&Piece) -> Markup) -> Markup {
    html! {
        ul class="list" {
            @for piece in pieces {
                li {
                    (short_date(piece.published_at, language))
                    div {
                        div lang=(piece.language.tag()) {
                            h3 class="utrecht-heading-3" { a href=(at(language, &piece.path)) { (piece.title) } }
                            @if !piece.lead.is_empty() { p { (piece.lead) } }
                        }
                        (below(piece))
                    }
                }
            }
        }
    }
}

fn feed_link(language: Language) -> Markup {
    html! {
        a class="utrecht-link" rel="alternate" type="application/atom+xml" href=(at(language, "/archief/feed.atom")) {
            (texts(language).feed)
        }
    }
}

fn date(moment: Instant, language: Language) -> Markup {
    html! { time datetime=(moment.rfc3339()) { (plain_date(date_of(moment), language)) } }
}

/// "13 oktober": the year stands in the heading above.
fn short_date(moment: Instant, language: Language) -> Markup {
    let date = date_of(moment);
    let (day, month) = (date.day(), month(date.month(), language));
    html! { time datetime=(moment.rfc3339()) { (day) " " (month) } }
}

/// The address of a public path in the reader's language.
fn at(language: Language, path: &str) -> String {
    format!("{}{path}", language.prefix())
}
