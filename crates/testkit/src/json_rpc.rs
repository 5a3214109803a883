//! One JSON-RPC call over plain HTTP, blocking, for steering a local test chain. Nothing for production.

use serde_json::{Value, json};
use std::{
    io::{self, Read, Write},
    net::TcpStream,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(20);

/// The `result` of one call to a node on this machine.
pub(crate) fn call(port: u16, method: &str, params: &Value) -> io::Result<Value> {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let mut node = TcpStream::connect(("127.0.0.1", port))?;
    node.set_read_timeout(Some(PATIENCE))?;
    write!(
        node,
        "POST / HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    node.read_to_string(&mut answer)?;
    let (_, json) = answer.split_once("\r\n\r\n").ok_or_else(|| io::Error::other("no HTTP answer"))?;
    let mut answer: Value = serde_json::from_str(json)?;
    match answer.get("error") {
        Some(error) => Err(io::Error::other(format!("{method}: {error}"))),
        None => Ok(answer["result"].take()),
    }
}
