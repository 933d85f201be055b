//! Reading the forms.

use crate::base::Language;
use crate::base::blocks::Href;
use crate::base::words::{one_line, plain_lines};
use crate::dossiers::dossier::{ADDRESS, Dossier, Entry, Mark, SOURCE, SUMMARY, THEMES, TITLE, marks};
use crate::dossiers::when::When;
use crate::dossiers::{EntryWanted, Role, SourceWanted, Theme, ThemeColour, Wanted, texts};
use crate::web::Form;

/// A dossier; the faults stand in the form.
pub(super) fn wanted(form: &mut Form, language: Language) -> Option<Wanted> {
    let title = form.required(
        "title",
        language.pick(
            "Geef het dossier een titel van hooguit 160 tekens.",
            "Give the dossier a title of at most 160 characters.",
        ),
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
    let written = Language::from_tag(form.trimmed("language")).unwrap_or_default();
    let themes = themes(form, language);
    let wanted = Wanted { language: written, title: one_line(&title?), summary: summary?, themes: themes? };
    form.is_clean().then_some(wanted)
}

fn themes(form: &mut Form, language: Language) -> Option<Vec<Theme>> {
    let mut themes = Vec::new();
    for number in 1..=THEMES {
        let name = one_line(form.trimmed(&format!("theme-{number}")));
        if name.is_empty() {
            continue;
        }
        if name.chars().count() > TITLE {
            form.fault(
                format!("theme-{number}"),
                language.pick("Houd dit korter dan 160 tekens.", "Keep this shorter than 160 characters."),
            );
            return None;
        }
        let colour = ThemeColour::from_word(form.value(&format!("colour-{number}"))).unwrap_or(ThemeColour::Brand);
        themes.push(Theme { number, name, colour });
    }
    if themes.is_empty() {
        form.fault("theme-1", language.pick("Noem ten minste één thema.", "Name at least one theme."));
        return None;
    }
    Some(themes)
}

/// The form of a dossier that is there.
pub(super) fn form_of(the: &Dossier) -> Form {
    let row = &the.row;
    let mut form = Form::with(&[
        ("version", &row.version.to_string()),
        ("title", &row.title),
        ("summary", &row.summary),
        ("language", row.language.tag()),
    ]);
    for theme in &the.themes {
        form.set(&format!("theme-{}", theme.number), &theme.name);
        form.set(&format!("colour-{}", theme.number), theme.colour.word());
    }
    form
}

/// An entry of a dossier.
pub(super) fn entry(form: &mut Form, the: &Dossier, language: Language) -> Option<EntryWanted> {
    let when =
        form.read("said", |said| When::parse(said).map_err(|fault| texts::when_fault(fault, language).to_owned()));
    let theme = form.read("theme", |number| {
        let found = the.themes.iter().map(|theme| theme.number).find(|theme| theme.to_string() == number);
        found.ok_or_else(|| language.pick("Kies een thema.", "Choose a theme.").to_owned())
    });
    let title = form.required(
        "title",
        language.pick(
            "Geef de gebeurtenis een titel van hooguit 160 tekens.",
            "Give the entry a title of at most 160 characters.",
        ),
        TITLE,
    );
    let source = form.up_to("source", language.pick("De tekst is te lang.", "The text is too long."), SOURCE);
    for field in ["title", "source"] {
        known_marks(form, field, the, language);
    }
    let sources = numbers(form, the, language);
    let wanted = EntryWanted {
        when: when?,
        theme: theme?,
        is_turn: form.is_ticked("turn", "ja"),
        title: one_line(&title?),
        source: plain_lines(&source?),
        sources: sources?,
    };
    form.is_clean().then_some(wanted)
}

/// A sign that leads to nobody is a slip.
fn known_marks(form: &mut Form, field: &'static str, the: &Dossier, language: Language) {
    let unknown = marks(form.value(field)).find_map(|mark| match mark {
        Mark::Actor(number) if the.actor(number).is_none() => Some(number),
        Mark::Actor(_) | Mark::Words(_) => None,
    });
    if let Some(number) = unknown {
        form.fault(field, language.pick(
            format!("Er is niemand met het teken @{number} in dit dossier. Voeg die persoon toe of kies een ander teken."),
            format!("There is nobody with the sign @{number} in this dossier. Add that person or choose another sign."),
        ));
    }
}

fn numbers(form: &mut Form, the: &Dossier, language: Language) -> Option<Vec<i64>> {
    form.read("sources", |text| {
        let parts = text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
        let mut numbers = Vec::new();
        for part in parts {
            let number = part.parse().ok().filter(|number| the.source(*number).is_some());
            numbers.push(number.ok_or_else(|| {
                language.pick(
                    format!("Er is geen bron {part}. Schrijf nummers van bronnen met een komma ertussen."),
                    format!("There is no source {part}. Write numbers of sources with a comma in between."),
                )
            })?);
        }
        // As they are kept.
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    })
}

/// The form of an entry that is there.
pub(super) fn entry_form(entry: &Entry) -> Form {
    let row = &entry.row;
    let sources: Vec<String> = entry.sources.iter().map(i64::to_string).collect();
    let mut form = Form::with(&[
        ("version", &row.version.to_string()),
        ("said", &row.said),
        ("theme", &row.theme.to_string()),
        ("title", &row.title),
        ("source", &row.source),
        ("sources", &sources.join(", ")),
    ]);
    if row.is_turn {
        form.set("turn", "ja");
    }
    form
}

/// A source.
pub(super) fn source(form: &mut Form, language: Language) -> Option<SourceWanted> {
    let too_long = language.pick("Houd dit korter dan 160 tekens.", "Keep this shorter than 160 characters.");
    let title = form.required(
        "title",
        language.pick(
            "Geef de bron een titel van hooguit 160 tekens.",
            "Give the source a title of at most 160 characters.",
        ),
        TITLE,
    );
    let origin =
        form.required("origin", language.pick("Schrijf van wie de bron is.", "Write whose source it is."), TITLE);
    let said_on = form.read("said_on", |said| match said {
        "" => Ok(String::new()),
        said => When::parse(said)
            .map(|when| when.said().to_owned())
            .map_err(|fault| texts::when_fault(fault, language).to_owned()),
    });
    let is_public = form.read("public", |choice| match choice {
        "ja" => Ok(true),
        "nee" => Ok(false),
        _ => Err(language
            .pick("Kies of iedereen de bron mag lezen.", "Choose whether everybody may read the source.")
            .to_owned()),
    });
    let address = form.read("address", |address| {
        if address.is_empty()
            || (address.chars().count() <= ADDRESS && address.starts_with("http") && Href::parse(address).is_ok())
        {
            return Ok(address.to_owned());
        }
        Err(language
            .pick(
                "Schrijf een volledig adres, zoals https://voorbeeld.nl/brief.pdf",
                "Write a full address, such as https://example.org/letter.pdf",
            )
            .to_owned())
    });
    let why_closed = form.up_to("why_closed", too_long, TITLE);
    if is_public == Some(false) && why_closed.as_deref() == Some("") {
        form.fault(
            "why_closed",
            language.pick(
                "Schrijf in één zin waarom niet iedereen de bron mag lezen.",
                "Write in one sentence why not everybody may read the source.",
            ),
        );
    }
    let wanted = SourceWanted {
        title: one_line(&title?),
        said_on: said_on?,
        origin: one_line(&origin?),
        is_public: is_public?,
        address: address?,
        why_closed: one_line(&why_closed?),
    };
    form.is_clean().then_some(wanted)
}

/// Somebody: a role, and a name unless that is destroyed.
pub(super) fn role(form: &mut Form, is_destroyed: bool, language: Language) -> Option<Role> {
    let role = form.required(
        "role",
        language.pick("Schrijf de rol in een paar woorden.", "Write the role in a few words."),
        TITLE,
    );
    let name = form.read("name", |name| {
        let fits = is_destroyed || (name.chars().any(char::is_alphabetic) && name.chars().count() <= TITLE);
        let why = language.pick("Schrijf de naam, hooguit 160 tekens.", "Write the name, at most 160 characters.");
        if fits { Ok(one_line(name)) } else { Err(why.to_owned()) }
    });
    let wanted = Role { role: one_line(&role?), name: name? };
    form.is_clean().then_some(wanted)
}
