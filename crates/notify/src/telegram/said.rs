//! A message of the bot: text in Telegram's HTML, and what stands under it.

use crate::foreign::MARKS;
use html_escape::{encode_double_quoted_attribute, encode_text};
use serde_json::{Value, json};

/// Most characters of a message, as Telegram takes it, with some to spare.
const LONGEST: usize = 4_000;

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Leads to a page.
    Place(String, String),
    /// Tells the bot this.
    Press(String, String),
}

/// A message before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    html: String,
    keys: Vec<Vec<Key>>,
}

impl Said {
    /// With a title in bold.
    pub(super) fn titled(title: &str) -> Self {
        Self { html: format!("<b>{}</b>", escaped(title)), keys: Vec::new() }
    }

    /// Plain.
    pub(super) fn plain(text: &str) -> Self {
        Self { html: escaped(text), keys: Vec::new() }
    }

    /// One more paragraph.
    pub(super) fn and(mut self, text: &str) -> Self {
        self.html.push_str("\n\n");
        self.html.push_str(&escaped(text));
        self
    }

    /// One more line that leads to a page.
    pub(super) fn and_line(mut self, text: &str, url: &str) -> Self {
        let (url, text) = (encode_double_quoted_attribute(url).into_owned(), escaped(text));
        self.html.push_str(&format!("\n\n<a href=\"{url}\">{text}</a>"));
        self
    }

    /// One more row of buttons. Telegram takes no button to an address of this machine: there it is a line of text.
    pub(super) fn under(mut self, keys: Vec<Key>) -> Self {
        let (mut row, mut lines) = (Vec::new(), Vec::new());
        for key in keys {
            match key {
                Key::Place(label, url) if !url.starts_with("https://") => lines.push((label, url)),
                other => row.push(other),
            }
        }
        for (label, url) in lines {
            self = self.and(&format!("{label}: {url}"));
        }
        if !row.is_empty() {
            self.keys.push(row);
        }
        self
    }

    /// As the Bot API takes it.
    pub(super) fn in_chat(&self, chat: &str) -> Value {
        let key = |key: &Key| match key {
            Key::Place(label, url) => json!({"text": label, "url": url}),
            Key::Press(label, data) => json!({"text": label, "callback_data": data}),
        };
        let rows: Vec<Vec<Value>> = self.keys.iter().map(|row| row.iter().map(key).collect()).collect();
        let mut value = json!({
            "chat_id": chat, "text": self.html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": true},
        });
        if !rows.is_empty() {
            value["reply_markup"] = json!({"inline_keyboard": rows});
        }
        value
    }
}

/// No letter of a text is markup, and no text is longer than Telegram takes.
fn escaped(text: &str) -> String {
    let plain: String = text.replace(MARKS, "").chars().take(LONGEST / 4).collect();
    encode_text(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_typed_is_no_markup() {
        let said = Said::titled("<b>x</b>").and("a & b < c > d").and_line("\"<i>\"", "https://a.example/?x=\"&y");
        let text = said.in_chat("7")["text"].as_str().unwrap().to_owned();
        assert_eq!(
            text,
            "<b>&lt;b&gt;x&lt;/b&gt;</b>\n\na &amp; b &lt; c &gt; d\n\n\
             <a href=\"https://a.example/?x=&quot;&amp;y\">\"&lt;i&gt;\"</a>"
        );
    }

    #[test]
    fn a_place_on_this_machine_is_a_line_and_any_other_a_button() {
        let key = |url: &str| vec![Key::Place("Open".to_owned(), url.to_owned())];
        let here = Said::plain("x").under(key("http://localhost:3000/orders")).in_chat("7");
        assert!(here.get("reply_markup").is_none() && here["text"].as_str().unwrap().contains("localhost"));
        let there = Said::plain("x").under(key("https://a.example/orders")).in_chat("7");
        assert_eq!(there["reply_markup"]["inline_keyboard"][0][0]["url"], "https://a.example/orders");
    }
}
