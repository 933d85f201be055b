//! Reading the forms.

use chrono::NaiveDate;

use crate::base::name::name;
use crate::base::wall_time::{day_fault, parse_date};
use crate::base::words::{one_line, plain_lines};
use crate::base::{EmailAddress, Language};
use crate::dossiers::deciding::decision::{Decision, EXPLANATION, PEOPLE, POINTS, REASON, WORDS};
use crate::dossiers::deciding::pages::Typed;
use crate::dossiers::deciding::{ByHand, Concluding, DecisionWanted, Given, PointWanted};
use crate::dossiers::dossier::TITLE;
use crate::dossiers::{Agreement, Outcome};
use crate::store::tables::states::DecisionState;
use crate::web::Form;
use crate::web::guest::{address_fault, name_fault};

/// A request; the faults stand in the form.
pub(super) fn wanted(form: &mut Form, language: Language) -> Option<DecisionWanted> {
    let title = form.required(
        "title",
        language.pick("Geef een titel van hooguit 160 tekens.", "Give a title of at most 160 characters."),
        TITLE,
    );
    let explanation = form.words(
        "explanation",
        EXPLANATION,
        language.pick("Leg in een paar zinnen uit waar het over gaat.", "Say in a few sentences what it is about."),
        language.pick("Houd de toelichting korter dan een bladzijde.", "Keep the explanation shorter than a page."),
    );
    let until = last_day(form, language);
    let people = people(form, language);
    let points = points(form, language);
    let body = form.trimmed("body").parse().ok();
    let wanted = DecisionWanted {
        title: one_line(&title?),
        explanation: explanation?,
        points: points?,
        body,
        people: people?,
        until: until?,
    };
    form.is_clean().then_some(wanted)
}

/// The last day on which can be answered.
pub(super) fn last_day(form: &mut Form, language: Language) -> Option<NaiveDate> {
    form.read("until", |text| {
        let otherwise = language.pick("Schrijf een dag, bijvoorbeeld 18-12-2026.", "Write a day, such as 18-12-2026.");
        parse_date(text).ok_or_else(|| day_fault(text, otherwise, language))
    })
}

/// The people of as many lines: a name, a comma or semicolon, an address.
fn people(form: &mut Form, language: Language) -> Option<Vec<ByHand>> {
    form.read("people", |text| {
        let lines = plain_lines(text);
        let lines: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() > PEOPLE {
            return Err(
                language.pick(format!("Noem hooguit {PEOPLE} mensen."), format!("Name at most {PEOPLE} people."))
            );
        }
        lines.iter().zip(1..).map(|(line, at)| person(line, at, language)).collect()
    })
}

fn person(line: &str, at: usize, language: Language) -> Result<ByHand, String> {
    let wrong = |why: &str| language.pick(format!("Regel {at}: {why}"), format!("Line {at}: {why}"));
    let Some((called, address)) = line.rsplit_once([',', ';']) else {
        return Err(wrong(
            language
                .pick("schrijf een naam, een komma en een e-mailadres", "write a name, a comma and an e-mail address"),
        ));
    };
    let name = name(called).map_err(|fault| wrong(&name_fault(fault, language)))?;
    let address = EmailAddress::parse(address.trim()).map_err(|fault| wrong(address_fault(fault, language)))?;
    Ok(ByHand { name, address })
}

/// The points in their order; a place that is left empty is none.
fn points(form: &mut Form, language: Language) -> Option<Vec<PointWanted>> {
    let (mut points, mut is_whole) = (Vec::new(), true);
    for at in 1..=POINTS {
        let is_empty = |name: &str| form.trimmed(name).is_empty();
        if is_empty(&format!("point-title-{at}")) && is_empty(&format!("point-words-{at}")) {
            continue;
        }
        match point(form, at, language) {
            Some(point) => points.push(point),
            None => is_whole = false,
        }
    }
    if points.is_empty() && is_whole {
        form.fault("point-title-1", language.pick("Schrijf ten minste één punt.", "Write at least one point."));
        return None;
    }
    is_whole.then_some(points)
}

/// A point of a place.
pub(super) fn point(form: &mut Form, at: usize, language: Language) -> Option<PointWanted> {
    let (title_at, words_at) = (format!("point-title-{at}"), format!("point-words-{at}"));
    let (title, words) = (one_line(form.value(&title_at)), plain_lines(form.value(&words_at)).trim().to_owned());
    let (has_title, has_words) = (fits(&title, TITLE), fits(&words, WORDS));
    if !has_title {
        form.fault(
            title_at,
            language.pick(
                "Geef dit punt een titel van hooguit 160 tekens.",
                "Give this point a title of at most 160 characters.",
            ),
        );
    }
    if !has_words {
        form.fault(
            words_at,
            language.pick(
                "Schrijf de tekst van dit punt, hooguit twee bladzijden.",
                "Write the text of this point, at most two pages.",
            ),
        );
    }
    (has_title && has_words).then_some(PointWanted { title, words })
}

