//! What a centre is.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::base::blocks::Href;
use crate::base::{EmailAddress, Language};
use crate::mail::{Dress, Letter, Letterhead, List, Mailbox, Part};
use crate::store::tables::centre::{Entity, Model};

use super::Publication;

/// The centre of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Centre {
    /// The row.
    pub row: Model,
}

/// The centre, or `None` before the first set-up.
///
/// # Errors
/// The database's.
pub async fn current(on: &impl ConnectionTrait) -> Result<Option<Centre>, DbErr> {
    Ok(Entity::find_by_id(1).one(on).await?.map(|row| Centre { row }))
}

impl Centre {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.row.name_nl, &self.row.name_en)
    }

    /// The dress of its letters.
    #[must_use]
    pub fn dress(&self, language: Language) -> Dress {
        Dress {
            centre: self.name(language).to_owned(),
            brand: self.row.brand.clone(),
            postal_address: self.row.postal_address.replace(['\r', '\n'], ", ").replace(", , ", ", "),
            logo: serde_json::from_str(&self.row.logo).ok(),
            site: String::new(),
        }
    }

    /// The sender of publications.
    ///
    /// # Errors
    /// When the stored address is none, which the set-up never stores.
    pub fn sender(&self) -> anyhow::Result<Mailbox> {
        Ok(Mailbox { name: self.row.sender_name.clone(), address: read(&self.row.sender_address)? })
    }

    /// The sender of letters on a person's own action: another address than that of the publications.
    ///
    /// # Errors
    /// As [`sender`](Self::sender).
    pub fn letter_sender(&self) -> anyhow::Result<Mailbox> {
        Ok(Mailbox { name: self.row.sender_name.clone(), address: read(&self.row.letter_address)? })
    }

    /// The head of letters to one person, for rooms that stand before this one.
    ///
    /// # Errors
    /// As [`sender`](Self::sender).
    pub fn letterhead(&self) -> anyhow::Result<Letterhead> {
        Ok(Letterhead {
            dutch: self.dress(Language::Dutch),
            english: self.dress(Language::English),
            from: self.letter_sender()?,
            reply_to: self.reply_to()?,
        })
    }

    /// A letter to one person, in answer to what they did; `why` they get it stands below it.
    ///
    /// # Errors
    /// As [`sender`](Self::sender).
    pub fn letter(&self, language: Language, subject: String, parts: Vec<Part>, why: String) -> anyhow::Result<Letter> {
        Ok(self.letterhead()?.letter(language, subject, parts, why))
    }

    /// Where answers go.
    ///
    /// # Errors
    /// As [`sender`](Self::sender).
    pub fn reply_to(&self) -> anyhow::Result<EmailAddress> {
        read(&self.row.reply_address)
    }

    /// The list of a publication. `issue` is a short word for the sending, such as `2026-3`.
    ///
    /// # Errors
    /// As [`sender`](Self::sender).
    pub fn list(&self, publication: &Publication, language: Language, site: &str, issue: &str) -> anyhow::Result<List> {
        let owner = self.reply_to()?;
        let sender = self.sender()?.address.domain().replace('.', "");
        let sender: String = sender.chars().take(15).collect();
        Ok(List {
            id: publication.row.list_id.clone(),
            name: publication.name(language).to_owned(),
            site: site.to_owned(),
            feedback_id: format!("{issue}:{}:samenspraak:{sender:x<5}", publication.row.slug),
            owner,
        })
    }

    /// A checked address on our own site.
    ///
    /// # Errors
    /// When the outside address of the installation is none.
    pub fn href(site: &str, path: &str) -> anyhow::Result<Href> {
        Href::parse(&format!("{site}{path}")).map_err(|_| anyhow::anyhow!("the base URL is not an http(s) address"))
    }
}

fn read(address: &str) -> anyhow::Result<EmailAddress> {
    EmailAddress::parse(address).map_err(|fault| anyhow::anyhow!("a stored sender address is none: {fault:?}"))
}
