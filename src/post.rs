//! The post of this process: the operator's mail server, the outbox of a demo, or nobody, and then letters wait.

use crate::config::Config;
use actions::{
    Desk,
    letters::{NotTaken, Post},
};
use anyhow::{Context, Result};
use domain::letters::Letter;
use futures::future::BoxFuture;
use notify::{NotSent, Sender, Server, Smtp};
use std::sync::Arc;

/// The mail server of the settings, if there is one.
///
/// # Errors
/// Names the setting and what is wrong with it.
pub fn smtp(server: Option<&str>, sender: Option<&str>) -> Result<Option<Smtp>> {
    let Some(server) = server.filter(|server| !server.is_empty()) else { return Ok(None) };
    let server = Server::parse(server).context("AMANAT_SMTP")?;
    let sender = sender.context("AMANAT_MAIL_FROM is missing: letters are written in somebody's name")?;
    Ok(Some(Smtp::new(server, Sender::parse(sender).context("AMANAT_MAIL_FROM")?)))
}

/// Who takes letters. `origin` is the address people open.
pub fn of(config: &Config, origin: &str) -> Option<Arc<dyn Post>> {
    if let Some(smtp) = config.smtp.clone() {
        return Some(Arc::new(ByMail { smtp, origin: origin.to_owned() }));
    }
    #[cfg(feature = "demo")]
    if config.is_demo {
        return Some(Arc::new(crate::demo::Outbox));
    }
    None
}

/// Says at the start that letters will wait.
pub fn mind(desk: &Desk) {
    if desk.post.is_none() {
        tracing::warn!(
            "no mail server (AMANAT_SMTP): nobody gets a letter, so nobody signs up with a password or sets a new one; \
             passkeys work, and letters wait for a week"
        );
    }
}

struct ByMail {
    smtp: Smtp,
    origin: String,
}

impl Post for ByMail {
    fn take<'a>(&'a self, letter: &'a Letter, code: Option<&'a str>) -> BoxFuture<'a, Result<(), NotTaken>> {
        Box::pin(async move {
            let sent = self.smtp.send(letter, &notify::write(letter, code, &self.origin)).await;
            // Whoever runs the house reads here that the mail server is away or does not know us.
            sent.inspect_err(|why| tracing::warn!(letter = %letter.id, ?why, "a letter did not leave"))
                .map_err(not_taken)
        })
    }
}

fn not_taken(why: NotSent) -> NotTaken {
    match why {
        NotSent::Later(why) => NotTaken::Later(why),
        NotSent::Never(why) => NotTaken::Never(why),
    }
}

#[cfg(test)]
mod tests {
    use super::smtp;

    #[test]
    fn a_mail_server_needs_a_sender_and_no_complaint_tells_its_password() {
        let server = Some("smtps://sara:s3cret@mail.example.org");
        assert!(smtp(None, None).unwrap().is_none() && smtp(Some(""), None).unwrap().is_none());
        assert!(smtp(server, Some("Amanat <post@amanat.example>")).unwrap().is_some());
        for (server, sender) in [(server, None), (server, Some("Amanat")), (Some("sara:s3cret@mail"), Some("a@b.org"))]
        {
            let why = format!("{:#}", smtp(server, sender).unwrap_err());
            assert!(why.contains("AMANAT_") && !why.contains("s3cret"), "{why}");
        }
    }
}
