//! How the page of staff looks, and the code that it gives.

use maud::{Markup, Render, html};

use super::site::Site;
use super::texts as say;
use crate::base::Language;
use crate::centre::Publication;
use crate::subscribers::texts;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, ask_form, button, copy_button, error_summary, notice, page_head,
    post_form, split,
};
use crate::web::{Form, Frame, staff_page};

/// Where staff find it.
pub(super) const PAGE: &str = "/beheer/inbedden";

/// What the page shows.
pub(super) struct Embed<'a> {
    /// What was asked: the publications and the language of the form.
    pub asked: &'a Form,
    /// The form of a new website.
    pub new: &'a Form,
    pub sites: &'a [Site],
    pub all: &'a [Publication],
    /// Whether this member may change where it stands.
    pub may_change: bool,
    pub said: Option<&'static str>,
    /// The code for both ways, and the address of the frame.
    pub code: Code,
}

/// What is copied.
pub(super) struct Code {
    pub address: String,
    pub frame: String,
    pub plain: String,
}

/// Draws it.
pub(super) fn page(frame: &Frame, embed: &Embed) -> Markup {
    let language = frame.language;
    let title = say::title(language);
    let wide = html! {
        section class="card stack" aria-labelledby="voorbeeld" {
            h2 id="voorbeeld" { (say::preview(language)) }
            iframe class="embed-preview" src=(embed.code.address) title=(say::preview(language)) {}
        }
        (code(language, ("frame", say::frame_title(language)), say::frame_lead(language), (&embed.code.frame, say::frame_code(language))))
        (code(language, ("html", say::plain_title(language)), say::plain_lead(language), (&embed.code.plain, say::plain_code(language))))
    };
    let narrow = html! { (choose(embed, language)) (places(embed, language)) };
    staff_page(
        frame,
        (title, embed.new),
        html! {
            (error_summary(language, embed.new))
            (page_head(title, Some(say::lead(language)), None))
            @if let Some(said) = embed.said { div role="status" { (notice(language, Tone::Good, said, "")) } }
            (split(wide, narrow))
        },
    )
}

fn code(language: Language, (id, title): (&str, &str), lead: &str, (code, label): (&str, &str)) -> Markup {
    let (heading, id) = (format!("{id}-kop"), format!("{id}-code"));
    html! {
        section class="card stack" aria-labelledby=(heading) {
            h2 id=(heading) { (title) }
            p { (lead) }
            pre id=(id) class="code embed-code" tabindex="0" aria-label=(label) { (code) }
            (copy_button(language, &id, label))
        }
    }
}

fn choose(embed: &Embed, language: Language) -> Markup {
    let question = Choices::many(language, embed.asked, "uitgave", say::publications(language))
        .hint(say::publications_hint(language))
        .optional();
    let question =
        embed.all.iter().fold(question, |question, one| question.choice(one.row.slug.as_str(), one.name(language)));
    let languages = Language::ALL.map(|language| (language.tag(), language.name()));
    html! {
        section class="card stack" {
            h2 { (say::choose_title(language)) }
            (ask_form(PAGE, "form", html! {
                (question)
                (Field::select(language, embed.asked, "taal", say::language(language), languages).short())
                (button(Action::Secondary, say::renew(language)))
            }))
        }
    }
}

fn places(embed: &Embed, language: Language) -> Markup {
    html! {
        section class="card stack" aria-labelledby="websites" {
            h2 id="websites" { (say::sites_title(language)) }
            p { (say::sites_lead(language)) }
            @if embed.sites.is_empty() {
                p { strong { (say::sites_none(language)) } }
            } @else {
                ul class="todo" {
                    @for site in embed.sites {
                        li {
                            span class="code" { (site.origin()) }
                            @if embed.may_change {
                                (PostButton::new(format!("{PAGE}/weg"), say::remove(language), Action::Secondary)
                                    .hidden("site", site.origin()).about(site.origin()).small())
                            }
                        }
                    }
                }
            }
            @if embed.may_change {
                (post_form(PAGE, html! {
                    (Field::text(language, embed.new, "site", say::site(language)).hint(say::site_hint(language)).autocomplete("off"))
                    (button(Action::Secondary, say::add(language)))
                }))
            } @else {
                p class="muted" { (say::only_administrators(language)) }
            }
        }
    }
}

/// An `iframe` with the form.
pub(super) fn frame_code(address: &str, (centre, language): (&str, Language), many: usize) -> String {
    // As high as its text at the width of a column; a narrower one scrolls.
    let height = 600 + 64 * many;
    let title = format!("{}: {centre}", texts::sign_up_title(language));
    html! { iframe src=(address) title=(title) width="100%" height=(height) loading="lazy" style="border: 0" {} }
        .into_string()
}

/// The form as plain HTML. `mark` says with which words of consent it was given out.
pub(super) fn plain_code(
    (site, path): (&str, &str),
    (centre, language): (&str, Language),
    publications: &[&Publication],
    mark: &str,
) -> String {
    let boxes = publications.iter().map(|one| {
        let (slug, id) = (one.row.slug.as_str(), format!("ontvang-{}", one.row.slug));
        line(&html! { p { input type="checkbox" id=(id) name="publication" value=(slug); " " label for=(id) { (one.name(language)) } } }, 2)
    });
    let privacy = format!("{site}{}/privacy", language.prefix());
    let mut lines = vec![
        format!("<form method=\"post\" action=\"{}\">", html! { (format!("{site}{path}")) }.into_string()),
        "  <fieldset>".to_owned(),
        line(&html! { legend { (texts::which(language)) } }, 2),
    ];
    lines.extend(boxes);
    lines.push("  </fieldset>".to_owned());
    lines.extend(
        [
            html! { p { label for="ontvang-adres" { (texts::address(language)) } " " input type="email" id="ontvang-adres" name="address" autocomplete="email" required; } },
            html! { div hidden { label for="ontvang-niet" { (texts::leave_empty(language)) } " " input type="text" id="ontvang-niet" name="website" tabindex="-1" autocomplete="off"; } },
            html! { input type="hidden" name="woorden" value=(mark); },
            html! { p { (texts::consent(centre, language)) " " a href=(privacy) { (say::privacy(language)) } } },
            html! { p { button type="submit" { (texts::send_me(language)) } } },
        ]
        .iter()
        .map(|one| line(one, 1)),
    );
    lines.push("</form>".to_owned());
    lines.join("\n")
}

fn line(html: &impl Render, deep: usize) -> String {
    format!("{}{}", "  ".repeat(deep), html.render().into_string())
}
