//! Takes connections: how long they may keep us waiting, and how they end. HTTP/1 alone: whatever stands before us speaks
//! the rest. What is asked over them is the router's.

use crate::{lingering::Lingering, stop::Stop};
use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use socket2::{SockRef, TcpKeepalive};
use std::{pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use tower::Service;

/// The head of a request comes within this, counted from the end of the answer before it.
const HEAD: Duration = Duration::from_secs(20);
/// Whoever takes nothing of an answer for so long is cut by the kernel.
const UNREAD: Duration = Duration::from_secs(20);
/// A line that is silent is asked whether it is still there.
const SILENT: Duration = Duration::from_secs(60);
/// What is being answered when the process stops has so long to end.
const DRAIN: Duration = Duration::from_secs(8);
/// When there are no more sockets to be had, some may be given back within this.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers with this router until it is time to stop; what is being answered then is answered.
pub async fn serve(listener: TcpListener, app: Router, stop: &Stop) {
    allow_many_sockets();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    // Every connection holds one end of it.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! { () = stop.requested() => break, accepted = listener.accept() => accepted };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        if let Err(error) = mind(&stream) {
            tracing::debug!(%error, "a connection without its deadlines");
        }
        let app = app.clone();
        let answer = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            app.clone().call(request)
        });
        let line = http.serve_connection(TokioIo::new(Lingering::new(stream)), answer).with_upgrades();
        let (stop, open) = (stop.clone(), open.clone());
        tokio::spawn(async move {
            let mut line = pin!(line);
            let ended = tokio::select! {
                // What has arrived is begun, and what is begun is answered.
                biased;
                ended = line.as_mut() => ended,
                () = stop.requested() => {
                    line.as_mut().graceful_shutdown();
                    line.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended");
            }
            drop(open);
        });
    }
    drop((listener, open));
    if tokio::time::timeout(DRAIN, all_closed.recv()).await.is_err() {
        tracing::warn!("answers were cut: they did not end in time");
    }
}

/// Answers are written as they are made, and a line whose other end is gone or takes nothing is given up.
fn mind(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(SILENT).with_interval(UNREAD))?;
    socket.set_tcp_user_timeout(Some(UNREAD))
}

/// A process may have as many sockets as the system lets it have; it begins with fewer.
fn allow_many_sockets() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
}
