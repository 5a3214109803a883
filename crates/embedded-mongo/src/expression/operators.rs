//! Operators that look at nothing but the values of their arguments.

use std::cmp::Ordering;

use bson::{Bson, DateTime};

use super::{Expression, arrays, conversions, evaluate::Scope};
use crate::{
    error::{CommandError, Outcome},
    pipeline::Accumulator,
    value::{arithmetic, compare::compare, is_truthy, type_name, whole_number},
};

macro_rules! operators {
    ($($variant:ident = $name:literal $fewest:literal..=$most:expr),* $(,)?) => {
        /// An operator with positional arguments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Operator { $($variant),* }

        impl Operator {
            /// The operator of a name, with the fewest and most arguments it takes.
            pub(super) fn find(name: &str) -> Option<(Self, usize, usize)> {
                match name { $($name => Some((Self::$variant, $fewest, $most)),)* _ => None }
            }

            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

const ANY: usize = usize::MAX;

operators! {
    Add = "$add" 0..=ANY, Subtract = "$subtract" 2..=2, Multiply = "$multiply" 0..=ANY, Divide = "$divide" 2..=2,
    Mod = "$mod" 2..=2, Abs = "$abs" 1..=1, Floor = "$floor" 1..=1, Ceil = "$ceil" 1..=1, Trunc = "$trunc" 1..=1,
    Eq = "$eq" 2..=2, Ne = "$ne" 2..=2, Gt = "$gt" 2..=2, Gte = "$gte" 2..=2, Lt = "$lt" 2..=2, Lte = "$lte" 2..=2,
    Cmp = "$cmp" 2..=2, And = "$and" 0..=ANY, Or = "$or" 0..=ANY, Not = "$not" 1..=1,
    Cond = "$cond" 3..=3, IfNull = "$ifNull" 2..=ANY,
    Concat = "$concat" 0..=ANY, ToLower = "$toLower" 1..=1, ToUpper = "$toUpper" 1..=1, StrLenCp = "$strLenCP" 1..=1,
    SubstrCp = "$substrCP" 3..=3, Split = "$split" 2..=2,
    ToString = "$toString" 1..=1, ToInt = "$toInt" 1..=1, ToLong = "$toLong" 1..=1, ToDouble = "$toDouble" 1..=1,
    ToDecimal = "$toDecimal" 1..=1, ToBool = "$toBool" 1..=1, ToDate = "$toDate" 1..=1, ToObjectId = "$toObjectId" 1..=1,
    Type = "$type" 1..=1, IsNumber = "$isNumber" 1..=1,
    Size = "$size" 1..=1, In = "$in" 2..=2, ArrayElemAt = "$arrayElemAt" 2..=2, ConcatArrays = "$concatArrays" 0..=ANY,
    Slice = "$slice" 2..=3, IsArray = "$isArray" 1..=1, ReverseArray = "$reverseArray" 1..=1,
    IndexOfArray = "$indexOfArray" 2..=2, SetUnion = "$setUnion" 0..=ANY, SetIntersection = "$setIntersection" 0..=ANY,
    SetDifference = "$setDifference" 2..=2, SetIsSubset = "$setIsSubset" 2..=2,
    AnyElementTrue = "$anyElementTrue" 1..=1, AllElementsTrue = "$allElementsTrue" 1..=1,
    ObjectToArray = "$objectToArray" 1..=1, ArrayToObject = "$arrayToObject" 1..=1, MergeObjects = "$mergeObjects" 0..=ANY,
    First = "$first" 1..=1, Last = "$last" 1..=1,
    Sum = "$sum" 0..=ANY, Avg = "$avg" 0..=ANY, Min = "$min" 0..=ANY, Max = "$max" 0..=ANY,
}

impl Operator {
    pub(super) fn apply(self, arguments: &[Expression], scope: &Scope<'_>) -> Outcome<Option<Bson>> {
        match self {
            Self::And => all_true(arguments, scope).map(truth),
            Self::Or => any_true(arguments, scope).map(truth),
            Self::Cond => if arguments[0].is_true_within(scope)? { &arguments[1] } else { &arguments[2] }.within(scope),
            Self::IfNull => if_null(arguments, scope),
            _ => {
                let values = arguments.iter().map(|argument| argument.within(scope)).collect::<Outcome<Vec<_>>>()?;
                self.of_values(&values)
            }
        }
    }

    fn of_values(self, values: &[Option<Bson>]) -> Outcome<Option<Bson>> {
        match self {
            Self::Eq => Ok(truth(order(values).is_eq())),
            Self::Ne => Ok(truth(order(values).is_ne())),
            Self::Gt => Ok(truth(order(values).is_gt())),
            Self::Gte => Ok(truth(order(values).is_ge())),
            Self::Lt => Ok(truth(order(values).is_lt())),
            Self::Lte => Ok(truth(order(values).is_le())),
            Self::Cmp => Ok(Some(Bson::Int32(order(values) as i32))),
            Self::Not => Ok(truth(!values[0].as_ref().is_some_and(is_truthy))),
            Self::Type => Ok(Some(Bson::from(values[0].as_ref().map_or("missing", type_name)))),
            Self::IsNumber => Ok(truth(values[0].as_ref().is_some_and(arithmetic::is_number))),
            Self::IsArray => Ok(truth(matches!(values[0], Some(Bson::Array(_))))),
            Self::ToLower | Self::ToUpper => conversions::letters(values[0].as_ref(), self == Self::ToUpper),
            Self::Sum => accumulate(Accumulator::Sum, values),
            Self::Avg => accumulate(Accumulator::Average, values),
            Self::Min => accumulate(Accumulator::Minimum, values),
            Self::Max => accumulate(Accumulator::Maximum, values),
            Self::MergeObjects => arrays::merge_objects(values),
            Self::Size | Self::In | Self::SetIsSubset | Self::AnyElementTrue | Self::AllElementsTrue => {
                arrays::of_values(self, values)
            }
            _ if values.iter().any(is_nullish) => Ok(Some(Bson::Null)),
            _ => self.of_present(&values.iter().flatten().cloned().collect::<Vec<_>>()),
        }
    }

    /// The rest is null as soon as one argument is.
    fn of_present(self, values: &[Bson]) -> Outcome<Option<Bson>> {
        match self {
            Self::Add => sum(values).map(Some),
            Self::Subtract => subtract(&values[0], &values[1]).map(Some),
            Self::Multiply => values.iter().try_fold(Bson::Int32(1), |a, b| arithmetic::multiply(&a, b)).map(Some),
            Self::Divide => arithmetic::divide(&values[0], &values[1]).map(Some),
            Self::Mod => arithmetic::remainder(&values[0], &values[1]).map(Some),
            Self::Abs => arithmetic::absolute(&values[0]).map(Some),
            Self::Floor => rounded(&values[0], f64::floor).map(Some),
            Self::Ceil => rounded(&values[0], f64::ceil).map(Some),
            Self::Trunc => rounded(&values[0], f64::trunc).map(Some),
            Self::Concat => conversions::concat(values).map(Some),
            Self::StrLenCp | Self::SubstrCp | Self::Split => conversions::text(self, values).map(Some),
            Self::ToString
            | Self::ToInt
            | Self::ToLong
            | Self::ToDouble
            | Self::ToDecimal
            | Self::ToBool
            | Self::ToDate
            | Self::ToObjectId => conversions::convert(self, &values[0]).map(Some),
            _ => arrays::of_present(self, values),
        }
    }
}

pub(super) fn truth(value: bool) -> Option<Bson> {
    Some(Bson::Boolean(value))
}

pub(super) fn is_nullish(value: &Option<Bson>) -> bool {
    matches!(value, None | Some(Bson::Null | Bson::Undefined))
}

/// Missing comes before null here.
fn order(values: &[Option<Bson>]) -> Ordering {
    let side = |at: usize| values[at].as_ref().unwrap_or(&Bson::Undefined);
    compare(side(0), side(1))
}

fn all_true(arguments: &[Expression], scope: &Scope<'_>) -> Outcome<bool> {
    for argument in arguments {
        if !argument.is_true_within(scope)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any_true(arguments: &[Expression], scope: &Scope<'_>) -> Outcome<bool> {
    for argument in arguments {
        if argument.is_true_within(scope)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn if_null(arguments: &[Expression], scope: &Scope<'_>) -> Outcome<Option<Bson>> {
    let (last, before) = arguments.split_last().expect("$ifNull takes two arguments or more");
    for argument in before {
        let value = argument.within(scope)?;
        if !is_nullish(&value) {
            return Ok(value);
        }
    }
    last.within(scope)
}

/// Over one array or over the arguments.
fn accumulate(accumulator: Accumulator, values: &[Option<Bson>]) -> Outcome<Option<Bson>> {
    let mut state = accumulator.start();
    let items: Vec<Option<Bson>> = match values {
        [Some(Bson::Array(items))] => items.iter().cloned().map(Some).collect(),
        _ => values.to_vec(),
    };
    items.into_iter().try_for_each(|item| state.add(item))?;
    state.finish().map(Some)
}

/// Numbers, and at most one date that milliseconds are added to.
fn sum(values: &[Bson]) -> Outcome<Bson> {
    let (dates, numbers): (Vec<&Bson>, Vec<&Bson>) =
        values.iter().partition(|value| matches!(value, Bson::DateTime(_)));
    let total = numbers.into_iter().try_fold(Bson::Int32(0), |total, number| arithmetic::add(&total, number))?;
    match dates.as_slice() {
        [] => Ok(total),
        [Bson::DateTime(date)] => moved(*date, &total, 1),
        _ => Err(CommandError::bad_value("only one date allowed in an $add expression")),
    }
}

fn subtract(a: &Bson, b: &Bson) -> Outcome<Bson> {
    match (a, b) {
        (Bson::DateTime(x), Bson::DateTime(y)) => Ok(Bson::Int64(x.timestamp_millis() - y.timestamp_millis())),
        (Bson::DateTime(date), number) => moved(*date, number, -1),
        _ => arithmetic::subtract(a, b),
    }
}

fn moved(date: DateTime, millis: &Bson, sign: i64) -> Outcome<Bson> {
    let millis = whole_number(millis)
        .ok_or_else(|| CommandError::not_implemented("adding a part of a millisecond to a date"))?;
    Ok(Bson::DateTime(DateTime::from_millis(date.timestamp_millis() + sign * millis)))
}

fn rounded(value: &Bson, round: fn(f64) -> f64) -> Outcome<Bson> {
    match value {
        Bson::Int32(_) | Bson::Int64(_) => Ok(value.clone()),
        Bson::Double(n) => Ok(Bson::Double(round(*n))),
        Bson::Decimal128(n) => match crate::value::decimal::Decimal::parse(n) {
            Some(decimal) if decimal.exponent >= 0 => Ok(value.clone()),
            _ => Err(CommandError::not_implemented("rounding a decimal that is not whole")),
        },
        _ => Err(CommandError::wrong_type(format!("cannot round a value of type {}", type_name(value)))),
    }
}
