//! The fields that the set-up page and the settings share.

use maud::{Markup, html};

use crate::base::Language;
use crate::web::Form;
use crate::web::components::{Choices, Field, tick_box};

/// Who the centre is.
pub(super) fn names(language: Language, form: &Form) -> Markup {
    let text = |name, nl, en| Field::text(language, form, name, language.pick(nl, en));
    html! {
        (text("name_nl", "Naam in het Nederlands", "Name in Dutch").autocomplete("organization"))
        (text("name_en", "Naam in het Engels", "Name in English").autocomplete("off"))
        (Field::textarea(language, form, "postal_address", language.pick("Postadres", "Postal address"), 3)
            .hint(language.pick("Dit adres staat onder elke mail: dat moet van de wet.", "This address stands below every mail: the law asks for it."))
            .autocomplete("street-address"))
        (text("contact_address", "Contactadres", "Contact address")
            .hint(language.pick("Hier schrijven lezers en beveiligingsonderzoekers naartoe. Het staat op de website.", "Readers and security researchers write to this address. It stands on the website."))
            .autocomplete("off"))
    }
}

/// Who mails come from.
pub(super) fn senders(language: Language, form: &Form) -> Markup {
    let text = |name, nl, en| Field::text(language, form, name, language.pick(nl, en)).autocomplete("off");
    html! {
        (text("sender_name", "Naam van de afzender", "Name of the sender")
            .hint(language.pick("Zo staat u in de mailbox van de lezer.", "This is how you appear in the reader's mailbox.")))
        (text("sender_address", "Adres waarvan uitgaven komen", "Address that publications come from")
            .hint(language.pick("Bijvoorbeeld nieuwsbrief@uw-domein.nl.", "For example newsletter@your-domain.org.")))
        (text("letter_address", "Adres waarvan losse mails komen", "Address that personal letters come from")
            .hint(language.pick("Voor bevestigingen en codes. Kies een ander adres dan voor uitgaven, zoals post@uw-domein.nl.", "For confirmations and codes. Choose another address than for publications, such as post@your-domain.org.")))
        (text("reply_address", "Adres voor antwoorden", "Address for answers")
            .hint(language.pick("Een mailbox die iemand leest.", "A mailbox that somebody reads.")))
    }
}

/// The colours.
pub(super) fn colours(language: Language, form: &Form) -> Markup {
    let text = |name, nl, en| Field::text(language, form, name, language.pick(nl, en)).short().autocomplete("off");
    html! {
        (text("brand", "Huiskleur", "Brand colour")
            .hint(language.pick("Zoals #0a5c5a. Wij controleren of witte letters op deze kleur te lezen zijn.", "Such as #0a5c5a. We check that white letters can be read on this colour.")))
        (text("accent", "Accentkleur", "Accent colour")
            .hint(language.pick("Voor kleine details, zoals #b84a17.", "For small details, such as #b84a17.")))
    }
}

/// Whether one person may do all.
pub(super) fn office(language: Language, form: &Form) -> Markup {
    tick_box(
        language,
        form,
        "one_person_office",
        "yes",
        language.pick("Dit is een eenpersoonskantoor", "This is a one-person office"),
        Some(language.pick(
            "Wie een nummer het laatst bewerkte, mag het dan ook goedkeuren. Het logboek vermeldt dat.",
            "Whoever edited an issue last may then approve it too. The log records that.",
        )),
    )
}

/// What a publication is.
pub(super) fn publication(language: Language, form: &Form) -> Markup {
    let text = |name, nl, en| Field::text(language, form, name, language.pick(nl, en)).autocomplete("off");
    let area = |name, nl, en| Field::textarea(language, form, name, language.pick(nl, en), 2);
    html! {
        (text("publication_nl", "Naam van de uitgave in het Nederlands", "Name of the publication in Dutch")
            .hint(language.pick("Bijvoorbeeld: Nieuwsbrief.", "For example: Nieuwsbrief.")))
        (text("publication_en", "Naam van de uitgave in het Engels", "Name of the publication in English"))
        (area("description_nl", "Wat is het? In het Nederlands", "What is it? In Dutch")
            .hint(language.pick("Eén of twee zinnen. Ze staan bij het aanmelden.", "One or two sentences. They stand where people subscribe.")))
        (area("description_en", "Wat is het? In het Engels", "What is it? In English"))
        (Field::number(language, form, "per_year", language.pick("Aantal nummers per jaar", "Number of issues per year"))
            .hint(language.pick("Vul 0 in als er geen vast aantal is.", "Fill in 0 when there is no fixed number.")))
    }
}

/// What stays as it is for ever. `domain` is what follows the short name when the list id stays empty.
pub(super) fn publication_names(language: Language, form: &Form, domain: Option<&str>) -> Markup {
    let after = domain.unwrap_or(language.pick("het domein van de afzender", "the sender's domain"));
    html! {
        (Field::text(language, form, "slug", language.pick("Korte naam", "Short name"))
            .hint(language.pick("Kleine letters, cijfers en streepjes, zoals nieuwsbrief. U kunt dit later niet wijzigen.", "Lower-case letters, digits and hyphens, such as newsletter. You cannot change this later."))
            .short().autocomplete("off"))
        (Field::text(language, form, "list_id", language.pick("Kenmerk van de lijst", "List id")).optional()
            .hint(&language.pick(
                format!("Hieraan herkennen mailprogramma’s de uitgave. Laat het leeg voor de korte naam met {after} erachter. U kunt dit later niet wijzigen."),
                format!("Mail programs recognise the publication by this. Leave it empty for the short name followed by {after}. You cannot change this later."),
            )).autocomplete("off"))
    }
}

/// What becomes of mails of which nobody knows whether they arrived.
pub(super) fn uncertain(language: Language, form: &Form) -> Markup {
    let ask = language.pick("Als onzeker is of een mail is aangekomen", "When it is uncertain whether a mail arrived");
    html! {
        (Choices::one(language, form, "on_uncertain", ask)
            .choice_with_hint("resend", language.pick("Opnieuw sturen", "Send it again"), language.pick("Een enkele lezer krijgt de mail dan misschien twee keer.", "A few readers may then get the mail twice."))
            .choice_with_hint("hold", language.pick("Vasthouden", "Hold it"), language.pick("Een medewerker beslist per verzending.", "A member of staff decides for each sending.")))
    }
}
