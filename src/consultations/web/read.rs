//! Reading the form of a consultation.

use crate::base::Language;
use crate::base::id::MemberId;
use crate::base::words::{one_line, plain_lines};
use crate::consultations::consultation::{KENMERK, QUESTION, QUESTIONS, SOURCE, SUMMARY, TITLE};
use crate::consultations::{Asked, Consultation, Deadline, LateBy, Wanted};
use crate::web::Form;

/// How many places for another question a form has.
pub(in crate::consultations) const MORE: usize = 2;

/// What somebody wrote; the faults stand in the form.
pub(super) fn wanted(form: &mut Form, language: Language, known: impl Fn(MemberId) -> bool) -> Option<Wanted> {
    let title = form.required(
        "title",
        language.pick(
            "Geef de consultatie een titel van hooguit 160 tekens.",
            "Give the consultation a title of at most 160 characters.",
        ),
        TITLE,
    );
    let kenmerk = form.required(
        "kenmerk",
        language.pick("Vul het kenmerk in, hooguit 40 tekens.", "Fill in the reference, at most 40 characters."),
        KENMERK,
    );
    let on_behalf = form.up_to(
        "on_behalf",
        language.pick("Houd dit korter dan 160 tekens.", "Keep this shorter than 160 characters."),
        TITLE,
    );
    let summary = form.words(
        "summary",
        SUMMARY,
        language.pick(
            "Vat in een paar korte zinnen samen waar het over gaat.",
            "Say in a few short sentences what it is about.",
        ),
        language
            .pick("Houd de samenvatting korter dan een halve bladzijde.", "Keep the summary shorter than half a page."),
    );
    let source =
        form.up_to("source", language.pick("De achtergrond is te lang.", "The background is too long."), SOURCE);
    let deadline = deadline(form, language);
    let contact = form.read("contact", |id| {
        let found = id.parse().ok().map(MemberId).filter(|id| known(*id));
        found.ok_or_else(|| language.pick("Kies wie vragen beantwoordt.", "Choose who answers questions.").to_owned())
    });
    let questions = questions(form, language);
    let wanted = Wanted {
        title: one_line(&title?),
        kenmerk: one_line(&kenmerk?),
        on_behalf: one_line(&on_behalf?),
        summary: summary?,
        source: plain_lines(&source?),
        deadline: deadline?,
        contact: contact?,
        late_by: LateBy::from_word(form.value("late_by")).unwrap_or(LateBy::Received),
        questions: questions?,
    };
    form.is_clean().then_some(wanted)
}

/// Until when, of its two fields.
pub(super) fn deadline(form: &mut Form, language: Language) -> Option<Deadline> {
    let time = form.trimmed("deadline_time").to_owned();
    form.read("deadline_day", |day| {
        Deadline::parse(day, &time).ok_or_else(|| {
            language
                .pick(
                    "Schrijf een dag als 27-11-2026, en een tijd als 17.00 of niets.",
                    "Write a day like 27-11-2026, and a time like 17:00 or nothing.",
                )
                .to_owned()
        })
    })
}

/// The questions in their order; a place that is left empty is none.
fn questions(form: &mut Form, language: Language) -> Option<Vec<Asked>> {
    let mut questions = Vec::new();
    for at in 1..=QUESTIONS {
        let asked = one_line(form.trimmed(&format!("asked-{at}")));
        let choices = plain_lines(form.value(&format!("choices-{at}")));
        if asked.is_empty() {
            continue;
        }
        if asked.chars().count() > QUESTION || choices.chars().count() > QUESTION {
            form.fault("asked-1", language.pick("Een van de vragen is te lang.", "One of the questions is too long."));
            return None;
        }
        let mut choices: Vec<String> = choices.lines().map(one_line).filter(|line| !line.is_empty()).collect();
        choices.dedup();
        if choices.len() == 1 {
            form.fault(
                "asked-1",
                language.pick(
                    "Geef bij een keuzevraag ten minste twee keuzes.",
                    "Give at least two choices with a question to choose from.",
                ),
            );
            return None;
        }
        questions.push(Asked { asked, choices });
    }
    Some(questions)
}

/// The form of what is there.
pub(super) fn form_of(the: &Consultation) -> Form {
    let (row, deadline) = (&the.row, the.deadline());
    let time = deadline.time.map(|time| time.format("%H.%M").to_string()).unwrap_or_default();
    let mut form = Form::with(&[
        ("version", &row.version.to_string()),
        ("title", &row.title),
        ("kenmerk", &row.kenmerk),
        ("on_behalf", &row.on_behalf),
        ("summary", &row.summary),
        ("source", &row.source),
        ("deadline_day", &deadline.day.format("%-d-%-m-%Y").to_string()),
        ("deadline_time", &time),
        ("contact", &row.contact_id.to_string()),
        ("late_by", row.late_by.word()),
    ]);
    for question in &the.questions {
        form.set(&format!("asked-{}", question.number), &question.asked);
        form.set(&format!("choices-{}", question.number), &question.choices);
    }
    form
}

/// How many places for questions a form shows.
pub(in crate::consultations) fn places(form: &Form) -> usize {
    let last = (1..=QUESTIONS).rev().find(|at| !form.trimmed(&format!("asked-{at}")).is_empty()).unwrap_or(1);
    (last + MORE).min(QUESTIONS)
}
