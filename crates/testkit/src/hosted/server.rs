//! A small HTTP server on this machine, one request per connection, in a thread that ends with the test program.

use serde_json::Value;
use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// What was asked.
pub(super) struct Heard {
    /// Method and path, e.g. `GET /v2/request/01`.
    pub(super) line: String,
    headers: Vec<(String, String)>,
    /// `Null` without one.
    pub(super) body: Value,
}

impl Heard {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Status and body.
pub(super) type Said = (u16, String);

/// The door of a double.
pub struct HostedServer {
    port: u16,
    /// Answered before the service is asked at all.
    first: Arc<Mutex<VecDeque<Said>>>,
    is_down: Arc<AtomicBool>,
}

impl HostedServer {
    pub(super) fn start(answer: impl Fn(&Heard) -> Said + Send + 'static) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = door.local_addr().expect("a bound door has an address").port();
        let first = Arc::new(Mutex::new(VecDeque::<Said>::new()));
        let instead = Arc::clone(&first);
        let is_down = Arc::new(AtomicBool::new(false));
        let down = Arc::clone(&is_down);
        thread::spawn(move || {
            for caller in door.incoming().map_while(Result::ok) {
                let Some(heard) = hear(&caller) else { continue };
                let planned = instead.lock().expect("no test panics while it holds the answers").pop_front();
                let planned = planned.or_else(|| down.load(Ordering::SeqCst).then(|| (503, String::new())));
                say(caller, &planned.unwrap_or_else(|| answer(&heard)));
            }
        });
        Self { port, first, is_down }
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Out of order, until it is up again.
    pub fn set_down(&self, is_down: bool) {
        self.is_down.store(is_down, Ordering::SeqCst);
    }

    /// Answers the next call so, whatever it is.
    pub fn answer_next(&self, status: u16, body: &str) {
        self.first.lock().expect("no test panics while it holds the answers").push_back((status, body.to_owned()));
    }
}

fn hear(caller: &TcpStream) -> Option<Heard> {
    let mut reader = BufReader::new(caller);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let line = first.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let mut headers = Vec::new();
    loop {
        let mut text = String::new();
        reader.read_line(&mut text).ok()?;
        let Some((name, value)) = text.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut heard = Heard { line, headers, body: Value::Null };
    let length: usize = heard.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    heard.body = serde_json::from_slice(&body).unwrap_or_default();
    Some(heard)
}

fn say(mut caller: TcpStream, (status, body): &Said) {
    let head = format!("HTTP/1.1 {status} -\r\nConnection: close\r\nRetry-After: 7\r\nLocation: /login\r\n");
    let _ = write!(caller, "{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len());
}
