//! One client: read a message, run it on a thread that may wait, write the answer.

use std::sync::Arc;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    sync::watch,
};

use crate::{
    commands::{Host, answer},
    engine::Core,
    error::{Code, CommandError},
    wire::{self, HEADER_BYTES, Request, WireError},
};

pub(super) async fn serve(mut stream: UnixStream, core: Arc<Core>, host: Host, mut stopped: watch::Receiver<()>) {
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
        let Some(bytes) = respond(&core, &host, request).await else { continue };
        if stream.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

/// `None` when the client has gone.
async fn read_request(stream: &mut UnixStream) -> Result<Option<Request>, WireError> {
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

/// The bytes of the answer; `None` when the client does not wait for one.
async fn respond(core: &Arc<Core>, host: &Host, request: Request) -> Option<Vec<u8>> {
    let (core, host) = (Arc::clone(core), host.clone());
    let (id, transport, unacknowledged) = (request.id, request.transport, request.unacknowledged);
    let run = tokio::task::spawn_blocking(move || answer(&core, &host, &request.body));
    let reply = run.await.unwrap_or_else(|panic| {
        tracing::error!(%panic, "a command broke");
        CommandError::new(Code::InternalError, "the command broke inside the engine").into_reply()
    });
    if unacknowledged {
        return None;
    }
    let encoded = wire::encode(transport, id, &reply);
    let fallback = |error: bson::error::Error| wire::encode(transport, id, &CommandError::from(error).into_reply());
    encoded.or_else(fallback).ok()
}
