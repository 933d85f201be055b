//! The bench: the answer at the left, its points at the right.

use maud::{Markup, html};

use super::rest::{asides, left, of_attachment};
use super::{Names, chip, moon, promise};
use crate::base::Language;
use crate::base::wall_time::long_moment;
use crate::consultations::answering::Frozen;
use crate::consultations::enclosing::{Attached, pages::released};
use crate::consultations::find::{Invited, Submission};
use crate::consultations::reacting::left::span;
use crate::consultations::reacting::point::{Span, pieces};
use crate::consultations::reacting::reaction::{Answered, Reaction};
use crate::consultations::texts;
use crate::consultations::{Consultation, ConsultationState};
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, ask_form, button, button_row, crumbs, empty_state, error_summary,
    link_button, notice, page_form, page_head, post_form, progress,
};
use crate::web::{Form, Frame, staff_page};

/// Whose answer lies on the bench, in which version, its words and its attachments.
#[derive(Debug)]
pub(in crate::consultations::reacting) struct Answer<'a> {
    pub(in crate::consultations::reacting) one: &'a Invited,
    pub(in crate::consultations::reacting) sent: &'a Submission,
    pub(in crate::consultations::reacting) written: Vec<Frozen>,
    pub(in crate::consultations::reacting) attached: Vec<Attached>,
}

/// What the bench is drawn with.
#[derive(Debug)]
pub(in crate::consultations::reacting) struct Bench<'a> {
    pub(in crate::consultations::reacting) the: &'a Consultation,
    pub(in crate::consultations::reacting) reaction: &'a Reaction,
    pub(in crate::consultations::reacting) answer: Option<Answer<'a>>,
    /// The point that is open, with its form.
    pub(in crate::consultations::reacting) open: Option<(i64, &'a Form)>,
    /// What somebody sent of what is left.
    pub(in crate::consultations::reacting) rest: &'a Form,
    pub(in crate::consultations::reacting) names: &'a Names,
    pub(in crate::consultations::reacting) said: Option<(Tone, &'static str)>,
}

impl Bench<'_> {
    /// Whether its points may still change.
    pub(super) fn is_open(&self) -> bool {
        self.the.row.state == ConsultationState::Open
    }
}

/// The bench.
pub(in crate::consultations::reacting) fn bench(frame: &Frame, the: &Bench) -> Markup {
    let language = frame.language;
    let address = the.the.address();
    let (all, ready) =
        (the.reaction.points.len(), the.reaction.points.iter().filter(|one| one.row.disposition.is_some()).count());
    let title = language.pick("Punten verdelen", "Points");
    let said = language.pick(
        format!("{ready} van {} klaar", texts::points(all, language)),
        format!("{ready} of {} done", texts::points(all, language)),
    );
    let nota = link_button(
        Action::Secondary,
        &format!("{address}/nota"),
        language.pick("Lees de nota in concept", "Read the draft reaction"),
    );
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations")), (&address, &the.the.row.title)], title))
        (page_head(title, None, Some(nota)))
        @if let Some((tone, said)) = the.said { (notice(language, tone, said, html! {})) }
        (progress(u64::try_from(ready).unwrap_or(0), u64::try_from(all).unwrap_or(0), &said))
        div class="bench" {
            section class="card source" aria-label=(language.pick("Het antwoord", "The answer")) {
                (chooser(frame, the))
                @match &the.answer {
                    Some(answer) => (source(frame, the, answer)),
                    None => (empty_state(language.pick("Nog geen antwoord", "No answer yet"), language.pick("Zodra een organisatie heeft verstuurd, staat het hier.", "As soon as an organisation has sent, it stands here."), None)),
                }
            }
            section class="points" aria-label=(language.pick("De punten", "The points")) {
                @if the.reaction.points.is_empty() {
                    (empty_state(language.pick("Nog geen punten", "No points yet"), language.pick("Kies links een stuk tekst, of maak van een heel antwoord of van elke alinea een punt.", "Choose a piece of text at the left, or make a point of a whole answer or of every paragraph."), None))
                } @else {
                    ol class="plist" { @for point in &the.reaction.points { (row(frame, the, point)) } }
                }
            }
        }
    };
    // What came back with faults says so in its title: the open point, or what is left.
    let form = the.open.map(|(_, form)| form).filter(|form| !form.is_clean()).unwrap_or(the.rest);
    staff_page(frame, (title, form), body)
}

