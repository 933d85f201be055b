//! Withdrawing a record: the question, and the answer of who was first.

use maud::{Markup, html};

use super::at;
use crate::archive::record::Piece;
use crate::archive::texts::texts;
use crate::web::components::{
    Action, Field, Tone, button, button_row, error_summary, link_button, notice, page_head, post_form, summary_list,
};
use crate::web::{Form, Frame, staff_page};

/// Asks for the reason, or shows it when the record was withdrawn already.
pub(in crate::archive) fn withdraw(frame: &Frame, piece: &Piece, form: &Form, before: Option<&str>) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let (title, lead) = if piece.is_issue {
        (texts.withdraw_issue, texts.withdraw_issue_lead)
    } else {
        (texts.withdraw_article, texts.withdraw_article_lead)
    };
    let back = if piece.is_issue { &piece.path } else { &piece.issue_path };
    let back = link_button(Action::Secondary, &at(language, back), texts.back);
    staff_page(
        frame,
        (title, form),
        html! {
            (page_head(title, None, None))
            @match before {
                Some(reason) => {
                    (notice(language, Tone::Good, texts.already_withdrawn, html! {}))
                    (summary_list(&[
                        (texts.withdraw_what, html! { (piece.title) }),
                        (texts.withdrawn_reason_label, html! { (reason) }),
                    ]))
                    (back)
                }
                None => {
                    (error_summary(language, form))
                    (summary_list(&[(texts.withdraw_what, html! { (piece.title) })]))
                    (notice(language, Tone::Warn, title, html! { p { (lead) } }))
                    (post_form(&format!("/beheer/archief/{}/intrekken", piece.id), html! {
                        (Field::textarea(language, form, "reason", texts.reason, 3).hint(texts.reason_hint))
                        (button_row(&[button(Action::Danger, texts.withdraw), back]))
                    }))
                }
            }
        },
    )
}
