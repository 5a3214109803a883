//! Whether a sparse or partial index has every document that a filter can find.

use bson::Bson;

use super::constraints::Constraint;
use crate::{
    catalog::Index,
    query::{Comparison, Filter, Test},
    value::{class_of, compare::compare},
};

/// Whether documents outside the index cannot pass the filter with these demands.
pub(super) fn has_all(index: &Index, constraints: &[Constraint<'_>]) -> bool {
    if let Some(partial) = &index.partial {
        return implies(constraints, partial);
    }
    !index.sparse
        || index.fields.iter().any(|field| {
            let path = field.path.text.as_str();
            constraints.iter().any(|known| known.path == path && test_implies(known.test, &Test::Exists))
        })
}

fn implies(constraints: &[Constraint<'_>], wanted: &Filter) -> bool {
    match wanted {
        Filter::And(parts) => parts.iter().all(|part| implies(constraints, part)),
        Filter::Or(parts) => parts.iter().any(|part| implies(constraints, part)),
        Filter::Field(path, test) => {
            constraints.iter().any(|known| known.path == path.text && test_implies(known.test, test))
        }
        _ => false,
    }
}

/// Whether every value (or array) that passes `known` passes `wanted`.
fn test_implies(known: &Test, wanted: &Test) -> bool {
    if known == wanted {
        return true;
    }
    match (known, wanted) {
        (Test::Equal(value), _) => value_implies(value, wanted),
        (Test::In(values, patterns), _) if patterns.is_empty() => {
            values.iter().all(|value| value_implies(value, wanted))
        }
        (Test::Compare(_, bound), Test::Exists) => !matches!(bound, Bson::Null | Bson::MinKey | Bson::MaxKey),
        (Test::Compare(how, bound), Test::Compare(wanted_how, wanted_bound)) => {
            narrower(*how, bound, *wanted_how, wanted_bound)
        }
        (Test::Matches(_) | Test::Type(_) | Test::Size(_) | Test::Modulo { .. }, Test::Exists) => true,
        (Test::ElementDocument(_) | Test::ElementValue(_), Test::Exists) => true,
        _ => false,
    }
}

/// Null also finds documents without the field, and an array finds itself by its elements: both imply little.
fn value_implies(value: &Bson, wanted: &Test) -> bool {
    match value {
        Bson::Null => matches!(wanted, Test::Equal(_) | Test::In(..)) && wanted.accepts_value(None),
        Bson::Array(_) => matches!(wanted, Test::Exists),
        _ => wanted.accepts_value(Some(value)),
    }
}

fn narrower(how: Comparison, bound: &Bson, wanted_how: Comparison, wanted_bound: &Bson) -> bool {
    use Comparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
    if class_of(bound) != class_of(wanted_bound) {
        return false;
    }
    let order = compare(bound, wanted_bound);
    match (how, wanted_how) {
        (Greater | GreaterOrEqual, GreaterOrEqual) | (Greater, Greater) => order.is_ge(),
        (GreaterOrEqual, Greater) => order.is_gt(),
        (Less | LessOrEqual, LessOrEqual) | (Less, Less) => order.is_le(),
        (LessOrEqual, Less) => order.is_lt(),
        _ => false,
    }
}
