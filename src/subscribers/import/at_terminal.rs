//! `samenspraak import subscribers FILE`.

use std::path::Path;

use anyhow::{Context, bail};

use super::{ImportOf, Imported, import};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Language;
use crate::centre::{self, Publication};
use crate::subscribers::texts;

/// The longest basis, in characters.
const MAX_BASIS: usize = 500;
/// The largest file, in bytes.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Imports a list at the terminal and prints what became of the list, or what is wrong with it.
///
/// # Errors
/// A sentence for the person at the terminal; then nothing was imported.
pub async fn import_from_terminal(
    app: &App,
    file: &Path,
    publication: &str,
    basis: &str,
    dry_run: bool,
) -> anyhow::Result<()> {
    let publication = known_publication(app, publication).await?;
    let basis = known_basis(basis)?;
    let of =
        ImportOf { bytes: content_of(file)?, publication: publication.id(), basis, dry_run, actor: Actor::Terminal };
    let mut shown = 0;
    let mut progress = |done: usize, total: usize| {
        if done - shown >= 10_000 || done == total {
            shown = done;
            eprintln!("{done} of {total} rows");
        }
    };
    match import(app, of, &mut progress).await? {
        Imported::Done(tally) => {
            println!("{}", texts::tally(&tally, publication.name(Language::English), dry_run));
            Ok(())
        }
        Imported::WrongFile(fault) => bail!("{}: {}", file.display(), texts::file_fault(&fault)),
        Imported::WrongRows(faults, wrong) => {
            for (line, fault) in &faults {
                eprintln!("line {line}: {}", texts::row_fault(fault));
            }
            bail!("{wrong} wrong rows in {}; nothing was imported", file.display())
        }
    }
}

async fn known_publication(app: &App, slug: &str) -> anyhow::Result<Publication> {
    if let Some(publication) = centre::publication_by_slug(app.store.read(), slug).await? {
        return Ok(publication);
    }
    let known = centre::publications(app.store.read()).await?;
    let known: Vec<_> = known.iter().map(|publication| publication.row.slug.as_str()).collect();
    bail!("there is no publication {slug:?}; there are: {}", known.join(", "))
}

fn known_basis(basis: &str) -> anyhow::Result<String> {
    let basis = basis.trim();
    let fits = !basis.is_empty() && basis.chars().count() <= MAX_BASIS && !basis.chars().any(char::is_control);
    if fits {
        return Ok(basis.to_owned());
    }
    bail!("--basis says in one line of at most {MAX_BASIS} characters why you may write to these people")
}

fn content_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("cannot read {}", file.display());
    let length = std::fs::metadata(file).with_context(cannot)?.len();
    if length > MAX_FILE {
        bail!("{} is larger than 256 MB; split it", file.display());
    }
    std::fs::read(file).with_context(cannot)
}
