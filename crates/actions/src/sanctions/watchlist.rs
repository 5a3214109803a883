//! The list in its file: read when it is first asked for and again whenever the file has changed. A file that cannot be
//! read, or that nobody has renewed for too long, is said so: it is never taken for an empty one.

use super::Screening;
use domain::{
    Hours, Seconds, Span, Timestamp,
    escrow::ChainAddress,
    sanctions::{ListFault, ListStamp, ListTrouble, SanctionsList},
};
use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{SystemTime, UNIX_EPOCH},
};

/// Far above every list there is.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// How far ahead a file's clock may be.
const AHEAD: Hours = Hours(24);

/// The list that this process screens with, if any. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Watchlist(Option<Arc<Kept>>);

#[derive(Debug)]
struct Kept {
    file: PathBuf,
    max_age: Hours,
    reading: RwLock<Option<Reading>>,
}

/// A file as it was when it was read.
#[derive(Clone, Debug)]
struct Reading {
    written: SystemTime,
    bytes: u64,
    list: Result<Arc<SanctionsList>, ListFault>,
}

/// How the list stands, for pages and counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The file's name.
    pub name: String,
    /// How old it may become.
    pub max_age: Hours,
    /// When the file was written last, if it can be seen.
    pub dated: Option<Timestamp>,
    /// How long ago that was.
    pub age: Option<Seconds>,
    /// How many addresses are on it; none when it cannot be read.
    pub count: Option<usize>,
    /// Which text it is.
    pub hash: Option<String>,
    /// Why it cannot be used.
    pub fault: Option<ListFault>,
}

impl Watchlist {
    /// The list in this file, which must be renewed at least this often.
    pub fn of_file(file: PathBuf, max_age: Hours) -> Self {
        Self(Some(Arc::new(Kept { file, max_age, reading: RwLock::new(None) })))
    }

    pub(super) fn screen(&self, address: &ChainAddress, now: Timestamp) -> Screening {
        let Some(kept) = &self.0 else { return Screening::NoList };
        match kept.usable(now) {
            Err(fault) => Screening::Unavailable(fault),
            Ok((list, dated)) => {
                let stamp = ListStamp { name: list.name.clone(), hash: list.hash.clone(), dated };
                match list.entry(address) {
                    Some(entry) => Screening::Hit(stamp, entry.to_owned()),
                    None => Screening::Clear(stamp),
                }
            }
        }
    }

    /// How it stands now; nothing when no list is used.
    pub fn standing(&self, now: Timestamp) -> Option<Standing> {
        let kept = self.0.as_ref()?;
        let reading = kept.read().ok();
        let list = reading.as_ref().and_then(|reading| reading.list.clone().ok());
        let dated = reading.map(|reading| timestamp(reading.written));
        Some(Standing {
            name: kept.name(),
            max_age: kept.max_age,
            dated,
            age: dated.map(|dated| Seconds(now.millis_since(dated).max(0) / 1_000)),
            count: list.as_ref().map(|list| list.count()),
            hash: list.map(|list| list.hash.clone()),
            fault: kept.usable(now).err(),
        })
    }
}

impl Kept {
    fn name(&self) -> String {
        self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn usable(&self, now: Timestamp) -> Result<(Arc<SanctionsList>, Timestamp), ListFault> {
        let reading = self.read().map_err(|_| ListTrouble::Missing)?;
        let dated = timestamp(reading.written);
        let list = reading.list?;
        if dated > now + AHEAD {
            return Err(ListTrouble::Future.into());
        }
        if now.millis_since(dated) > self.max_age.millis() {
            return Err(ListTrouble::Old.into());
        }
        Ok((list, dated))
    }

    /// The file is looked at every time and read when it is another than before.
    fn read(&self) -> io::Result<Reading> {
        let about = fs::metadata(&self.file)?;
        let (written, bytes) = (about.modified()?, about.len());
        let known = self.reading.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.written == written && known.bytes == bytes) {
            return Ok(known);
        }
        let reading = Reading { written, bytes, list: self.parse(bytes) };
        match &reading.list {
            Ok(list) => tracing::info!(list = list.name, count = list.count(), "the sanctions list was read"),
            Err(fault) => tracing::error!(?fault, "the sanctions list cannot be used: nothing is credited"),
        }
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = Some(reading.clone());
        Ok(reading)
    }

    fn parse(&self, bytes: u64) -> Result<Arc<SanctionsList>, ListFault> {
        if bytes > MAX_BYTES {
            return Err(ListTrouble::Broken.into());
        }
        let text = fs::read_to_string(&self.file).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => ListTrouble::Broken,
            _ => ListTrouble::Missing,
        })?;
        SanctionsList::parse(&self.name(), &text).map(Arc::new)
    }
}

fn timestamp(time: SystemTime) -> Timestamp {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
