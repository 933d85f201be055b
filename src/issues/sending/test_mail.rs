//! A test mail: the issue as one reader would get it, marked as a test, with what the checks say.

use std::time::Duration;

use super::approve::{the_centre, whole};
use super::check::{Finding, examine};
use super::texts;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::blocks::{Block, Inline};
use crate::base::clock::minutes;
use crate::base::id::{IssueId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::clock_second;
use crate::base::work::QUICK;
use crate::base::{Blocks, EmailAddress, Language};
use crate::centre::Centre;
use crate::issues::Issue;
use crate::issues::acts::Act;
use crate::issues::letter::letters;
use crate::mail::{Letter, Part};
use crate::store::take;
use crate::{delivery, people};

/// How many test mails a member may send in an hour.
const MOST: i64 = 20;

/// What came of a test mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tested {
    /// It goes out within seconds.
    Posted,
    /// The subject cannot stand in a mail: it holds a line break.
    Unwritable,
    /// Too many in this hour; again after this long.
    TooMany(Duration),
}

/// Posts a test mail to an address, in the language of that reader. It is a letter on the member's own act, so it
/// belongs to no list; its links to the preferences work for whoever receives it.
///
/// # Errors
/// The database's.
pub async fn post_test(
    app: &App,
    by: MemberId,
    id: IssueId,
    to: &EmailAddress,
    language: Language,
) -> anyhow::Result<Tested> {
    let now = app.clock.now();
    let key = sha256_hex(format!("test-mail {by}").as_bytes());
    if let Some(wait) = take(&app.store, &key, MOST, minutes(60), now).await? {
        return Ok(Tested::TooMany(wait));
    }
    let on = app.store.read();
    let (issue, centre, site) = (whole(on, id).await?, the_centre(on).await?, app.base_url());
    // Written before a transaction begins: nobody can write while that takes its time.
    let (findings, letters) = QUICK.work(move |_| written(&issue, &centre, &site, &clock_second(now))).await??;
    let tx = app.store.begin_write().await?;
    let person = people::meet(&tx, to, language, now).await?;
    let Some(letter) = letters.into_iter().find(|letter| letter.sheet.language == person.language) else {
        return Ok(Tested::Unwritable);
    };
    delivery::post_later(&tx, app, person.id, "testmail", &letter).await?;
    let note = Note::of(Act::IssueTestMail, id.0).with(format!("{} findings", findings.len()));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Tested::Posted)
}

/// The letters of an issue, marked as tests, with what the checks say; without those that cannot be written.
fn written(issue: &Issue, centre: &Centre, site: &str, at: &str) -> anyhow::Result<(Vec<Finding>, Vec<Letter>)> {
    let findings = examine(issue, centre, site)?;
    let marked = letters(issue, centre, site)?.into_iter().map(|letter| marked(letter, &findings, at));
    let letters = marked.filter(|letter| letter.freeze().is_ok()).collect();
    Ok((findings, letters))
}

/// Marks a letter as a test, in its subject and above everything else.
fn marked(mut letter: Letter, findings: &[Finding], at: &str) -> Letter {
    let language = letter.sheet.language;
    let mut above = vec![Part::Text(texts::test_notice(language).to_owned())];
    above.push(Part::Text(texts::check_result(findings, language)));
    if !findings.is_empty() {
        let item = |finding: &Finding| {
            let text = format!("{}: {}", texts::place(&finding.where_, language), texts::what(&finding.what, language));
            vec![Inline { text, ..Inline::default() }]
        };
        let items = findings.iter().map(item).collect();
        above.push(Part::Blocks(Blocks(vec![Block::List { ordered: false, start: 1, items }])));
    }
    above.push(Part::Divider);
    above.append(&mut letter.sheet.parts);
    letter.sheet.parts = above;
    // A time, because mail programs fold mails with the same subject into one.
    letter.subject = format!("[test {at}] {}", letter.subject);
    letter.list = None;
    letter
}