fn fits(text: &str, most: usize) -> bool {
    !text.is_empty() && text.chars().count() <= most
}

/// The form of a draft that is there.
pub(super) fn form_of(the: &Decision, addresses: &[(String, String)]) -> Form {
    let people: Vec<String> = addresses.iter().map(|(name, address)| format!("{name}, {address}")).collect();
    let mut form = Form::with(&[
        ("version", &the.row.version.to_string()),
        ("title", &the.row.title),
        ("explanation", &the.row.explanation),
        ("until", &the.day().format("%-d-%-m-%Y").to_string()),
        ("people", &people.join("\n")),
        ("body", &the.row.body_id.map(|id| id.to_string()).unwrap_or_default()),
    ]);
    for point in &the.points {
        form.set(&format!("point-title-{}", point.row.number), point.title());
        form.set(&format!("point-words-{}", point.row.number), point.words());
    }
    form
}

/// What somebody answers, and on whose behalf; the faults stand in the form.
pub(super) fn given(form: &mut Form, the: &Decision, language: Language) -> Option<(Vec<Given>, String)> {
    let mut all = Vec::new();
    for point in &the.points {
        let number = point.row.number;
        let words = plain_lines(form.value(&at("words", number))).trim().to_owned();
        let Some(answer) = Agreement::from_word(form.value(&at("answer", number))) else {
            if !words.is_empty() {
                form.fault(at("answer", number), language.pick("Kies een antwoord.", "Choose an answer."));
            }
            continue;
        };
        if words.chars().count() > REASON {
            let long = language.pick("Houd dit korter dan een bladzijde.", "Keep this shorter than a page.");
            form.fault(at("words", number), long);
        }
        let number_of = |name: &str| form.trimmed(&at(name, number)).parse().unwrap_or(0);
        all.push(Given { number, text: number_of("text"), seen: number_of("seen"), answer, words });
    }
    let on_behalf = form.up_to(
        "on_behalf",
        language.pick("Houd dit korter dan 160 tekens.", "Keep this shorter than 160 characters."),
        TITLE,
    );
    if all.is_empty() && form.is_clean() {
        let first = the.asked().next().map_or(1, |point| point.row.number);
        form.fault(at("answer", first), language.pick("Beantwoord ten minste één punt.", "Answer at least one point."));
    }
    form.is_clean().then_some((all, one_line(&on_behalf?)))
}

/// The name of a field of a point.
pub(super) fn at(name: &str, number: i64) -> String {
    format!("{name}-{number}")
}

/// Whatever was typed about points, to be shown to whoever typed it.
pub(super) fn typed(form: &Form) -> Vec<Typed> {
    let numbers = form.names().filter_map(|name| name.strip_prefix("answer-").or_else(|| name.strip_prefix("words-")));
    let mut numbers: Vec<i64> = numbers.filter_map(|number| number.parse().ok()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let typed = |number: i64| Typed {
        number,
        answer: Agreement::from_word(form.value(&at("answer", number))),
        words: form.trimmed(&at("words", number)).to_owned(),
    };
    numbers.into_iter().map(typed).filter(|one| one.answer.is_some() || !one.words.is_empty()).collect()
}

/// The page as somebody left it: what they answer to the texts as they are now.
pub(super) fn form_of_answers(the: &Decision, who: crate::base::id::RespondentId) -> Form {
    let mut form = Form::empty();
    if the.row.state != DecisionState::Open {
        return form;
    }
    let mut on_behalf = "";
    for point in the.asked() {
        let Some(answer) = the.current(who, point) else { continue };
        form.set(&at("answer", point.row.number), answer.answer.word());
        form.set(&at("words", point.row.number), &answer.words);
        on_behalf = &answer.on_behalf;
    }
    form.set("on_behalf", on_behalf);
    form
}

/// What came of each point; the faults stand in the form.
pub(super) fn outcomes(form: &mut Form, the: &Decision, themes: &[i64], language: Language) -> Option<Concluding> {
    let mut outcomes = Vec::new();
    for point in the.asked() {
        let number = point.row.number;
        let words = one_line(form.value(&at("said", number)));
        let outcome = Outcome::from_word(form.value(&at("outcome", number)));
        if outcome.is_none() {
            form.fault(at("outcome", number), language.pick("Kies wat ervan kwam.", "Choose what came of it."));
        }
        if !fits(&words, REASON) {
            form.fault(
                at("said", number),
                language.pick("Schrijf één zin over de uitkomst.", "Write one sentence about the outcome."),
            );
        }
        outcomes.extend(outcome.map(|outcome| (number, outcome, words)));
    }
    let theme = form.read("theme", |text| {
        let found = themes.iter().copied().find(|number| number.to_string() == text);
        found.ok_or_else(|| language.pick("Kies een thema.", "Choose a theme.").to_owned())
    });
    form.is_clean().then_some(Concluding { outcomes, theme: theme? })
}
