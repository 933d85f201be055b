//! The sentences that several pages of images share, in both languages.

use super::picture::Refusal;
use crate::base::Language;
use crate::web::components::Tone;

/// Why a file cannot be placed, and what to do.
pub(super) fn refusal(refusal: Refusal, language: Language) -> String {
    let fixed = |dutch: &'static str, english: &'static str| language.pick(dutch, english).to_owned();
    match refusal {
        Refusal::Empty => fixed("Er zit niets in dit bestand.", "There is nothing in this file."),
        Refusal::Svg => fixed(
            "Een SVG kan code bevatten. Bewaar het beeld als PNG en probeer het opnieuw.",
            "An SVG can hold code. Save the image as PNG and try again.",
        ),
        Refusal::Heic => fixed(
            "Dit is een HEIC- of AVIF-foto. Niet elk mailprogramma toont die: bewaar hem als JPEG en probeer het opnieuw.",
            "This is a HEIC or AVIF photo. Not every mail program shows it: save it as JPEG and try again.",
        ),
        Refusal::Document => fixed(
            "Dit is een document en geen beeld. Kies een JPEG, PNG, GIF of WebP.",
            "This is a document and no image. Choose a JPEG, PNG, GIF or WebP.",
        ),
        Refusal::Unknown => fixed(
            "Dit is geen beeld dat wij kennen. Kies een JPEG, PNG, GIF of WebP.",
            "This is no image that we know. Choose a JPEG, PNG, GIF or WebP.",
        ),
        Refusal::Broken => fixed(
            "Dit beeld is beschadigd of niet helemaal meegekomen. Bewaar het opnieuw en probeer het nog eens.",
            "This image is damaged or did not arrive whole. Save it again and try once more.",
        ),
        Refusal::TooManyPixels(millions) => language.pick(
            format!("Dit beeld heeft {millions} miljoen punten of meer dan wij kunnen lezen. Maak het kleiner, tot 40 miljoen punten."),
            format!("This image has {millions} million pixels or more than we can read. Make it smaller, up to 40 million pixels."),
        ),
        Refusal::TooSmall => fixed(
            "Dit beeld is te klein om te tonen: het is minder dan 16 punten breed of hoog.",
            "This image is too small to show: it is less than 16 pixels wide or high.",
        ),
        Refusal::TooSlow => fixed(
            "Het duurde te lang om dit beeld te lezen: het is hier nu druk. Probeer het straks opnieuw.",
            "Reading this image took too long: it is busy here now. Try again later.",
        ),
        Refusal::TooLarge => fixed(
            "Dit bestand is groter dan 20 MB. Maak het kleiner en probeer het opnieuw.",
            "This file is larger than 20 MB. Make it smaller and try again.",
        ),
    }
}

/// The disk did not take it.
pub(super) fn no_room(language: Language) -> &'static str {
    language.pick(
        "Het beeld kon niet worden bewaard: er is geen ruimte of geen toegang tot de map met bestanden. Er is niets geplaatst. Vraag de beheerder.",
        "The image could not be kept: there is no room or no access to the folder of files. Nothing was placed. Ask the administrator.",
    )
}

/// The disk did not take a new cut.
pub(super) fn no_room_for_cut(language: Language) -> &'static str {
    language.pick(
        "Het beeld kon niet opnieuw worden afgesneden: er is geen ruimte of geen toegang tot de map met bestanden. Er is niets bewaard. Vraag de beheerder.",
        "The image could not be cut anew: there is no room or no access to the folder of files. Nothing was saved. Ask the administrator.",
    )
}

/// What became of the last act, after the redirect; `None` for a word that is not ours.
pub(super) fn said(word: &str, language: Language) -> Option<(Tone, &'static str)> {
    let pick = |tone, dutch, english| Some((tone, language.pick(dutch, english)));
    match word {
        "geplaatst" => {
            pick(Tone::Good, "Geplaatst. Zeg nu wat er te zien is.", "Placed. Now say what there is to see.")
        }
        "eerste-beeld" => pick(
            Tone::Warn,
            "Geplaatst. Dit beeld bewoog; wij namen het eerste beeld ervan, want bewegend beeld leidt af en kan mensen ziek maken.",
            "Placed. This image moved; we took the first image of it, because moving images distract and can make people ill.",
        ),
        "bekend" => pick(Tone::Info, "Dit beeld stond er al. Hier is het.", "This image was here already. Here it is."),
        "bewaard" => pick(Tone::Good, "Bewaard.", "Saved."),
        "logo" => pick(Tone::Good, "Dit is nu het logo boven uw mails.", "This is the logo above your mails now."),
        "weg" => pick(Tone::Good, "Weggegooid.", "Thrown away."),
        "gebruikt" => pick(
            Tone::Warn,
            "Dit beeld staat nog ergens, dus het blijft. Er is niets gewijzigd.",
            "This image still stands somewhere, so it stays. Nothing was changed.",
        ),
        "ingehaald" => pick(
            Tone::Warn,
            "Iemand wijzigde dit beeld net voor u. Er is niets bewaard; hier staat het zoals het nu is.",
            "Somebody changed this image just before you. Nothing was saved; this is how it is now.",
        ),
        _ => None,
    }
}
