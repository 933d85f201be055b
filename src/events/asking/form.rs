//! Reading what an organiser fills in about a question.

use super::Question;
use super::new_question::NewQuestion;
use super::when::When;
use crate::base::Language;
use crate::base::words::one_line;
use crate::store::tables::states::EventQuestionKind;
use crate::web::Form;

const MAX_ASK: usize = 200;
const MAX_WHY: usize = 300;
const MAX_CHOICE: usize = 80;
const MOST_CHOICES: usize = 15;
/// How long answers may be kept after the event, in days; empty for as long as the registration.
pub(super) const KEEPS: [&str; 4] = ["14", "30", "90", ""];
/// All kinds, in the order in which a form offers them.
pub(super) const KINDS: [EventQuestionKind; 5] = [
    EventQuestionKind::Choice,
    EventQuestionKind::Choices,
    EventQuestionKind::YesNo,
    EventQuestionKind::Line,
    EventQuestionKind::Words,
];

/// A question, or `None` with the faults in the form. It may depend on those that are asked before it.
pub(super) fn read(form: &mut Form, before: &[Question], language: Language) -> Option<NewQuestion> {
    let kind = form.read("kind", |text| {
        EventQuestionKind::from_word(text)
            .ok_or_else(|| language.pick("Kies hoe men antwoordt", "Choose how one answers").to_owned())
    });
    let wanted =
        language.pick("Vul de vraag in, in hoogstens 200 tekens", "Fill in the question, in at most 200 characters");
    let ask_nl = form.required("ask_nl", wanted, MAX_ASK).map(|text| one_line(&text));
    let ask_en = short(form, "ask_en", MAX_ASK, language);
    let wanted = language.pick(
        "Zeg waarom u dit vraagt, in hoogstens 300 tekens. Dat staat bij de vraag",
        "Say why you ask this, in at most 300 characters. It stands with the question",
    );
    let why_nl = form.required("why_nl", wanted, MAX_WHY).map(|text| one_line(&text));
    let why_en = short(form, "why_en", MAX_WHY, language);
    let choices = if matches!(kind, Some(EventQuestionKind::Choice | EventQuestionKind::Choices)) {
        choices(form, language)
    } else {
        Some(Default::default())
    };
    let keeps = form.trimmed("keep").to_owned();
    if !KEEPS.contains(&keeps.as_str()) {
        form.fault(
            "keep",
            language.pick("Kies hoe lang u de antwoorden bewaart", "Choose how long you keep the answers"),
        );
    }
    let when = form.read("when", |word| {
        let mut all = When::all(before, language).into_iter().map(|(when, _)| Some(when));
        let found = if word.is_empty() {
            Some(None)
        } else {
            all.find(|when| when.as_ref().is_some_and(|one| one.word() == word))
        };
        found.ok_or_else(|| no_such_choice(language).to_owned())
    });
    if !form.is_clean() {
        return None;
    }
    Some(NewQuestion {
        kind: kind?,
        ask: [ask_nl?, ask_en?],
        why: [why_nl?, why_en?],
        choices: choices?,
        required: form.is_ticked("required", "yes"),
        keep_days: keeps.parse().ok(),
        when: when?,
    })
}

/// What is said when a question is to depend on what cannot be chosen before it.
pub(super) fn no_such_choice(language: Language) -> &'static str {
    language.pick(
        "Deze keuze is er niet meer, of komt na deze vraag. Kies opnieuw wanneer u dit vraagt",
        "This choice is gone, or comes after this question. Choose again when you ask this",
    )
}

fn short(form: &mut Form, field: &'static str, most: usize, language: Language) -> Option<String> {
    let too_long = language.pick(
        format!("Maak dit korter: hoogstens {most} tekens"),
        format!("Make this shorter: at most {most} characters"),
    );
    form.up_to(field, &too_long, most).map(|text| one_line(&text))
}

/// The choices in both languages, one a line; in English as many, or none.
fn choices(form: &mut Form, language: Language) -> Option<[String; 2]> {
    let lines = |form: &Form, field: &str| -> Vec<String> {
        form.value(field).lines().map(one_line).filter(|line| !line.is_empty()).collect()
    };
    let (dutch, english) = (lines(form, "choices_nl"), lines(form, "choices_en"));
    let mut apart = dutch.clone();
    apart.sort();
    apart.dedup();
    let fits = |lines: &[String]| lines.iter().all(|line| line.chars().count() <= MAX_CHOICE);
    if !(2..=MOST_CHOICES).contains(&dutch.len()) || apart.len() < dutch.len() || !fits(&dutch) {
        form.fault(
            "choices_nl",
            language.pick(
                format!("Vul 2 tot {MOST_CHOICES} verschillende keuzes in, elk op een regel van hoogstens {MAX_CHOICE} tekens"),
                format!("Fill in 2 to {MOST_CHOICES} different choices, each on a line of at most {MAX_CHOICE} characters"),
            ),
        );
        return None;
    }
    if !fits(&english) || (!english.is_empty() && english.len() != dutch.len()) {
        form.fault(
            "choices_en",
            language.pick(
                format!("Vul evenveel keuzes in als in het Nederlands ({}), of geen", dutch.len()),
                format!("Fill in as many choices as in Dutch ({}), or none", dutch.len()),
            ),
        );
        return None;
    }
    Some([dutch.join("\n"), english.join("\n")])
}

/// The form of a question as it is.
pub(super) fn form_of(question: &Question) -> Form {
    let keep = question.keep_days.map(|days| days.to_string()).unwrap_or_default();
    Form::with(&[
        ("kind", question.kind.word()),
        ("ask_nl", &question.ask_nl),
        ("ask_en", &question.ask_en),
        ("why_nl", &question.why_nl),
        ("why_en", &question.why_en),
        ("choices_nl", &question.choices_nl),
        ("choices_en", &question.choices_en),
        ("required", if question.required { "yes" } else { "" }),
        ("keep", &keep),
        ("when", &question.when().map(|when| when.word()).unwrap_or_default()),
    ])
}
