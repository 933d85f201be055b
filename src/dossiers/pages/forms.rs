//! The forms of staff: a dossier, an entry, a source.

use maud::{Markup, html};

use crate::base::Language;
use crate::dossiers::dossier::{Dossier, THEMES};
use crate::dossiers::texts;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, button, button_row, crumbs, error_summary, link_button, notice,
    page_form, page_head, rich_text, tick_box,
};
use crate::web::{Form, Frame, staff_page};

/// What somebody else saved meanwhile: each field with its words.
pub(in crate::dossiers) type Theirs = Vec<(&'static str, String)>;

/// A form with what it is about.
pub(in crate::dossiers) struct Sheet<'a> {
    /// The dossier that it stands in.
    pub(in crate::dossiers) the: &'a Dossier,
    /// What was filled in.
    pub(in crate::dossiers) form: &'a Form,
    /// The number of what is changed; none for a new one.
    pub(in crate::dossiers) number: Option<i64>,
    /// What somebody else saved meanwhile.
    pub(in crate::dossiers) theirs: Theirs,
}

/// Where one comes from: the dossiers, then this dossier.
pub(in crate::dossiers) fn path_to(language: Language, the: &Dossier, here: &str) -> Markup {
    crumbs(
        language,
        &[("/beheer/dossiers", language.pick("Dossiers", "Dossiers")), (&the.address(), &the.row.title)],
        here,
    )
}

/// Nothing was overwritten: what the other saved stands above what one typed.
pub(in crate::dossiers) fn beside(language: Language, theirs: &Theirs) -> Markup {
    html! {
        @if !theirs.is_empty() {
            (notice(language, Tone::Warn, language.pick("Iemand bewaarde dit net voor u", "Somebody saved this just before you"), html! {
                p { (language.pick("Er is niets overschreven. Hier staat wat nu bewaard is; uw tekst staat eronder. Neem over wat u nodig hebt en bewaar dan.", "Nothing was overwritten. Here stands what is saved now; your text stands below. Take over what you need and then save.")) }
                dl class="summary" { @for (label, words) in theirs { div { dt { (label) } dd class="typed" { (words) } } } }
            }))
        }
    }
}

fn carried(form: &Form) -> Markup {
    html! {
        input type="hidden" name="version" value=(form.value("version"));
        input type="hidden" name="once" value=(form.value("once"));
    }
}

fn saving(language: Language, back: &str) -> Markup {
    button_row(&[
        button(Action::Primary, language.pick("Bewaar", "Save")),
        link_button(Action::Secondary, back, language.pick("Terug zonder te bewaren", "Back without saving")),
    ])
}

/// The form of a dossier, for a new one or one that is there.
pub(in crate::dossiers) fn dossier(frame: &Frame, form: &Form, the: Option<&Dossier>, theirs: &Theirs) -> Markup {
    let language = frame.language;
    let (title, action) = match the {
        Some(the) => (language.pick("Dossier wijzigen", "Change the dossier"), format!("{}/wijzigen", the.address())),
        None => (language.pick("Nieuw dossier", "New dossier"), "/beheer/dossiers/nieuw".to_owned()),
    };
    let back = the.map_or_else(|| "/beheer/dossiers".to_owned(), Dossier::address);
    let languages = Language::ALL.map(|language| (language.tag(), language.name()));
    let body = html! {
        @match the {
            Some(the) => (path_to(language, the, title)),
            None => (crumbs(language, &[("/beheer/dossiers", language.pick("Dossiers", "Dossiers"))], title)),
        }
        (page_head(title, None, None))
        (error_summary(language, form))
        (beside(language, theirs))
        (page_form(&action, html! {
            (carried(form))
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Waar het over gaat", "What it is about")) }
                (Field::text(language, form, "title", language.pick("Titel", "Title")))
                (Field::textarea(language, form, "summary", language.pick("Samenvatting", "Summary"), 4).hint(language.pick("Korte zinnen in gewone woorden (B1).", "Short sentences in plain words (B1).")))
                (Field::select(language, form, "language", language.pick("Taal van het dossier", "Language of the dossier"), languages))
            }
            section class="card stack" id="themas" {
                h2 class="utrecht-heading-2" { (language.pick("Thema’s", "Themes")) }
                p class="muted" { (language.pick("Elk thema is een lijn in de tijd. Drie of vier lezen het prettigst. Wat u leeg laat, valt weg.", "Each theme is a line in time. Three or four read best. What you leave empty is left out.")) }
                @for at in 1..=THEMES { (theme(language, form, at)) }
            }
            (saving(language, &back))
        }))
    };
    staff_page(frame, (title, form), body)
}

