//! Projections at work.

use bson::{Bson, Document};

use super::{Node, Projection};
use crate::error::Outcome;

impl Projection {
    pub(crate) fn apply(&self, document: &Document) -> Outcome<Document> {
        let mut out = Document::new();
        for (name, value) in document {
            let shown = match self.fields.iter().find(|(field, _)| field == name) {
                _ if name == "_id" && !self.show_id => None,
                Some((_, node)) => node.apply(value, self.inclusive)?,
                None if name == "_id" => Some(value.clone()),
                None => (!self.inclusive).then(|| value.clone()),
            };
            if let Some(shown) = shown {
                out.insert(name, shown);
            }
        }
        for (path, expression) in &self.computed {
            set_computed(&mut out, path, expression.evaluate(document)?);
        }
        Ok(out)
    }
}

impl Node {
    fn apply(&self, value: &Bson, inclusive: bool) -> Outcome<Option<Bson>> {
        match (self, value) {
            (Self::Include, _) => Ok(Some(value.clone())),
            (Self::Exclude, _) => Ok(None),
            (Self::Inside(fields), Bson::Document(inner)) => {
                Ok(Some(Bson::Document(inside(fields, inner, inclusive)?)))
            }
            (Self::Inside(_), Bson::Array(items)) => {
                let items = items.iter().map(|item| self.apply(item, inclusive));
                let shown = items.filter_map(Result::transpose).collect::<Outcome<_>>()?;
                Ok(Some(Bson::Array(shown)))
            }
            (Self::Inside(_), _) => Ok((!inclusive).then(|| value.clone())),
            (Self::Slice { skip, count }, Bson::Array(items)) => Ok(Some(Bson::Array(slice(items, *skip, *count)))),
            (Self::Slice { .. }, _) => Ok(Some(value.clone())),
            (Self::ElementMatch(filter), Bson::Array(items)) => {
                for item in items {
                    if filter.matches_value(item)? {
                        return Ok(Some(Bson::Array(vec![item.clone()])));
                    }
                }
                Ok(None)
            }
            (Self::ElementMatch(_), _) => Ok(None),
        }
    }
}

fn inside(fields: &[(String, Node)], document: &Document, inclusive: bool) -> Outcome<Document> {
    let mut out = Document::new();
    for (name, value) in document {
        let shown = match fields.iter().find(|(field, _)| field == name) {
            Some((_, node)) => node.apply(value, inclusive)?,
            None => (!inclusive).then(|| value.clone()),
        };
        if let Some(shown) = shown {
            out.insert(name, shown);
        }
    }
    Ok(out)
}

fn slice(items: &[Bson], skip: i64, count: Option<i64>) -> Vec<Bson> {
    let distance = usize::try_from(skip.unsigned_abs()).unwrap_or(usize::MAX);
    let start = if skip < 0 { items.len().saturating_sub(distance) } else { distance.min(items.len()) };
    let count = count.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX));
    items.iter().skip(start).take(count).cloned().collect()
}

/// Puts a computed value at a path, through arrays into each of their documents; `None` removes what is there.
pub(crate) fn set_computed(document: &mut Document, path: &[String], value: Option<Bson>) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        match value {
            Some(value) => drop(document.insert(first, value)),
            None => drop(document.remove(first)),
        }
        return;
    }
    if value.is_none() && !document.contains_key(first) {
        return;
    }
    let slot = document.entry(first.clone()).or_insert(Bson::Document(Document::new()));
    set_in_slot(slot, rest, value);
}

fn set_in_slot(slot: &mut Bson, path: &[String], value: Option<Bson>) {
    match slot {
        Bson::Document(inner) => set_computed(inner, path, value),
        Bson::Array(items) => items.iter_mut().for_each(|item| set_in_slot(item, path, value.clone())),
        other => {
            let mut inner = Document::new();
            set_computed(&mut inner, path, value);
            *other = Bson::Document(inner);
        }
    }
}
