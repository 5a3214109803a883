//! What time removes: documents of TTL indexes, transactions and cursors that are forgotten, old remembered answers.

use std::{sync::Arc, time::Duration};

use bson::{Bson, DateTime, Document};

use super::Core;
use crate::{
    catalog::{Collection, Index, keyspace},
    documents,
    error::Outcome,
    query::{Comparison, Filter, Test},
    reading::{Query, read},
    storage::{Change, Direction, KeyRange},
    value::{compare::compare, path::sort_values},
};

/// How many documents one commit removes.
const BATCH: usize = 500;

impl Core {
    /// One round of sweeping.
    pub(crate) fn sweep(&self, now: DateTime) {
        self.sweep_forgotten();
        let expired = self.remove_expired(now);
        if let Err(error) = expired.and_then(|()| self.forget_old_answers(now)) {
            tracing::warn!(error = %error.message, "sweeping failed; it will be tried again");
        }
    }

    /// Transactions and cursors whose client has gone; others may be waiting for what they hold.
    pub(crate) fn sweep_forgotten(&self) {
        self.sessions.sweep(self.settings.transaction_lifetime, self.settings.session_lifetime);
        self.cursors.close_idle(self.settings.cursor_lifetime);
    }

    fn remove_expired(&self, now: DateTime) -> Outcome<()> {
        for collection in self.catalog.all() {
            for index in &collection.indexes {
                if let Some(secs) = index.expire_after_secs {
                    let before = DateTime::from_millis(now.timestamp_millis() - secs * 1000);
                    while self.remove_batch(&collection, index, before)? == BATCH {}
                }
            }
        }
        Ok(())
    }

    /// Removes some documents whose date is not after `before`; says how many.
    fn remove_batch(&self, collection: &Arc<Collection>, index: &Index, before: DateTime) -> Outcome<usize> {
        let path = index.fields[0].path.clone();
        let steady = || self.steady_schema();
        self.ledger.write_within(steady, |tx| {
            let Some(collection) = self.catalog.find(&collection.namespace) else { return Ok(0) };
            let bound = Test::Compare(Comparison::LessOrEqual, Bson::DateTime(before));
            let mut parts = vec![Filter::Field(path.clone(), bound)];
            parts.extend(index.partial.clone());
            let mut query = Query::of(Filter::And(parts));
            query.limit = Some(BATCH);
            let found = read(tx.view(), &collection, query)?.collect::<Outcome<Vec<_>>>()?;
            let expired = found.iter().filter(|document| is_expired(index, document, before));
            let removed = expired.map(|document| documents::remove(tx, &collection, document));
            Ok(removed.collect::<Outcome<Vec<()>>>()?.len())
        })
    }

    /// Retries come within seconds; after the session's lifetime nobody asks again.
    fn forget_old_answers(&self, now: DateTime) -> Outcome<()> {
        let lifetime = i64::try_from(self.settings.session_lifetime.as_millis()).unwrap_or(i64::MAX);
        let oldest = DateTime::from_millis(now.timestamp_millis().saturating_sub(lifetime));
        let mut changes = Vec::new();
        for entry in self.ledger.view()?.scan(&KeyRange::prefixed(keyspace::RETRY), Direction::Forward)? {
            let (key, record) = entry?;
            let record = Document::from_reader(record.as_slice())?;
            if record.get_datetime("at").is_ok_and(|at| *at < oldest) {
                changes.push(Change::Delete(key));
            }
        }
        if changes.is_empty() { Ok(()) } else { Ok(self.ledger.commit_changes(changes)?) }
    }

    /// The pause between two rounds.
    pub(crate) fn sweep_interval(&self) -> Duration {
        self.settings.sweep_every
    }
}

/// Of an array counts the lowest date.
fn is_expired(index: &Index, document: &Document, before: DateTime) -> bool {
    let dates = sort_values(document, &index.fields[0].path.parts);
    let lowest = dates.iter().filter(|value| matches!(value, Bson::DateTime(_))).min_by(|a, b| compare(a, b));
    lowest.is_some_and(|date| compare(date, &Bson::DateTime(before)).is_le())
}
