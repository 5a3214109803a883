//! The house tells in the conversation of an order what happened to it: in the very commit that makes it happen.

use crate::Desk;
use domain::chat::{Message, Told};
use store::Commit;

/// The same commit, with what its rows of history are in the words of a conversation.
pub(crate) fn told(desk: &Desk, commit: Commit) -> Commit {
    let news = |row: &domain::event::EventRow| {
        let (order, told) = (row.request_id?, Told::of(row)?);
        Some((order, Message::of_the_house(desk.new_id(), told, row.id, row.at)))
    };
    let all: Vec<_> = commit.events().iter().filter_map(news).collect();
    all.iter().fold(commit, |commit, (order, message)| commit.tell(*order, message))
}