fn chooser(frame: &Frame, the: &Bench) -> Markup {
    let language = frame.language;
    let here = the.answer.as_ref().map(|answer| answer.one.row.id.to_string()).unwrap_or_default();
    let form = Form::with(&[("van", &here)]);
    let options = the.reaction.invited.iter().filter(|one| !one.submissions.is_empty());
    let options = options.map(|one| (one.row.id.to_string(), choice(frame, the, one)));
    html! {
        (ask_form(&format!("{}/punten", the.the.address()), "filters", html! {
            (Field::select(language, &form, "van", language.pick("Van wie", "Of whom"), options))
            (button(Action::Secondary, language.pick("Toon", "Show")))
        }))
    }
}

/// An organisation with how many points it has, and how much is left.
fn choice(frame: &Frame, the: &Bench, one: &Invited) -> String {
    let points = texts::points(the.reaction.of(one.row.id).len(), frame.language);
    match the.reaction.left_of(one.row.id).len() {
        0 => format!("{} ({points})", one.organisation),
        left => format!(
            "{} ({points}, {left} {})",
            one.organisation,
            frame.language.pick("nog niet verdeeld", "not split yet")
        ),
    }
}

fn source(frame: &Frame, the: &Bench, answer: &Answer) -> Markup {
    let (language, Answer { one, sent, written, attached }) = (frame.language, answer);
    let newest = one.submissions.last().map_or(sent.version, |newest| newest.version);
    html! {
        p class="muted" { (language.pick("versie ", "version ")) (sent.version) ", " (long_moment(sent.released_at, language))
            @if sent.late { " · " (language.pick("te laat", "late")) } }
        @if newest > sent.version {
            (notice(language, Tone::Info, &language.pick(format!("Er is een versie {newest}"), format!("There is a version {newest}")), html! {
                p { (language.pick("Uw punten horen bij deze versie en staan nog goed. ", "Your points belong to this version and still stand. "))
                    a class="utrecht-link" href={ (the.the.address()) "/punten?van=" (one.row.id) "&versie=" (newest) } { (language.pick("Lees de nieuwe versie", "Read the new version")) } }
            }))
        } @else if sent.version > 1 {
            p { a class="utrecht-link" href={ (the.the.address()) "/punten?van=" (one.row.id) "&versie=" (sent.version - 1) } { (language.pick("Lees de versie hiervoor", "Read the version before")) } }
        }
        @for words in written { (answered(frame, the, (one, sent), words)) }
        @if !attached.is_empty() {
            article {
                h2 class="utrecht-heading-3" { (language.pick("Bijlagen", "Attachments")) }
                (released(frame, attached, |one| format!("{}/documenten/{}/1", the.the.address(), one.document)))
                (of_attachment(frame, the, answer))
            }
        }
        (left(frame, the, answer))
        (asides(frame, the, answer))
    }
}

fn answered(frame: &Frame, the: &Bench, (one, sent): (&Invited, &Submission), answer: &Frozen) -> Markup {
    let language = frame.language;
    let points: Vec<&Answered> = the
        .reaction
        .points
        .iter()
        .filter(|point| point.row.submission_id == sent.id && point.row.question_id == answer.question)
        .filter(|point| point.row.document_id.is_none())
        .collect();
    let aside = the.reaction.asides.iter();
    let aside = aside.filter(|row| row.submission_id == sent.id && row.question_id == Some(answer.question));
    let of_points = points.iter().map(|point| span(point.row.from_char, point.row.until_char));
    let spans: Vec<Span> = of_points.chain(aside.map(|row| span(row.from_char, row.until_char))).collect();
    let action = format!("{}/punten", the.the.address());
    let make = |cut: &str, label: String| {
        PostButton::new(&action, label, Action::Secondary)
            .hidden("van", one.row.id.to_string())
            .hidden("submission", sent.id.to_string())
            .hidden("question", answer.question.to_string())
            .hidden("cut", cut)
            .about(format!("{} {}", language.pick("bij vraag", "at question"), answer.number))
            .small()
    };
    let paragraphs = super::super::point::paragraphs(&answer.words).len();
    html! {
        article {
            h2 class="utrecht-heading-3" { (answer.number) ". " (answer.asked) }
            div class="split-text" data-split[the.is_open()] data-action=(action) data-van=(one.row.id) data-submission=(sent.id) data-question=(answer.question)
                data-label=(language.pick("Maak een punt", "Make a point")) {
                @for (piece, at) in pieces(&answer.words, &spans) {
                    @match at.map(|at| points.get(at)) {
                        Some(Some(point)) => { mark class=(if point.row.disposition.is_some() { "mark mark--done" } else { "mark" }) { (piece) } a class="chip" data-chip href={ "?van=" (one.row.id) "&punt=" (point.row.number) "#p" (point.row.number) } { span class="hidden" { (language.pick("punt ", "point ")) } (chip(point)) } },
                        Some(None) => { mark class="mark mark--aside" { (piece) } },
                        None => (piece),
                    }
                }
            }
            @if spans.is_empty() && the.is_open() {
                div class="row" {
                    (make("whole", language.pick("Maak 1 punt", "Make 1 point").to_owned()))
                    @if paragraphs > 1 { (make("paragraphs", language.pick(format!("Maak {paragraphs} punten, per alinea"), format!("Make {paragraphs} points, by paragraph")))) }
                }
            }
        }
    }
}

