//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    MEDIA_DESCRIBE: "media.describe", "Beschreef een beeld", "Described an image";
    MEDIA_REFOCUS: "media.refocus", "Koos wat van een beeld in beeld blijft", "Chose what of an image stays in view";
    MEDIA_REMOVE: "media.remove", "Gooide een beeld weg", "Threw an image away";
    MEDIA_TAKE: "media.take", "Plaatste een beeld", "Placed an image";
}
