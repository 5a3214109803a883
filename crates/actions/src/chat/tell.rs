//! The house tells in the conversation of an order, and in that of a dispute, what happened: in the very commit that makes
//! it happen.

use crate::Desk;
use domain::{
    chat::{Message, Told},
    event::{EventRow, Subject},
};
use store::Commit;

/// The same commit, with what its rows of history are in the words of a conversation.
pub(crate) fn told(desk: &Desk, commit: Commit) -> Commit {
    let news = |row: &EventRow| {
        let told = Told::of(row)?;
        Some((row.clone(), Message::of_the_house(desk.new_id(), told, row.id, row.at)))
    };
    let all: Vec<_> = commit.events().iter().filter_map(news).collect();
    all.iter().fold(commit, |commit, (row, message)| match (row.subject, row.request_id) {
        (Subject::Dispute(dispute), _) => commit.tell_group(dispute, message),
        (_, Some(order)) => commit.tell(order, message),
        (_, None) => commit,
    })
}
