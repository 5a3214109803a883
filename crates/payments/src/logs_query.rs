//! Which transfers to ask for: block ranges and recipients cut to sizes that public nodes accept.

use alloy_primitives::Address;
use serde_json::{Value, json};

use crate::log::TRANSFER;

/// Most blocks per question; public nodes refuse more.
pub(crate) const MAX_BLOCKS: u64 = 2_000;
/// Most recipients per question.
pub(crate) const MAX_RECIPIENTS: usize = 100;

/// From one block to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocks {
    pub(crate) from: u64,
    pub(crate) to: u64,
}

impl Blocks {
    /// Pieces of at most [`MAX_BLOCKS`], in order; none when there is nothing between.
    pub(crate) fn pieces(self) -> impl Iterator<Item = Self> {
        let mut next = (self.from <= self.to).then_some(self.from);
        std::iter::from_fn(move || {
            let from = next?;
            let to = self.to.min(from.saturating_add(MAX_BLOCKS - 1));
            next = (to < self.to).then(|| to + 1);
            Some(Self { from, to })
        })
    }

    /// Two halves, the earlier first; `None` for a single block.
    pub(crate) fn halves(self) -> Option<(Self, Self)> {
        let middle = self.from + (self.to - self.from) / 2;
        let earlier = Self { from: self.from, to: middle };
        (self.from < self.to).then(|| (earlier, Self { from: middle + 1, to: self.to }))
    }

    pub(crate) const fn contains(self, block: u64) -> bool {
        self.from <= block && block <= self.to
    }
}

/// `eth_getLogs` for every token's transfers to these recipients. Never called without recipients: an
/// empty list would mean "to anybody".
pub(crate) fn filter(blocks: Blocks, recipients: &[Address]) -> Value {
    let recipients: Vec<String> = recipients.iter().map(|to| format!("{:?}", to.into_word())).collect();
    json!([{
        "fromBlock": format!("{:#x}", blocks.from),
        "toBlock": format!("{:#x}", blocks.to),
        "topics": [TRANSFER, null, recipients],
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(from: u64, to: u64) -> Vec<(u64, u64)> {
        Blocks { from, to }.pieces().map(|piece| (piece.from, piece.to)).collect()
    }

    #[test]
    fn a_range_is_cut_into_pieces_without_gap_or_overlap() {
        assert_eq!(pieces(5, 5), [(5, 5)]);
        assert_eq!(pieces(0, 1_999), [(0, 1_999)]);
        assert_eq!(pieces(1, 4_001), [(1, 2_000), (2_001, 4_000), (4_001, 4_001)]);
        assert_eq!(pieces(6, 5), []);
        assert_eq!(pieces(u64::MAX, u64::MAX), [(u64::MAX, u64::MAX)]);
        assert_eq!(pieces(u64::MAX - 2_000, u64::MAX).len(), 2);
    }

    #[test]
    fn halves_meet_in_the_middle_and_a_single_block_has_none() {
        let halves = Blocks { from: 3, to: 6 }.halves().unwrap();
        assert_eq!(halves, (Blocks { from: 3, to: 4 }, Blocks { from: 5, to: 6 }));
        assert_eq!(Blocks { from: 3, to: 3 }.halves(), None);
    }

    #[test]
    fn the_question_names_the_event_and_the_padded_recipients() {
        let filter = filter(Blocks { from: 1, to: 255 }, &[Address::repeat_byte(0xab)]);
        let padded = format!("0x{}{}", "0".repeat(24), "ab".repeat(20));
        let wanted = json!([{"fromBlock": "0x1", "toBlock": "0xff", "topics": [TRANSFER, null, [padded]]}]);
        assert_eq!(filter, wanted);
    }
}
