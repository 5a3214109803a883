//! F26 and F28: whoever does not read, and whoever does not come to the point.

use crate::{
    last, often,
    tab::{SOON, Way},
    world::{Who, World},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::client_async;

/// Memory that a process holds, in bytes.
pub fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}

/// How many sockets the house has open.
async fn sockets(world: &World) -> usize {
    let text = world.http.get(format!("http://{}/metrics", world.metrics)).send().await.unwrap().text().await.unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("amanat_sockets_open ")).unwrap_or("0").to_owned();
    line.parse::<f64>().unwrap() as usize
}

/// A line of somebody who was told everything up to there and reads nothing more.
async fn reads_nothing(way: &Way, after: u64) -> TcpStream {
    let line = TcpSocket::new_v4().unwrap();
    line.set_recv_buffer_size(8 * 1024).unwrap();
    let line = line.connect(way.address.parse().unwrap()).await.unwrap();
    let (socket, _) = client_async(way.request(after), line).await.unwrap();
    socket.into_inner()
}

/// More than the kernel keeps for a reader.
const MESSAGES: usize = 500;
const LETTERS: usize = 3_900;

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_never_reads_is_cut_and_goes_on_from_where_it_was() {
    let mut world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Seller).await);
    crate::fill(&world, MESSAGES, LETTERS).await;
    let end = last(&world).await;
    let before = resident(world.process().id());
    let mut readers = Vec::new();
    for _ in 0..often(30, 3) {
        readers.push(reads_nothing(&way, 0).await);
    }
    // All are cut by the house: their places are given back. Nobody else waits for them.
    let mut other = way.open(end).await;
    let count = readers.len();
    assert!(sockets(&world).await > 1, "they were never there");
    let mut most = 0;
    timeout(SOON * 2, async {
        while sockets(&world).await > 1 {
            other.say(&format!("other-{most}"), "Here all is well.").await;
            other.message().await;
            most += 1;
        }
    })
    .await
    .expect("readers who never read are still there");
    let grown = resident(world.process().id()).saturating_sub(before);
    assert!(grown < 48_000_000 + 1_000_000 * count as u64, "{count} readers cost {grown} bytes");
    drop(readers);

    let back = way.open(end - 100).await.numbers_to(end).await;
    assert_eq!(back, (end - 99..=end).collect::<Vec<_>>());
    println!("race F28: {count} tries, {grown} bytes more at the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_reading_while_others_talk_keeps_nobody_waiting_and_is_cut() {
    let world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Seller).await);
    let begin = last(&world).await;
    let reader = reads_nothing(&way, begin).await;
    let (mut talking, mut listening) = (way.open(begin).await, way.open(begin).await);
    let words = "🕊".repeat(LETTERS);
    let mut end = begin;
    timeout(SOON * 2, async {
        while sockets(&world).await > 2 {
            talking.say(&format!("talk-{end}"), &words).await;
            end += 1;
            assert_eq!(talking.numbers_to(end).await, [end]);
            assert_eq!(listening.numbers_to(end).await, [end]);
        }
    })
    .await
    .expect("who never reads is still there");
    drop(reader);
    assert_eq!(way.open(begin).await.numbers_to(end).await, (begin + 1..=end).collect::<Vec<_>>());
}

/// Reads until the house ends it; what it said.
async fn until_cut(mut line: TcpStream) -> String {
    let mut said = Vec::new();
    // An end with an error is an end too.
    let _ = timeout(SOON * 2, line.read_to_end(&mut said)).await.expect("it is still open");
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_come_to_the_point_is_cut_and_keeps_nobody_waiting() {
    let world = Arc::new(World::start().await);
    let count = often(1_000, 60);
    let mut lines = Vec::new();
    for number in 0..count {
        let mut line = TcpStream::connect(&world.address).await.unwrap();
        let begun = match number % 3 {
            0 => "GET / HTTP/1.1\r\nhost: x\r\n".to_owned(),
            1 => "GE".to_owned(),
            _ => format!(
                "POST /lang HTTP/1.1\r\nhost: x\r\norigin: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                 content-length: 100\r\n\r\nl=",
                world.origin
            ),
        };
        line.write_all(begun.as_bytes()).await.unwrap();
        lines.push((number, tokio::spawn(drip(line, number % 3 == 0))));
    }
    let others = tokio::spawn({
        let world = world.clone();
        async move {
            for _ in 0..often(200, 20) {
                assert_eq!(world.page("", "/").await.status, 200);
            }
        }
    });
    for (number, line) in lines {
        let said = line.await.unwrap();
        assert!(number % 3 != 2 || said.contains("408"), "a body that never came: {said:?}");
    }
    others.await.unwrap();
    println!("race F26: {count} tries, cut while others were answered");
}

/// A letter a second, if it drips at all, until it is cut.
async fn drip(line: TcpStream, drips: bool) -> String {
    if !drips {
        return until_cut(line).await;
    }
    let (mut read, mut write) = line.into_split();
    let dripping = tokio::spawn(async move {
        let mut second = tokio::time::interval(Duration::from_secs(1));
        while write.write_all(b"x").await.is_ok() {
            second.tick().await;
        }
    });
    let mut said = Vec::new();
    let _ = timeout(SOON * 2, read.read_to_end(&mut said)).await.expect("it is still open");
    dripping.abort();
    String::from_utf8_lossy(&said).into_owned()
}

/// What a kernel buffers is less than this: whoever sends it is read to the end, or was cut.
const LONG: usize = 24 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn who_is_refused_while_still_sending_reads_why_and_who_sends_for_ever_is_cut() {
    let world = World::start().await;
    for _ in 0..often(200, 10) {
        let line = too_long(&world, LONG).await;
        let (mut read, mut write) = line.into_split();
        let sent = tokio::spawn(async move { write.write_all(&vec![b'x'; LONG]).await });
        let mut said = Vec::new();
        read.read_to_end(&mut said).await.unwrap();
        let said = String::from_utf8_lossy(&said);
        assert!(said.starts_with("HTTP/1.1 413"), "{said:?}");
        sent.await.unwrap().unwrap();
    }
    let mut line = too_long(&world, usize::MAX >> 1).await;
    let for_ever = async { while line.write_all(&[b'x'; 4 << 10]).await.is_ok() {} };
    timeout(SOON * 2, for_ever).await.expect("it is still read");
}

async fn too_long(world: &World, length: usize) -> TcpStream {
    let mut line = TcpStream::connect(&world.address).await.unwrap();
    let head = format!(
        "POST /lang HTTP/1.1\r\nhost: x\r\norigin: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {length}\r\n\r\n",
        world.origin
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line
}
