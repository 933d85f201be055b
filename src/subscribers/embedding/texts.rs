//! The sentences about the form on the centre's own website.

use crate::base::sentences;

sentences! {
    title: "Aanmelden op uw eigen website", "Signing up on your own website";
    lead: "Zet dit formulier op elke bladzijde die u wilt. Aanmeldingen komen hier binnen, met dezelfde tekst van toestemming en dezelfde bevestigingsmail. Er komt geen script en geen cookie aan te pas.",
        "Put this form on every page you like. Sign-ups come in here, with the same words of consent and the same confirmation mail. It takes no script and no cookie.";
    sites_title: "Waar het mag staan", "Where it may stand";
    sites_none: "Nog nergens. Tot u een website toevoegt, toont geen enkele site het kader.",
        "Nowhere yet. Until you add a website, no site shows the frame.";
    sites_lead: "Alleen deze websites mogen het kader tonen. Een gewoon formulier van een andere site wordt hier nog één keer getoond voordat het meetelt.",
        "Only these websites may show the frame. A plain form of another site is shown here once more before it counts.";
    site: "Adres van de website", "Address of the website";
    site_hint: "Bijvoorbeeld www.voorbeeld.nl. Met https.", "For example www.voorbeeld.nl. With https.";
    site_wrong: "Vul het adres van een website in, zoals www.voorbeeld.nl", "Fill in the address of a website, such as www.voorbeeld.nl";
    sites_full: "Er staan al twintig websites. Haal er eerst een weg", "There are twenty websites already. Take one away first";
    add: "Voeg de website toe", "Add the website";
    remove: "Haal weg", "Take away";
    only_administrators: "Een beheerder kan een website toevoegen of weghalen.", "An administrator can add a website or take one away.";
    choose_title: "Kies wat erin staat", "Choose what is in it";
    publications: "Uitgaven", "Publications";
    publications_hint: "Kiest u niets, dan staan alle uitgaven erin.", "If you choose none, all publications are in it.";
    language: "Taal", "Language";
    renew: "Toon de code", "Show the code";
    preview: "Zo ziet het eruit", "This is how it looks";
    frame_title: "Met een kader (iframe)", "With a frame (iframe)";
    frame_lead: "Het makkelijkst. De stijl komt van ons, en een nieuwe uitgave verschijnt vanzelf.",
        "The easiest. The style is ours, and a new publication appears by itself.";
    frame_code: "code van het kader", "code of the frame";
    plain_title: "Als gewone HTML", "As plain HTML";
    plain_lead: "Neemt de stijl van uw website over. Verandert de naam van het centrum, haal dan hier nieuwe code: tot die tijd drukt wie zich aanmeldt hier nog één keer op de knop.",
        "Takes on the style of your website. When the name of the centre changes, fetch new code here: until then whoever signs up presses the button here once more.";
    plain_code: "code van het formulier", "code of the form";
    added: "De website is toegevoegd.", "The website was added.";
    removed: "De website is weggehaald.", "The website was taken away.";
    privacy: "Privacy", "Privacy";
}
