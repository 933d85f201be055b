//! What changed in an issue between two moments, in words that were added and removed. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::said::{Piece, Said};
use crate::base::Blocks;
use crate::base::blocks::{Block, Shown};
use crate::base::id::ArticleId;
use crate::base::text::runs::{Run, runs};
use crate::issues::passages::paragraphs;

/// How long an issue is compared; past it, what is left counts as written anew.
const PATIENCE: Duration = Duration::from_secs(2);

/// A part of an issue in which something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which part.
    pub part: Part,
    /// What changed in it, field by field.
    pub fields: Vec<(Field, Vec<Change>)>,
}

/// A part of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The issue itself.
    Issue,
    /// An article that stood in it; its title.
    Article(String),
    /// An article that is new in it; its title.
    New(String),
    /// An article that was taken out; its title.
    Gone(String),
}

/// What of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The subject.
    Subject,
    /// The line beside the subject.
    Preheader,
    /// The language of the content.
    Language,
    /// Whom it is for.
    Audience,
    /// The editorial.
    Editorial,
    /// The order of the articles.
    Order,
    /// What is coming.
    Agenda,
    /// The title.
    Title,
    /// The lead.
    Lead,
    /// Who wrote it.
    Author,
    /// The text.
    Body,
    /// The picture at the top.
    Picture,
}

/// A piece of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// So many paragraphs are what they were.
    Same(usize),
    /// A paragraph, in runs of words.
    Words(Vec<Run>),
    /// An image, as it was and as it is.
    Image(Option<Box<Shown>>, Option<Box<Shown>>),
    /// The words are the same; how they look, or where an image stands, is not.
    Dress,
    /// It is something else, which cannot be shown in words.
    Other,
}

/// What changed, in the order of the issue: first itself, then its articles, then those that were taken out.
#[must_use]
pub fn changes(before: &Said, now: &Said) -> Vec<Changed> {
    let until = Instant::now() + PATIENCE;
    let mut all = vec![Changed { part: Part::Issue, fields: of_issue(before, now, until) }];
    let was = |id| before.articles.iter().find(|piece| piece.id == id);
    for piece in &now.articles {
        all.push(match was(piece.id) {
            Some(old) => Changed { part: Part::Article(piece.title.clone()), fields: of_article(old, piece, until) },
            None => Changed { part: Part::New(piece.title.clone()), fields: of_article(&empty(piece), piece, until) },
        });
    }
    all.retain(|changed| !changed.fields.is_empty());
    let gone = before.articles.iter().filter(|old| now.articles.iter().all(|piece| piece.id != old.id));
    all.extend(gone.map(|old| Changed { part: Part::Gone(old.title.clone()), fields: Vec::new() }));
    all
}

fn of_issue(before: &Said, now: &Said, until: Instant) -> Vec<(Field, Vec<Change>)> {
    // What stands in both, in the order of the one.
    let stays = |one: &Said, other: &Said| -> Vec<ArticleId> {
        let ids = |said: &Said| said.articles.iter().map(|piece| piece.id).collect::<Vec<_>>();
        let known = ids(other);
        ids(one).into_iter().filter(|id| known.contains(id)).collect()
    };
    let titles = |said: &Said| said.articles.iter().map(|piece| piece.title.as_str()).collect::<Vec<_>>().join("; ");
    let order = if stays(before, now) == stays(now, before) {
        Vec::new()
    } else {
        vec![Change::Words(vec![Run::Gone(titles(before)), Run::New(titles(now))])]
    };
    let other = |is_same: bool| if is_same { Vec::new() } else { vec![Change::Other] };
    kept(vec![
        (Field::Subject, line(&before.subject, &now.subject, until)),
        (Field::Preheader, line(&before.preheader, &now.preheader, until)),
        (Field::Language, line(before.language.name(), now.language.name(), until)),
        (Field::Audience, other(before.audience == now.audience)),
        (Field::Editorial, text(&before.editorial, &now.editorial, until)),
        (Field::Order, order),
        (Field::Agenda, text(&before.agenda, &now.agenda, until)),
    ])
}

