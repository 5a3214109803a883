//! Walking the ranges of a plan, one entry at a time.

use std::{collections::HashSet, iter::Peekable, sync::Arc};

use bson::Document;

use super::{Documents, plan::Plan};
use crate::{
    catalog::{Collection, keyspace},
    error::Outcome,
    mvcc::View,
    storage::{Direction, Entries, Entry, StorageError},
};

/// The documents of the plan's ranges, unfiltered.
pub(super) fn documents(view: &View, collection: &Arc<Collection>, plan: Plan) -> Outcome<Documents> {
    if let ([stream], true) = (plan.streams.as_slice(), plan.is_single) {
        let found = view.get(&stream.range.start)?.map(|bytes| Ok(Document::from_reader(bytes.as_slice())?));
        return Ok(Box::new(found.into_iter()));
    }
    let (is_multikey, by_index) = (plan.is_multikey, plan.index.is_some());
    let entries = entries(view, plan)?;
    if !by_index {
        return Ok(Box::new(entries.map(|entry| Ok(Document::from_reader(entry?.1.as_slice())?))));
    }
    let (view, prefix) = (view.clone(), keyspace::document_prefix(collection));
    let mut seen = HashSet::new();
    Ok(Box::new(entries.filter_map(move |entry| {
        let fetched = entry.map_err(Into::into).and_then(|(_, id)| {
            if is_multikey && !seen.insert(id.clone()) {
                return Ok(None);
            }
            fetch(&view, &prefix, &id)
        });
        fetched.transpose()
    })))
}

fn fetch(view: &View, prefix: &[u8], id: &[u8]) -> Outcome<Option<Document>> {
    match view.get(&[prefix, id].concat())? {
        Some(bytes) => Ok(Some(Document::from_reader(bytes.as_slice())?)),
        None => Ok(None),
    }
}

/// One stream after the other, or merged when the order counts.
fn entries(view: &View, plan: Plan) -> Outcome<Entries> {
    let direction = plan.direction;
    if plan.is_ordered && plan.streams.len() > 1 {
        let open = |stream: super::plan::Stream| {
            let entries = view.scan(&stream.range, direction)?.peekable();
            Ok(OpenStream { entries, ordered_from: stream.ordered_from })
        };
        let streams = plan.streams.into_iter().map(open).collect::<Result<_, StorageError>>()?;
        return Ok(Box::new(Merge { streams, direction }));
    }
    let view = view.clone();
    Ok(Box::new(plan.streams.into_iter().flat_map(move |stream| match view.scan(&stream.range, direction) {
        Ok(entries) => entries,
        Err(error) => Box::new(std::iter::once(Err(error))),
    })))
}

struct OpenStream {
    entries: Peekable<Entries>,
    ordered_from: usize,
}

/// Streams that are in order each, as one that is in order.
struct Merge {
    streams: Vec<OpenStream>,
    direction: Direction,
}

impl Iterator for Merge {
    type Item = Result<Entry, StorageError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut best: Option<(usize, Vec<u8>)> = None;
        for (at, stream) in self.streams.iter_mut().enumerate() {
            match stream.entries.peek() {
                None => {}
                Some(Err(_)) => return stream.entries.next(),
                Some(Ok((key, _))) => {
                    let key = &key[stream.ordered_from..];
                    let is_better = best.as_ref().is_none_or(|(_, known)| match self.direction {
                        Direction::Forward => key < known.as_slice(),
                        Direction::Backward => key > known.as_slice(),
                    });
                    if is_better {
                        best = Some((at, key.to_vec()));
                    }
                }
            }
        }
        self.streams[best?.0].entries.next()
    }
}
