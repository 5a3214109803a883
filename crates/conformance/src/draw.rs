//! Values, documents, filters and changes, drawn from a seed. Small alphabets, so that things meet.

use bson::{Bson, DateTime, Decimal128, Document, doc};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

/// Field names, a dotted one last.
pub(crate) const FIELDS: [&str; 5] = ["a", "b", "c", "d.x", "e"];

/// A source of everything, fixed by its seed.
pub(crate) struct Draw(StdRng);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0.random_range(0..n)
    }

    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        *list.choose(&mut self.0).expect("nobody draws from nothing")
    }

    pub(crate) fn field(&mut self) -> &'static str {
        self.one_of(&FIELDS)
    }

    pub(crate) fn is_lucky(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    /// A whole number in one of its four spellings.
    pub(crate) fn number(&mut self) -> Bson {
        let n = self.0.random_range(-3..8_i32);
        match self.below(4) {
            0 => Bson::Int32(n),
            1 => Bson::Int64(i64::from(n)),
            2 => Bson::Double(f64::from(n) + self.one_of(&[0.0, 0.5])),
            _ => Bson::Decimal128(decimal(n)),
        }
    }

    /// A whole number that may be counted with: sums of doubles and decimals are refused by our engine, by name.
    pub(crate) fn countable(&mut self) -> Bson {
        let n = self.0.random_range(-3..8_i32);
        match self.below(3) {
            0 => Bson::Int32(n),
            1 => Bson::Int64(i64::from(n)),
            _ => Bson::Decimal128(decimal(n)),
        }
    }

    fn countable_but_zero(&mut self) -> Bson {
        Bson::Int64([-2, -1, 1, 3][self.below(4)])
    }

    /// A value without arrays: what fields of ours hold.
    pub(crate) fn scalar(&mut self) -> Bson {
        match self.below(8) {
            0..=3 => self.number(),
            4 => self.word(),
            5 => Bson::Null,
            6 => Bson::Boolean(self.is_lucky(2)),
            _ => self.day(),
        }
    }

    fn word(&mut self) -> Bson {
        Bson::from(self.one_of(&["", "a", "ab", "Ab", "b", "é", "۱۲"]))
    }

    fn day(&mut self) -> Bson {
        Bson::DateTime(DateTime::from_millis(1_700_000_000_000 + self.0.random_range(0..4_i64) * 1_000))
    }

    /// A value, arrays and documents among them. No empty array: servers disagree about its place in an order.
    pub(crate) fn value(&mut self) -> Bson {
        match self.below(6) {
            0 => self.array(),
            1 => Bson::Document(doc! {"x": self.scalar()}),
            _ => self.scalar(),
        }
    }

    /// A document with this id.
    pub(crate) fn document(&mut self, id: i32) -> Document {
        let mut document = doc! {"_id": id};
        for name in ["a", "b", "c", "e"] {
            if !self.is_lucky(4) {
                let value = self.value();
                document.insert(name, value);
            }
        }
        if self.is_lucky(2) {
            document.insert("d", doc! {"x": self.scalar()});
        }
        if !self.is_lucky(3) {
            document.insert("n", self.countable());
            document.insert("t", self.array());
            document.insert("w", doc! {"day": self.day(), "word": self.word()});
        }
        document
    }

    fn array(&mut self) -> Bson {
        Bson::Array((0..=self.below(3)).map(|_| self.scalar()).collect())
    }

    /// So many documents, numbered.
    pub(crate) fn documents(&mut self, count: usize) -> Vec<Document> {
        (0..count).map(|id| self.document(i32::try_from(id).unwrap_or(0))).collect()
    }

    /// A filter, at most two deep.
    pub(crate) fn filter(&mut self, depth: usize) -> Document {
        match self.below(if depth == 0 { 1 } else { 6 }) {
            1 => doc! {"$or": [self.filter(depth - 1), self.filter(depth - 1)]},
            2 => doc! {"$and": [self.filter(depth - 1), self.filter(depth - 1)]},
            3 => doc! {"$nor": [self.filter(depth - 1)]},
            4 => doc! {"t": {"$elemMatch": {"$gte": self.scalar()}}},
            _ => {
                let test = self.test();
                doc! {self.field(): test}
            }
        }
    }

    fn test(&mut self) -> Bson {
        let compare = self.one_of(&["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"]);
        Bson::Document(match self.below(8) {
            0 => return self.scalar(),
            1..=3 => doc! {compare: self.scalar()},
            4 => doc! {self.one_of(&["$in", "$nin"]): [self.scalar(), self.scalar()]},
            5 => doc! {"$exists": self.is_lucky(2)},
            6 => doc! {"$not": {compare: self.scalar()}},
            _ => doc! {"$type": self.one_of(&["string", "number", "null", "date", "array", "bool", "object"])},
        })
    }

    /// A change of one to three fields. Numbers are counted where numbers stand, arrays grow where arrays stand: of a
    /// change that fails half-way through many documents servers keep different parts.
    pub(crate) fn change(&mut self) -> Document {
        let mut change = Document::new();
        let field = self.one_of(&["a", "b", "c"]);
        match self.below(4) {
            // MongoDB counts another spelling of a number as a change, also inside an array; not every server does.
            0..=1 => change.insert("$set", doc! {field: self.scalar()}),
            2 => change.insert("$unset", doc! {field: ""}),
            _ => None,
        };
        if change.is_empty() || self.is_lucky(3) {
            let operator = self.one_of(&["$inc", "$min", "$max"]);
            // Servers disagree on whether adding nothing is a change.
            change.insert(operator, doc! {"n": self.countable_but_zero()});
        }
        if self.is_lucky(2) {
            let operator = self.one_of(&["$push", "$addToSet", "$pull"]);
            change.insert(operator, doc! {"t": self.scalar()});
        }
        change
    }
}

fn decimal(n: i32) -> Decimal128 {
    n.to_string().parse().expect("a whole number is a decimal")
}
