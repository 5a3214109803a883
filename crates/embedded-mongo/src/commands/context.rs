//! Where a command runs: on its own, as a numbered statement that is remembered, or inside a transaction.

use std::sync::Arc;

use bson::Document;

use crate::{
    catalog::{Collection, Collections, Namespace, keyspace},
    engine::{Core, CursorOwner, OpenTransaction, Statement},
    error::{CommandError, Outcome},
    mvcc::{Tx, View},
};

/// The surroundings of one command.
pub(crate) struct Context<'a> {
    pub(crate) core: &'a Core,
    pub(crate) owner: CursorOwner,
    transaction: Option<&'a mut OpenTransaction>,
    remember: Option<Remember<'a>>,
}

/// Called with the statement's reply inside the transaction that writes it.
pub(crate) struct Remember<'a> {
    pub(crate) statement: &'a Statement,
    pub(crate) record: &'a dyn Fn(&Document) -> Outcome<Vec<u8>>,
}

impl<'a> Context<'a> {
    pub(crate) fn plain(core: &'a Core, owner: CursorOwner) -> Self {
        Self { core, owner, transaction: None, remember: None }
    }

    pub(crate) fn remembering(mut self, remember: Remember<'a>) -> Self {
        self.remember = Some(remember);
        self
    }

    pub(crate) fn inside(mut self, transaction: &'a mut OpenTransaction) -> Self {
        self.transaction = Some(transaction);
        self
    }

    pub(crate) fn is_in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    /// What the command sees, and the collection in that state.
    pub(crate) fn view_of(&self, namespace: &Namespace) -> Outcome<(View, Option<Arc<Collection>>)> {
        match &self.transaction {
            Some(open) => Ok((open.tx.view().clone(), open.collection(self.core, namespace))),
            None => self.core.view_of(namespace),
        }
    }

    /// What the command sees, and all collections in that state, for `$lookup`.
    pub(crate) fn view_of_all(&self) -> Outcome<(View, Collections)> {
        match &self.transaction {
            Some(open) => Ok((open.tx.view().clone(), open.collections(self.core))),
            None => {
                let _steady = self.core.steady_schema();
                Ok((self.core.ledger.view()?, self.core.catalog.now()))
            }
        }
    }

    /// Runs a write that answers with a reply. Outside a transaction it is tried until no other writer is in the way,
    /// and it is durable when this returns. `attempt` gets no collection when there is none.
    pub(crate) fn write(
        &mut self,
        namespace: &Namespace,
        mut attempt: impl FnMut(&mut Tx, Option<&Arc<Collection>>) -> Outcome<Document>,
    ) -> Outcome<Document> {
        let core = self.core;
        if let Some(open) = &mut self.transaction {
            let _steady = core.steady_schema();
            let collection = open.collection(core, namespace);
            collection.iter().for_each(|collection| open.will_write(collection));
            return attempt(&mut open.tx, collection.as_ref());
        }
        core.ledger.write_within(
            || core.steady_schema(),
            |tx| {
                let reply = attempt(tx, core.catalog.find(namespace).as_ref())?;
                // What wrote nothing can be done again, and needs no fsync to be remembered.
                if let Some(remember) = self.remember.as_ref().filter(|_| tx.has_writes()) {
                    tx.put(keyspace::retry(&remember.statement.session), (remember.record)(&reply)?);
                }
                Ok(reply)
            },
        )
    }

    /// The collection is made when it is missing; the name says who may do that.
    pub(crate) fn make_sure_of(&self, namespace: &Namespace) -> Outcome<()> {
        self.core.ensure_collection(namespace).map(drop)
    }
}

/// A collection that [`Context::make_sure_of`] has made and that somebody dropped since: try again.
pub(crate) fn still_there(collection: Option<&Arc<Collection>>) -> Outcome<&Arc<Collection>> {
    collection.ok_or_else(CommandError::write_conflict)
}
