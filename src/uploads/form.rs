//! A form with files, read part by part: words are kept as long as they are few, each file is counted while it comes and
//! refused at its first byte too many.

use actions::{ActionError, Desk, attachments::Attaching};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, multipart::Field},
};
use domain::attachments::{AttachmentError, MAX_FILE_BYTES};
use std::collections::BTreeMap;

/// All words of one form.
const MAX_WORDS: usize = 64 * 1024;

/// What was typed, by field.
pub type Words = BTreeMap<String, String>;

/// Reads all of the form, whatever is wrong with it: a browser that may not finish sending shows no answer. The words come
/// back even if a file is refused.
pub async fn read(desk: &Desk, attaching: &mut Attaching, form: Request<Body>) -> (Words, Result<(), ActionError>) {
    let mut words = Words::new();
    let Ok(mut form) = Multipart::from_request(form, &()).await else {
        return (words, Err(AttachmentError::Nothing.into()));
    };
    let mut taken = Ok(());
    loop {
        match form.next_field().await {
            Ok(Some(field)) => {
                let done = part(desk, attaching, &mut words, field, taken.is_ok()).await;
                taken = taken.and(done);
            }
            Ok(None) => return (words, taken),
            // Cut off, or longer than all files together may be.
            Err(_) => return (words, taken.and(Err(AttachmentError::TooLarge.into()))),
        }
    }
}

async fn part(
    desk: &Desk,
    attaching: &mut Attaching,
    words: &mut Words,
    field: Field<'_>,
    is_wanted: bool,
) -> Result<(), ActionError> {
    let (name, file_name) = (field.name().map(str::to_owned), field.file_name().map(str::to_owned));
    let Some(file_name) = file_name else {
        let room = MAX_WORDS.saturating_sub(words.values().map(String::len).sum());
        let typed = bytes(field, room, true).await?;
        words.insert(name.unwrap_or_default(), String::from_utf8_lossy(&typed).into_owned());
        return Ok(());
    };
    let most = usize::try_from(MAX_FILE_BYTES).unwrap_or_default();
    let bytes = bytes(field, most, is_wanted).await?;
    // What a browser sends for a field in which nothing was chosen.
    let is_nothing = file_name.is_empty() && bytes.is_empty();
    if is_wanted && !is_nothing { attaching.add(desk, &file_name, bytes).await } else { Ok(()) }
}

/// Listens to the end, keeps nothing that is not wanted.
async fn bytes(mut field: Field<'_>, most: usize, is_wanted: bool) -> Result<Vec<u8>, ActionError> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = field.chunk().await.map_err(|_| AttachmentError::TooLarge)? {
        is_too_large |= bytes.len() + chunk.len() > most;
        if is_wanted && !is_too_large {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    if is_too_large { Err(AttachmentError::TooLarge.into()) } else { Ok(bytes) }
}
