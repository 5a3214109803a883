//! What was committed since the store's file was last whole: a file of batches, each on the disk before its commit is
//! answered. Knows bytes and their order; what they mean, and when they may be forgotten, is the store's business.
//!
//! The file is written over from its beginning when all of it is in the store. A record is of this time, and not left over
//! from an earlier one, when its number follows the one before it; numbers never come again.

mod record;

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, Read, Seek, SeekFrom},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::Path,
};

use super::Change;

const MAGIC: &[u8; 8] = b"amanlog1";
/// The magic and the store's name.
const HEADER_BYTES: u64 = 20;
/// A buffer that one huge batch has grown is given back.
const KEPT_BUFFER_BYTES: usize = 1 << 20;

/// Says which store a log is of.
pub(super) type StoreId = [u8; 12];

/// A batch that was committed, and its number.
pub(super) type Committed = (u64, Vec<Change>);

/// The open log; one writer.
pub(super) struct Log {
    file: File,
    /// Where the next record goes.
    end: u64,
    buffer: Vec<u8>,
    /// Set when what is on the disk is not known any more: nothing may be written behind it.
    is_lost: bool,
}

impl Log {
    /// An empty log of the store; what the path held is gone.
    pub(super) fn create(path: &Path, store: StoreId) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).mode(0o600).open(path)?;
        file.write_all_at(&header(store), 0)?;
        file.sync_all()?;
        if let Some(folder) = path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(Self::of(file))
    }

    /// The log that is there, to be read with [`Log::read`] before anything is written; none when there is none, or one
    /// whose making was cut short.
    ///
    /// # Errors: it is another store's, or cannot be read.
    pub(super) fn open(path: &Path, store: StoreId) -> io::Result<Option<Self>> {
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        let mut found = [0; HEADER_BYTES as usize];
        match file.read_exact_at(&mut found, 0) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        if found != header(store) {
            let name = path.display();
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{name} is the log of another store")));
        }
        Ok(Some(Self::of(file)))
    }

    fn of(file: File) -> Self {
        Self { file, end: HEADER_BYTES, buffer: Vec::new(), is_lost: false }
    }

    /// Gives `each` the batches in the order of their numbers, up to the first that is not whole: it was never answered.
    ///
    /// # Errors: the log cannot be read, or `each` says so.
    pub(super) fn read<E: From<io::Error>>(&self, mut each: impl FnMut(Committed) -> Result<(), E>) -> Result<(), E> {
        let mut left = self.file.metadata()?.len().saturating_sub(HEADER_BYTES);
        let mut file = &self.file;
        file.seek(SeekFrom::Start(HEADER_BYTES))?;
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let (mut payload, mut last) = (Vec::new(), None);
        loop {
            let mut head = [0; record::HEAD_BYTES];
            if left < head.len() as u64 {
                return Ok(());
            }
            reader.read_exact(&mut head)?;
            left -= head.len() as u64;
            let head = record::Head::of(&head);
            let follows = last.is_none_or(|last: u64| last.checked_add(1) == Some(head.number));
            if !follows || head.n_bytes > left {
                return Ok(());
            }
            payload.clear();
            reader.by_ref().take(head.n_bytes).read_to_end(&mut payload)?;
            left -= head.n_bytes;
            let Some(changes) = record::changes(&head, &payload) else { return Ok(()) };
            last = Some(head.number);
            each((head.number, changes))?;
        }
    }

    /// Returns when the batch is on the disk.
    ///
    /// # Errors: it is not, and nothing of it stays; or that is not known, and then every later call fails too.
    pub(super) fn append(&mut self, number: u64, changes: &[Change]) -> io::Result<()> {
        if self.is_lost {
            return Err(io::Error::other("the log could not be written before; the store has to be opened again"));
        }
        record::write(&mut self.buffer, number, changes);
        let written = self.file.write_all_at(&self.buffer, self.end);
        if let Err(error) = written {
            let taken_back = self.file.set_len(self.end).and_then(|()| self.file.sync_all());
            self.is_lost = taken_back.is_err();
            return Err(error);
        }
        if let Err(error) = self.file.sync_data() {
            // What a failed sync leaves behind is nobody's knowledge, and a second one may lie.
            self.is_lost = true;
            return Err(error);
        }
        self.end += self.buffer.len() as u64;
        if self.buffer.capacity() > KEPT_BUFFER_BYTES {
            self.buffer = Vec::new();
        }
        Ok(())
    }

    /// How many bytes were written since the store was whole.
    pub(super) fn n_bytes(&self) -> u64 {
        self.end - HEADER_BYTES
    }

    /// The store has it all: the next record goes to the beginning again.
    pub(super) fn start_over(&mut self) {
        self.end = HEADER_BYTES;
    }

    /// Leaves an empty log behind.
    pub(super) fn empty(&mut self) -> io::Result<()> {
        self.start_over();
        self.file.set_len(HEADER_BYTES)
    }
}

fn header(store: StoreId) -> [u8; HEADER_BYTES as usize] {
    let mut bytes = [0; HEADER_BYTES as usize];
    bytes[..MAGIC.len()].copy_from_slice(MAGIC);
    bytes[MAGIC.len()..].copy_from_slice(&store);
    bytes
}
