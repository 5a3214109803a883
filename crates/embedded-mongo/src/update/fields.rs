//! Operators on single fields: `$set`, `$inc` and their kin.

use bson::{Bson, Document, Timestamp};

use super::{Occasion, place};
use crate::{
    error::{Code, CommandError, Outcome},
    value::{arithmetic, compare::compare, path::Path, type_name},
};

/// What happens to one field.
#[derive(Clone, Debug)]
pub(crate) enum FieldDeed {
    Set(Bson),
    SetOnInsert(Bson),
    Unset,
    Increment(Bson),
    Multiply(Bson),
    Minimum(Bson),
    Maximum(Bson),
    RenameTo(Path),
    CurrentDate,
    CurrentTimestamp,
}

impl FieldDeed {
    pub(super) fn apply(&self, document: &mut Document, path: &Path, occasion: Occasion) -> Outcome<()> {
        let value = match self {
            Self::SetOnInsert(_) if !occasion.inserting => return Ok(()),
            Self::Set(value) | Self::SetOnInsert(value) => value.clone(),
            Self::Unset => {
                place::unset(document, &path.parts);
                return Ok(());
            }
            Self::RenameTo(target) => return rename(document, path, target),
            Self::CurrentDate => Bson::DateTime(occasion.now),
            Self::CurrentTimestamp => Bson::Timestamp(timestamp(occasion)),
            Self::Increment(_) | Self::Multiply(_) | Self::Minimum(_) | Self::Maximum(_) => {
                let found = place::find_mut(document, &path.parts).map(|value| &*value);
                match self.combined(found, path)? {
                    Some(value) => value,
                    None => return Ok(()),
                }
            }
        };
        place::set(document, path, value)
    }

    /// The new value for operators that look at the old one; `None` leaves it.
    fn combined(&self, found: Option<&Bson>, path: &Path) -> Outcome<Option<Bson>> {
        match (self, found) {
            (Self::Increment(by), Some(old)) => arithmetic::add(numeric(old, path)?, by).map(Some),
            (Self::Multiply(by), Some(old)) => arithmetic::multiply(numeric(old, path)?, by).map(Some),
            (Self::Multiply(by), None) => arithmetic::multiply(&Bson::Int32(0), by).map(Some),
            (Self::Minimum(bound), Some(old)) if compare(old, bound).is_le() => Ok(None),
            (Self::Maximum(bound), Some(old)) if compare(old, bound).is_ge() => Ok(None),
            (Self::Increment(value) | Self::Minimum(value) | Self::Maximum(value), _) => Ok(Some(value.clone())),
            _ => Ok(None),
        }
    }
}

fn numeric<'a>(value: &'a Bson, path: &Path) -> Outcome<&'a Bson> {
    if arithmetic::is_number(value) {
        return Ok(value);
    }
    Err(CommandError::wrong_type(format!(
        "Cannot apply $inc or $mul to a value of non-numeric type: the field '{}' is of type {}",
        path.text,
        type_name(value)
    )))
}

fn rename(document: &mut Document, from: &Path, to: &Path) -> Outcome<()> {
    let through_array = |path: &Path, document: &mut Document| {
        (1..path.parts.len()).any(|n| matches!(place::find_mut(document, &path.parts[..n]), Some(Bson::Array(_))))
    };
    if through_array(from, document) || through_array(to, document) {
        return Err(CommandError::new(Code::BadValue, "$rename may not go through an array"));
    }
    match place::unset(document, &from.parts) {
        Some(value) => {
            place::unset(document, &to.parts);
            place::set(document, to, value)
        }
        None => Ok(()),
    }
}

fn timestamp(occasion: Occasion) -> Timestamp {
    let secs = occasion.now.timestamp_millis().div_euclid(1000);
    Timestamp { time: u32::try_from(secs).unwrap_or(u32::MAX), increment: 1 }
}
