//! The pages from the check on: how far it is, what would become of the rows, and what became of them.

use maud::{Markup, html};

use super::super::list::is_answerable;
use super::super::work::Pace;
use super::super::{FileFault, Import, Layout, RowFault, Trouble, layout_of};
use super::faults::Fault;
use super::pages::{HOME, at, failed, state, stop, way};
use super::texts;
use crate::base::Language;
use crate::base::wall_time::{number, parse_date, plain_date};
use crate::web::components::{
    Action, DataTable, Field, Tone, button, link_button, moment, notice, page_head, post_form, post_section, progress,
    summary_list,
};
use crate::web::{Form, Frame, staff_page};

/// What the page of an import shows.
pub(super) struct ReportPage<'a> {
    pub(super) import: &'a Import,
    /// The name of its publication.
    pub(super) publication: &'a str,
    /// Whether this member may send to many.
    pub(super) may_inform: bool,
    /// The first faults.
    pub(super) faults: &'a [Fault],
    /// How it was read, and the names of its columns when something of it is asked about.
    pub(super) layout: &'a Layout,
    pub(super) columns: &'a [String],
}

/// The page of an import that was told what its columns are.
pub(super) fn report(frame: &Frame, page: &ReportPage) -> Markup {
    let (language, import) = (frame.language, page.import);
    let title = texts::of(import, language);
    staff_page(
        frame,
        &title,
        html! {
            (way(import, language))
            (page_head(&title, None, None))
            @if let Some(words) = texts::sheet_read(page.layout, language) { p { (words) } }
            (standing(import, language))
            @match Pace::of(import) {
                // What still arrives is in the hands of whoever sends it; it is erased when they give up.
                Pace::Moves if !Pace::can_stop(import) => {}
                Pace::Moves => { (stop(import, stopping(import, language), language)) }
                Pace::Waits => {
                    (ask(page, language))
                    (rows(import, texts::would_be(language), language))
                    (unknown(page, language))
                    (faults(page, language))
                    (decide(import, language))
                }
                Pace::Done | Pace::Over => {
                    (rows(import, texts::became(language), language))
                    (faults(page, language))
                    (inform(page, language))
                    p { a class="utrecht-link" href="/beheer/abonnees" { (texts::to_list(language)) } }
                    p { a class="utrecht-link" href=(HOME) { (texts::again(language)) } }
                }
            }
            (record(page, language))
        },
    )
}

fn stopping(import: &Import, language: Language) -> &'static str {
    if import.merged_rows > 0 { texts::stop_during(language) } else { texts::stop_before(language) }
}

/// How far it is: the part that asks for itself every two seconds while a worker is at it.
pub(super) fn standing(import: &Import, language: Language) -> Markup {
    let fresh = format!("{}/stand", at(import));
    let moves = Pace::of(import) == Pace::Moves;
    let is_merging = moves && import.right_rows > 0;
    html! {
        section id="stand" class="card stack" aria-live="polite"
            hx-get=[moves.then_some(&fresh)] hx-trigger=[moves.then_some("every 2s")] hx-swap=[moves.then_some("outerHTML")] {
            p { (state(import, language)) }
            @if is_merging {
                h2 class="utrecht-heading-3" { (texts::merging(language)) }
                (progress(count(import.merged_rows), count(import.right_rows),
                    &texts::done_of(import.merged_rows, import.right_rows, language)))
            } @else if moves {
                h2 class="utrecht-heading-3" { (texts::checking(language)) }
                p { (texts::rows_read(import.read_rows, language)) }
            } @else {
                (outcome(import, language))
            }
            @if let (true, Some(trouble)) = (moves, Trouble::from_word(&import.trouble)) {
                (notice(language, Tone::Warn, texts::trouble_heading(language), html! {
                    p {
                        @if let Some(at) = import.troubled_at { (moment(at, language)) ": " }
                        (texts::trouble(trouble, language))
                    }
                }))
            }
            @if moves {
                p class="muted" { (texts::go_away(language)) }
                p { a class="utrecht-link" href=(at(import)) { (texts::refresh(language)) } }
            }
        }
    }
}

fn outcome(import: &Import, language: Language) -> Markup {
    if let Some(fault) = FileFault::from_word(&import.fault) {
        return failed(language, &texts::file_fault(&fault, language));
    }
    let asks = layout_of(import).is_ok_and(|layout| !layout.asked.is_empty());
    let (tone, words) = match Pace::of(import) {
        Pace::Waits if asks => (Tone::Warn, texts::ask_notice(language)),
        Pace::Waits if import.wrong_rows > 0 => (Tone::Warn, texts::nothing_merges(language)),
        Pace::Waits | Pace::Moves => (Tone::Good, texts::checked(language)),
        Pace::Done => (Tone::Good, texts::done(language)),
        Pace::Over => (Tone::Info, texts::cancelled(language)),
    };
    notice(language, tone, words, "")
}

fn count(many: i64) -> u64 {
    u64::try_from(many).unwrap_or(0)
}

fn rows(import: &Import, caption: &str, language: Language) -> DataTable {
    let table = DataTable::new(caption).column(texts::column_became(language)).number(texts::column_rows(language));
    let lines = [
        (texts::row_read(language), import.read_rows),
        (texts::row_added(language), import.added),
        (texts::row_present(language), import.present),
        (texts::row_left(language), import.left_earlier),
        (texts::row_suppressed(language), import.suppressed),
        (texts::row_inactive(language), import.inactive),
        (texts::row_repeated(language), import.repeated),
        (texts::row_contradicting(language), import.contradicting),
        (texts::row_wrong(language), import.wrong_rows),
    ];
    // What did not occur is not worth a line, but for what was read and added.
    let shown = lines.into_iter().enumerate().filter(|(at, (_, many))| *at < 2 || *many > 0);
    table.rows(shown.map(|(_, (label, many))| vec![html! { (label) }, html! { (number(many, language)) }]))
}

