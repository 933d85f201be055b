//! The members: the list, the invitation, and one of them.

use maud::{Markup, Render, html};

use super::moment;
use crate::base::language::lasting;
use crate::base::{Instant, Language};
use crate::staff::join::VALID_FOR;
use crate::staff::{Listed, Role, Standing};
use crate::web::components::{
    Action, Choices, DataTable, Field, PostButton, Tone, button, crumbs, error_summary, link_button, notice, page_head,
    post_form, summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};

const ROLES: [Role; 3] = [Role::Editor, Role::Approver, Role::Administrator];

/// A short message on top of a page after an act.
pub(in crate::staff) type Word = Option<(Tone, String)>;

/// All members.
pub(in crate::staff) fn list(frame: &Frame, members: &[Listed], word: Word) -> Markup {
    let language = frame.language;
    let title = language.pick("Medewerkers", "Staff");
    let sub = language.pick("Wie hier mag werken, en wat zij mogen doen.", "Who may work here, and what they may do.");
    let invite = language.pick("Nodig een medewerker uit", "Invite a member");
    let action = link_button(Action::Primary, "/beheer/medewerkers/uitnodigen", invite);
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Rollen", "Roles"))
        .column(language.pick("Status", "State"))
        .column(language.pick("Laatst gezien", "Last seen"))
        .rows(members.iter().map(|member| row(member, language)));
    let body = html! {
        (page_head(title, Some(sub), Some(action)))
        (say(language, word))
        (table)
    };
    staff_page(frame, title, body)
}

fn row(member: &Listed, language: Language) -> Vec<Markup> {
    vec![
        html! {
            a class="utrecht-link" href=(address_of(member)) { (member.name) }
            br;
            small { (member.address) }
        },
        html! { (roles(&member.roles, language)) },
        standing(member.standing, language),
        last_seen(member, language),
    ]
}

/// The form that invites somebody.
pub(in crate::staff) fn invite(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    let title = language.pick("Nodig een medewerker uit", "Invite a member");
    let span = lasting(VALID_FOR, language);
    let lead = language.pick(
        format!("Uw collega krijgt een mail met een link om een wachtwoord te kiezen. De link werkt {span}."),
        format!("They get a mail with a link to choose a password. The link works for {span}."),
    );
    let fields = html! {
        (Field::text(language, form, "name", language.pick("Naam", "Name")).autocomplete("off"))
        (Field::email(language, form, "address", language.pick("E-mailadres", "E-mail address")).autocomplete("off"))
        (role_choices(form, language))
        (button(Action::Primary, language.pick("Verstuur de uitnodiging", "Send the invitation")))
    };
    let body = html! {
        (crumbs(language, &[("/beheer/medewerkers", language.pick("Medewerkers", "Staff"))], title))
        (page_head(title, Some(&lead), None))
        (error_summary(language, form))
        (post_form("/beheer/medewerkers/uitnodigen", fields))
    };
    staff_page(frame, (title, form), body)
}

/// One member. `is_me` hides what nobody does to themselves.
pub(in crate::staff) fn one(frame: &Frame, member: &Listed, form: &Form, is_me: bool, word: Word) -> Markup {
    let language = frame.language;
    let body = html! {
        (crumbs(language, &[("/beheer/medewerkers", language.pick("Medewerkers", "Staff"))], &member.name))
        (page_head(&member.name, None, None))
        (say(language, word))
        (error_summary(language, form))
        (facts(member, language))
        @if is_me { (about_me(language)) } @else {
            (role_form(member, form, language))
            (way_in(member, language))
            (door(member, language))
        }
    };
    staff_page(frame, (member.name.as_str(), form), body)
}

fn facts(member: &Listed, language: Language) -> Markup {
    let joined = moment_or(member.joined_at, language.pick("nog niet", "not yet"), language);
    summary_list(&[
        (language.pick("E-mailadres", "E-mail address"), html! { (member.address) }),
        (language.pick("Status", "State"), standing(member.standing, language)),
        (language.pick("Rollen", "Roles"), html! { (roles(&member.roles, language)) }),
        (language.pick("Uitgenodigd", "Invited"), moment(member.invited_at, language)),
        (language.pick("Begonnen", "Joined"), joined),
        (language.pick("Laatst gezien", "Last seen"), last_seen(member, language)),
    ])
}

fn about_me(language: Language) -> Markup {
    html! {
        p {
            (language.pick(
                "Dit bent u zelf. Uw rollen en toegang wijzigt een andere beheerder. Uw naam, wachtwoord en sessies staan bij ",
                "This is you. Another administrator changes your roles and access. Your name, password and sessions are at ",
            ))
            a class="utrecht-link" href="/beheer/mijn" { (language.pick("Mijn account", "My account")) } "."
        }
    }
}

