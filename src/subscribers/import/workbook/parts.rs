//! What the reader of workbooks does not tell: in which file of the zip each sheet stands, and which of its rows are hidden.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::FileFault;

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The files of the sheets of a workbook, in the order of the workbook.
pub(super) fn files_of_sheets(zip: &mut Zip<'_>) -> Result<Vec<String>, FileFault> {
    let names: Vec<String> = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let is_workbook = |name: &String| name == "workbook.xml" || name.ends_with("/workbook.xml");
    let workbook = names.into_iter().find(is_workbook).ok_or(FileFault::Workbook)?;
    let folder = workbook.strip_suffix("workbook.xml").unwrap_or_default().to_owned();
    let mut targets = HashMap::new();
    each(zip, &format!("{folder}_rels/workbook.xml.rels"), |tag| {
        if let ("Relationship", Some(id), Some(target)) = (name(tag), value(tag, "Id"), value(tag, "Target")) {
            let file = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
            targets.insert(id, file);
        }
    })?;
    let mut files = Vec::new();
    each(zip, &workbook, |tag| {
        if name(tag) == "sheet" {
            files.push(value(tag, "id").and_then(|id| targets.get(&id).cloned()));
        }
    })?;
    files.into_iter().collect::<Option<Vec<_>>>().ok_or(FileFault::Workbook)
}

/// The hidden rows of a sheet, the first being 0.
pub(super) fn hidden_rows(zip: &mut Zip<'_>, file: &str) -> Result<HashSet<u32>, FileFault> {
    let (mut hidden, mut next) = (HashSet::new(), 0);
    each(zip, file, |tag| {
        if name(tag) != "row" {
            return;
        }
        let row = value(tag, "r").and_then(|number| number.parse::<u32>().ok()?.checked_sub(1)).unwrap_or(next);
        next = row.saturating_add(1);
        if matches!(value(tag, "hidden").as_deref(), Some("1" | "true")) {
            hidden.insert(row);
        }
    })?;
    Ok(hidden)
}

fn each(zip: &mut Zip<'_>, file: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), FileFault> {
    let file = zip.by_name(file).map_err(|_| FileFault::Workbook)?;
    let mut reader = Reader::from_reader(BufReader::new(file));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    while let Some(()) = next(&mut reader, &mut buffer, &mut take)? {
        buffer.clear();
    }
    Ok(())
}

fn next<R: BufRead>(
    reader: &mut Reader<R>,
    buffer: &mut Vec<u8>,
    take: &mut impl FnMut(&BytesStart<'_>),
) -> Result<Option<()>, FileFault> {
    match reader.read_event_into(buffer) {
        Ok(Event::Start(tag) | Event::Empty(tag)) => take(&tag),
        Ok(Event::Eof) => return Ok(None),
        Ok(_) => {}
        Err(_) => return Err(FileFault::Workbook),
    }
    Ok(Some(()))
}

fn name<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    tag.local_name().into_inner()
}

/// The value of an attribute, whatever stands before its name.
fn value(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let named = |found: &quick_xml::events::attributes::Attribute<'_>| found.key.local_name().into_inner() == wanted;
    tag.attributes().flatten().find(named).map(|found| found.value.into_owned())
}
