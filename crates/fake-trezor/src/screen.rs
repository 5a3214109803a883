//! What the device shows while it waits for a button.

use serde::Serialize;
use signing::messages::ButtonCode;
use std::fmt;

/// A screen, in the firmware's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrezorScreen {
    /// What is asked.
    pub title: String,
    /// What is to be read, from top to bottom.
    pub lines: Vec<String>,
    /// What the host is told about it.
    #[serde(skip)]
    pub(crate) code: ButtonCode,
    /// The button that shows more, if there is one.
    pub more: Option<String>,
}

impl TrezorScreen {
    pub(crate) fn new(code: ButtonCode, title: impl Into<String>) -> Self {
        Self { title: title.into(), lines: Vec::new(), code, more: None }
    }

    pub(crate) fn line(mut self, text: impl Into<String>) -> Self {
        self.lines.push(text.into());
        self
    }

    pub(crate) fn with_more(mut self, button: &str) -> Self {
        self.more = Some(button.to_owned());
        self
    }
}

/// As it is read: the title, a colon, the lines.
impl fmt::Display for TrezorScreen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.title, self.lines.join(" / "))
    }
}
