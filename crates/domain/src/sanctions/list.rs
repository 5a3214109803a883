//! A list as it is published: one address per line, a sheet with the addresses somewhere in its rows, or JSON. Whatever
//! looks like an address and is none makes the whole list unusable: a list with a hole lets somebody through.

use crate::{escrow::ChainAddress, words};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is kept of the row an address stands in, in characters.
const MAX_ENTRY: usize = 300;

words! {
    /// Why a list cannot be used. Nothing is credited and nothing is sent until it can.
    pub enum ListTrouble {
        /// The file cannot be read.
        Missing = "missing",
        /// Something in it is neither an address nor a remark.
        Broken = "broken",
        /// There is no address in it.
        Empty = "empty",
        /// It has not been renewed for too long.
        Old = "old",
        /// It says that it was written in the future: it would never grow old.
        Future = "future",
    }
}

/// What is wrong with a list, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListFault {
    /// What.
    pub trouble: ListTrouble,
    /// In which line, from 1, where there is one.
    pub line: Option<usize>,
}

impl From<ListTrouble> for ListFault {
    fn from(trouble: ListTrouble) -> Self {
        Self { trouble, line: None }
    }
}

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SanctionsList {
    /// The file's name, without its folder.
    pub name: String,
    /// SHA-256 of the text, lower-case hex: which list it was, for ever.
    pub hash: String,
    entries: BTreeMap<String, String>,
}

impl SanctionsList {
    /// Reads a list. Addresses of other chains than ours are passed over in sheets and JSON.
    ///
    /// # Errors
    /// [`ListTrouble::Broken`] with the line, [`ListTrouble::Empty`].
    pub fn parse(name: &str, text: &str) -> Result<Self, ListFault> {
        let body = text.trim_start_matches('\u{feff}');
        let mut entries = BTreeMap::new();
        if body.trim_start().starts_with(['[', '{']) {
            let json: Value = serde_json::from_str(body)
                .map_err(|error| ListFault { trouble: ListTrouble::Broken, line: Some(error.line()) })?;
            read_json(&json, &mut entries)?;
        } else {
            for (at, line) in body.lines().enumerate() {
                read_line(line, &mut entries).map_err(|trouble| ListFault { trouble, line: Some(at + 1) })?;
            }
        }
        if entries.is_empty() {
            return Err(ListTrouble::Empty.into());
        }
        Ok(Self { name: name.to_owned(), hash: hex::encode(Sha256::digest(text.as_bytes())), entries })
    }

    /// The row an address stands in, in whatever case it is written; nothing for everybody else.
    pub fn entry(&self, address: &ChainAddress) -> Option<&str> {
        self.entries.get(&address.key()).map(String::as_str)
    }

    /// How many addresses.
    pub fn count(&self) -> usize {
        self.entries.len()
    }
}

type Entries = BTreeMap<String, String>;

/// `0x… # why`, or a row of a sheet. A plain line that says nothing about an address was cut or mistyped.
fn read_line(line: &str, entries: &mut Entries) -> Result<(), ListTrouble> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(());
    }
    let is_sheet = line.contains([',', ';']);
    let (said, _) = line.split_once('#').filter(|_| !is_sheet).unwrap_or((line, ""));
    let found = addresses(said)?;
    if found.is_empty() && !is_sheet {
        return Err(ListTrouble::Broken);
    }
    entries.extend(found.into_iter().map(|address| (address, cut(line))));
    Ok(())
}

/// Every text in it that is an address; its entry is the object it stands in.
fn read_json(json: &Value, entries: &mut Entries) -> Result<(), ListFault> {
    let mut open = vec![(json, json)];
    while let Some((value, around)) = open.pop() {
        match value {
            Value::String(text) => {
                let entry = if around.is_object() { cut(&around.to_string()) } else { cut(text) };
                entries.extend(addresses(text)?.into_iter().map(|address| (address, entry.clone())));
            }
            Value::Array(items) => open.extend(items.iter().map(|item| (item, around))),
            // An address may be a key: {"0x…": "why"}.
            Value::Object(fields) => {
                for (name, field) in fields {
                    let entry = || cut(&format!("{name}: {field}"));
                    entries.extend(addresses(name)?.into_iter().map(|address| (address, entry())));
                    open.push((field, value));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    Ok(())
}

/// The addresses in a text, in lower case.
fn addresses(text: &str) -> Result<Vec<String>, ListTrouble> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let like_ours = words.map(str::to_ascii_lowercase).filter(|word| word.starts_with("0x"));
    like_ours.map(|word| if is_address(&word) { Ok(word) } else { Err(ListTrouble::Broken) }).collect()
}

fn is_address(word: &str) -> bool {
    word.len() == 42 && word[2..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn cut(text: &str) -> String {
    crate::event::one_line(text, MAX_ENTRY)
}
