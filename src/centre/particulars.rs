//! The particulars of a centre.

use sea_orm::Set;

use super::Colour;
use crate::base::EmailAddress;
use crate::store::tables::centre;

/// The particulars of a centre: all that staff can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    /// The name in Dutch.
    pub name_nl: String,
    /// The name in English.
    pub name_en: String,
    /// The postal address, in lines.
    pub postal_address: String,
    /// Where people and security reports can write to.
    pub contact_address: EmailAddress,
    /// The display name of the sender.
    pub sender_name: String,
    /// The sender of publications.
    pub sender_address: EmailAddress,
    /// The sender of letters on a person's own action: another address.
    pub letter_address: EmailAddress,
    /// Where answers go.
    pub reply_address: EmailAddress,
    /// The brand colour, on which white text can be read.
    pub brand: Colour,
    /// The accent.
    pub accent: Colour,
    /// Whether the last editor of an issue may approve it.
    pub one_person_office: bool,
}

impl Particulars {
    /// The columns that they fill.
    pub(super) fn row(&self) -> centre::ActiveModel {
        centre::ActiveModel {
            name_nl: Set(self.name_nl.clone()),
            name_en: Set(self.name_en.clone()),
            postal_address: Set(self.postal_address.clone()),
            contact_address: Set(self.contact_address.as_typed().to_owned()),
            sender_name: Set(self.sender_name.clone()),
            sender_address: Set(self.sender_address.as_typed().to_owned()),
            reply_address: Set(self.reply_address.as_typed().to_owned()),
            letter_address: Set(self.letter_address.as_typed().to_owned()),
            brand: Set(self.brand.to_string()),
            accent: Set(self.accent.to_string()),
            one_person_office: Set(self.one_person_office),
            ..Default::default()
        }
    }
}
