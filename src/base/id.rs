//! Ids: an integer that knows what it is the id of, so that a subscriber's cannot be passed as an issue's.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person: one normalised address.
    PersonId,
    /// A member of staff.
    MemberId,
    /// Something that one can subscribe to.
    PublicationId,
    /// A subject that subscribers choose.
    TopicId,
    /// A collaboration area, or a region within one.
    AreaId,
    /// A request to subscribe that waits for confirmation.
    SignUpId,
    /// A list of addresses that staff brought.
    ImportId,
    /// Many people who are being taken out of a publication.
    RemovalId,
    /// A move of what someone receives to another address.
    AddressChangeId,
    /// A frozen letter with a frozen audience.
    SendingId,
    /// An image that staff placed.
    MediaId,
    /// A file that only some may read.
    PaperId,
    /// A piece that stands in an issue.
    ArticleId,
    /// One edition of a publication.
    IssueId,
    /// Somebody who reads a draft along by a link.
    ReviewerId,
    /// What they remarked.
    RemarkId,
    /// An archived, unchangeable thing.
    RecordId,
    /// A key that signs mail.
    SigningKeyId,
    /// A suppression of an address.
    SuppressionId,
    /// A key of a program that hands in mail.
    DoorKeyId,
    /// A region, council, federation, ministry …
    OrganisationId,
    /// A person at an organisation, with a role, for a time.
    ContactId,
    /// A core team, consultation, working group …
    BodyId,
    /// A person's seat in a body, for a time.
    SeatId,
    /// Something that somebody has to do about an organisation.
    TaskId,
    /// A filter that was saved under a name.
    AudienceId,
    /// A network day, webinar, course …
    EventId,
    /// A part of the programme of an event.
    EventSessionId,
    /// Something that an event asks of those who come.
    EventQuestionId,
    /// A letter that staff wrote to attendees.
    EventLetterId,
    /// Somebody who was invited to an event.
    EventInvitationId,
    /// The places of an event or of a session.
    PoolId,
    /// A form of registration that is being filled in.
    BookingId,
    /// A person's place at an event, or their wait for one.
    RegistrationId,
    /// The chain of events of one subject.
    DossierId,
    /// Something that happened, in a dossier.
    DossierEntryId,
    /// Where it is written that something happened.
    SourceId,
    /// Somebody in a dossier: a role, and apart from it a name.
    ActorId,
    /// Agreement asked of a body or of people, in points.
    DecisionId,
    /// A point on which agreement is asked.
    DecisionPointId,
    /// Somebody who is asked for agreement.
    RespondentId,
    /// Questions put to organisations, with a deadline.
    ConsultationId,
    /// A question of a consultation.
    QuestionId,
    /// An organisation in a consultation.
    InvitationId,
    /// Who answers for an organisation in a consultation.
    InviteeId,
    /// A released version of what an organisation answered.
    SubmissionId,
    /// A separately answered part of what an organisation answered.
    PointId,
    /// A piece of an answer that is no point.
    AsideId,
    /// A promise with an owner and a date.
    CommitmentId,
    /// An answer that staff entered.
    EntryId,
    /// A document of a consultation, or an attachment of an answer.
    DocumentId,
}