fn theme(language: Language, form: &Form, at: i64) -> Markup {
    let (name, colour) = (format!("theme-{at}"), format!("colour-{at}"));
    let name_label = format!("{} {at}", language.pick("Thema", "Theme"));
    let colours = texts::COLOURS.map(|colour| (colour.word(), texts::colour(colour, language)));
    let field = Field::text(language, form, &name, &name_label);
    html! {
        div class="fields" {
            @if at == 1 { (field) } @else { (field.optional()) }
            (Field::select(language, form, &colour, &format!("{} {at}", language.pick("Kleur", "Colour")), colours))
        }
    }
}

/// The form of an entry.
pub(in crate::dossiers) fn entry(frame: &Frame, sheet: &Sheet<'_>) -> Markup {
    let (language, the, form) = (frame.language, sheet.the, sheet.form);
    let title = match sheet.number {
        Some(number) => language.pick(format!("Gebeurtenis {number}"), format!("Entry {number}")),
        None => language.pick("Nieuwe gebeurtenis", "New entry").to_owned(),
    };
    let action = match sheet.number {
        Some(number) => format!("{}/gebeurtenissen/{number}", the.address()),
        None => format!("{}/gebeurtenissen/nieuw", the.address()),
    };
    let themes = std::iter::once((String::new(), String::new()))
        .chain(the.themes.iter().map(|theme| (theme.number.to_string(), theme.name.clone())));
    let body = html! {
        (path_to(language, the, &title))
        (page_head(&title, None, None))
        (error_summary(language, form))
        (beside(language, &sheet.theirs))
        div class="columns" {
            (page_form(&action, html! {
                (carried(form))
                div class="fields" {
                    (Field::text(language, form, "said", language.pick("Wanneer", "When")).hint(language.pick("Zoals u het weet: 14 januari 2022, maart 2021, eind 2010, tussen 3 en 9 mei 2021, onbekend", "As you know it: 14 January 2022, March 2021, late 2010, between 3 and 9 May 2021, unknown")))
                    (Field::select(language, form, "theme", language.pick("Thema", "Theme"), themes))
                }
                (Field::text(language, form, "title", language.pick("Titel", "Title")))
                (rich_text(frame, &Field::textarea(language, form, "source", language.pick("Wat er gebeurde", "What happened"), 8).optional()))
                (Field::text(language, form, "sources", language.pick("Nummers van de bronnen", "Numbers of the sources")).hint(language.pick("Bijvoorbeeld: 3, 7", "For example: 3, 7")).short().optional())
                (tick_box(language, form, "turn", "ja", language.pick("Dit is een kantelmoment", "This is a turning point"), Some(language.pick("Het staat dan over alle thema’s heen.", "It then stands across all themes."))))
                (saving(language, &the.address()))
            }))
            (aids(language, the))
        }
        @if let Some(number) = sheet.number { (striking(language, the, (number, form.value("version")))) }
    };
    staff_page(frame, (title.as_str(), form), body)
}

fn striking(language: Language, the: &Dossier, (number, version): (i64, &str)) -> Markup {
    html! {
        details class="more" {
            summary { (language.pick("Haal deze gebeurtenis weg", "Take this entry away")) }
            p { (language.pick("Op de website staat zij tot u het dossier opnieuw openbaar maakt. Haar nummer komt niet terug.", "On the website it stays until you publish the dossier again. Its number does not come back.")) }
            (PostButton::new(format!("{}/gebeurtenissen/{number}/weg", the.address()), language.pick("Haal weg", "Take away"), Action::Danger).hidden("version", version))
        }
    }
}

