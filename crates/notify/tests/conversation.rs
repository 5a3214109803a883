//! What is said to a mail server, and what its answers mean. The server here is a script; a real one takes letters in the
//! browser tests.
#![allow(clippy::unwrap_used, reason = "tests")]

use domain::{
    LetterId, Timestamp,
    identity::Language,
    letters::{Letter, LetterKind, Reader},
};
use notify::{NotSent, Sender, Server, Smtp, write};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

/// Answers one conversation: what begins with a command here is answered so, everything else is fine. Gives back what
/// it heard.
async fn server(answers: &'static [(&'static str, &'static str)]) -> (Smtp, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut lines = BufReader::new(stream);
        let answer = |to: &str, else_: &str| {
            let found = answers.iter().find(|(command, _)| to.starts_with(command));
            format!("{}\r\n", found.map_or(else_, |(_, answer)| answer))
        };
        let (mut heard, mut in_letter) = (String::new(), false);
        lines.write_all(answer("hello", "220 mail.test").as_bytes()).await.unwrap();
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).await.unwrap() == 0 {
                return heard;
            }
            heard += &line;
            let reply = match line.trim_end() {
                "." => (in_letter, answer(".", "250 taken")).1,
                _ if in_letter => continue,
                "DATA" => answer("DATA", "354 go on"),
                "QUIT" => answer("QUIT", "221 bye"),
                other => answer(other, "250 fine"),
            };
            in_letter = line.starts_with("DATA") && reply.starts_with('3');
            lines.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    (smtp(&format!("smtp://{at}")), heard)
}

fn smtp(url: &str) -> Smtp {
    Smtp::new(Server::parse(url).unwrap(), Sender::parse("Amanat <post@amanat.example>").unwrap())
}

fn letter(to: &str) -> Letter {
    let reader = Reader { to: to.to_owned(), name: "Sara".to_owned(), language: Language::Fa };
    Letter::to(
        LetterId::from_bytes([1; 16]),
        reader,
        LetterKind::PasswordChanged,
        Timestamp::from_millis(1_772_546_700_000),
    )
}

async fn send(smtp: &Smtp, to: &str) -> Result<(), NotSent> {
    let letter = letter(to);
    smtp.send(&letter, &write(&letter, None, "https://amanat.example")).await
}

#[tokio::test]
async fn a_letter_leaves_with_the_headers_it_must_have() {
    let (smtp, heard) = server(&[]).await;
    assert_eq!(send(&smtp, "sara@example.org").await, Ok(()));
    let heard = heard.await.unwrap();
    let id = letter("").id;
    for line in [
        "EHLO amanat.example",
        "MAIL FROM:<post@amanat.example>",
        "RCPT TO:<sara@example.org>",
        &format!("Message-ID: <{id}@amanat.example>"),
        "Date: Tue, 03 Mar 2026 14:05:00 +0000",
        "From: Amanat <post@amanat.example>",
        "To: sara@example.org",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "QUIT",
    ] {
        assert!(heard.lines().any(|said| said == line), "{line} is not in\n{heard}");
    }
    assert!(heard.contains("multipart/alternative") && heard.is_ascii(), "{heard}");
}

#[tokio::test]
async fn a_refused_reader_is_for_good_and_a_busy_server_is_not() {
    let never = |it: &Result<(), NotSent>| matches!(it, Err(NotSent::Never(_)));
    let later = |it: &Result<(), NotSent>| matches!(it, Err(NotSent::Later(_)));
    let (smtp, _) = server(&[("RCPT", "550 5.1.1 <sara@example.org> no such user")]).await;
    let refused = send(&smtp, "sara@example.org").await;
    assert!(never(&refused) && !format!("{refused:?}").contains("sara"), "{refused:?}");
    let (smtp, _) = server(&[(".", "554 we do not like it")]).await;
    assert!(never(&send(&smtp, "sara@example.org").await));
    for busy in [
        &[("hello", "554 not now")] as &'static [_],
        &[("EHLO", "421 closing")],
        &[("MAIL", "550 who are you")],
        &[("RCPT", "450 greylisted")],
        &[("RCPT", "530 sign in first")],
        &[("DATA", "451 disk full")],
        &[(".", "452 disk full")],
    ] {
        let (smtp, _) = server(busy).await;
        let answer = send(&smtp, "sara@example.org").await;
        assert!(later(&answer), "{busy:?}: {answer:?}");
    }
}

#[tokio::test]
async fn a_server_that_took_the_letter_may_be_rude_afterwards() {
    let (smtp, _) = server(&[("QUIT", "500 what")]).await;
    assert_eq!(send(&smtp, "sara@example.org").await, Ok(()));
}

#[tokio::test]
async fn nobody_there_is_for_later() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let answer = send(&smtp(&format!("smtp://{closed}")), "sara@example.org").await;
    assert!(matches!(answer, Err(NotSent::Later(_))), "{answer:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_is_not_waited_for_longer_than_the_lease() {
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let begun = tokio::time::Instant::now();
    let answer = send(&smtp(&format!("smtp://{}", mute.local_addr().unwrap())), "sara@example.org").await;
    assert!(matches!(answer, Err(NotSent::Later(_))), "{answer:?}");
    assert!(begun.elapsed().as_secs() <= 10, "the lease of its task is 15 seconds");
}

#[tokio::test]
async fn an_address_beyond_ascii_needs_a_server_that_knows_them() {
    let (smtp, _) = server(&[]).await;
    let answer = send(&smtp, "سارا@example.org").await;
    assert!(matches!(&answer, Err(NotSent::Never(why)) if why.contains("SMTPUTF8")), "{answer:?}");
    let (smtp, heard) = server(&[("EHLO", "250-mail.test\r\n250-SMTPUTF8\r\n250 8BITMIME")]).await;
    assert_eq!(send(&smtp, "سارا@example.org").await, Ok(()));
    assert!(heard.await.unwrap().contains("SMTPUTF8"));
    let (smtp, heard) = server(&[]).await;
    assert_eq!(send(&smtp, "sara@bücher.example").await, Ok(()), "a host has a spelling in ASCII");
    assert!(heard.await.unwrap().contains("RCPT TO:<sara@xn--bcher-kva.example>"));
}

#[tokio::test]
async fn no_address_ends_a_line() {
    for bad in
        ["sara@example.org>\r\nRCPT TO:<x@y.org", "sara@example.org\r\nBcc: x@y.org", "sara", "a b@x.org", "a@[::1]"]
    {
        let (smtp, heard) = server(&[]).await;
        let answer = send(&smtp, bad).await;
        assert!(matches!(answer, Err(NotSent::Never(_))), "{bad:?}: {answer:?}");
        heard.abort();
    }
}
