//! Words of ours as people read them: states, reasons, what was done.

use std::time::Duration;

use super::acts::about_parties;
use crate::base::Language;
use crate::base::wall_time::short_moment;
use crate::store::tables::states::{DeliveryState, IssueState, SendingState};
use crate::web::components::Tone;

/// Where a sending stands.
pub(super) fn sending_state(state: SendingState, language: Language) -> (Tone, &'static str) {
    match state {
        SendingState::Open => (Tone::Info, language.pick("wordt verzonden", "going out")),
        SendingState::Paused => (Tone::Warn, language.pick("gepauzeerd", "paused")),
        SendingState::Cancelled => (Tone::Bad, language.pick("gestopt", "stopped")),
        SendingState::Closed => (Tone::Good, language.pick("klaar", "finished")),
    }
}

/// Why a sending is held or was stopped.
pub(super) fn sending_reason(reason: &str, language: Language) -> String {
    let known = match reason {
        "by-hand" => {
            language.pick("een medewerker liet haar stilzetten of stoppen", "a member of staff had it held or stopped")
        }
        "refusals" => language.pick(
            "de mailserver weigerde te veel mails achter elkaar",
            "the mail server refused too many mails in a row",
        ),
        "relay" => language.pick("de mailserver is niet bereikbaar", "the mail server cannot be reached"),
        "no-relay" => language.pick(
            "geen mailserver mag mail van dit afzenderdomein versturen",
            "no mail server may send mail from this sender’s domain",
        ),
        "restored" => {
            language.pick("de gegevens zijn teruggezet uit een back-up", "the data were restored from a backup")
        }
        "not-after" => language.pick("het uiterste moment is voorbij", "the latest moment is over"),
        other => other,
    };
    known.to_owned()
}

/// Where an issue stands.
pub(super) fn issue_state(state: IssueState, language: Language) -> (Tone, &'static str) {
    match state {
        IssueState::Draft => (Tone::Quiet, language.pick("concept", "draft")),
        IssueState::InReview => (Tone::Warn, language.pick("ter beoordeling", "in review")),
        IssueState::Approved => (Tone::Info, language.pick("goedgekeurd", "approved")),
        IssueState::Scheduled => (Tone::Info, language.pick("gepland", "scheduled")),
        IssueState::Sending => (Tone::Info, language.pick("wordt verzonden", "going out")),
        IssueState::Sent => (Tone::Good, language.pick("verzonden", "sent")),
        IssueState::Cancelled => (Tone::Bad, language.pick("geannuleerd", "cancelled")),
    }
}

/// Where a delivery stands.
pub(super) fn delivery_state(state: DeliveryState, language: Language) -> (Tone, &'static str) {
    match state {
        DeliveryState::Pending | DeliveryState::Claimed => (Tone::Quiet, language.pick("wacht", "waiting")),
        DeliveryState::Submitting => (Tone::Info, language.pick("onderweg", "on its way")),
        DeliveryState::Accepted => (Tone::Good, language.pick("aangenomen", "accepted")),
        DeliveryState::Retry => (Tone::Warn, language.pick("wordt opnieuw geprobeerd", "will be tried again")),
        DeliveryState::Refused => (Tone::Bad, language.pick("geweigerd", "refused")),
        DeliveryState::Suppressed => (Tone::Quiet, language.pick("ingetrokken", "withdrawn")),
        DeliveryState::Uncertain => (Tone::Warn, language.pick("onzeker", "uncertain")),
    }
}

/// Why a delivery stands where it stands.
pub(super) fn class(class: &str, language: Language) -> String {
    let known = match class {
        "left" => language.pick("deze lezer meldde zich af", "this reader left"),
        "paused" => language.pick("deze lezer vroeg om een pauze", "this reader asked for a pause"),
        "erased" => language.pick("de gegevens van deze lezer zijn gewist", "this reader’s data were erased"),
        "suppressed" => language.pick("naar dit adres schrijven wij niet", "we do not write to this address"),
        "bad-address" => language.pick("dit adres bestaat niet", "this address does not exist"),
        "later" => {
            language.pick("de ontvanger vraagt om later terug te komen", "the recipient’s side asks to come back later")
        }
        "network" => language.pick("de mailserver was niet bereikbaar", "the mail server could not be reached"),
        "let-be" => language.pick("onzeker; wij lieten het hierbij", "uncertain; we left it at that"),
        "repeated" => {
            language.pick("na een onzekere poging nog eens verstuurd", "sent once more after an uncertain attempt")
        }
        "uncertain" => {
            language.pick("de verbinding viel weg voor het antwoord", "the connection broke before the answer")
        }
        "no-letter" => language.pick("de brief is er niet meer", "the letter is no longer there"),
        "refused" => language.pick(
            "de ontvanger weigerde zonder reden die wij kennen",
            "the recipient’s side refused without a reason that we know",
        ),
        "address-needs-smtputf8" => language.pick(
            "de mailserver kan dit bijzondere adres niet aan",
            "the mail server cannot handle this special address",
        ),
        "full" => language.pick("de mailbox is vol", "the mailbox is full"),
        "policy" => language.pick("de ontvanger weigert onze mail", "the recipient’s side refuses our mail"),
        "content" => language.pick("de inhoud werd geweigerd", "the content was refused"),
        "spam" => language.pick("aangezien voor ongewenste mail", "taken for unwanted mail"),
        "timed-out" => language.pick("het lukte niet binnen 48 uur", "it did not work within 48 hours"),
        other => other,
    };
    known.to_owned()
}

