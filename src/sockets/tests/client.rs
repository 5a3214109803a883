//! The other end of a line: what comes out there, word for word.

use app::api::chat::wire::{Ask, Tell, read};
use futures::{SinkExt, StreamExt};
use std::{collections::VecDeque, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};

/// Whatever is waited for has happened by then.
const SOON: Duration = Duration::from_secs(30);

/// The other end of a line.
pub(super) struct Client {
    socket: WebSocketStream<TcpStream>,
    words: VecDeque<Tell>,
}

impl Client {
    pub(super) fn of(socket: WebSocketStream<TcpStream>) -> Self {
        Self { socket, words: VecDeque::new() }
    }

    pub(super) async fn say(&mut self, key: &str, text: &str) {
        let ask = Ask::Send { key: key.to_owned(), text: text.to_owned(), reply_to: String::new() };
        self.socket.send(Message::text(serde_json::to_string(&ask).unwrap())).await.unwrap();
    }

    /// The next frame of text.
    pub(super) async fn frame(&mut self) -> String {
        let frame = timeout(SOON, self.socket.next()).await.expect("a frame").unwrap().unwrap();
        frame.into_text().unwrap().as_str().to_owned()
    }

    pub(super) async fn word(&mut self) -> Tell {
        loop {
            if let Some(word) = self.words.pop_front() {
                return word;
            }
            let frame = self.frame().await;
            self.words.extend(read(&frame));
        }
    }

    /// What the next [`batch`] names.
    pub(super) async fn told(&mut self) -> String {
        loop {
            if let Tell::Open { me } = self.word().await {
                return me;
            }
        }
    }

    /// The number of the next message, and what its author calls it.
    pub(super) async fn said(&mut self) -> (u64, String) {
        loop {
            if let Tell::Said(heard) = self.word().await {
                return (heard.said.seq, heard.key);
            }
        }
    }

    /// With which number the house closes it.
    pub(super) async fn closed(mut self) -> Option<u16> {
        let closed = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Close(Some(frame)))) => return Some(frame.code.into()),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return None,
                }
            }
        };
        timeout(SOON, closed).await.expect("it is still open")
    }
}
