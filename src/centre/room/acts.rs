//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    CENTRE_LOGO: "centre.logo", "Koos een logo", "Chose a logo";
    CENTRE_ACCESSIBILITY: "centre.accessibility", "Wijzigde de toegankelijkheidsverklaring", "Changed the accessibility statement";
    CENTRE_CHANGE: "centre.change", "Wijzigde de instellingen", "Changed the settings";
    CENTRE_SET_UP: "centre.set-up", "Richtte het centrum in", "Set up the centre";
    CENTRE_TEST_MAIL: "centre.test-mail", "Stuurde een testmail", "Sent a test mail";
    PUBLICATION_ADD: "publication.add", "Voegde een uitgave toe", "Added a publication";
    PUBLICATION_CHANGE: "publication.change", "Wijzigde een uitgave", "Changed a publication";
}