/// Who acted, other than a member of staff.
pub(super) fn actor(word: &str, language: Language) -> String {
    match word {
        "terminal" => language.pick("iemand aan de server", "someone at the server").to_owned(),
        "house" => language.pick("het systeem", "the system").to_owned(),
        "reader" => language.pick("een lezer", "a reader").to_owned(),
        other => match other.strip_prefix("member:") {
            Some(id) => language.pick(format!("medewerker {id}"), format!("member {id}")),
            None => other.to_owned(),
        },
    }
}

/// What was done. A word that is not here yet is shown as it is.
pub(super) fn action(word: &str, language: Language) -> String {
    let known = language.pick(dutch_action(word), english_action(word)).or_else(|| sender_action(word, language));
    known.unwrap_or(word).to_owned()
}

/// An act on the sender's domain.
fn sender_action(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "sender.check" => language.pick("Controleerde de DNS", "Checked the DNS"),
        "sender.make-key" => language.pick("Maakte een sleutel voor ondertekening", "Made a signing key"),
        "sender.retire-key" => language.pick("Liet een sleutel vervallen", "Retired a signing key"),
        "sender.start-key" => language.pick("Liet een sleutel de mail ondertekenen", "Let a key sign the mail"),
        "sender.stop-signing" => language.pick("Stopte met het ondertekenen van de mail", "Stopped signing the mail"),
        _ => return None,
    })
}

fn dutch_action(word: &str) -> Option<&'static str> {
    Some(match word {
        "article.make" => "Maakte een artikel",
        "article.save" => "Bewaarde een artikel",
        "backup.make" => "Maakte een back-up",
        "backup.restore" => "Zette een back-up terug",
        "demo.seed" => "Vulde de demonstratie",
        "centre.accessibility" => "Wijzigde de toegankelijkheidsverklaring",
        "centre.change" => "Wijzigde de instellingen",
        "centre.set-up" => "Richtte het centrum in",
        "centre.test-mail" | "issue.test-mail" => "Stuurde een testmail",
        "issue.add-article" => "Zette een artikel in een nummer",
        "issue.approve" => "Keurde een nummer goed",
        "issue.archive" => "Zette een nummer in het archief",
        "issue.ask" => "Vroeg om een beoordeling",
        "issue.cancel" => "Annuleerde een nummer",
        "issue.correct" => "Begon met corrigeren van een nummer",
        "issue.make" => "Maakte een nummer",
        "issue.move-article" => "Verplaatste een artikel in een nummer",
        "issue.not-started" => "Verstuurde een nummer niet",
        "issue.plan" => "Wijzigde de planning van een nummer",
        "issue.plan-year" => "Maakte een jaarplanning",
        "issue.remove-article" => "Haalde een artikel uit een nummer",
        "issue.return-to-draft" => "Maakte van een nummer weer een concept",
        "issue.save" => "Bewaarde een nummer",
        "issue.schedule" => "Plande een nummer",
        "issue.send-back" => "Stuurde een nummer terug naar de schrijvers",
        "issue.sent" => "Rondde de verzending van een nummer af",
        "issue.start" => "Begon met verzenden van een nummer",
        "issue.stopped" => "Stopte de verzending van een nummer",
        "issue.unschedule" => "Haalde een nummer uit de planning",
        "member.change-password" => "Wijzigde het eigen wachtwoord",
        "member.change-roles" => "Wijzigde de rollen van een medewerker",
        "member.disable" => "Sloot een medewerker buiten",
        "member.enable" => "Liet een medewerker weer toe",
        "member.end-sessions" => "Beëindigde sessies",
        "member.invite" => "Nodigde een medewerker uit",
        "member.join" => "Sloot zich aan als medewerker",
        "member.rename" => "Wijzigde een naam",
        "member.renew" => "Gaf een medewerker een nieuwe toegang",
        "member.sign-in" => "Meldde zich aan",
        "member.sign-out" => "Meldde zich af",
        "publication.add" => "Voegde een uitgave toe",
        "publication.change" => "Wijzigde een uitgave",
        "record.withdraw" => "Trok een archiefstuk in",
        "sending.again" => "Liet een verzending opnieuw gaan naar wie haar miste",
        "sending.cancel" => "Stopte een verzending",
        "sending.export" => "Downloadde wie een verzending kreeg",
        "sending.let-be" => "Liet onzekere mails rusten",
        "sending.pause" => "Pauzeerde een verzending",
        "sending.resume" => "Liet een verzending doorgaan",
        "subscriber.ask" => "Vroeg een abonnement aan",
        "subscriber.change" => "Wijzigde een abonnement",
        "subscriber.confirm" => "Bevestigde een abonnement",
        "subscriber.export" => "Downloadde een lijst met abonnees",
        "subscriber.import" => "Begon abonnees toe te voegen uit een bestand",
        "subscriber.imported" => "Voegde abonnees toe uit een bestand",
        "subscriber.undo-withdraw" => "Maakte een afmelding ongedaan",
        "subscriber.withdraw" => "Meldde een abonnee af",
        _ => return about_returns(word).map(|(dutch, _)| dutch),
    })
}