fn row(frame: &Frame, the: &Bench, point: &Answered) -> Markup {
    let language = frame.language;
    let number = point.row.number;
    if let Some((_, form)) = the.open.filter(|(open, _)| *open == number && the.is_open()) {
        return match point.merged {
            Some(head) => merged(frame, the, (point, head)),
            None => editor(frame, the, point, form),
        };
    }
    html! {
        li id={ "p" (number) } {
            (chip(point))
            a class="plist__title" href={ "?van=" (point.invitation) "&punt=" (number) "#p" (number) } {
                @if point.row.title.is_empty() { (language.pick("Nog zonder titel", "Without a title yet")) } @else { (point.row.title) }
            }
            span class="muted" { (point.row.theme) }
            @match point.merged {
                Some(head) => span class="muted" { (language.pick("samen met punt ", "together with point ")) (head) },
                None => (moon(point.row.disposition, language)),
            }
        }
    }
}

/// A point that has the answer of another: its own words, and the way to stand alone again.
fn merged(frame: &Frame, the: &Bench, (point, head): (&Answered, i64)) -> Markup {
    let language = frame.language;
    let title = language.pick(format!("Samengevoegd met punt {head}"), format!("Merged with point {head}"));
    html! {
        li id={ "p" (point.row.number) } class="editor" {
            div class="editor__head" { (chip(point)) h2 class="utrecht-heading-2" { (title) } (moon(point.row.disposition, language)) }
            p class="muted" { (point.organisation) ", " (place(point, language)) }
            blockquote class="quote" { (point.row.quote) }
            p { (language.pick("Het antwoord staat bij ", "The answer stands at ")) a class="utrecht-link" href={ "?punt=" (head) "#p" (head) } { (language.pick("punt ", "point ")) (head) ": " (point.row.title) } }
            (PostButton::new(format!("{}/punten/{}/los", the.the.address(), point.row.id), language.pick("Maak dit punt los", "Let this point stand alone"), Action::Secondary).small())
        }
    }
}

fn place(point: &Answered, language: Language) -> String {
    match &point.attachment {
        Some(title) => language.pick(format!("in bijlage “{title}”"), format!("in attachment “{title}”")),
        None => language.pick(format!("bij vraag {}", point.question), format!("at question {}", point.question)),
    }
}

/// Merging into another point, and what was merged into this one.
fn merging(frame: &Frame, the: &Bench, point: &Answered) -> Markup {
    let language = frame.language;
    let others = the.reaction.heads().filter(|other| other.row.id != point.row.id);
    let options: Vec<_> = std::iter::once((String::new(), String::new()))
        .chain(others.map(|other| {
            (other.row.id.to_string(), format!("{}. {} ({})", other.row.number, other.row.title, other.organisation))
        }))
        .collect();
    let form = Form::empty();
    html! {
        @for other in the.reaction.with(point) {
            div class="also" { (chip(other)) div {
                p class="muted" { (other.organisation) ", " (place(other, language)) }
                blockquote class="quote" { (other.row.quote) }
                a class="utrecht-link" href={ "?van=" (other.invitation) "&punt=" (other.row.number) "#p" (other.row.number) } { (language.pick("Bekijk punt ", "See point ")) (other.row.number) }
            } }
        }
        @if options.len() > 1 && point.commitments.is_empty() {
            details class="more" {
                summary { (language.pick("Voeg samen met een ander punt", "Merge with another point")) }
                (post_form(&format!("{}/punten/{}/samen", the.the.address(), point.row.id), html! {
                    (Field::select(language, &form, "into", language.pick("Dit punt krijgt het antwoord van", "This point gets the answer of"), options))
                    (button_row(&[button(Action::Secondary, language.pick("Voeg samen", "Merge"))]))
                }))
            }
        }
    }
}

