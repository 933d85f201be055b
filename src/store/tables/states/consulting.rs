//! The words of consultations.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

states! {
    /// Where a consultation stands. That its term is over is seen by the clock.
    ConsultationState {
        /// It is being written.
        Draft = "draft",
        /// A second person approved exactly this.
        Approved = "approved",
        /// The organisations were asked.
        Open = "open",
        /// The reaction document is public.
        Published = "published",
    }

    /// How a question is answered.
    QuestionKind {
        /// In words.
        Open = "open",
        /// By one of its choices.
        Choice = "choice",
    }

    /// What somebody does for their organisation in a consultation.
    Part {
        /// Writes.
        Member = "member",
        /// Writes, and releases.
        Secretary = "secretary",
        /// Reads everything and releases.
        Chair = "chair",
    }

    /// How an organisation answers without answering the questions.
    Declining {
        /// It gives no advice.
        NoAdvice = "no-advice",
        /// It needs more time.
        MoreTime = "more-time",
    }

    /// What of an answer may be public.
    Openness {
        /// Its words, with the name of the organisation.
        Named = "named",
        /// Its words, without the name.
        Words = "words",
        /// Only what it comes down to, without the name.
        Summary = "summary",
    }

    /// A letter of a consultation.
    AskingLetter {
        /// The request.
        Request = "request",
        /// A reminder.
        Reminder = "reminder",
        /// That the term is longer.
        Extended = "extended",
        /// That there is no more time.
        NoTime = "no-time",
        /// The receipt of what was released.
        Receipt = "receipt",
        /// What was done with the points.
        Reaction = "reaction",
        /// The question whether an answer that staff entered counts.
        Entered = "entered",
    }

    /// How an answer came that staff entered.
    EntrySource {
        /// By post.
        Post = "post",
        /// By mail.
        Mail = "mail",
        /// By telephone.
        Phone = "phone",
        /// In a meeting.
        Meeting = "meeting",
    }

    /// What became of an answer that staff entered.
    Verdict {
        /// It counts.
        Counts = "counts",
        /// What was released before stays the answer.
        Stays = "stays",
        /// The organisation says that it is not right.
        Wrong = "wrong",
        /// Staff took it back.
        Withdrawn = "withdrawn",
    }

    /// Which day says whether an answer that staff entered is late.
    LateBy {
        /// When it was with us.
        Received = "received",
        /// When it was sent.
        Sent = "sent",
    }

    /// What is done with a point.
    Disposition {
        /// It is adopted.
        Adopted = "adopted",
        /// It is adopted in part.
        Partly = "partly",
        /// It is not adopted.
        NotAdopted = "not-adopted",
        /// It is noted.
        Noted = "noted",
        /// It is about something else.
        OutsideScope = "outside-scope",
    }
}
