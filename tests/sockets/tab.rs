//! A browser's tab at its socket, and one that speaks badly.

use crate::world::World;
use app::api::chat::wire::{Ask, Heard, Tell, read};
use domain::ChatId;
use futures::{SinkExt, StreamExt};
use std::time::Duration;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Error, Message, client::IntoClientRequest, handshake::client::Request, protocol::WebSocketConfig},
};

/// Whatever is waited for has happened by then, on a machine that does much else.
pub const SOON: Duration = Duration::from_secs(30);

/// Where a tab goes.
#[derive(Clone)]
pub struct Way {
    pub address: String,
    pub origin: String,
    pub session: String,
    pub chat: ChatId,
}

impl Way {
    pub fn to(world: &World, chat: ChatId, session: &str) -> Self {
        let (address, origin) = (world.address.clone(), world.origin.clone());
        Self { address, origin, session: session.to_owned(), chat }
    }

    /// How a browser of ours asks for it.
    pub fn request(&self, after: u64) -> Request {
        let address = format!("ws://{}/socket/{}?after={after}", self.address, self.chat);
        let mut request = address.into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("origin", self.origin.parse().unwrap());
        headers.insert("cookie", format!("sid={}", self.session).parse().unwrap());
        request
    }

    /// The tab, or the status it is refused with.
    pub async fn try_open(&self, after: u64) -> Result<Tab, u16> {
        asked(&self.address, self.request(after)).await
    }

    pub async fn open(&self, after: u64) -> Tab {
        self.try_open(after).await.expect("a tab of somebody who takes part")
    }
}

/// Asks for a socket in any words.
pub async fn asked(address: &str, request: Request) -> Result<Tab, u16> {
    let line = TcpStream::connect(address).await.unwrap();
    let little = WebSocketConfig::default().read_buffer_size(4 * 1024);
    match timeout(SOON, client_async_with_config(request, line, Some(little))).await.expect("an answer") {
        Ok((socket, _)) => Ok(Tab { socket, heard: Vec::new(), at: 0 }),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("no answer: {error}"),
    }
}

pub struct Tab {
    socket: WebSocketStream<TcpStream>,
    heard: Vec<Tell>,
    /// What was heard and not asked for yet begins here.
    at: usize,
}

impl Tab {
    pub async fn ask(&mut self, ask: &Ask) {
        self.write(serde_json::to_string(ask).unwrap()).await;
    }

    pub async fn write(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    pub async fn say(&mut self, key: &str, text: &str) {
        self.ask(&Ask::Send { key: key.to_owned(), text: text.to_owned(), reply_to: String::new() }).await;
    }

    /// The next word for which this is something.
    pub async fn next<T>(&mut self, wanted: impl Fn(&Tell) -> Option<T>) -> T {
        timeout(SOON, async {
            loop {
                while let Some(word) = self.heard.get(self.at) {
                    self.at += 1;
                    if let Some(found) = wanted(word) {
                        return found;
                    }
                }
                assert!(self.hear().await.is_none(), "the socket was closed; it said {:?}", self.heard);
            }
        })
        .await
        .unwrap_or_else(|_| panic!("it was never said; this was: {:?}", self.heard))
    }

    /// The next message.
    pub async fn message(&mut self) -> Heard {
        let message = |word: &Tell| if let Tell::Said(heard) = word { Some(heard.clone()) } else { None };
        self.next(message).await
    }

    /// The numbers of all messages up to this one.
    pub async fn numbers_to(&mut self, last: u64) -> Vec<u64> {
        let mut numbers = Vec::new();
        while numbers.last() != Some(&last) {
            numbers.push(self.message().await.said.seq);
        }
        numbers
    }

    /// The number of every message that was ever heard here, in the order they came.
    pub fn numbers(&self) -> Vec<u64> {
        self.heard.iter().filter_map(number).collect()
    }

    /// The same, once this one has come.
    pub async fn heard_to(&mut self, last: u64) -> Vec<u64> {
        while self.heard.iter().rev().find_map(number) != Some(last) {
            let end = timeout(SOON, self.hear()).await.expect("the next message");
            assert!(end.is_none(), "the socket was closed: {end:?}");
        }
        self.numbers()
    }

    /// Hears on until this has come.
    pub async fn hear_until<T>(&mut self, other: impl Future<Output = T>) -> T {
        tokio::pin!(other);
        loop {
            tokio::select! {
                biased;
                come = &mut other => return come,
                end = self.hear() => assert!(end.is_none(), "the socket was closed: {end:?}"),
            }
        }
    }

    /// With which number and reason the house closes it.
    pub async fn closed(mut self) -> (u16, String) {
        self.ended().await
    }

    /// The same, for who looks at what was heard afterwards.
    pub async fn ended(&mut self) -> (u16, String) {
        timeout(SOON, async {
            loop {
                if let Some(end) = self.hear().await {
                    return end;
                }
            }
        })
        .await
        .expect("it is still open")
    }

    /// Takes a frame; how it ended, if it did.
    async fn hear(&mut self) -> Option<(u16, String)> {
        match self.socket.next().await {
            Some(Ok(Message::Text(text))) => {
                self.heard.extend(read(&text));
                None
            }
            Some(Ok(Message::Close(Some(frame)))) => Some((frame.code.into(), frame.reason.to_string())),
            Some(Ok(Message::Close(None)) | Err(_)) | None => Some((1006, String::new())),
            Some(Ok(_)) => None,
        }
    }
}

fn number(word: &Tell) -> Option<u64> {
    if let Tell::Said(heard) = word { Some(heard.said.seq) } else { None }
}
