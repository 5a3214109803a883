//! One client: read a message, run it (on a thread that may wait, unless it is brief), write the answer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use bson::Document;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::UnixStream,
    sync::watch,
};

use crate::{
    commands::{Host, Landing, answer, is_brief},
    engine::Core,
    error::{Code, CommandError},
    wire::{self, HEADER_BYTES, Request, WireError},
};

/// Read at once: most commands are shorter, and so cost one call of the system.
const READ_AT_ONCE: usize = 8 * 1024;

pub(super) async fn serve(stream: UnixStream, core: Arc<Core>, host: Host, mut stopped: watch::Receiver<()>) {
    let mut stream = BufReader::with_capacity(READ_AT_ONCE, stream);
    loop {
        let read = tokio::select! {
            _ = stopped.changed() => return,
            read = read_request(&mut stream) => read,
        };
        let request = match read {
            Ok(Some(request)) => request,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "a client sent what is no message; its connection is closed");
                return;
            }
        };
        let Ok(answered) = respond(&core, &host, request).await else { return };
        let Some(bytes) = answered else { continue };
        if stream.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

/// `None` when the client has gone.
async fn read_request(stream: &mut BufReader<UnixStream>) -> Result<Option<Request>, WireError> {
    let mut header = [0; HEADER_BYTES];
    if stream.read_exact(&mut header).await.is_err() {
        return Ok(None);
    }
    let mut payload = vec![0; wire::payload_length(&header)?];
    if stream.read_exact(&mut payload).await.is_err() {
        return Ok(None);
    }
    wire::parse(&header, &payload).map(Some)
}

/// The command's connection is to be closed without an answer.
struct HangUp;

/// The bytes of the answer; `None` when the client does not wait for one.
async fn respond(core: &Arc<Core>, host: &Host, request: Request) -> Result<Option<Vec<u8>>, HangUp> {
    let (id, transport, unacknowledged) = (request.id, request.transport, request.unacknowledged);
    let reply = run(core, host, request.body).await.ok_or(HangUp)?;
    if unacknowledged {
        return Ok(None);
    }
    let encoded = wire::encode(transport, id, &reply);
    let fallback = |error: bson::error::Error| wire::encode(transport, id, &CommandError::from(error).into_reply());
    Ok(encoded.or_else(fallback).ok())
}

/// The answer; `None` closes the connection. A command that breaks is answered too.
async fn run(core: &Arc<Core>, host: &Host, body: Document) -> Option<Document> {
    let broken = || {
        tracing::error!("a command broke");
        Some(CommandError::new(Code::InternalError, "the command broke inside the engine").into_reply())
    };
    match catch_unwind(AssertUnwindSafe(|| Landing::begin(core, &body))) {
        Ok(Some(landing)) => return Some(landing.answer(core).await),
        Ok(None) => {}
        Err(_) => return broken(),
    }
    if is_brief(core, &body) {
        return catch_unwind(AssertUnwindSafe(|| answer(core, host, &body))).unwrap_or_else(|_| broken());
    }
    let (core, host) = (Arc::clone(core), host.clone());
    tokio::task::spawn_blocking(move || answer(&core, &host, &body)).await.unwrap_or_else(|_| broken())
}