fn role_form(member: &Listed, form: &Form, language: Language) -> Markup {
    let fields = html! {
        (role_choices(form, language))
        (button(Action::Secondary, language.pick("Bewaar rollen", "Keep roles")))
    };
    html! {
        section class="card stack" aria-labelledby="roles-heading" {
            h2 class="utrecht-heading-2" id="roles-heading" { (language.pick("Rollen", "Roles")) }
            p { (language.pick("Een wijziging geldt meteen.", "A change holds at once.")) }
            (post_form(&format!("{}/rollen", address_of(member)), fields))
        }
    }
}

fn way_in(member: &Listed, language: Language) -> Markup {
    let about = if member.standing == Standing::Active {
        language.pick(
            "Wachtwoord vergeten of telefoon kwijt? Het wachtwoord en de app worden gewist, alle sessies eindigen, en er gaat een mail met een nieuwe link.",
            "Forgot the password or lost the phone? Password and app are erased, all sessions end, and a mail with a new link goes out.",
        )
    } else {
        language.pick(
            "Er gaat een mail met een nieuwe link. De vorige link werkt dan niet meer.",
            "A mail with a new link goes out. The previous link then no longer works.",
        )
    };
    let label = language.pick("Stuur een nieuwe uitnodiging", "Send a new invitation");
    html! {
        @if member.standing != Standing::Disabled {
            section class="card stack" aria-labelledby="way-in-heading" {
                h2 class="utrecht-heading-2" id="way-in-heading" { (language.pick("Nieuwe toegang", "New way in")) }
                p { (about) }
                (PostButton::new(format!("{}/uitnodiging", address_of(member)), label, Action::Secondary))
            }
        }
    }
}

fn door(member: &Listed, language: Language) -> Markup {
    let (title, about, path, label, kind) = if member.standing == Standing::Disabled {
        (
            language.pick("Inschakelen", "Enable"),
            language.pick("Daarna kan deze medewerker weer inloggen.", "After that this member can sign in again."),
            "inschakelen",
            language.pick("Schakel weer in", "Enable again"),
            Action::Secondary,
        )
    } else {
        (
            language.pick("Uitschakelen", "Disable"),
            language.pick(
                "Alle sessies eindigen meteen en inloggen kan niet meer. Wat deze medewerker maakte, blijft staan.",
                "All sessions end at once and signing in is no longer possible. What this member made stays.",
            ),
            "uitschakelen",
            language.pick("Schakel meteen uit", "Disable at once"),
            Action::Danger,
        )
    };
    html! {
        section class="card stack" aria-labelledby="door-heading" {
            h2 class="utrecht-heading-2" id="door-heading" { (title) }
            p { (about) }
            (PostButton::new(format!("{}/{path}", address_of(member)), label, kind))
        }
    }
}

fn role_choices(form: &Form, language: Language) -> Markup {
    let about = |role| match role {
        Role::Editor => {
            language.pick("Schrijft, plant en vraagt om goedkeuring.", "Writes, plans and asks for approval.")
        }
        Role::Approver => language.pick("Keurt goed en verstuurt.", "Approves and sends."),
        Role::Administrator => language.pick("Beheert medewerkers en instellingen.", "Manages staff and settings."),
    };
    let mut choices =
        Choices::many(language, form, "roles", language.pick("Wat mag deze medewerker?", "What may this member do?"));
    for role in ROLES {
        choices = choices.choice_with_hint(role.word(), role.said().of(language), about(role));
    }
    choices.render()
}

fn standing(standing: Standing, language: Language) -> Markup {
    match standing {
        Standing::Invited => tag(Tone::Info, language.pick("uitgenodigd", "invited")),
        Standing::InvitationOver => tag(Tone::Warn, language.pick("uitnodiging verlopen", "invitation expired")),
        Standing::Active => tag(Tone::Good, language.pick("actief", "active")),
        Standing::Disabled => tag(Tone::Quiet, language.pick("uitgeschakeld", "disabled")),
    }
}

fn roles(roles: &[Role], language: Language) -> String {
    if roles.is_empty() {
        return language.pick("geen", "none").to_owned();
    }
    roles.iter().map(|role| role.said().of(language)).collect::<Vec<_>>().join(", ")
}

fn last_seen(member: &Listed, language: Language) -> Markup {
    moment_or(member.last_seen, language.pick("nog nooit", "never"), language)
}

fn moment_or(at: Option<Instant>, otherwise: &str, language: Language) -> Markup {
    at.map_or_else(|| html! { (otherwise) }, |at| moment(at, language))
}

fn say(language: Language, word: Word) -> Markup {
    html! { @if let Some((tone, word)) = word { (notice(language, tone, &word, html! {})) } }
}

fn address_of(member: &Listed) -> String {
    format!("/beheer/medewerkers/{}", member.id)
}