/// Acts about mail that came back, in Dutch and English.
fn about_returns(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "door-key.make" => ("Maakte een sleutel voor teruggekomen mail", "Made a key for returned mail"),
        "door-key.revoke" => ("Trok een sleutel voor teruggekomen mail in", "Revoked a key for returned mail"),
        "suppression.back" => ("Meldde zich na wissen opnieuw aan", "Came back after having been erased"),
        "suppression.lift" => ("Hief een blokkade op", "Lifted a suppression"),
        "suppression.make" => ("Blokkeerde een adres", "Suppressed an address"),
        _ => return about_privacy(word),
    })
}

/// Acts about what is known of people, in Dutch and English.
fn about_privacy(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "hold.end" => ("Beëindigde een bewaarplicht", "Ended a hold"),
        "hold.make" => ("Legde een bewaarplicht vast", "Put data on hold"),
        "person.erase" => ("Wiste de gegevens van een persoon", "Erased the data of a person"),
        "person.export" => {
            ("Downloadde de gegevens van een persoon op verzoek", "Downloaded the data of a person on request")
        }
        "privacy.code" => ("Vroeg een code voor de eigen gegevens", "Asked for a code for their own data"),
        "privacy.open" => ("Vulde een code voor de eigen gegevens in", "Entered a code for their own data"),
        "retention.change" => ("Wijzigde een bewaartermijn", "Changed a period of retention"),
        "retention.purge" => ("Ruimde op wat voorbij zijn termijn was", "Purged what was past its period"),
        _ => return about_parties(word),
    })
}

fn english_action(word: &str) -> Option<&'static str> {
    Some(match word {
        "article.make" => "Made an article",
        "article.save" => "Saved an article",
        "backup.make" => "Made a backup",
        "backup.restore" => "Restored a backup",
        "demo.seed" => "Filled the demo",
        "centre.accessibility" => "Changed the accessibility statement",
        "centre.change" => "Changed the settings",
        "centre.set-up" => "Set up the centre",
        "centre.test-mail" | "issue.test-mail" => "Sent a test mail",
        "issue.add-article" => "Put an article into an issue",
        "issue.approve" => "Approved an issue",
        "issue.archive" => "Archived an issue",
        "issue.ask" => "Asked for a review",
        "issue.cancel" => "Cancelled an issue",
        "issue.correct" => "Began to correct an issue",
        "issue.make" => "Made an issue",
        "issue.move-article" => "Moved an article in an issue",
        "issue.not-started" => "Did not send an issue",
        "issue.plan" => "Changed the plan of an issue",
        "issue.plan-year" => "Made a year plan",
        "issue.remove-article" => "Took an article out of an issue",
        "issue.return-to-draft" => "Returned an issue to draft",
        "issue.save" => "Saved an issue",
        "issue.schedule" => "Scheduled an issue",
        "issue.send-back" => "Sent an issue back to its writers",
        "issue.sent" => "Finished sending an issue",
        "issue.start" => "Started sending an issue",
        "issue.stopped" => "Stopped sending an issue",
        "issue.unschedule" => "Took an issue off the schedule",
        "member.change-password" => "Changed their own password",
        "member.change-roles" => "Changed the roles of a member",
        "member.disable" => "Shut a member out",
        "member.enable" => "Let a member in again",
        "member.end-sessions" => "Ended sessions",
        "member.invite" => "Invited a member",
        "member.join" => "Joined the staff",
        "member.rename" => "Changed a name",
        "member.renew" => "Gave a member a new way in",
        "member.sign-in" => "Signed in",
        "member.sign-out" => "Signed out",
        "publication.add" => "Added a publication",
        "publication.change" => "Changed a publication",
        "record.withdraw" => "Withdrew an archived item",
        "sending.again" => "Sent again to whoever missed a sending",
        "sending.cancel" => "Stopped a sending",
        "sending.export" => "Downloaded who received a sending",
        "sending.let-be" => "Let uncertain mails be",
        "sending.pause" => "Paused a sending",
        "sending.resume" => "Let a sending go on",
        "subscriber.ask" => "Asked for a subscription",
        "subscriber.change" => "Changed a subscription",
        "subscriber.confirm" => "Confirmed a subscription",
        "subscriber.export" => "Downloaded a list of subscribers",
        "subscriber.import" => "Began to add subscribers from a file",
        "subscriber.imported" => "Added subscribers from a file",
        "subscriber.undo-withdraw" => "Undid a leave",
        "subscriber.withdraw" => "Took a subscriber off",
        _ => return about_returns(word).map(|(_, english)| english),
    })
}

