//! The sentences of this room: what was found, what it means, what to do.

use super::finding::{Level, Saying, Subject, Unshown};
use crate::base::Language;
use crate::store::tables::states::KeyState;
use crate::web::components::Tone;

/// What a record is called.
pub(super) fn subject(subject: Subject, language: Language) -> &'static str {
    match subject {
        Subject::Spf => "SPF",
        Subject::Dkim => "DKIM",
        Subject::Dmarc => "DMARC",
        Subject::Mx => language.pick("MX (ontvangst van mail)", "MX (receiving mail)"),
        Subject::MtaSts => "MTA-STS",
        Subject::TlsRpt => "TLS-RPT",
        Subject::Dane => "DANE (TLSA)",
    }
}

/// What a record is for, in one sentence.
pub(super) fn purpose(subject: Subject, language: Language) -> &'static str {
    match subject {
        Subject::Spf => language.pick(
            "Zegt welke mailservers namens dit domein mogen versturen. Hebt u al een SPF-record, voeg dan alleen het deel van de mailserver toe: er mag er maar één zijn.",
            "Says which mail servers may send for this domain. If you have an SPF record already, only add the part about the mail server: there may be just one.",
        ),
        Subject::Dkim => language.pick(
            "De openbare helft van de sleutel. Ontvangers controleren er de handtekening onder uw mail mee.",
            "The public half of the key. Receivers use it to check the signature on your mail.",
        ),
        Subject::Dmarc => language.pick(
            "Vraagt ontvangers om mail te weren die zich als u voordoet, en om u daarover te berichten.",
            "Asks receivers to keep out mail that pretends to be yours, and to report about it.",
        ),
        Subject::Mx => language.pick(
            "Zegt waar antwoorden en onbestelbare mail naartoe gaan. Zonder dit record weet u niet wie uw mail niet kreeg.",
            "Says where answers and undeliverable mail go. Without this record you do not learn who did not get your mail.",
        ),
        Subject::MtaSts => language.pick(
            "Vraagt andere mailservers om mail aan u alleen versleuteld te bezorgen. Een aanvulling op DANE.",
            "Asks other mail servers to deliver mail to you encrypted only. An addition to DANE.",
        ),
        Subject::TlsRpt => language.pick(
            "Zegt waar andere mailservers melden dat versleuteld bezorgen mislukte.",
            "Says where other mail servers report that encrypted delivery failed.",
        ),
        Subject::Dane => language.pick(
            "Legt met DNSSEC vast welk certificaat uw mailserver heeft. Voor de Nederlandse overheid geldt hiervoor ‘pas toe of leg uit’. De beheerder van de mailserver maakt dit record.",
            "Fixes by DNSSEC which certificate your mail server has. Dutch government bodies must use it or explain why not. Whoever runs the mail server makes this record.",
        ),
    }
}

/// How a finding weighs, in a word or two.
pub(super) fn level(level: Option<Level>, language: Language) -> (Tone, &'static str) {
    match level {
        None => (Tone::Quiet, language.pick("nog niet gecontroleerd", "not checked yet")),
        Some(Level::Good) => (Tone::Good, language.pick("in orde", "in order")),
        Some(Level::Optional) => (Tone::Info, language.pick("aan te raden", "recommended")),
        Some(Level::Unknown) => (Tone::Warn, language.pick("niet te controleren", "cannot be checked")),
        Some(Level::Warn) => (Tone::Warn, language.pick("kan beter", "can be better")),
        Some(Level::Bad) => (Tone::Bad, language.pick("niet in orde", "not in order")),
    }
}

/// Where a key stands.
pub(super) fn key_state(state: KeyState, language: Language) -> (Tone, &'static str) {
    match state {
        KeyState::New => (Tone::Info, language.pick("klaar om te publiceren", "ready to publish")),
        KeyState::Signing => (Tone::Good, language.pick("ondertekent", "signs")),
        KeyState::Resting => (Tone::Warn, language.pick("rust uit", "rests")),
        KeyState::Retired => (Tone::Quiet, language.pick("vervallen", "retired")),
    }
}

