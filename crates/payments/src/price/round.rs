//! What an aggregator answers, word by word.

use crate::abi;
use domain::Timestamp;

/// The newest round of a price feed. Nothing in it is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which round, decimal text: it is longer than 64 bits.
    pub id: String,
    /// The price times ten to the power of the feed's decimals. `None` when it is negative or beyond 128 bits.
    pub answer: Option<u128>,
    /// When it was last written; `None` when it never was (an unfinished round) or beyond all time.
    pub updated_at: Option<Timestamp>,
}

/// Whether a rollup's sequencer runs: while it is down, prices there stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uptime {
    /// It runs now.
    pub is_up: bool,
    /// Since when it does, or does not.
    pub since: Option<Timestamp>,
}

impl Round {
    /// Reads what `latestRoundData()` answers; the error says what it is instead.
    pub(crate) fn read(answer: &str) -> Result<Self, String> {
        // The last word, the round that the answer came from, means nothing any more.
        let [id, answer, _started, updated, _] = five(answer)?;
        Ok(Self { id: abi::number(&id).to_string(), answer: positive(&answer), updated_at: moment(&updated) })
    }
}

impl Uptime {
    /// Reads what `latestRoundData()` of an uptime feed answers: 0 is up.
    pub(crate) fn read(answer: &str) -> Result<Self, String> {
        let [_, answer, started, _, _] = five(answer)?;
        Ok(Self { is_up: abi::number(&answer).is_zero(), since: moment(&started) })
    }
}

fn five(answer: &str) -> Result<[[u8; 32]; 5], String> {
    let words = abi::words(answer).and_then(|words| words.try_into().ok());
    words.ok_or_else(|| "something that is not a round".to_owned())
}

/// An `int256`: the first bit is the sign.
fn positive(word: &[u8; 32]) -> Option<u128> {
    let is_negative = word[0] & 0x80 != 0;
    (!is_negative).then(|| abi::number(word).try_into().ok())?
}

/// Seconds; zero is never.
fn moment(word: &[u8; 32]) -> Option<Timestamp> {
    let seconds: i64 = abi::number(word).try_into().ok().filter(|seconds| *seconds != 0)?;
    seconds.checked_mul(1_000).map(Timestamp::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::U256;

    /// Source: the sample of the interface's documentation, 3123.45 with eight decimals.
    const SAMPLE: &str = "0x0000000000000000000000000000000000000000000000060000000000002937\
        00000000000000000000000000000000000000000000000000000048b9367840\
        000000000000000000000000000000000000000000000000000000006553f100\
        000000000000000000000000000000000000000000000000000000006553f10a\
        0000000000000000000000000000000000000000000000060000000000002937";

    /// As an aggregator answers it.
    fn written(answer: U256, updated: u64) -> String {
        format!("0x{:064x}{answer:064x}{updated:064x}{updated:064x}{:064x}", 7, 7)
    }

    #[test]
    fn a_round_is_read_word_by_word() {
        let round = Round::read(SAMPLE).unwrap();
        assert_eq!(round.answer, Some(312_345_000_000));
        assert_eq!(round.updated_at, Some(Timestamp::from_millis(1_700_000_010_000)));
        assert_eq!(round.id, ((6_u128 << 64) + 0x2937).to_string());
    }

    #[test]
    fn a_negative_answer_and_a_round_that_was_never_written_are_nothing() {
        let negative = Round::read(&written(U256::MAX, 1)).unwrap();
        assert_eq!(negative.answer, None);
        assert_eq!(Round::read(&written(U256::from(1) << 200, 1)).unwrap().answer, None);
        assert_eq!(Round::read(&written(U256::from(1), 0)).unwrap().updated_at, None);
        assert_eq!(Round::read(&written(U256::from(1), u64::MAX)).unwrap().updated_at, None);
    }

    #[test]
    fn what_is_not_five_words_is_no_round() {
        for answer in ["", "0x", &SAMPLE[..SAMPLE.len() - 64], &format!("{SAMPLE}00"), &SAMPLE[2..]] {
            assert!(Round::read(answer).is_err());
        }
    }

    #[test]
    fn a_sequencer_is_up_when_its_feed_says_zero() {
        let up = Uptime::read(&written(U256::ZERO, 60)).unwrap();
        assert_eq!(up, Uptime { is_up: true, since: Some(Timestamp::from_millis(60_000)) });
        assert!(!Uptime::read(&written(U256::from(1), 60)).unwrap().is_up);
    }
}
