//! Making sure that what was erased is gone from the disk too.
//!
//! SQLite overwrites deleted content with zeros (`secure_delete`), but it does so in the write-ahead log first, and bytes
//! that moved between pages before can stay in the unused part of a page. So the log is folded into the file and cut off,
//! the file is read for what was erased, and only when something is found the whole file is written anew.
//!
//! PostgreSQL keeps dead rows until VACUUM and its log until it is recycled; that is the server's business (see
//! `docs/operations.md`).

use std::io::Read;
use std::path::{Path, PathBuf};

use memchr::memmem;
use sea_orm::{ConnectionTrait, DbErr};

use super::{Engine, Store, sql};

/// How much of the file is read at once.
const BLOCK: usize = 1 << 20;

impl Store {
    /// Folds SQLite's write-ahead log into the file and cuts it off. `false` while somebody reads what stands in it: try
    /// again later. Nobody waits for it longer than 50 ms. On PostgreSQL there is nothing to do.
    ///
    /// # Errors
    /// The database's.
    pub async fn fold_log(&self) -> Result<bool, DbErr> {
        if self.engine == Engine::Postgres {
            return Ok(true);
        }
        self.writer.execute_unprepared("PRAGMA busy_timeout = 50").await?;
        let folded = self.writer.query_one_raw(sql(&self.writer, "PRAGMA wal_checkpoint(TRUNCATE)", [])).await;
        self.writer.execute_unprepared("PRAGMA busy_timeout = 5000").await?;
        let busy: Option<i64> = folded?.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(busy == Some(0))
    }

    /// Writes SQLite's whole file anew, without what is left in unused parts of it. Nobody writes meanwhile: about a
    /// second for every 100 MB.
    ///
    /// # Errors
    /// The database's; also when the disk has no room for a second copy.
    pub async fn rewrite(&self) -> Result<(), DbErr> {
        if self.engine == Engine::Sqlite {
            self.writer.execute_unprepared("VACUUM").await?;
        }
        Ok(())
    }

    /// Whether SQLite's file or its log holds one of these texts, in any case of its ASCII letters.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub async fn still_holds(&self, texts: &[&str]) -> anyhow::Result<bool> {
        let Some(file) = self.file() else { return Ok(false) };
        let log = PathBuf::from(format!("{}-wal", file.display()));
        let files = [file.to_owned(), log];
        let texts: Vec<Vec<u8>> = texts.iter().map(|text| text.to_ascii_lowercase().into_bytes()).collect();
        let looked = tokio::task::spawn_blocking(move || {
            files.iter().try_fold(false, |found, file| Ok::<_, std::io::Error>(found || holds(file, &texts)?))
        });
        Ok(looked.await??)
    }
}

fn holds(file: &Path, texts: &[Vec<u8>]) -> std::io::Result<bool> {
    let mut file = match std::fs::File::open(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        opened => opened?,
    };
    let overlap = texts.iter().map(Vec::len).max().unwrap_or(1);
    let mut block = Vec::with_capacity(BLOCK + overlap);
    loop {
        let kept = block.len().saturating_sub(overlap);
        block.drain(..kept);
        let read = Read::by_ref(&mut file).take(BLOCK as u64).read_to_end(&mut block)?;
        if read == 0 {
            return Ok(false);
        }
        block.make_ascii_lowercase();
        if texts.iter().any(|text| !text.is_empty() && memmem::find(&block, text).is_some()) {
            return Ok(true);
        }
    }
}
