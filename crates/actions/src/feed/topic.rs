//! What one can listen to, and how that travels between processes.

use domain::{ChatId, PaymentId, PurchaseRequestId};
use std::{fmt, str::FromStr};

/// What one can listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An order and everything on its page.
    Request(PurchaseRequestId),
    /// A payment and everything on its checkout.
    Payment(PaymentId),
    /// A conversation: something in it changed.
    Chat(ChatId),
    /// The same, by a message with this number.
    Said(ChatId, u64),
    /// Whatever there is: some news may have been lost.
    Anything,
}

/// What stands for [`Topic::Anything`].
const ANYTHING: &str = "anything";

impl Topic {
    /// True when this news is for whoever listens to that.
    pub fn is_about(self, subject: Self) -> bool {
        match self {
            Self::Anything => true,
            Self::Said(chat, _) => subject == Self::Chat(chat),
            Self::Request(_) | Self::Payment(_) | Self::Chat(_) => subject == self,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(id) => id.fmt(f),
            Self::Payment(id) => id.fmt(f),
            Self::Chat(id) => id.fmt(f),
            Self::Said(id, seq) => write!(f, "{id}/{seq}"),
            Self::Anything => ANYTHING.fmt(f),
        }
    }
}

impl FromStr for Topic {
    type Err = ();

    /// As it is displayed. A newer process may speak of what this one does not know.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == ANYTHING {
            return Ok(Self::Anything);
        }
        if let Some((chat, seq)) = text.split_once('/') {
            return Ok(Self::Said(chat.parse().map_err(drop)?, seq.parse().map_err(drop)?));
        }
        let of_chat = text.parse().map(Self::Chat);
        let of_payment = || text.parse().map(Self::Payment);
        let of_request = || text.parse().map(Self::Request);
        of_chat.or_else(|_| of_payment()).or_else(|_| of_request()).map_err(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_arrives_in_another_process_as_it_left() {
        let chat = ChatId::from_bytes([1; 16]);
        let topics = [
            Topic::Request(PurchaseRequestId::from_bytes([2; 16])),
            Topic::Payment(PaymentId::from_bytes([3; 16])),
            Topic::Chat(chat),
            Topic::Said(chat, 7),
            Topic::Anything,
        ];
        for topic in topics {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        for strange in ["", "cht_", "cht_x/1", "usr_01", "anything/1"] {
            assert_eq!(strange.parse::<Topic>(), Err(()), "{strange:?}");
        }
    }

    #[test]
    fn what_was_said_is_news_of_its_conversation_alone() {
        let [here, there] = [1, 2].map(|byte| ChatId::from_bytes([byte; 16]));
        assert!(Topic::Said(here, 1).is_about(Topic::Chat(here)));
        assert!(!Topic::Said(here, 1).is_about(Topic::Chat(there)));
        assert!(Topic::Anything.is_about(Topic::Chat(there)));
    }
}
