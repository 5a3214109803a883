//! Batches: the first one of a reading command, `getMore`, `killCursors`.

use bson::{Bson, Document, doc};

use super::{arguments::Arguments, context::Context};
use crate::{
    catalog::Namespace,
    engine::Cursor,
    error::{Code, CommandError, Outcome},
    reading::Documents,
    value::bytes::document_size,
};

/// Documents in the first batch when the client does not say.
pub(crate) const FIRST_BATCH: usize = 101;
/// A batch ends before it grows beyond this, but has one document at least.
const MAX_BATCH_BYTES: usize = 16 << 20;

/// How a reading command wants its first batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FirstBatch {
    pub(crate) size: usize,
    /// Nothing more will be asked for.
    pub(crate) single: bool,
}

/// The reply of a command that opens a cursor.
pub(crate) fn open(
    context: &Context<'_>,
    namespace: Namespace,
    documents: Documents,
    first: FirstBatch,
) -> Outcome<Document> {
    let name = namespace.to_string();
    let mut cursor = Cursor::new(namespace, documents, context.owner.clone());
    let batch = read_batch(&mut cursor, first.size)?;
    let finished = first.single || cursor.documents.peek().is_none();
    let id = if finished { 0 } else { context.core.cursors.keep(cursor) };
    Ok(doc! { "cursor": { "firstBatch": batch, "id": id, "ns": name } })
}

fn read_batch(cursor: &mut Cursor, size: usize) -> Outcome<Vec<Bson>> {
    let (mut batch, mut n_bytes) = (Vec::new(), 0);
    while batch.len() < size {
        if let Some(Ok(next)) = cursor.documents.peek() {
            n_bytes += document_size(next);
            if n_bytes > MAX_BATCH_BYTES && !batch.is_empty() {
                break;
            }
        }
        match cursor.documents.next() {
            Some(document) => batch.push(Bson::Document(document?)),
            None => break,
        }
    }
    Ok(batch)
}

pub(crate) fn get_more(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("getMore", body).only(&["collection", "batchSize"])?;
    let id = arguments.whole("getMore")?.unwrap_or(0);
    let unknown = || CommandError::new(Code::CursorNotFound, format!("cursor id {id} not found"));
    let mut cursor = context.core.cursors.take(id).ok_or_else(unknown)?;
    let collection = arguments.text("collection")?.unwrap_or_default();
    if cursor.namespace.collection != collection || cursor.namespace.database != arguments.database() {
        context.core.cursors.put_back(id, cursor);
        return Err(unknown());
    }
    if cursor.owner.transaction != context.owner.transaction {
        context.core.cursors.put_back(id, cursor);
        return Err(CommandError::new(Code::IllegalOperation, "the cursor belongs to another transaction"));
    }
    let size = arguments.count("batchSize")?.filter(|size| *size > 0).unwrap_or(usize::MAX);
    let batch = read_batch(&mut cursor, size)?;
    let name = cursor.namespace.to_string();
    let finished = cursor.documents.peek().is_none();
    if !finished {
        context.core.cursors.put_back(id, cursor);
    }
    Ok(doc! { "cursor": { "nextBatch": batch, "id": if finished { 0 } else { id }, "ns": name } })
}

pub(crate) fn kill(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("killCursors", body).only(&["cursors"])?;
    let wanted = arguments.required("cursors")?.as_array().cloned().unwrap_or_default();
    let (mut killed, mut unknown) = (Vec::new(), Vec::new());
    for id in wanted {
        match id.as_i64().and_then(|id| context.core.cursors.take(id)) {
            Some(_) => killed.push(id),
            None => unknown.push(id),
        }
    }
    Ok(doc! { "cursorsKilled": killed, "cursorsNotFound": unknown, "cursorsAlive": [], "cursorsUnknown": [] })
}