/// The one question that a list may raise: what its words mean.
fn ask(page: &ReportPage, language: Language) -> Markup {
    if page.layout.asked.is_empty() {
        return html! {};
    }
    let form = Form::empty();
    let answers =
        [("", texts::ask_choose(language)), ("in", texts::ask_in(language)), ("out", texts::ask_out(language))];
    let asked = page.layout.asked.iter().enumerate().filter(|(_, asked)| is_answerable(asked));
    html! {
        section class="card stack" aria-labelledby="woorden" {
            h2 id="woorden" class="utrecht-heading-2" { (texts::ask_heading(language)) }
            p { (texts::ask_lead(language)) }
            (post_form(&format!("{}/woorden", at(page.import)), html! {
                @for (at, asked) in asked {
                    @let column = page.columns.get(asked.column).map_or("", String::as_str);
                    (Field::select(language, &form, &format!("woord-{at}"), &texts::question(column, asked, language), answers)
                        .short())
                }
                (button(Action::Primary, texts::ask_again(language)))
            }))
            p class="muted" { (texts::ask_other_column(language)) }
        }
    }
}

/// The organisations that nobody can be a contact of, because we do not have them.
fn unknown(page: &ReportPage, language: Language) -> Markup {
    let words = texts::unknown(page.layout, language);
    html! { @if let Some(words) = words { p { (words) } } }
}

fn faults(page: &ReportPage, language: Language) -> Markup {
    if page.faults.is_empty() {
        return html! {};
    }
    let head = texts::faults_head(language);
    let table = DataTable::new(texts::faults_heading(language)).number(head[0]).number(head[1]).column(head[2]);
    let table = table.rows(page.faults.iter().map(|row| {
        let what = RowFault::from_word(&row.fault).map(|fault| texts::row_fault(fault, language)).unwrap_or_default();
        vec![html! { (row.line) }, html! { @if row.place > 0 { (row.place) } }, html! { (what) }]
    }));
    let has_file = Pace::of(page.import) == Pace::Waits;
    html! {
        (table)
        (post_section(&format!("{}/fouten", at(page.import)), "stack", html! {
            @if let Some(words) = texts::left_out(page.import, language) { p { (words) } }
            p class="muted" { (if has_file { texts::faults_note(language) } else { texts::faults_gone(language) }) }
            (button(Action::Secondary, texts::faults_download(language)))
        }))
    }
}

fn decide(import: &Import, language: Language) -> Markup {
    html! {
        @if import.added > 0 {
            (post_section(&format!("{}/toevoegen", at(import)), "", html! {
                @if import.wrong_rows > 0 { input type="hidden" name="zonder" value=(import.wrong_rows); }
                (button(Action::Primary, &texts::merge(import.added, import.wrong_rows, language)))
            }))
        } @else if import.wrong_rows == 0 {
            (notice(language, Tone::Info, texts::nothing_new(language), ""))
        }
        (link_button(Action::Secondary, &format!("{}?kolommen=ja", at(import)), texts::change_columns(language)))
        (stop(import, texts::stop_before(language), language))
    }
}

fn inform(page: &ReportPage, language: Language) -> Markup {
    let import = page.import;
    if let Some(sending) = import.sending_id {
        return notice(
            language,
            Tone::Good,
            texts::informed(language),
            html! {
                p { a class="utrecht-link" href={ "/beheer/verzendingen/" (sending) } { (texts::see_sending(language)) } }
            },
        );
    }
    html! {
        @if import.added > 0 && page.may_inform {
            section class="card stack" aria-labelledby="inlichten" {
                h2 id="inlichten" class="utrecht-heading-2" { (texts::inform_heading(language)) }
                p { (texts::inform_about(language)) }
                (post_section(&format!("{}/inlichten", at(import)), "", html! {
                    (button(Action::Primary, &texts::inform(import.added, language)))
                }))
            }
        } @else if import.added > 0 {
            (notice(language, Tone::Info, texts::inform_heading(language), html! { p { (texts::inform_by_approver(language)) } }))
        }
    }
}

/// What stands as evidence of the list.
fn record(page: &ReportPage, language: Language) -> Markup {
    let import = page.import;
    let obtained = parse_date(&import.obtained_on).map(|date| plain_date(date, language));
    let unsaid = language.pick("niet ingevuld", "not filled in");
    let mut rows = vec![
        (texts::column_publication(language), html! { (page.publication) }),
        (texts::basis(language), html! { (import.basis) }),
        (texts::source(language), html! { (import.source) }),
        (texts::date(language), html! { (obtained.as_deref().unwrap_or(unsaid)) }),
        (texts::column_when(language), moment(import.made_at, language)),
    ];
    if let Some(at) = import.ended_at {
        rows.push((texts::ended(language), moment(at, language)));
    }
    rows.push((
        language.pick("Vingerafdruk van het bestand (SHA-256)", "Fingerprint of the file (SHA-256)"),
        html! { code { (import.sha256) } },
    ));
    html! {
        h2 class="utrecht-heading-2" { (texts::evidence(language)) }
        (summary_list(&rows))
    }
}