fn of_article(before: &Piece, now: &Piece, until: Instant) -> Vec<(Field, Vec<Change>)> {
    let shown = |piece: &Piece| piece.cover.as_ref().map(|cover| Box::new(cover.lead.clone()));
    let picture = if before.cover == now.cover { Vec::new() } else { vec![Change::Image(shown(before), shown(now))] };
    kept(vec![
        (Field::Title, line(&before.title, &now.title, until)),
        (Field::Lead, line(&before.lead, &now.lead, until)),
        (Field::Picture, picture),
        (Field::Body, text(&before.body, &now.body, until)),
        (Field::Author, line(&before.author, &now.author, until)),
    ])
}

fn kept(mut fields: Vec<(Field, Vec<Change>)>) -> Vec<(Field, Vec<Change>)> {
    fields.retain(|(_, changes)| !changes.is_empty());
    fields
}

/// An article that is new is compared with nothing.
fn empty(piece: &Piece) -> Piece {
    let none = String::new;
    Piece { id: piece.id, title: none(), lead: none(), author: none(), body: Blocks::default(), cover: None }
}

fn line(before: &str, now: &str, until: Instant) -> Vec<Change> {
    if before == now { Vec::new() } else { vec![Change::Words(runs(before, now, until))] }
}

/// What changed in a text: paragraph by paragraph, and then in its images.
fn text(before: &Blocks, now: &Blocks, until: Instant) -> Vec<Change> {
    if before == now {
        return Vec::new();
    }
    let (old, new) = (paragraphs(before), paragraphs(now));
    let mut changes = Vec::new();
    if old != new {
        for op in capture_diff_slices_deadline(Algorithm::Patience, &old, &new, Some(until)) {
            changes.extend(of_op(op, &old, &new, until));
        }
    }
    changes.extend(images(before, now));
    if changes.is_empty() { vec![Change::Dress] } else { changes }
}

fn of_op(op: DiffOp, old: &[String], new: &[String], until: Instant) -> Vec<Change> {
    if let DiffOp::Equal { len, .. } = op {
        return vec![Change::Same(len)];
    }
    let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
    let pairs = old.len().min(new.len());
    let gone = old[pairs..].iter().map(|gone| Change::Words(vec![Run::Gone(gone.clone())]));
    let come = new[pairs..].iter().map(|come| Change::Words(vec![Run::New(come.clone())]));
    let both = old.iter().zip(new).map(|(old, new)| Change::Words(runs(old, new, until)));
    both.chain(gone).chain(come).collect()
}

/// The images that came, went, or are shown or described otherwise.
fn images(before: &Blocks, now: &Blocks) -> Vec<Change> {
    let shown = |blocks: &Blocks| -> BTreeMap<i64, Shown> {
        let images = blocks.0.iter().filter_map(|block| match block {
            Block::Image { media, shown: Some(shown), .. } => Some((media.0, shown.clone())),
            _ => None,
        });
        images.collect()
    };
    let (old, new) = (shown(before), shown(now));
    let ids: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let pairs = ids.into_iter().map(|id| (old.get(id), new.get(id))).filter(|(old, new)| old != new);
    let boxed = |shown: Option<&Shown>| shown.cloned().map(Box::new);
    pairs.map(|(old, new)| Change::Image(boxed(old), boxed(new))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Language;
    use crate::base::markdown;

    async fn said(word: &str) -> Said {
        // A letter apiece, as many as an article may have.
        let source = (0..30_000).map(|at| format!("{word}{at}")).collect::<Vec<_>>().join("\n\n");
        Said {
            subject: String::new(),
            preheader: String::new(),
            language: Language::Dutch,
            editorial: markdown::kept(&source).await.unwrap().blocks,
            articles: Vec::new(),
            agenda: Blocks::default(),
            audience: None,
        }
    }

    /// Compared to its end this takes minutes; past its time what is left counts as written anew.
    #[tokio::test]
    async fn i20_thirty_thousand_paragraphs_that_were_all_written_anew_are_compared_and_come_to_an_end() {
        let all = changes(&said("a").await, &said("b").await);
        let [(Field::Editorial, changed)] = &*all[0].fields else { panic!("{:?}", all[0].fields.len()) };
        let of = |wanted: fn(&Run) -> bool| {
            let runs = changed.iter().filter_map(|one| if let Change::Words(runs) = one { Some(runs) } else { None });
            runs.flatten().filter(|run| wanted(run)).count()
        };
        assert_eq!(of(|run| matches!(run, Run::Gone(_))), 30_000);
        assert_eq!(of(|run| matches!(run, Run::New(_))), 30_000);
    }
}