/// What one needs beside an entry: how to name somebody, and the sources by number.
fn aids(language: Language, the: &Dossier) -> Markup {
    html! {
        aside class="stack" aria-label=(language.pick("Hulp bij het schrijven", "Help with writing")) {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Iemand noemen", "Naming somebody")) }
                @if the.actors.is_empty() {
                    p { (language.pick("Schrijf geen namen in de tekst. Voeg eerst iemand toe aan het dossier; daarna staat hier hoe u die persoon noemt.", "Write no names in the text. First add somebody to the dossier; then it says here how to name that person.")) }
                } @else {
                    p { (language.pick("Schrijf geen naam, maar het teken. In het openbaar staat daar de rol; uw collega’s zien de naam.", "Write no name but the sign. In the open the role stands there; your colleagues see the name.")) }
                    dl class="signs" { @for actor in &the.actors { div { dt { code { "@" (actor.number) } } dd { span class="role" { (actor.role) } } } } }
                }
                p { a class="utrecht-link" href={ (the.address()) "/personen/nieuw" } { (language.pick("Voeg iemand toe", "Add somebody")) } }
            }
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Bronnen", "Sources")) }
                @if the.sources.is_empty() { p { (language.pick("Er is nog geen bron. Zonder bron staat dat erbij.", "There is no source yet. Without one it says so.")) } } @else {
                    ol class="sources sources--short" { @for source in &the.sources { li value=(source.number) { (source.title) } } }
                }
                p { a class="utrecht-link" href={ (the.address()) "/bronnen/nieuw" } { (language.pick("Voeg een bron toe", "Add a source")) } }
            }
        }
    }
}

/// The form of a source.
pub(in crate::dossiers) fn source(frame: &Frame, sheet: &Sheet<'_>) -> Markup {
    let (language, the, form) = (frame.language, sheet.the, sheet.form);
    let title = match sheet.number {
        Some(number) => language.pick(format!("Bron {number}"), format!("Source {number}")),
        None => language.pick("Nieuwe bron", "New source").to_owned(),
    };
    let action = match sheet.number {
        Some(number) => format!("{}/bronnen/{number}", the.address()),
        None => format!("{}/bronnen/nieuw", the.address()),
    };
    let body = html! {
        (path_to(language, the, &title))
        (page_head(&title, Some(language.pick("Een bron houdt haar nummer voor altijd.", "A source keeps its number for ever.")), None))
        (error_summary(language, form))
        (beside(language, &sheet.theirs))
        (page_form(&action, html! {
            (carried(form))
            (Field::text(language, form, "title", language.pick("Titel", "Title")))
            div class="fields" {
                (Field::text(language, form, "origin", language.pick("Van wie", "Whose")).hint(language.pick("De organisatie, niet de persoon", "The organisation, not the person")))
                (Field::text(language, form, "said_on", language.pick("Datum", "Date")).hint(language.pick("Zoals u haar weet: 14 januari 2022, eind 2010", "As you know it: 14 January 2022, late 2010")).optional())
            }
            (Choices::one(language, form, "public", language.pick("Mag iedereen de bron lezen?", "May everybody read the source?"))
                .choice_with_hint("ja", language.pick("Ja, openbaar", "Yes, public"), language.pick("Het adres staat in de tijdlijn.", "The address stands in the timeline."))
                .choice_with_hint("nee", language.pick("Nee, niet openbaar", "No, not public"), language.pick("Alleen titel, herkomst en reden staan in de tijdlijn. Het adres blijft hier.", "Only title, origin and reason stand in the timeline. The address stays here."))
            )
            (Field::text(language, form, "address", language.pick("Adres", "Address")).hint("https://").optional())
            (Field::text(language, form, "why_closed", language.pick("Waarom niet openbaar", "Why not public")).hint(language.pick("Deze zin leest iedereen. Bijvoorbeeld: om mensen te beschermen.", "Everybody reads this sentence. For example: to protect people.")).optional())
            (saving(language, &the.address()))
        }))
        @if let Some(number) = sheet.number {
            details class="more" {
                summary { (language.pick("Haal deze bron weg", "Take this source away")) }
                p { (language.pick("Bij gebeurtenissen die geen andere bron hebben, staat dan “zonder bron”. Het nummer komt niet terug.", "Entries that have no other source then say “without a source”. The number does not come back.")) }
                (PostButton::new(format!("{}/bronnen/{number}/weg", the.address()), language.pick("Haal weg", "Take away"), Action::Danger).hidden("version", form.value("version")))
            }
        }
    };
    staff_page(frame, (title.as_str(), form), body)
}