fn editor(frame: &Frame, the: &Bench, point: &Answered, form: &Form) -> Markup {
    let language = frame.language;
    let action = format!("{}/punten/{}", the.the.address(), point.row.id);
    let mut choice = Choices::one(language, form, "disposition", language.pick("Afweging", "Disposition")).optional();
    for one in texts::DISPOSITIONS {
        choice = choice.choice(one.word(), texts::disposition(one, language));
    }
    html! {
        li id={ "p" (number_of(point)) } class="editor" {
            div class="editor__head" { (chip(point)) h2 class="utrecht-heading-2" { (if point.row.title.is_empty() { language.pick("Nog zonder titel", "Without a title yet") } else { point.row.title.as_str() }) } (moon(point.row.disposition, language)) }
            p class="muted" { (point.organisation) ", " (place(point, language)) ", " (texts::openness(point.openness, language).0.to_lowercase()) }
            blockquote class="quote" { (point.row.quote) }
            (error_summary(language, form))
            (page_form(&action, html! {
                input type="hidden" name="version" value=(form.value("version"));
                (Field::text(language, form, "title", language.pick("Waar het op neerkomt", "What it comes down to")))
                (Field::text(language, form, "theme", language.pick("Thema", "Theme")).hint(&themes_said(frame, the)).optional())
                (choice)
                (Field::textarea(language, form, "reason", language.pick("Waarom", "Why"), 4).optional())
                (Field::textarea(language, form, "changes", language.pick("Wat er verandert in de tekst", "What changes in the text"), 2).optional())
                (button_row(&[button(Action::Primary, language.pick("Bewaar", "Save"))]))
            }))
            @for one in &point.commitments { (promise(one, language)) }
            (merging(frame, the, point))
            details class="more" open[["promised", "owner", "due"].iter().any(|field| form.fault_of(field).is_some())] {
                summary { (language.pick("Zet er een toezegging bij", "Add a commitment")) }
                (post_form(&format!("{action}/toezegging"), html! {
                    (Field::text(language, form, "promised", language.pick("Wij beloven", "We promise")))
                    (Field::select(language, form, "owner", language.pick("Wie het doet", "Who does it"), std::iter::once((String::new(), String::new())).chain(the.names.iter().map(|(id, name)| (id.to_string(), name.clone())))))
                    (Field::text(language, form, "due", language.pick("Klaar voor", "Done before")).hint(language.pick("Bijvoorbeeld 1-4-2027", "For example 1-4-2027")).short())
                    (button_row(&[button(Action::Secondary, language.pick("Zeg toe", "Promise"))]))
                }))
            }
            @if point.commitments.is_empty() && the.reaction.with(point).next().is_none() {
                (PostButton::new(format!("{action}/weg"), language.pick("Haal dit punt weg", "Take this point away"), Action::Secondary).small())
            }
        }
    }
}

fn number_of(point: &Answered) -> i64 {
    point.row.number
}

fn themes_said(frame: &Frame, the: &Bench) -> String {
    let mut themes: Vec<&str> =
        the.reaction.points.iter().map(|one| one.row.theme.as_str()).filter(|theme| !theme.is_empty()).collect();
    themes.sort_unstable();
    themes.dedup();
    if themes.is_empty() {
        return frame
            .language
            .pick(
                "Punten met hetzelfde thema staan in de nota bij elkaar.",
                "Points with the same theme stand together in the reaction.",
            )
            .to_owned();
    }
    format!("{}: {}", frame.language.pick("Thema’s tot nu toe", "Themes so far"), themes.join(", "))
}
