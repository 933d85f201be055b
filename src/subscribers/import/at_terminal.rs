//! `samenspraak import subscribers FILE`.

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, bail};

use super::staff::texts;
use super::{Import, Imported, MAX_BASIS, MAX_FILE, Preset, Role, RowFault, Wishes, ending, import, layout_of};
use crate::app::App;
use crate::audit::Actor;
use crate::base::wall_time::number;
use crate::base::{Language, wall_time};
use crate::centre::{self, Publication};
use crate::store::tables::states::ImportState;

/// What the command line asks for.
#[derive(Clone, Debug, Default)]
pub struct AtTerminal {
    /// The list.
    pub file: PathBuf,
    /// The short name of the publication.
    pub publication: String,
    /// Why they may be written to.
    pub basis: String,
    /// Where the addresses come from.
    pub source: String,
    /// When they were obtained.
    pub date: String,
    /// The word of the program that the list is an export of.
    pub preset: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What columns are: `4=aside`.
    pub columns: Vec<String>,
    /// What words mean: `Lid=in`, `Oud-lid=out`.
    pub meanings: Vec<String>,
    /// Whether to check only.
    pub dry_run: bool,
    /// Whether to leave wrong rows out.
    pub skip_wrong: bool,
}

/// Imports a list at the terminal and prints what became of the list, or what is wrong with it. Whoever stops it by
/// Ctrl-C before rows are merged leaves nothing behind.
///
/// # Errors
/// A sentence for the person at the terminal; then nothing was imported, unless it says otherwise.
pub async fn import_from_terminal(app: &App, asked: &AtTerminal) -> anyhow::Result<()> {
    // Without a way to hear of Ctrl-C the import ends by itself or with the process.
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    Box::pin(import_at_terminal(app, asked, stop)).await
}

/// The same, stopped when `stop` is ready.
///
/// # Errors
/// A sentence for the person at the terminal; then nothing was imported, unless it says otherwise.
pub async fn import_at_terminal(app: &App, asked: &AtTerminal, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    let publication = known_publication(app, &asked.publication).await?;
    let wishes = Wishes {
        publication: publication.id(),
        basis: in_words("--basis", &asked.basis)?,
        source: if asked.source.trim().is_empty() { String::new() } else { in_words("--source", &asked.source)? },
        obtained_on: known_date(&asked.date)?,
        preset: asked.preset.as_deref().map(known_preset).transpose()?,
        sheet: asked.sheet.clone(),
        columns: asked.columns.iter().map(|said| known_column(said)).collect::<anyhow::Result<_>>()?,
        meanings: asked.meanings.iter().map(|said| known_meaning(said)).collect::<anyhow::Result<_>>()?,
        dry_run: asked.dry_run,
        skip_wrong: asked.skip_wrong,
        made_by: None,
    };
    let mut file = opened(&asked.file)?;
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut progress = Progress::default();
    let mut show = |import: &Import| progress.show(import);
    let imported = tokio::select! {
        imported = import(app, (&name, &mut file), &wishes, &mut show) => imported?,
        () = stop => return stopped(app, progress.import).await,
    };
    told(asked, imported, publication.name(Language::English))
}

fn told(asked: &AtTerminal, imported: Imported, publication: &str) -> anyhow::Result<()> {
    let file = asked.file.display();
    match imported {
        Imported::Done(tally) => {
            println!("{}", texts::tally(&tally, publication, asked.dry_run));
            Ok(())
        }
        Imported::WrongFile(fault) => bail!("{file}: {}", texts::file_fault(&fault, Language::English)),
        Imported::Asks(asked) => {
            for (column, asked) in &asked {
                eprintln!("{}", texts::asked(column, asked, Language::English));
            }
            bail!(
                "nothing was imported: may these people be written to? Say so with --means WORD=in or --means WORD=out \
                 (--means =out for an empty cell), or that a column is about something else with --column NUMBER=aside"
            )
        }
        Imported::WrongRows(faults, wrong) => {
            for (line, fault) in &faults {
                eprintln!("line {line}: {}", texts::row_fault(*fault, Language::English));
            }
            if faults.iter().any(|(_, fault)| *fault == RowFault::SeemsOut) {
                eprintln!(
                    "--column NUMBER=gone or NUMBER=standing reads a column that says who left; NUMBER=aside says that it \
                     is about something else"
                );
            }
            bail!("{wrong} wrong rows in {file}; nothing was imported (--skip-wrong leaves wrong rows out)")
        }
        Imported::Cancelled => bail!("the import was cancelled; who was imported before stays subscribed"),
        Imported::Taken => bail!("somebody chose on the pages of staff to merge this list; the server goes on with it"),
    }
}

