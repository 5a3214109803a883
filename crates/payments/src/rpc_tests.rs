//! Nodes that answer nonsense, answer too much, or do not answer: an error each time, never a panic.

use super::*;
use crate::{Chain, ChainError, ChainSettings};
use domain::escrow::ChainId;
use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

/// A node that gives every caller the same HTTP answer, from a thread that ends with the test program.
fn a_node_that_says(answer: impl Into<Vec<u8>>) -> String {
    let (answer, door) = (answer.into(), TcpListener::bind("127.0.0.1:0").unwrap());
    let port = door.local_addr().unwrap().port();
    thread::spawn(move || {
        for caller in door.incoming() {
            let mut caller = caller.unwrap();
            let _ = caller.read(&mut [0; 4096]);
            let _ = caller.write_all(&answer);
        }
    });
    format!("http://127.0.0.1:{port}/v3/secret-key")
}

fn http(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

async fn call(url: &str) -> Result<Value, RpcError> {
    Node::new(url).unwrap().unwrap().call("eth_chainId", json!([])).await
}

async fn said(answer: &str) -> Result<Value, RpcError> {
    call(&a_node_that_says(answer)).await
}

#[tokio::test]
async fn a_result_is_a_result_even_when_it_is_null() {
    assert_eq!(said(&http(r#"{"jsonrpc":"2.0","id":1,"result":"0x1"}"#)).await, Ok(json!("0x1")));
    assert_eq!(said(&http(r#"{"jsonrpc":"2.0","id":1,"result":null,"error":null}"#)).await, Ok(Value::Null));
}

#[tokio::test]
async fn nonsense_is_a_bad_answer() {
    for body in [
        "",
        "<html>",
        "null",
        "[]",
        "7",
        "{}",
        r#"{"id":1}"#,
        r#"{"id":2,"result":"0x1"}"#,
        r#"{"result":"0x1"}"#,
        "{\"id\":1,\"result\":\"\u{0}",
    ] {
        let answer = said(&http(body)).await;
        assert!(matches!(answer, Err(RpcError::BadAnswer { .. })), "{body:?}: {answer:?}");
    }
}

#[tokio::test]
async fn the_node_s_own_refusal_is_kept_and_cut_short() {
    let body = json!({"id": 1, "error": {"code": -32005, "message": "too many results ".repeat(50)}}).to_string();
    let Err(RpcError::Refused { code, message, .. }) = said(&http(&body)).await else { panic!("not refused") };
    assert_eq!((code, message.len()), (-32_005, MAX_MESSAGE_CHARS));
    let answer = said(&http(r#"{"id":1,"error":"no"}"#)).await;
    assert!(matches!(answer, Err(RpcError::Refused { code: 0, .. })), "{answer:?}");
}

#[tokio::test]
async fn an_http_error_a_redirect_and_a_broken_answer_are_no_answer() {
    for answer in [
        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 429 Slow down\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":1,",
        "not http at all",
        "",
    ] {
        let found = said(answer).await;
        assert!(matches!(found, Err(RpcError::Unreachable { .. })), "{answer:?}: {found:?}");
    }
}

/// A node that takes every caller and says nothing to anybody, or stops in the middle of its answer.
fn a_node_that_stops_after(answer: &'static str) -> String {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    thread::spawn(move || {
        let mut callers = Vec::new();
        for caller in door.incoming() {
            let mut caller = caller.unwrap();
            let _ = caller.write_all(answer.as_bytes());
            callers.push(caller);
        }
    });
    format!("http://127.0.0.1:{port}/")
}

#[tokio::test]
async fn who_never_answers_and_who_never_ends_is_not_waited_for() {
    for answer in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":1,"] {
        let node = Node::answering_within(&a_node_that_stops_after(answer), Duration::from_millis(200)).unwrap();
        let found = node.unwrap().call("eth_chainId", json!([])).await;
        assert!(matches!(found, Err(RpcError::Unreachable { .. })), "{answer:?}: {found:?}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let mut answer = http("").replace("Content-Length: 0\r\n", "").into_bytes();
    answer.resize(MAX_ANSWER_BYTES + 1_000_000, b' ');
    let Err(RpcError::Unreachable { why, .. }) = call(&a_node_that_says(answer)).await else { panic!("was read") };
    assert!(why.contains("more than"), "{why}");
}

#[tokio::test]
async fn no_error_gives_the_access_key_in_the_address_away() {
    let gone = "http://user:pass-word@127.0.0.1:1/v3/secret-key?key=secret-key";
    for url in [gone.to_owned(), a_node_that_says(""), a_node_that_says(http("<html>"))] {
        let error = call(&url).await.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(!text.contains("secret-key") && !text.contains("pass-word"), "{text}");
        assert!(text.contains("127.0.0.1"), "{text}");
    }
}

fn chain_of(rpc: String) -> Chain {
    let settings = ChainSettings {
        chain_id: ChainId(1),
        name: "Test".to_owned(),
        rpc: vec![rpc],
        nodes_needed: 1,
        confirmations: 1,
        finality: crate::Finality::Blocks,
        explorer: None,
        tokens: Vec::new(),
    };
    Chain::new(settings).unwrap()
}

#[tokio::test]
async fn a_node_that_answers_its_chain_id_to_everything_is_not_believed() {
    let chain = chain_of(a_node_that_says(http(r#"{"id":1,"result":"0x1"}"#)));
    let to = [crate::read_address("0x574bbb36871ba6b78e27f4b4dcfb76ea0091880b").unwrap()];
    let tx = domain::escrow::TxHash(format!("0x{}", "ab".repeat(32)));
    assert!(matches!(chain.head().await, Err(ChainError::Rpc(RpcError::BadAnswer { .. }))));
    assert!(matches!(chain.transfers(0, 1, &to).await, Err(ChainError::Rpc(RpcError::BadAnswer { .. }))));
    assert!(matches!(chain.receipt(&tx).await, Err(ChainError::Rpc(RpcError::BadAnswer { .. }))));
}

#[test]
fn a_chain_over_https_can_be_made() {
    let node = Node::new("https://rpc.example/key").unwrap();
    // A machine without root certificates says so instead of trusting nobody in silence.
    assert!(node.is_ok() || node.unwrap_err().is_builder());
}
