//! The same crowd for both sides: everybody in one room hears everything, and speaks in turn at a given rate, whatever
//! the answer takes. A message says when it was sent; whoever hears it says how long that took.

use anyhow::{Context, Result, ensure};
use futures::{SinkExt, StreamExt, stream::SplitSink};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, task::JoinHandle, time::interval};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, Utf8Bytes, client::IntoClientRequest},
};

/// What people write, beside the time.
const WORDS: &str = "Is the hub new, and would you take a little less if I came to fetch it on Friday after work?";

/// How one side is spoken to.
pub(super) trait Tongue: Send + Sync + 'static {
    /// Address, and headers of the handshake, for the client with this number.
    fn door(&self, client: usize, is_idle: bool) -> (String, Vec<(&'static str, String)>);
    /// The first word after the handshake, if any.
    fn greeting(&self) -> Option<&'static str>;
    /// A message.
    fn say(&self, key: u64, text: &str) -> String;
    /// What is answered to a word that is not a message.
    fn answer(&self, frame: &str) -> Option<&'static str>;
}

type Mouth = SplitSink<WebSocketStream<TcpStream>, Message>;

/// Everybody in the room.
pub(super) struct Crowd<T> {
    tongue: Arc<T>,
    mouths: Vec<Arc<tokio::sync::Mutex<Mouth>>>,
    ears: Vec<JoinHandle<()>>,
    heard: Arc<Mutex<Vec<u32>>>,
    born: Instant,
    key: u64,
}

/// What a turn came to.
pub(super) struct Turn {
    /// Deliveries, as they were heard.
    pub(super) deliveries: usize,
    /// Milliseconds from the mouth to an ear: the middle one, and that of the hundredth that waited longest.
    pub(super) p50: f64,
    pub(super) p99: f64,
}

/// A socket that says hello and then only listens.
pub(super) async fn open<T: Tongue>(tongue: &T, client: usize, is_idle: bool) -> Result<WebSocketStream<TcpStream>> {
    let (address, headers) = tongue.door(client, is_idle);
    let mut request = address.as_str().into_client_request()?;
    for (name, value) in headers {
        request.headers_mut().insert(name, value.parse()?);
    }
    let authority = request.uri().authority().context("an address")?.to_string();
    let line = TcpStream::connect(authority).await?;
    line.set_nodelay(true)?;
    let (mut socket, _) = client_async(request, line).await?;
    if let Some(greeting) = tongue.greeting() {
        socket.send(Message::text(greeting)).await?;
    }
    Ok(socket)
}

impl<T: Tongue> Crowd<T> {
    pub(super) async fn gather(tongue: Arc<T>, count: usize) -> Result<Self> {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let mut crowd = Self { tongue, mouths: Vec::new(), ears: Vec::new(), heard, born: Instant::now(), key: 0 };
        for client in 0..count {
            let (mouth, mut ear) = open(&*crowd.tongue, client, false).await?.split();
            let mouth = Arc::new(tokio::sync::Mutex::new(mouth));
            crowd.mouths.push(mouth.clone());
            let (heard, tongue, born) = (crowd.heard.clone(), crowd.tongue.clone(), crowd.born);
            crowd.ears.push(tokio::spawn(async move {
                while let Some(Ok(frame)) = ear.next().await {
                    let Message::Text(text) = frame else { continue };
                    let now = born.elapsed();
                    let delays: Vec<u32> = sent_at(&text).map(|at| micros(now.saturating_sub(at))).collect();
                    if delays.is_empty() {
                        if let Some(answer) = tongue.answer(&text) {
                            // A line that is gone is found out by the count.
                            let _ = mouth.lock().await.send(Message::text(answer)).await;
                        }
                    } else {
                        heard.lock().expect("nobody panics with this in hand").extend(delays);
                    }
                }
            }));
        }
        Ok(crowd)
    }

    /// Speaks at this rate for so long, and waits until all of it was heard.
    pub(super) async fn talk(&mut self, per_second: u32, long: Duration) -> Result<Turn> {
        self.heard.lock().expect("nobody panics with this in hand").clear();
        let mut tick = interval(Duration::from_secs(1) / per_second);
        let (began, mut said) = (Instant::now(), 0);
        while began.elapsed() < long {
            tick.tick().await;
            self.key += 1;
            let text = format!("{} {WORDS}", self.born.elapsed().as_micros());
            let words = self.tongue.say(self.key, &text);
            let mouth = &self.mouths[usize::try_from(self.key)? % self.mouths.len()];
            mouth.lock().await.send(Message::Text(Utf8Bytes::from(words))).await?;
            said += 1;
        }
        let wanted = said * self.mouths.len();
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.count() < wanted {
            ensure!(Instant::now() < deadline, "{} of {wanted} were heard", self.count());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let mut delays = self.heard.lock().expect("nobody panics with this in hand").clone();
        ensure!(delays.len() == wanted, "{} were heard, {wanted} were said", delays.len());
        delays.sort_unstable();
        let at = |share: usize| f64::from(delays[delays.len() * share / 100]) / 1_000.0;
        Ok(Turn { deliveries: delays.len(), p50: at(50), p99: at(99) })
    }

    fn count(&self) -> usize {
        self.heard.lock().expect("nobody panics with this in hand").len()
    }
}

impl<T> Drop for Crowd<T> {
    fn drop(&mut self) {
        self.ears.iter().for_each(JoinHandle::abort);
    }
}

/// When each message of a frame was sent.
fn sent_at(frame: &str) -> impl Iterator<Item = Duration> {
    frame.split("\"text\":\"").skip(1).filter_map(|text| {
        let digits = text.split(' ').next()?;
        digits.parse().ok().map(Duration::from_micros)
    })
}

fn micros(delay: Duration) -> u32 {
    u32::try_from(delay.as_micros()).unwrap_or(u32::MAX)
}
