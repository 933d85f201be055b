//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};
use crate::staff::MEMBER;

/// The centre, as the log names it.
pub const CENTRE: Thing = Thing { word: "centre", name: Both("het centrum", "the centre") };
/// Publication, as the log names it.
pub const PUBLICATION: Thing = Thing { word: "publication", name: Both("uitgave", "publication") };
/// Topic, as the log names it.
pub const TOPIC: Thing = Thing { word: "topic", name: Both("onderwerp", "topic") };
/// Area, as the log names it.
pub const AREA: Thing = Thing { word: "area", name: Both("gebied", "area") };

acts! {
    CentreLogo = "centre.logo", CENTRE, "Koos een logo", "Chose a logo";
    CentreAccessibility = "centre.accessibility", CENTRE, "Wijzigde de toegankelijkheidsverklaring", "Changed the accessibility statement";
    CentreChange = "centre.change", CENTRE, "Wijzigde de instellingen", "Changed the settings";
    CentreSetUp = "centre.set-up", CENTRE, "Richtte het centrum in", "Set up the centre";
    CentreTestMail = "centre.test-mail", MEMBER, "Stuurde een testmail", "Sent a test mail";
    PublicationAdd = "publication.add", PUBLICATION, "Voegde een uitgave toe", "Added a publication";
    PublicationChange = "publication.change", PUBLICATION, "Wijzigde een uitgave", "Changed a publication";
    TopicAdd = "topic.add", TOPIC, "Voegde een onderwerp toe", "Added a topic";
    TopicRename = "topic.rename", TOPIC, "Gaf een onderwerp een andere naam", "Renamed a topic";
    TopicMove = "topic.move", TOPIC, "Verplaatste een onderwerp", "Moved a topic";
    TopicRetire = "topic.retire", TOPIC, "Liet een onderwerp vervallen", "Retired a topic";
    TopicBringBack = "topic.bring-back", TOPIC, "Bracht een onderwerp terug", "Brought a topic back";
    AreaAdd = "area.add", AREA, "Voegde een gebied toe", "Added an area";
    AreaRename = "area.rename", AREA, "Gaf een gebied een andere naam", "Renamed an area";
    AreaMove = "area.move", AREA, "Verplaatste een gebied", "Moved an area";
    AreaRetire = "area.retire", AREA, "Liet een gebied vervallen", "Retired an area";
    AreaBringBack = "area.bring-back", AREA, "Bracht een gebied terug", "Brought an area back";
}