/// What one saying means and what to do about it.
pub(super) fn saying(saying: &Saying, language: Language) -> String {
    let (nl, en) = match saying {
        Saying::SpfFine { .. }
        | Saying::SpfTooMany(_)
        | Saying::SpfOpen
        | Saying::SpfToothless
        | Saying::SpfVoid(_) => spf(saying),
        Saying::KeyFine
        | Saying::KeyOther
        | Saying::KeyShort(_)
        | Saying::KeyRevoked
        | Saying::KeyTesting
        | Saying::KeyForbids(_) => dkim(saying),
        Saying::DmarcFine(_)
        | Saying::DmarcNone
        | Saying::DmarcTesting
        | Saying::DmarcAbove(_)
        | Saying::DmarcNoReports
        | Saying::DmarcRemoved(_) => dmarc(saying),
        Saying::Missing | Saying::Several(_) | Saying::NoAnswer | Saying::ResolverFailed | Saying::Unreadable(_) => {
            any(saying)
        }
        _ => receiving(saying),
    };
    language.pick(nl, en)
}

fn any(saying: &Saying) -> (String, String) {
    match saying {
        Saying::Several(count) => (
            format!("Er staan {count} records waar er één mag staan. Ontvangers negeren ze dan allemaal. Voeg ze samen tot één."),
            format!("There are {count} records where one may stand. Receivers ignore all of them then. Merge them into one."),
        ),
        Saying::NoAnswer => (
            "De DNS-server antwoordde niet op tijd. Dit zegt niets over het record zelf. Probeer het later opnieuw; blijft het zo, vraag dan uw beheerder of deze machine DNS mag gebruiken.".to_owned(),
            "The DNS server did not answer in time. This says nothing about the record itself. Try again later; if it stays so, ask your administrator whether this machine may use the DNS.".to_owned(),
        ),
        Saying::ResolverFailed => (
            "De DNS-server kon het niet uitzoeken of was niet te bereiken. Dit zegt niets over het record zelf. Het kan ook zijn dat de DNSSEC-handtekening van uw domein niet klopt.".to_owned(),
            "The DNS server could not find out, or could not be reached. This says nothing about the record itself. The DNSSEC signature of your domain may also be wrong.".to_owned(),
        ),
        Saying::Unreadable(at) => (
            format!("Het record is niet te lezen bij “{at}”. Vergelijk het met de waarde hierboven."),
            format!("The record cannot be read at “{at}”. Compare it with the value above."),
        ),
        _ => (
            "Er is geen record gevonden. Publiceer het bij de beheerder van uw domein. Een nieuw record is vaak pas na een uur overal te zien.".to_owned(),
            "No record was found. Publish it with whoever runs your domain. A new record is often seen everywhere only after an hour.".to_owned(),
        ),
    }
}

fn spf(saying: &Saying) -> (String, String) {
    match saying {
        Saying::SpfFine { end, lookups } => (
            format!(
                "Het record is goed: het eindigt op {end} en vraagt {lookups} van de hoogstens 10 keer iets op. Of uw mailserver erin staat, ziet u aan een testmail."
            ),
            format!(
                "The record is fine: it ends in {end} and takes {lookups} of at most 10 lookups. Whether your mail server is in it shows in a test mail."
            ),
        ),
        Saying::SpfTooMany(lookups) => (
            format!(
                "Het record vraagt {lookups} keer iets op, en na 10 houden ontvangers op: SPF mislukt dan altijd. Haal verwijzingen weg die u niet gebruikt."
            ),
            format!(
                "The record takes {lookups} lookups, and receivers stop after 10: SPF then always fails. Remove references that you do not use."
            ),
        ),
        Saying::SpfOpen => (
            "Het record eindigt op +all: iedereen mag namens u versturen. Maak er ~all van.".to_owned(),
            "The record ends in +all: everyone may send as you. Make it ~all.".to_owned(),
        ),
        Saying::SpfVoid(name) => (
            format!(
                "Het record verwijst naar {name}, en daar staat geen SPF-record. SPF mislukt dan altijd. Haal de verwijzing weg of verbeter haar."
            ),
            format!(
                "The record refers to {name}, where no SPF record stands. SPF then always fails. Remove or correct the reference."
            ),
        ),
        _ => (
            "Het record zegt niets over andere mailservers. Laat het eindigen op ~all.".to_owned(),
            "The record says nothing about other mail servers. Let it end in ~all.".to_owned(),
        ),
    }
}

