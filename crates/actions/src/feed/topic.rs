//! What one can listen to, and how that travels between processes.

use domain::{ChatId, PaymentId, PurchaseRequestId, UserId};
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
    /// The message with this number says something else now, or is answered without words.
    Changed(ChatId, u64),
    /// What waits for a person: what they have not read.
    Person(UserId),
    /// Everything in a conversation up to this number has arrived at this person's. A hint between processes.
    Got(ChatId, UserId, u64),
    /// This person writes in a conversation. A hint between processes.
    Typing(ChatId, UserId),
    /// A process looks at this conversation from now on, and knows nothing of hints. A hint itself.
    Opened(ChatId),
    /// Whatever there is: some news may have been lost.
    Anything,
}

/// What the news of a message that was there before begins with.
const CHANGED: &str = "changed";
/// What stands for [`Topic::Anything`].
const ANYTHING: &str = "anything";
/// What hints begin with.
const GOT: &str = "got";
const TYPING: &str = "typing";
const OPENED: &str = "opened";

impl Topic {
    /// True when this news is for whoever listens to that.
    pub fn is_about(self, subject: Self) -> bool {
        match self {
            Self::Anything => true,
            Self::Said(chat, _) | Self::Changed(chat, _) => subject == Self::Chat(chat),
            // No page changes by these.
            Self::Got(..) | Self::Typing(..) | Self::Opened(_) => false,
            Self::Request(_) | Self::Payment(_) | Self::Chat(_) | Self::Person(_) => subject == self,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(id) => id.fmt(f),
            Self::Payment(id) => id.fmt(f),
            Self::Chat(id) => id.fmt(f),
            Self::Person(id) => id.fmt(f),
            Self::Said(id, seq) => write!(f, "{id}/{seq}"),
            Self::Changed(id, seq) => write!(f, "{CHANGED}/{id}/{seq}"),
            Self::Got(chat, by, seq) => write!(f, "{GOT}/{chat}/{by}/{seq}"),
            Self::Typing(chat, by) => write!(f, "{TYPING}/{chat}/{by}"),
            Self::Opened(chat) => write!(f, "{OPENED}/{chat}"),
            Self::Anything => ANYTHING.fmt(f),
        }
    }
}

impl FromStr for Topic {
    type Err = ();

    /// As it is displayed. A newer process may speak of what this one does not know.
    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('/').collect();
        match parts[..] {
            [ANYTHING] => Ok(Self::Anything),
            [GOT, chat, by, seq] => Ok(Self::Got(part(chat)?, part(by)?, part(seq)?)),
            [CHANGED, chat, seq] => Ok(Self::Changed(part(chat)?, part(seq)?)),
            [TYPING, chat, by] => Ok(Self::Typing(part(chat)?, part(by)?)),
            [OPENED, chat] => Ok(Self::Opened(part(chat)?)),
            [chat, seq] => Ok(Self::Said(part(chat)?, part(seq)?)),
            [id] => {
                let of_chat = part(id).map(Self::Chat);
                let of_payment = |()| part(id).map(Self::Payment);
                let of_request = |()| part(id).map(Self::Request);
                of_chat.or_else(of_payment).or_else(of_request).or_else(|()| part(id).map(Self::Person))
            }
            _ => Err(()),
        }
    }
}

fn part<T: FromStr>(text: &str) -> Result<T, ()> {
    text.parse().map_err(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_arrives_in_another_process_as_it_left() {
        let (chat, person) = (ChatId::from_bytes([1; 16]), UserId::from_bytes([4; 16]));
        let topics = [
            Topic::Request(PurchaseRequestId::from_bytes([2; 16])),
            Topic::Payment(PaymentId::from_bytes([3; 16])),
            Topic::Chat(chat),
            Topic::Said(chat, 7),
            Topic::Changed(chat, 7),
            Topic::Person(person),
            Topic::Got(chat, person, 7),
            Topic::Typing(chat, person),
            Topic::Opened(chat),
            Topic::Anything,
        ];
        for topic in topics {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        for strange in ["", "cht_", "cht_x/1", "usr_01", "anything/1", "got", "typing/cht_x/usr_x", "opened/"] {
            assert_eq!(strange.parse::<Topic>(), Err(()), "{strange:?}");
        }
    }

    #[test]
    fn what_was_said_is_news_of_its_conversation_alone() {
        let [here, there] = [1, 2].map(|byte| ChatId::from_bytes([byte; 16]));
        assert!(Topic::Said(here, 1).is_about(Topic::Chat(here)));
        assert!(!Topic::Said(here, 1).is_about(Topic::Chat(there)));
        assert!(Topic::Anything.is_about(Topic::Chat(there)));
        assert!(!Topic::Typing(here, UserId::from_bytes([4; 16])).is_about(Topic::Chat(here)), "no page looks again");
    }
}
