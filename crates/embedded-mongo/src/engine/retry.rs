//! Retryable writes: the answer of every numbered statement, kept in the same commit as the write itself.

use bson::{Bson, DateTime, Document, doc};

use super::Core;
use crate::{catalog::keyspace, error::Outcome};

/// Which statement a command is: session, number and position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) session: Vec<u8>,
    pub(crate) number: i64,
    /// The first `stmtId` of the command; a command is answered as a whole.
    pub(crate) position: i32,
}

/// Answers under one number of one session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered {
    pub(crate) number: i64,
    pub(crate) committed: bool,
    answers: Vec<(i32, Document)>,
}

impl Remembered {
    /// What the storage has; numbers of clients start at 1, so 0 stands for nothing.
    pub(super) fn load(core: &Core, session: &[u8]) -> Outcome<Self> {
        let Some(bytes) = core.ledger.view()?.get(&keyspace::retry(session))? else { return Ok(Self::default()) };
        let record = Document::from_reader(bytes.as_slice())?;
        let answers = record.get_array("answers").map(Vec::as_slice).unwrap_or_default();
        let answers = answers
            .iter()
            .filter_map(Bson::as_document)
            .filter_map(|answer| Some((answer.get_i32("position").ok()?, answer.get_document("reply").ok()?.clone())));
        Ok(Self {
            number: record.get_i64("number").unwrap_or(0),
            committed: record.get_bool("committed").unwrap_or(false),
            answers: answers.collect(),
        })
    }

    pub(crate) fn answer(&self, position: i32) -> Option<&Document> {
        self.answers.iter().find(|(known, _)| *known == position).map(|(_, reply)| reply)
    }

    /// The same with one answer more.
    pub(crate) fn with_answer(&self, statement: &Statement, reply: &Document) -> Self {
        let mut next = self.clone();
        next.number = statement.number;
        next.answers.push((statement.position, reply.clone()));
        next
    }

    /// Whether anything was written under the number.
    pub(crate) fn is_used(&self) -> bool {
        self.committed || !self.answers.is_empty()
    }

    pub(crate) fn committed(number: i64) -> Self {
        Self { number, committed: true, answers: Vec::new() }
    }

    /// The bytes to store.
    pub(crate) fn record(&self) -> Outcome<Vec<u8>> {
        let answers: Vec<Document> =
            self.answers.iter().map(|(position, reply)| doc! { "position": position, "reply": reply }).collect();
        let record =
            doc! { "number": self.number, "committed": self.committed, "answers": answers, "at": DateTime::now() };
        Ok(record.to_vec()?)
    }
}
