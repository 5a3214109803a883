//! F29: a line cut at each byte, of what a tab says and of what it is told.

use crate::{
    last, often, said,
    tab::{SOON, Way},
    world::{Who, World},
};
use app::api::chat::wire::{Ask, Tell, read};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// A line after the handshake, byte by byte.
async fn bare(way: &Way, after: u64) -> TcpStream {
    let mut line = TcpStream::connect(&way.address).await.unwrap();
    let head = format!(
        "GET /socket/{}?after={after} HTTP/1.1\r\nhost: {}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\norigin: {}\r\ncookie: sid={}\r\n\r\n",
        way.chat, way.address, way.origin, way.session
    );
    line.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(timeout(SOON, line.read_u8()).await.expect("an answer").unwrap());
    }
    assert!(answer.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&answer));
    line
}

/// A frame of text as a browser sends it.
fn frame(text: &str) -> Vec<u8> {
    let mask = [7, 11, 13, 17];
    let length = u8::try_from(text.len()).ok().filter(|length| *length < 126).expect("a short text");
    let masked = text.bytes().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
    [0x81, 0x80 | length].into_iter().chain(mask).chain(masked).collect()
}

/// The last number in what has come whole of the house's frames.
fn last_whole(bytes: &[u8]) -> u64 {
    let (mut rest, mut last) = (bytes, 0);
    while let [0x81, length, tail @ ..] = rest {
        let (length, tail) = match (*length, tail) {
            (126, [high, low, tail @ ..]) => (usize::from(u16::from_be_bytes([*high, *low])), tail),
            (126, _) => break,
            (length, tail) => (usize::from(length), tail),
        };
        let Some((text, tail)) = tail.split_at_checked(length) else { break };
        for word in read(std::str::from_utf8(text).unwrap()) {
            if let Tell::Said(heard) = word {
                assert_eq!(heard.said.seq, last + 1, "the next number");
                last = heard.said.seq;
            }
        }
        rest = tail;
    }
    last
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_says_is_said_once_wherever_the_line_was_cut() {
    let world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Buyer).await);
    let ask = |key: &str| {
        let ask = Ask::Send { key: key.to_owned(), text: "Cut.".to_owned(), reply_to: String::new() };
        serde_json::to_string(&ask).unwrap()
    };
    let length = frame(&ask("c-000")).len();
    let (mut shown, mut keys) = (last(&world).await, Vec::new());
    for cut in (0..=length).step_by(often(1, 9)) {
        let key = format!("c-{cut:03}");
        let mut line = bare(&way, shown).await;
        line.write_all(&frame(&ask(&key))[..cut]).await.unwrap();
        // Gone without a word, before whatever the house had to say.
        socket2::SockRef::from(&line).set_linger(Some(std::time::Duration::ZERO)).unwrap();
        drop(line);
        let mut back = way.open(shown).await;
        back.say(&key, "Cut.").await;
        let heard = back.message().await;
        assert_eq!((heard.said.seq, heard.key), (shown + 1, key.clone()), "cut at byte {cut}");
        shown += 1;
        keys.push(key);
    }
    let all = said(&world).await;
    let ours: Vec<&String> = all.iter().map(|(_, key)| key).filter(|key| key.starts_with("c-")).collect();
    assert_eq!(ours, keys.iter().collect::<Vec<_>>());
    println!("race F29: {} tries, every byte of what is said", keys.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_is_told_goes_on_from_the_last_whole_frame_wherever_the_line_was_cut() {
    let world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Seller).await);
    crate::fill(&world, 3, 10).await;
    let end = last(&world).await;
    let mut whole = Vec::new();
    let mut line = bare(&way, 0).await;
    while last_whole(&whole) < end {
        whole.push(timeout(SOON, line.read_u8()).await.expect("all of it").unwrap());
    }
    let mut tries = 0;
    for cut in (0..=whole.len()).step_by(often(1, 97)) {
        let mut line = bare(&way, 0).await;
        let mut heard = vec![0; cut];
        timeout(SOON, line.read_exact(&mut heard)).await.expect("as much as before").unwrap();
        drop(line);
        let shown = last_whole(&heard);
        if shown < end {
            let numbers = way.open(shown).await.numbers_to(end).await;
            assert_eq!(numbers, (shown + 1..=end).collect::<Vec<_>>(), "cut at byte {cut}");
        }
        tries += 1;
    }
    println!("race F29: {tries} tries, every byte of what is told");
}
