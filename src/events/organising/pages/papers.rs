//! The page with the papers of an event.

use maud::{Markup, html};

use super::{LIST, events_word};
use crate::base::Language;
use crate::base::paper;
use crate::base::wall_time::{date_of, number, plain_date};
use crate::events::event::{Event, NEEDS_FOR};
use crate::events::find::Programme;
use crate::events::papers::{Row, Whose, attendance_list, signing_list, undrawn};
use crate::web::components::{
    Action, Field, PostButton, Tone, ask_form, button, crumbs, empty_state, notice, page_head,
};
use crate::web::{Form, Frame, staff_page};

/// What the page is drawn from.
pub(in crate::events::organising) struct Choice<'a> {
    pub(in crate::events::organising) event: &'a Event,
    pub(in crate::events::organising) programme: &'a Programme,
    /// Who comes, in order.
    pub(in crate::events::organising) rows: &'a [Row],
    /// Whom the papers are for.
    pub(in crate::events::organising) whose: Whose,
}

impl Choice<'_> {
    fn many(&self, whose: Whose) -> usize {
        self.rows.iter().filter(|(_, chosen)| whose.holds(self.programme, chosen)).count()
    }
}

/// "Badges en lijsten"
pub(in crate::events::organising) fn page(frame: &Frame, the: &Choice) -> Markup {
    let language = frame.language;
    let title = language.pick("Badges en lijsten", "Badges and lists");
    let here = format!("{LIST}/{}", the.event.id);
    let sub = format!("{}, {}", the.event.title(language), the.event.days(language));
    let form = Form::with(&[("voor", &the.whose.word())]);
    let gone = plain_date(date_of(the.event.ends_at.plus(NEEDS_FOR)), language);
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[(LIST, events_word(language)), (&here, the.event.title(language))], title))
            (page_head(title, Some(&sub), None))
            @if !paper::ARE_MADE {
                (notice(language, Tone::Warn, language.pick("Dit programma is gebouwd zonder PDF", "This program is built without PDF"), html! {}))
            } @else if the.rows.is_empty() {
                (empty_state(
                    language.pick("Nog niemand aangemeld", "Nobody registered yet"),
                    language.pick("Zodra iemand een plaats heeft, maakt u hier lijsten en badges.", "Once somebody has a place, you make lists and badges here."),
                    None,
                ))
            } @else {
                (unprinted(the, language))
                (for_whom(the, &form, &format!("{here}/papier"), language))
                (papers(the, &format!("{here}/papier"), language))
                p class="small muted" {
                    (language.pick("De code op een badge is een toegangscode, geen visitekaartje; adressen staan er niet op. Het logboek vermeldt dat u een lijst meenam. Vernietig lijsten en badges na de dag, uiterlijk ", "The code on a badge opens the door and is no contact card; there are no addresses on it. The log says that you took a list along. Destroy lists and badges afterwards, at the latest on "))
                    (gone) "."
                }
            }
        },
    )
}

/// Whose name a printer cannot print whole.
fn unprinted(the: &Choice, language: Language) -> Markup {
    let rows: Vec<&Row> = the.rows.iter().collect();
    let names: Vec<_> = undrawn(&rows).map(|row| row.name.as_str()).collect();
    if names.is_empty() {
        return html! {};
    }
    let title = language.pick("Deze namen kunnen wij niet helemaal drukken", "We cannot print these names whole");
    let advice = language.pick(
        "Op papier staat een streepje voor elke letter die onze lettertypen niet hebben. Schrijf ze er zelf op.",
        "On paper there is a line for each letter that our fonts lack. Write them yourself.",
    );
    let body = html! { ul { @for name in &names { li { (name) } } } p { (advice) } };
    notice(language, Tone::Warn, title, body)
}

fn for_whom(the: &Choice, form: &Form, at: &str, language: Language) -> Markup {
    let all = Whose::all(the.event, the.programme);
    if all.len() < 2 {
        return html! {};
    }
    let options = all.into_iter().map(|whose| {
        let name = match whose {
            Whose::All => language.pick("iedereen", "everybody").to_owned(),
            Whose::Day(_) | Whose::Session(_) => whose.name(the.programme, language),
        };
        (whose.word(), format!("{name} ({})", the.many(whose)))
    });
    ask_form(
        at,
        "filters",
        html! {
            (Field::select(language, form, "voor", language.pick("Voor wie", "For whom"), options))
            (button(Action::Secondary, language.pick("Toon", "Show")))
        },
    )
}

fn papers(the: &Choice, at: &str, language: Language) -> Markup {
    let many = the.many(the.whose);
    if many > paper::MOST {
        let most = number(i64::try_from(paper::MOST).unwrap_or(i64::MAX), language);
        let title = language.pick(
            format!("Op één lijst passen {most} mensen. Kies een workshop of een dag"),
            format!("A list holds {most} people. Choose a workshop or a day"),
        );
        return notice(language, Tone::Warn, &title, html! {});
    }
    let people = if many == 1 {
        language.pick("1 mens", "1 person").to_owned()
    } else {
        format!("{many} {}", language.pick("mensen", "people"))
    };
    let sheets = many / 8 + 1;
    let kinds = [
        (
            "presentielijst",
            attendance_list(language),
            people.clone(),
            language.pick("Wie er komt en wat die koos, om af te vinken. Gesorteerd op achternaam.", "Who comes and what they chose, to tick off. Sorted by surname."),
        ),
        (
            "tekenlijst",
            signing_list(language),
            people,
            language.pick("Voor als de telefoons het niet doen: met ruimte voor een handtekening, en lege regels voor wie onverwacht komt.", "For when the telephones fail: with room for a signature, and empty rows for who comes unannounced."),
        ),
        (
            "badges",
            "Badges",
            if sheets == 1 {
                format!("{many} badges, {}", language.pick("1 blad", "1 sheet"))
            } else {
                format!("{many} badges, {sheets} {}", language.pick("bladen", "sheets"))
            },
            language.pick("Acht van 95 bij 66 mm op een blad A4, met snijlijnen. Op het laatste blad zijn er lege. Print op 100%.", "Eight of 95 by 66 mm on a sheet of A4, with lines to cut along. Some on the last sheet are empty. Print at 100%."),
        ),
    ];
    html! {
        @for (kind, name, count, what) in kinds {
            section class="card stack" {
                h2 { (name) }
                p { (what) }
                (PostButton::new(at, format!("Download (PDF, {count})"), Action::Primary).about(name).hidden("soort", kind).hidden("voor", the.whose.word()))
            }
        }
    }
}