/// What is shown while it goes on.
#[derive(Default)]
struct Progress {
    import: Option<Import>,
    is_checked: bool,
}

impl Progress {
    fn show(&mut self, import: &Import) {
        let count = |many: i64| number(many, Language::English);
        if self.import.is_none()
            && let Ok(layout) = layout_of(import)
            && let Some(words) = texts::sheet_read(&layout, Language::English)
        {
            eprintln!("{words}");
            if layout.sheets.len() > 1 {
                eprintln!("--sheet NAME reads another; import each sheet that holds subscribers");
            }
        }
        let is_checked = matches!(import.state, ImportState::Checked | ImportState::Merging);
        if is_checked
            && !std::mem::replace(&mut self.is_checked, is_checked)
            && let Some(words) = layout_of(import).ok().and_then(|layout| texts::unknown(&layout, Language::English))
        {
            eprintln!("{words}");
        }
        let moved = self.import.as_ref() != Some(import);
        match import.state {
            ImportState::Mapped if moved => eprintln!("checking: {} rows", count(import.read_rows)),
            ImportState::Merging if moved => {
                eprintln!("importing: {} of {} rows", count(import.merged_rows), count(import.right_rows));
            }
            _ => {}
        }
        self.import = Some(import.clone());
    }
}

/// Somebody pressed Ctrl-C.
async fn stopped(app: &App, import: Option<Import>) -> anyhow::Result<()> {
    let Some(import) = import else { bail!("stopped before the list was read; nothing was imported") };
    ending::cancel(app, import.id, Actor::Terminal).await?;
    // What was seen last is half a second old: rows may have been merged since. Forgetting looks once more.
    let now = super::by_id(app.store.read(), import.id).await?;
    if super::stage::forget(app, import.id).await? {
        bail!("stopped; nothing was imported")
    }
    match now {
        Some(now) if now.state == ImportState::Done => {
            bail!("it was done before it could be stopped: {} people were imported", now.added)
        }
        Some(now) => bail!("stopped; {} people were imported before that and stay subscribed", now.added),
        None => bail!("stopped; nothing was imported"),
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

fn known_preset(word: &str) -> anyhow::Result<Preset> {
    let all = Preset::ALL.map(Preset::word).join(", ");
    Preset::from_word(word).with_context(|| format!("--preset is one of: {all}"))
}

fn known_column(said: &str) -> anyhow::Result<(usize, Role)> {
    let known = said.split_once('=').and_then(|(number, role)| {
        Some((number.trim().parse::<usize>().ok()?.checked_sub(1)?, Role::from_word(role.trim())?))
    });
    let all = Role::ALL.map(Role::word).join(", ");
    known.with_context(|| format!("--column is a number and what stands there, such as 4=aside; there are: {all}"))
}

fn known_meaning(said: &str) -> anyhow::Result<(String, bool)> {
    match said.rsplit_once('=') {
        Some((word, "in")) => Ok((word.to_owned(), true)),
        Some((word, "out")) => Ok((word.to_owned(), false)),
        _ => bail!("--means is a word and whether these people may be written to, such as Lid=in or Oud-lid=out"),
    }
}

fn in_words(option: &str, words: &str) -> anyhow::Result<String> {
    let words = words.trim();
    let fits = !words.is_empty() && words.chars().count() <= MAX_BASIS && !words.chars().any(char::is_control);
    if fits {
        return Ok(words.to_owned());
    }
    let what = if option == "--basis" { "why you may write to these people" } else { "where the addresses come from" };
    bail!("{option} says in one line of at most {MAX_BASIS} characters {what}")
}

fn known_date(date: &str) -> anyhow::Result<String> {
    if date.is_empty() {
        return Ok(String::new());
    }
    if wall_time::has_short_year(date) {
        bail!("--date has a year of two digits; write four, such as 2026-11-21");
    }
    let date = wall_time::parse_date(date).context("--date is a day such as 2026-11-21")?;
    Ok(date.format("%Y-%m-%d").to_string())
}

fn opened(file: &std::path::Path) -> anyhow::Result<File> {
    let cannot = || format!("cannot read {}", file.display());
    let opened = File::open(file).with_context(cannot)?;
    let about = opened.metadata().with_context(cannot)?;
    if about.is_dir() {
        bail!("{} is a folder", file.display());
    }
    if about.len() > MAX_FILE {
        bail!("{} is larger than 256 MB; split it", file.display());
    }
    Ok(opened)
}
