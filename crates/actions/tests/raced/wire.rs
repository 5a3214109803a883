//! A wire between the driver and the engine that is pulled at. Each connection lives for a drawn number of bytes; then it
//! is cut in the middle of a message, or only one side is closed. Before that its bytes are held up now and then.

use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    task::JoinHandle,
};

/// Bytes after which a connection ends: from within its greeting to a dozen of commands.
const LIVES: std::ops::Range<u64> = 200..12_000;
/// The longest that a piece is held up.
const HELD_UP_MILLIS: u64 = 12;

/// The wire; gone when it is dropped.
pub struct Wire {
    /// Where the driver connects to.
    pub uri: String,
    ends: Arc<AtomicU64>,
    accepting: JoinHandle<()>,
}

/// How a connection ends.
#[derive(Clone, Copy)]
enum End {
    Both,
    Questions,
    Answers,
}

impl Wire {
    /// A wire to the engine behind this connection string, which names its socket.
    pub async fn to(engine: &str, seed: u64) -> Self {
        let host = engine.strip_prefix("mongodb://").unwrap().split('/').next().unwrap();
        let socket = PathBuf::from(host.replace("%2F", "/"));
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = door.local_addr().unwrap().port();
        let ends = Arc::<AtomicU64>::default();
        let accepting = tokio::spawn(accept(door, socket, seed, Arc::clone(&ends)));
        // Directly: the engine tells its own address, and the driver would go there.
        let uri = format!("mongodb://127.0.0.1:{port}/?directConnection=true&serverSelectionTimeoutMS=20000");
        Self { uri, ends, accepting }
    }

    /// Connections that were ended so far.
    pub fn ends(&self) -> u64 {
        self.ends.load(Ordering::SeqCst)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(door: TcpListener, socket: PathBuf, seed: u64, ends: Arc<AtomicU64>) {
    let mut number = 0;
    while let Ok((driver, _)) = door.accept().await {
        number += 1;
        let dice = StdRng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let Ok(engine) = UnixStream::connect(&socket).await else { return };
        tokio::spawn(carry(driver, engine, dice, Arc::clone(&ends)));
    }
}

async fn carry(driver: TcpStream, engine: UnixStream, mut dice: StdRng, ends: Arc<AtomicU64>) {
    let lives = dice.random_range(LIVES);
    let end = [End::Both, End::Both, End::Questions, End::Answers][dice.random_range(0..4)];
    let (of_questions, of_answers) = match end {
        End::Both | End::Answers => (u64::MAX, lives),
        End::Questions => (lives, u64::MAX),
    };
    let (from_driver, to_driver) = driver.into_split();
    let (from_engine, to_engine) = engine.into_split();
    let questions = pass(from_driver, to_engine, of_questions, StdRng::seed_from_u64(dice.random()));
    let answers = pass(from_engine, to_driver, of_answers, dice);
    let was_ended = match end {
        End::Both => tokio::select! { ended = questions => ended, ended = answers => ended },
        End::Questions | End::Answers => {
            let (questions, answers) = tokio::join!(questions, answers);
            questions || answers
        }
    };
    if was_ended {
        ends.fetch_add(1, Ordering::SeqCst);
    }
}

/// Passes bytes on until there are no more, or so many have been: then the other end hears that nothing follows. True when
/// it was ended here.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut left: u64,
    mut dice: StdRng,
) -> bool {
    let mut piece = [0; 4096];
    loop {
        let Ok(length) = from.read(&mut piece).await else { return false };
        if length > 0 && dice.random_ratio(1, 12) {
            tokio::time::sleep(Duration::from_millis(dice.random_range(0..HELD_UP_MILLIS))).await;
        }
        let passed = length.min(usize::try_from(left).unwrap_or(usize::MAX));
        left -= passed as u64;
        let is_ended = length > passed;
        if to.write_all(&piece[..passed]).await.is_err() || length == 0 || is_ended {
            let _ = to.shutdown().await;
            return is_ended;
        }
    }
}
