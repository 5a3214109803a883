//! The channel by e-mail: one conversation with the operator's mail server per letter.
//!
//! Every stage is spoken here, not by the library's own `send`: a refusal of the reader is for good, a refusal of us (a
//! password, a closed door) is for now, and only the stage tells which it is.

mod mail;
mod server;

pub use server::{Sender, Server, Unusable};

use crate::Written;
use domain::letters::Letter;
use lettre::{
    Message,
    transport::smtp::{
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{Extension, MailBodyParameter, MailParameter},
    },
};
use std::{error::Error, fmt, time::Duration};
use tokio::time::{Instant, timeout, timeout_at};

/// How long a letter may take; with the farewell it is less than the lease of its task.
const PATIENCE: Duration = Duration::from_secs(9);
/// How long a server may take to say goodbye, when it has the letter already.
const FAREWELL: Duration = Duration::from_secs(1);
/// How much of a complaint is kept.
const COMPLAINT: usize = 120;

/// Why a letter did not leave. What it says carries no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Perhaps later: the server is away, busy, or refuses us.
    Later(String),
    /// Never: the server refuses this reader or this letter.
    Never(String),
}

/// A mail server, and the name we write in.
#[derive(Clone)]
pub struct Smtp {
    server: Server,
    sender: Sender,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp")
    }
}

impl Smtp {
    /// Nothing is asked of the server before the first letter.
    pub fn new(server: Server, sender: Sender) -> Self {
        Self { server, sender }
    }

    /// Sends one letter. Sent twice, it carries the same Message-ID both times.
    ///
    /// # Errors
    /// Whether to try again, and why.
    pub async fn send(&self, letter: &Letter, written: &Written) -> Result<(), NotSent> {
        let mail = mail::compose(&self.sender, letter, written).map_err(NotSent::Never)?;
        let until = Instant::now() + PATIENCE;
        let too_long = |_| NotSent::Later("no answer in time".to_owned());
        let hello = self.sender.hello();
        let mut line = timeout_at(until, self.server.connect(&hello)).await.map_err(too_long)?.map_err(later)?;
        let said = timeout_at(until, hand_over(&mut line, &mail)).await.map_err(too_long)?;
        // Whatever the server still says, it has the letter or has refused it.
        let _ = timeout(FAREWELL, line.abort()).await;
        said
    }
}

type Fault = lettre::transport::smtp::Error;

async fn hand_over(line: &mut AsyncSmtpConnection, mail: &Message) -> Result<(), NotSent> {
    let bytes = mail.formatted();
    let envelope = mail.envelope();
    let is_beyond_ascii = !bytes.is_ascii() || envelope.to().iter().any(|to| !AsRef::<str>::as_ref(to).is_ascii());
    let options = options(line, is_beyond_ascii)?;
    line.command(Mail::new(envelope.from().cloned(), options)).await.map_err(later)?;
    for to in envelope.to() {
        line.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(refused)?;
    }
    line.command(Data).await.map_err(later)?;
    line.message(&bytes).await.map_err(refused).map(|_| ())
}

/// What a letter to an address beyond ASCII needs; a server that does not have it can never take the letter.
fn options(line: &AsyncSmtpConnection, is_beyond_ascii: bool) -> Result<Vec<MailParameter>, NotSent> {
    if !is_beyond_ascii {
        return Ok(Vec::new());
    }
    let knows = |extension| line.server_info().supports_feature(extension);
    if knows(Extension::SmtpUtfEight) && knows(Extension::EightBitMime) {
        return Ok(vec![MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)]);
    }
    Err(NotSent::Never("the server takes no address beyond ASCII (SMTPUTF8)".to_owned()))
}

fn later(fault: Fault) -> NotSent {
    NotSent::Later(complaint(&fault))
}

/// The reader or the letter was refused. "Sign in first" is about us, whenever it is said.
fn refused(fault: Fault) -> NotSent {
    let is_about_us = fault.status().is_some_and(|code| ["530", "535"].contains(&code.to_string().as_str()));
    if fault.is_permanent() && !is_about_us { NotSent::Never(complaint(&fault)) } else { later(fault) }
}

/// What went wrong, without addresses: servers like to repeat them.
fn complaint(fault: &Fault) -> String {
    let why = fault.source().map_or_else(String::new, |source| format!(": {source}"));
    let all = format!("{fault}{why}");
    let words: Vec<&str> = all.split_whitespace().filter(|word| !word.contains('@')).collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(COMPLAINT).collect()
}
