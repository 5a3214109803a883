//! `POST /attach/{home}`: a plain form with files. Each file is counted while it comes and refused at its first byte too
//! many; all are kept, or none is, and the page of the form says why.

use crate::{door, page::House};
use actions::{ActionError, attachments::Attaching};
use app::{Refused, Viewer, ssr::refuse};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Path, Request, State, multipart::Field},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use domain::attachments::{AttachmentError, AttachmentHome, MAX_FILE_BYTES, MAX_FILES};
use std::{collections::BTreeMap, time::Duration};

/// All files of one form, with what stands between them.
pub const MAX_BYTES: usize = (MAX_FILES as usize) * (MAX_FILE_BYTES as usize) + 64 * 1024;
/// Nobody sends longer than this.
const LONGEST: Duration = Duration::from_secs(300);
/// The form's name, as its page knows it.
const FORM: &str = "attach_files";

/// Files for a request or an offer.
pub async fn attach(State(house): State<House>, Path(home): Path<String>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let viewer = parts.extensions.get::<Viewer>().cloned();
    let (Some(viewer), Some(home)) = (viewer.clone(), AttachmentHome::parse(&home)) else {
        return house.error_page(parts, if viewer.is_none() { 401 } else { 404 }).await;
    };
    let desk = house.desk.clone().asked_from(parts.extensions.get().cloned().unwrap_or_default());
    let attaching = match Attaching::begin(&desk, viewer.id, home).await {
        Ok(attaching) => attaching,
        Err(error) => {
            let fault = door::numbered(refuse(error), &parts);
            door::note(&house, &parts, FORM, &fault).await;
            return house.error_page(parts, fault.status).await;
        }
    };
    let page = format!("/requests/{}", attaching.request());
    let files = Request::from_parts(parts.clone(), body);
    match tokio::time::timeout(LONGEST, take(&desk, attaching, files)).await {
        Ok(Ok(())) => Redirect::to(&format!("{page}#files")).into_response(),
        Ok(Err(error)) => {
            let fault = door::numbered(refuse(error), &parts);
            door::note(&house, &parts, FORM, &fault).await;
            parts.uri = Uri::try_from(page).unwrap_or_default();
            let values = BTreeMap::from([("which".to_owned(), home.text())]);
            door::refused_page(house, Refused { deed: FORM.to_owned(), fault, values }, parts).await
        }
        // What was begun is an orphan, and swept.
        Err(_) => house.error_page(parts, 503).await,
    }
}

/// All files of the form, or none. Who is refused is still listened to: a browser that may not finish sending shows no
/// answer.
async fn take(desk: &actions::Desk, mut attaching: Attaching, files: Request<Body>) -> Result<(), ActionError> {
    let Ok(mut form) = Multipart::from_request(files, &()).await else { return Err(AttachmentError::Nothing.into()) };
    let mut taken = Ok(());
    loop {
        match form.next_field().await {
            Ok(Some(field)) => {
                let done = one(desk, &mut attaching, field, taken.is_ok()).await;
                taken = taken.and(done);
            }
            Ok(None) => break,
            // Cut off, or longer than all files together may be.
            Err(_) => {
                taken = taken.and(Err(AttachmentError::TooLarge.into()));
                break;
            }
        }
    }
    let taken = match taken {
        Ok(()) => attaching.finish(desk).await,
        refused => refused,
    };
    if taken.is_err() {
        attaching.give_up(desk).await;
    }
    taken
}

/// One part of the form; words between the files are let go of.
async fn one(
    desk: &actions::Desk,
    attaching: &mut Attaching,
    mut field: Field<'_>,
    is_wanted: bool,
) -> Result<(), ActionError> {
    let name = field.file_name().map(str::to_owned);
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = field.chunk().await.map_err(|_| AttachmentError::TooLarge)? {
        is_too_large |= bytes.len() + chunk.len() > usize::try_from(MAX_FILE_BYTES).unwrap_or_default();
        if is_wanted && name.is_some() && !is_too_large {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    match name {
        _ if is_too_large => Err(AttachmentError::TooLarge.into()),
        // What a browser sends for a field in which nothing was chosen.
        Some(name) if is_wanted && !(name.is_empty() && bytes.is_empty()) => attaching.add(desk, &name, bytes).await,
        _ => Ok(()),
    }
}
