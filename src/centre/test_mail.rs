//! A letter to oneself, to see whether mail arrives.

use super::current;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Language;
use crate::centre::acts::Act;
use crate::mail::{Letter, Part};
use crate::staff::Member;
use crate::{centre::Centre, delivery, people};

/// Posts a test letter to a member. `false` while there is no centre to send it.
///
/// # Errors
/// The database's.
pub async fn post_test_mail(app: &App, member: &Member) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let Some(centre) = current(&tx).await? else { return Ok(false) };
    let Some(person) = people::by_id(&tx, member.person_id).await? else { return Ok(false) };
    let letter = letter(&centre, person.language, &app.base_url())?;
    delivery::post_later(&tx, app, person.id, "testmail", &letter).await?;
    let note = Note::of(Act::CentreTestMail, member.id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(true)
}

fn letter(centre: &Centre, language: Language, site: &str) -> anyhow::Result<Letter> {
    let name = centre.name(language);
    let subject = language.pick(format!("Testmail van {name}"), format!("Test mail from {name}"));
    let says = language.pick(
        [
            "Deze mail hebt u zelf aangevraagd. Als u hem leest, werkt het versturen.",
            "Kijk ook of de afzender klopt en of de mail niet bij ongewenste mail stond.",
            "Naar de instellingen",
        ],
        [
            "You asked for this mail yourself. If you read it, sending works.",
            "Also check that the sender is right and that the mail was not among the unwanted mail.",
            "To the settings",
        ],
    );
    let [first, second, label] = says.map(str::to_owned);
    let why = format!("{name}, {}", centre.dress(language).postal_address);
    let parts = vec![
        Part::Salutation,
        Part::Text(first.clone()),
        Part::Text(second),
        Part::Button { label, href: format!("{site}/beheer/instellingen") },
    ];
    let mut letter = centre.letter(language, subject, parts, why)?;
    letter.sheet.preheader = first;
    Ok(letter)
}