fn dkim(saying: &Saying) -> (String, String) {
    match saying {
        Saying::KeyOther => (
            "Er staat een andere sleutel dan de onze. Ontvangers keuren de handtekening af. Vervang de waarde door die hierboven.".to_owned(),
            "Another key than ours stands there. Receivers reject the signature. Replace the value by the one above.".to_owned(),
        ),
        Saying::KeyShort(bits) => (
            format!("Er staat een andere sleutel, van {bits} bits. Dat is te kort: 2048 is het minste. Vervang de waarde door die hierboven."),
            format!("Another key stands there, of {bits} bits. That is too short: 2048 is the least. Replace the value by the one above."),
        ),
        Saying::KeyRevoked => (
            "Het record is leeg: de sleutel is ingetrokken. Ontvangers keuren de handtekening af.".to_owned(),
            "The record is empty: the key was revoked. Receivers reject the signature.".to_owned(),
        ),
        Saying::KeyTesting => (
            "Het record zegt dat u nog test (t=y). Ontvangers behandelen uw mail dan alsof zij niet ondertekend is. Haal t=y weg.".to_owned(),
            "The record says that you are still testing (t=y). Receivers then treat your mail as unsigned. Remove t=y.".to_owned(),
        ),
        Saying::KeyForbids(what) => (
            format!("Het record staat deze handtekening niet toe ({what}). Vervang de waarde door die hierboven."),
            format!("The record does not allow this signature ({what}). Replace the value by the one above."),
        ),
        _ => ("De sleutel staat er goed.".to_owned(), "The key stands there as it should.".to_owned()),
    }
}

fn dmarc(saying: &Saying) -> (String, String) {
    match saying {
        Saying::DmarcFine(policy) => (
            format!("Ontvangers wordt gevraagd om valse mail te weren (p={policy})."),
            format!("Receivers are asked to keep forged mail out (p={policy})."),
        ),
        Saying::DmarcNone => (
            "Het record vraagt niets (p=none): valse mail komt gewoon aan. Lees een paar weken de rapporten en ga dan naar p=quarantine of p=reject.".to_owned(),
            "The record asks for nothing (p=none): forged mail simply arrives. Read the reports for some weeks and then go to p=quarantine or p=reject.".to_owned(),
        ),
        Saying::DmarcTesting => (
            "Het record staat op proef (t=y) en telt daarom één trede lager. Haal t=y weg als de rapporten goed zijn.".to_owned(),
            "The record is on trial (t=y) and so counts one step lower. Remove t=y when the reports are good.".to_owned(),
        ),
        Saying::DmarcAbove(owner) => (
            format!("Dit domein heeft geen eigen record; dat van {owner} geldt."),
            format!("This domain has no record of its own; that of {owner} counts."),
        ),
        Saying::DmarcNoReports => (
            "Niemand krijgt rapporten. Voeg rua=mailto:… toe met een adres dat iemand leest.".to_owned(),
            "Nobody gets reports. Add rua=mailto:… with an address that someone reads.".to_owned(),
        ),
        Saying::DmarcRemoved(names) => (
            format!("Deze delen betekenen sinds RFC 9989 niets meer en kunnen weg: {names}."),
            format!("Since RFC 9989 these parts mean nothing any more and can go: {names}."),
        ),
        _ => (String::new(), String::new()),
    }
}

fn receiving(saying: &Saying) -> (String, String) {
    match saying {
        Saying::MxFine(1) => ("Er is één mailserver die mail aanneemt.".to_owned(), "One mail server takes mail.".to_owned()),
        Saying::MxFine(count) => {
            (format!("Er zijn {count} mailservers die mail aannemen."), format!("{count} mail servers take mail."))
        }
        Saying::MxNull => (
            "Het domein zegt dat het geen mail aanneemt. Antwoorden en onbestelbare mail gaan dan verloren.".to_owned(),
            "The domain says that it takes no mail. Answers and undeliverable mail are lost then.".to_owned(),
        ),
        Saying::StsFine
        | Saying::StsTesting
        | Saying::StsNone
        | Saying::StsLeavesOut(_)
        | Saying::StsNotShown { .. }
        | Saying::StsInside(_) => policy(saying),
        Saying::StsNoHost(host) => (
            format!("Het record staat er, maar {host} bestaat niet. Daar moet het beleid staan; zonder werkt MTA-STS niet."),
            format!("The record is there, but {host} does not exist. The policy must stand there; without it MTA-STS does not work."),
        ),
        Saying::RptFine => ("Rapporten komen aan bij het adres in het record.".to_owned(), "Reports go to the address in the record.".to_owned()),
        Saying::DaneFine(count) => (
            format!("{count} mailserver(s) met TLSA, en de DNS-server bevestigt dat DNSSEC klopt."),
            format!("{count} mail server(s) with TLSA, and the DNS server confirms that DNSSEC holds."),
        ),
        Saying::DaneUnsigned => (
            "Er staan TLSA-records, maar de DNS-server bevestigt geen DNSSEC. Zonder DNSSEC negeren verzenders ze. Het kan ook zijn dat deze DNS-server DNSSEC niet controleert: bekijk het dan op internet.nl.".to_owned(),
            "There are TLSA records, but the DNS server does not confirm DNSSEC. Without DNSSEC senders ignore them. It may also be that this DNS server does not check DNSSEC: look on internet.nl then.".to_owned(),
        ),
        Saying::DaneSome(hosts) => (
            format!("Deze mailservers hebben geen TLSA-record: {hosts}."),
            format!("These mail servers have no TLSA record: {hosts}."),
        ),
        _ => (
            "Er is geen mailserver gevonden om naar te kijken.".to_owned(),
            "No mail server was found to look at.".to_owned(),
        ),
    }
}

