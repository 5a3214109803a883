//! What of an answer is compared: everything a program may rely on, and of a refusal only what it may act upon.

use bson::{Bson, Document, doc};
use mongodb::error::{Error, ErrorKind};

/// Refusals a program acts upon; of all others it only knows that it was refused.
const TELLING: [i32; 2] = [11_000, 112];

/// The comparable part of an answer or of a refusal.
pub(crate) fn comparable(answer: Result<Document, Error>) -> Result<Document, Error> {
    match answer {
        Ok(answer) => Ok(parts(&answer)),
        Err(error) => match *error.kind {
            ErrorKind::Command(ref refused) => Ok(refusal(refused.code)),
            _ => Err(error),
        },
    }
}

fn parts(answer: &Document) -> Document {
    let mut kept = Document::new();
    for name in ["n", "nModified", "value"] {
        if let Some(value) = answer.get(name) {
            kept.insert(name, exact(value));
        }
    }
    if let Ok(cursor) = answer.get_document("cursor") {
        kept.insert("batch", cursor.get("firstBatch").map_or(Bson::Null, exact));
    }
    if let Ok(errors) = answer.get_array("writeErrors") {
        let codes = errors.iter().filter_map(Bson::as_document).filter_map(|error| error.get_i32("code").ok());
        kept.insert("refused", codes.map(|code| Bson::from(telling(code))).collect::<Vec<_>>());
    }
    kept
}

fn refusal(code: i32) -> Document {
    doc! {"refused": telling(code)}
}

fn telling(code: i32) -> i32 {
    if TELLING.contains(&code) { code } else { 0 }
}

/// Documents with sorted fields: an update may add new ones in another order. Numbers keep their kind.
fn exact(value: &Bson) -> Bson {
    match value {
        Bson::Document(document) => {
            let mut names: Vec<&String> = document.keys().collect();
            names.sort();
            Bson::Document(names.into_iter().map(|name| (name.clone(), exact(&document[name]))).collect())
        }
        Bson::Array(items) => Bson::Array(items.iter().map(exact).collect()),
        other => other.clone(),
    }
}
