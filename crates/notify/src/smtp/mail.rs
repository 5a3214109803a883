//! A written letter as a MIME message. What a person typed stands in its parts only, never in a header.

use super::Sender;
use crate::Written;
use domain::letters::Letter;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use std::time::{Duration, UNIX_EPOCH};
use url::Host;

/// The message.
///
/// # Errors
/// Why there can be none, without the address.
pub(super) fn compose(sender: &Sender, letter: &Letter, written: &Written) -> Result<Message, String> {
    let to = address(&letter.to).ok_or("the address is none")?;
    let millis = letter.created_at.millis().unsigned_abs();
    let mut message = Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, sender.domain())))
        .date(UNIX_EPOCH + Duration::from_millis(millis))
        .from(sender.mailbox().clone())
        .to(Mailbox::new(None, to))
        .subject(written.subject.as_str())
        .header(ByAMachine);
    if let Some(address) = &written.stop {
        message = message.header(ListUnsubscribe(format!("<{address}>"))).header(OneClick);
    }
    let message = message.multipart(MultiPart::alternative_plain_html(written.text.clone(), written.html.clone()));
    message.map_err(|_| "the letter cannot be written".to_owned())
}

/// The host in ASCII, which every server takes; before the `@` everything stays as it was typed.
fn address(typed: &str) -> Option<Address> {
    let (local, host) = typed.rsplit_once('@')?;
    let Ok(Host::Domain(host)) = Host::parse(host) else { return None };
    Address::new(local, host).ok()
}

/// `Auto-Submitted: auto-generated`: an out-of-office program does not answer it. Source: RFC 3834, 5.
#[derive(Clone)]
struct ByAMachine;

impl Header for ByAMachine {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// `List-Unsubscribe`: where letters like this one are stopped. Source: RFC 2369, 3.2.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// `List-Unsubscribe-Post`: posting to that address is enough. Source: RFC 8058, 3.1.
#[derive(Clone)]
struct OneClick;

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}