fn policy(saying: &Saying) -> (String, String) {
    match saying {
        Saying::StsTesting => (
            "Het beleid staat op proef (mode: testing): mail komt ook onbeveiligd aan. Zijn de rapporten een paar weken goed, maak er dan mode: enforce van.".to_owned(),
            "The policy is on trial (mode: testing): mail arrives unprotected too. When the reports were good for some weeks, make it mode: enforce.".to_owned(),
        ),
        Saying::StsNone => (
            "Het beleid vraagt niets (mode: none). Maak er mode: testing van, en later mode: enforce.".to_owned(),
            "The policy asks for nothing (mode: none). Make it mode: testing, and later mode: enforce.".to_owned(),
        ),
        Saying::StsLeavesOut(hosts) => (
            format!("Het beleid noemt deze mailservers niet: {hosts}. Voeg voor elk een regel mx: toe, anders komt mail er niet aan."),
            format!("The policy leaves out these mail servers: {hosts}. Add a line mx: for each, or mail does not reach them."),
        ),
        Saying::StsNotShown { host, why } => not_shown(host, *why),
        Saying::StsInside(host) => (
            format!("{host} heeft een adres dat niet op internet ligt. Verzenders kunnen het beleid daar niet lezen."),
            format!("{host} has an address that is not on the internet. Senders cannot read the policy there."),
        ),
        _ => (
            "Het beleid is streng (mode: enforce) en noemt alle mailservers.".to_owned(),
            "The policy is strict (mode: enforce) and names every mail server.".to_owned(),
        ),
    }
}

/// What to do about a policy that cannot be read.
fn not_shown(host: &str, why: Unshown) -> (String, String) {
    let page = format!("https://{host}/.well-known/mta-sts.txt");
    match why {
        Unshown::Silent => (
            format!(
                "{host} antwoordde niet op tijd, dus het beleid op {page} is niet gelezen. Probeer het later opnieuw; blijft het zo, kijk dan of die server van buitenaf te bereiken is."
            ),
            format!(
                "{host} did not answer in time, so the policy at {page} was not read. Try again later; if it stays so, see whether that server can be reached from outside."
            ),
        ),
        Unshown::Closed => (
            format!(
                "{host} neemt geen verbinding aan op poort 443. Verzenders kunnen het beleid op {page} niet lezen."
            ),
            format!("{host} takes no connection on port 443. Senders cannot read the policy at {page}."),
        ),
        Unshown::Unproven => (
            format!(
                "{host} heeft geen geldig certificaat voor die naam. Verzenders lezen het beleid op {page} dan niet; vraag een certificaat voor {host} aan of vernieuw het."
            ),
            format!(
                "{host} has no valid certificate for that name. Senders do not read the policy at {page} then; ask for a certificate for {host}, or renew it."
            ),
        ),
        Unshown::Strange => (
            format!(
                "{page} antwoordt niet met een beleid. Het moet gewone tekst zijn (text/plain), van hoogstens 64 kB en zonder doorverwijzing."
            ),
            format!(
                "{page} does not answer with a policy. It must be plain text (text/plain), of at most 64 kB and without a redirect."
            ),
        ),
    }
}