/// The thing that something was done to.
pub(super) fn object(word: &str, id: i64, language: Language) -> String {
    let name = match word {
        "article" => language.pick("artikel", "article"),
        "centre" => return language.pick("het centrum", "the centre").to_owned(),
        "installation" => return language.pick("de installatie", "the installation").to_owned(),
        "issue" => language.pick("nummer", "issue"),
        "member" => language.pick("medewerker", "member"),
        "person" | "subscriber" => language.pick("persoon", "person"),
        "publication" => language.pick("uitgave", "publication"),
        "record" => language.pick("archiefstuk", "record"),
        "sending" => language.pick("verzending", "sending"),
        "domain" => return language.pick("het domein", "the domain").to_owned(),
        "signing-key" => language.pick("sleutel", "key"),
        other => other,
    };
    if id == 0 { name.to_owned() } else { format!("{name} (id {id})") }
}

/// The particulars of an act. What people wrote themselves stays as they wrote it.
pub(super) fn detail(action: &str, words: &str, language: Language) -> String {
    if action == "issue.send-back" || action.starts_with("subscriber.import") {
        return words.to_owned();
    }
    let spaced = words.replace(['=', '+'], " ");
    spaced.split(' ').map(|word| detail_word(word, language)).collect::<Vec<_>>().join(" ")
}

/// A word of the particulars: a moment on our clock, the first letters of a fingerprint, or our own word translated.
fn detail_word(word: &str, language: Language) -> String {
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(word) {
        return short_moment(moment.to_utc().into(), language);
    }
    if word.len() > 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return format!("{}…", &word[..12]);
    }
    language.pick(dutch_detail(word), word).to_owned()
}

fn dutch_detail(word: &str) -> &str {
    match word {
        "accepted" => "aangenomen",
        "administrator" => "beheerder",
        "approver" => "eindredacteur",
        "article" => "artikel",
        "content" => "inhoud",
        "demo" => "met een link van de demonstratie",
        "editor" => "redacteur",
        "ended" => "beëindigd",
        "full" => "vol",
        "findings" => "aandachtspunten",
        "from" => "van",
        "issues" => "nummers",
        "page" => "een pagina",
        "publication" => "uitgave",
        "readers" => "lezers",
        "records" => "stukken:",
        "refused" => "geweigerd",
        "rows" => "rijen:",
        "special-address" => "bijzonder-adres",
        "timed-out" => "te-laat",
        "uncertain" => "onzeker",
        "sending" => "verzending",
        "sessions" => "sessies",
        "sign-up" => "aanmelding",
        "through" => "via",
        "to" => "naar",
        "version" => "versie",
        other => other,
    }
}

/// "5 seconden", "minuut": the length of a span, in milliseconds.
pub(super) fn span(millis: i64, language: Language) -> String {
    let (unit, many) = match millis {
        86_400_000.. => (language.pick(("dag", "dagen"), ("day", "days")), millis / 86_400_000),
        3_600_000.. => (language.pick(("uur", "uur"), ("hour", "hours")), millis / 3_600_000),
        60_000.. => (language.pick(("minuut", "minuten"), ("minute", "minutes")), millis / 60_000),
        _ => (language.pick(("seconde", "seconden"), ("second", "seconds")), millis / 1_000),
    };
    if many == 1 { unit.0.to_owned() } else { format!("{many} {}", unit.1) }
}

/// "ongeveer 4 seconden".
pub(super) fn about(span: Duration, language: Language) -> String {
    let seconds = span.as_secs().max(1);
    match seconds {
        0..=89 => language.pick(format!("nog ongeveer {seconds} s"), format!("about {seconds} s left")),
        90..=5_399 => {
            let minutes = (seconds + 30) / 60;
            language.pick(format!("nog ongeveer {minutes} minuten"), format!("about {minutes} minutes left"))
        }
        _ => {
            let hours = (seconds + 1_800) / 3_600;
            language.pick(format!("nog ongeveer {hours} uur"), format!("about {hours} hours left"))
        }
    }
}
