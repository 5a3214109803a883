//! Prices that are old, zero, negative, unfinished, from the future, or ten times the last: nothing is quoted.

use super::*;
use crate::price::{Pair, feed};
use domain::{Timestamp, escrow::ChainId};

const NOW: i64 = 1_700_000_000_000;
/// Two thousand dollars, eight decimals.
const GOOD: u128 = 200_000_000_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn ether() -> Feed {
    feed(ChainId(1), Pair::Ether).unwrap()
}

fn round(answer: u128) -> Round {
    Round { id: "7".to_owned(), answer: Some(answer), updated_at: Some(at(NOW - 1_000)) }
}

fn old(millis: i64) -> Round {
    Round { updated_at: Some(at(NOW - millis)), ..round(GOOD) }
}

fn known(answer: u128, millis_ago: i64) -> Known {
    let price = judge(&ether(), &round(answer), None, Rules::default(), at(NOW)).unwrap();
    Known { price, at: at(NOW - millis_ago) }
}

fn judged(round: &Round, known: Option<&Known>) -> Result<u128, Fault> {
    judge(&ether(), round, known, Rules::default(), at(NOW)).map(|price| price.answer)
}

#[test]
fn a_fresh_price_is_quoted_by_with_its_source() {
    let price = judge(&ether(), &round(GOOD), None, Rules::default(), at(NOW)).unwrap();
    assert_eq!((price.answer, price.decimals, price.round_id.as_str()), (GOOD, 8, "7"));
    assert_eq!(price.source, "ETH/USD on chain 1");
}

#[test]
fn no_quote_is_made_of_a_stale_a_zero_or_a_negative_price() {
    let limit = i64::from(ether().max_age_seconds) * 1_000;
    assert_eq!(judged(&old(limit), None), Ok(GOOD));
    assert_eq!(judged(&old(limit + 1), None), Err(Fault::Stale));
    assert_eq!(judged(&old(i64::MAX), None), Err(Fault::Stale));
    assert_eq!(judged(&round(0), None), Err(Fault::NotPositive));
    assert_eq!(judged(&Round { answer: None, ..round(GOOD) }, None), Err(Fault::NotPositive));
}

#[test]
fn no_quote_is_made_of_an_unfinished_round_or_one_from_the_future() {
    assert_eq!(judged(&Round { updated_at: None, ..round(GOOD) }, None), Err(Fault::Unfinished));
    assert_eq!(judged(&old(-MAX_AHEAD_MILLIS), None), Ok(GOOD));
    assert_eq!(judged(&old(-MAX_AHEAD_MILLIS - 1), None), Err(Fault::Ahead));
}

#[test]
fn no_quote_is_made_of_a_tenfold_or_a_tenth() {
    let last = known(GOOD, 60_000);
    for (answer, expected) in [
        (GOOD * 10, Err(Fault::Jumped)),
        (GOOD / 10, Err(Fault::Jumped)),
        (GOOD * 12 / 10, Ok(GOOD * 12 / 10)),
        (GOOD * 12 / 10 + 1, Err(Fault::Jumped)),
        (GOOD * 8 / 10, Ok(GOOD * 8 / 10)),
        (GOOD * 8 / 10 - 1, Err(Fault::Jumped)),
        (u128::MAX, Err(Fault::Jumped)),
    ] {
        assert_eq!(judged(&round(answer), Some(&last)), expected, "{answer}");
    }
}

#[test]
fn a_price_of_yesterday_does_not_forbid_the_price_of_today() {
    let within = i64::from(Rules::default().known_for_seconds) * 1_000;
    assert_eq!(judged(&round(GOOD * 10), Some(&known(GOOD, within))), Err(Fault::Jumped));
    assert_eq!(judged(&round(GOOD * 10), Some(&known(GOOD, within + 1))), Ok(GOOD * 10));
}

#[test]
fn when_the_first_feed_fails_the_next_is_taken_and_when_all_fail_none() {
    let (here, mainnet) = (feed(ChainId(137), Pair::Ether).unwrap(), ether());
    let take = |readings: &[(Feed, Result<Round, Fault>)], known: Option<&Known>| {
        choose(readings, known, Rules::default(), at(NOW)).map(|price| price.source)
    };
    let (good, bad) = (Ok(round(GOOD)), || Err(Fault::Unread));
    let second = Ok("ETH/USD on chain 1".to_owned());
    assert_eq!(
        take(&[(here.clone(), good.clone()), (mainnet.clone(), bad())], None),
        Ok("ETH/USD on chain 137".to_owned())
    );
    assert_eq!(take(&[(here.clone(), bad()), (mainnet.clone(), good.clone())], None), second);
    assert_eq!(take(&[(here.clone(), Ok(old(i64::MAX))), (mainnet.clone(), good)], None), second);
    let all_bad = [(here.clone(), Ok(round(0))), (mainnet.clone(), bad())];
    assert_eq!(take(&all_bad, None), Err(vec![Fault::NotPositive, Fault::Unread]));
    assert_eq!(take(&[], None), Err(vec![]));
    let jumped = [(here, Ok(round(GOOD * 10))), (mainnet, Ok(round(GOOD * 10)))];
    assert_eq!(take(&jumped, Some(&known(GOOD, 0))), Err(vec![Fault::Jumped; 2]), "a fallback lets no jump through");
}

#[test]
fn prices_of_a_rollup_count_an_hour_after_its_sequencer_came_back() {
    let up = |millis: i64| Uptime { is_up: true, since: Some(at(NOW - millis)) }.must_have_run(at(NOW));
    assert_eq!(up(RECOVERY_MILLIS), Ok(()));
    assert_eq!(up(RECOVERY_MILLIS - 1), Err(Fault::ChainStands));
    let down = Uptime { is_up: false, since: Some(at(0)) };
    assert_eq!(down.must_have_run(at(NOW)), Err(Fault::ChainStands));
    assert_eq!(Uptime { is_up: true, since: None }.must_have_run(at(NOW)), Err(Fault::ChainStands));
}
