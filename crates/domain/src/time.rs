//! Points in time and spans with a unit. Only the desk reads a clock; here time is handed in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    fmt,
    ops::{Add, Sub},
    str::FromStr,
};

/// UTC, whole milliseconds (what the database keeps). JSON sees the number, the database a date.
///
/// Do not put it inside an untagged, internally tagged or flattened type: serde's buffer forgets
/// which of the two forms is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970-01-01T00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// As chrono's type, for formatting.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_utc().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
    }
}

impl FromStr for Timestamp {
    type Err = chrono::ParseError;

    /// As people and `Display` write it: `2026-03-01T12:00:00Z`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<DateTime<Utc>>().map(|moment| Self(moment.timestamp_millis()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "bson")]
        if !s.is_human_readable() {
            return bson::DateTime::from_millis(self.0).serialize(s);
        }
        s.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[cfg(feature = "bson")]
        if !d.is_human_readable() {
            return bson::DateTime::deserialize(d).map(|date| Self(date.timestamp_millis()));
        }
        i64::deserialize(d).map(Self)
    }
}

/// A length of time that knows its unit.
pub trait Span: Copy {
    /// The length in milliseconds.
    fn millis(self) -> i64;
}

macro_rules! spans {
    ($($(#[$doc:meta])* $name:ident = $millis:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub i64);
        impl Span for $name {
            fn millis(self) -> i64 { self.0.saturating_mul($millis) }
        }
    )*};
}
spans! {
    /// Whole seconds.
    Seconds = 1_000;
    /// Whole minutes.
    Minutes = 60_000;
    /// Whole hours.
    Hours = 3_600_000;
    /// Days of 24 hours.
    Days = 86_400_000;
}

impl<S: Span> Add<S> for Timestamp {
    type Output = Self;
    fn add(self, span: S) -> Self {
        Self(self.0.saturating_add(span.millis()))
    }
}

impl<S: Span> Sub<S> for Timestamp {
    type Output = Self;
    fn sub(self, span: S) -> Self {
        Self(self.0.saturating_sub(span.millis()))
    }
}
