//! The settings of the channel: which server, how it is spoken to, and in whose name.

use super::Fault;
use lettre::{
    message::Mailbox,
    transport::smtp::{
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use std::{fmt, time::Duration};
use url::Url;

/// How long a server may take to answer the knock.
const KNOCK: Duration = Duration::from_secs(5);

/// Why a setting cannot be used. It never repeats the setting, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(&'static str);

/// How the line is kept from listeners.
#[derive(Clone)]
enum Tls {
    /// Not at all: on this machine only.
    None,
    /// The server is asked to begin it (STARTTLS) and must.
    Asked(TlsParameters),
    /// From the first byte.
    Whole(TlsParameters),
}

/// A mail server and how to sign in to it.
#[derive(Clone)]
pub struct Server {
    host: String,
    port: u16,
    tls: Tls,
    login: Option<Credentials>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server")
    }
}

impl Server {
    /// Reads `smtps://user:password@host[:465]` or `smtp://user:password@host[:587]`. The second begins TLS before anything
    /// is said, except on this machine.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(url: &str) -> Result<Self, Unusable> {
        let url = Url::parse(url).map_err(|_| Unusable("not an address such as smtps://user:password@host"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Unusable("no host in it"))?.to_owned();
        let host = host.trim_matches(['[', ']']).to_owned();
        let is_here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        let tls = || TlsParameters::new(host.clone()).map_err(|_| Unusable("no TLS is possible with this host"));
        let (port, tls) = match url.scheme() {
            "smtps" => (465, Tls::Whole(tls()?)),
            "smtp" if is_here => (25, Tls::None),
            "smtp" => (587, Tls::Asked(tls()?)),
            _ => return Err(Unusable("neither smtp:// nor smtps://")),
        };
        Ok(Self { port: url.port().unwrap_or(port), tls, login: login(&url)?, host })
    }

    /// A line to it, kept from listeners and signed in.
    pub(super) async fn connect(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, Fault> {
        let whole = if let Tls::Whole(tls) = &self.tls { Some(tls.clone()) } else { None };
        let at = (self.host.as_str(), self.port);
        let mut line = AsyncSmtpConnection::connect_tokio1(at, Some(KNOCK), hello, whole, None).await?;
        if let Tls::Asked(tls) = &self.tls {
            line.starttls(tls.clone(), hello).await?;
        }
        if let Some(login) = &self.login {
            line.auth(&[Mechanism::Plain, Mechanism::Login], login).await?;
        }
        Ok(line)
    }
}

fn login(url: &Url) -> Result<Option<Credentials>, Unusable> {
    let decoded = |part: &str| {
        let text = percent_decode_str(part).decode_utf8().map_err(|_| Unusable("user or password is not UTF-8"))?;
        Ok(text.into_owned())
    };
    if url.username().is_empty() {
        return Ok(None);
    }
    Ok(Some(Credentials::new(decoded(url.username())?, decoded(url.password().unwrap_or_default())?)))
}

/// In whose name letters are written: `Amanat <post@amanat.example>`.
#[derive(Clone, Debug)]
pub struct Sender(Mailbox);

impl Sender {
    /// Reads a name and an address.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        text.parse().map(Self).map_err(|_| Unusable("not a sender such as Amanat <post@amanat.example>"))
    }

    pub(super) const fn mailbox(&self) -> &Mailbox {
        &self.0
    }

    pub(super) fn domain(&self) -> &str {
        self.0.email.domain()
    }

    /// How we introduce ourselves to the server.
    pub(super) fn hello(&self) -> ClientId {
        ClientId::Domain(self.domain().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_others_can_read_is_for_this_machine_only() {
        let kind = |url: &str| match Server::parse(url).unwrap().tls {
            Tls::None => "none",
            Tls::Asked(_) => "asked",
            Tls::Whole(_) => "whole",
        };
        assert_eq!(kind("smtp://127.0.0.1:2525"), "none");
        assert_eq!(kind("smtp://[::1]:2525"), "none");
        assert_eq!(kind("smtp://sara:secret@mail.example.org"), "asked");
        assert_eq!(kind("smtp://mail.example.org?tls=none"), "asked");
        assert_eq!(kind("smtps://mail.example.org"), "whole");
    }

    #[test]
    fn a_setting_that_cannot_be_used_says_so_without_repeating_it() {
        for bad in ["mail.example.org", "http://sara:secret@mail.example.org", "smtp:///x", "smtp://:secret@"] {
            let why = Server::parse(bad).unwrap_err().to_string();
            assert!(!why.contains("secret"), "{why}");
        }
        assert!(Sender::parse("Amanat").is_err());
        assert!(Sender::parse("Amanat <post@amanat.example>\r\nBcc: <x@y.org>").is_err());
        let server = Server::parse("smtps://sara:s%20ecret@mail.example.org").unwrap();
        assert!(!format!("{server:?}").contains("ecret"));
    }

    /// Somebody between us and the server could take the offer of TLS out of its greeting.
    #[tokio::test]
    async fn a_password_is_not_said_to_a_server_that_begins_no_tls() {
        use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = tokio::spawn(async move {
            let mut lines = BufReader::new(listener.accept().await.unwrap().0);
            let mut heard = String::new();
            lines.write_all(b"220 mail.test\r\n").await.unwrap();
            while lines.read_line(&mut heard).await.unwrap() > 0 {
                lines.write_all(b"250-mail.test\r\n250 AUTH PLAIN LOGIN\r\n").await.unwrap();
            }
            heard
        });
        let tls = Tls::Asked(TlsParameters::new("localhost".to_owned()).unwrap());
        let login = Some(Credentials::new("sara".to_owned(), "secret".to_owned()));
        let server = Server { host: "127.0.0.1".to_owned(), port, tls, login };
        assert!(server.connect(&ClientId::Domain("amanat.example".to_owned())).await.is_err());
        drop(server);
        assert_eq!(heard.await.unwrap(), "EHLO amanat.example\r\n");
    }
}
