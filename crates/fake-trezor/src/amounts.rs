//! Amounts as devices write them, and the few networks and tokens they know by themselves.

use crate::setup::TrezorModel;
use alloy_primitives::U256;

/// Below so many of the smallest unit a coin of 18 decimals is written in that unit.
const SMALL: u64 = 1_000_000_000;

/// A token the firmware knows.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub(crate) symbol: &'static str,
    decimals: usize,
}

/// What a token is that the firmware does not know: its units, as they are.
const UNKNOWN: Token = Token { symbol: "Wei UNKN", decimals: 0 };

const TOKENS: [(u64, &str, Token); 2] = [
    (1, "dac17f958d2ee523a2206206994597c13d831ec7", Token { symbol: "USDT", decimals: 6 }),
    (1, "a0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", Token { symbol: "USDC", decimals: 6 }),
];

/// The token of this contract, and whether the firmware knows it. A definition signed by its makers is not read here.
pub(crate) fn token(chain: u64, contract: &[u8]) -> (Token, bool) {
    let contract = hex::encode(contract);
    let known = TOKENS.into_iter().find(|(id, address, _)| *id == chain && *address == contract);
    known.map_or((UNKNOWN, false), |(.., token)| (token, true))
}

/// The coin of a chain, as far as the firmware knows chains.
pub(crate) const fn coin(chain: u64) -> &'static str {
    match chain {
        1 | 10 | 8_453 | 42_161 => "ETH",
        56 => "BNB",
        137 => "POL",
        11_155_111 => "tETH",
        _ => "UNKN",
    }
}

/// So much of a token.
pub(crate) fn of_token(value: U256, token: Token) -> String {
    format!("{} {}", decimal(value, token.decimals), token.symbol)
}

/// So much of a chain's coin.
pub(crate) fn of_coin(value: U256, chain: u64, model: TrezorModel) -> String {
    if value >= U256::from(SMALL) {
        return format!("{} {}", decimal(value, 18), coin(chain));
    }
    match model {
        TrezorModel::One => format!("{value} Wei"),
        _ => format!("{} Wei {}", decimal(value, 0), coin(chain)),
    }
}

/// What a unit of gas costs.
pub(crate) fn of_gas(value: U256) -> String {
    format!("{} Gwei", decimal(value, 9))
}

/// Thousands apart, and no zeros at the end.
fn decimal(value: U256, decimals: usize) -> String {
    let digits = format!("{:0>1$}", value.to_string(), decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let head = whole.len() % 3;
    let mut groups: Vec<&str> =
        whole.as_bytes()[head..].chunks(3).filter_map(|it| std::str::from_utf8(it).ok()).collect();
    if head > 0 {
        groups.insert(0, &whole[..head]);
    }
    match (groups.join(","), fraction.trim_end_matches('0')) {
        (whole, "") => whole,
        (whole, fraction) => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_devices_write_them() {
        let cases = [
            (0_u64, 0, "0"),
            (1_234_567, 0, "1,234,567"),
            (125_500_000, 6, "125.5"),
            (5, 6, "0.000005"),
            (1_234_000_000_000, 9, "1,234"),
        ];
        for (value, decimals, text) in cases {
            assert_eq!(decimal(U256::from(value), decimals), text);
        }
        assert_eq!(of_coin(U256::from(10), 1, TrezorModel::Safe5), "10 Wei ETH");
        assert_eq!(of_coin(U256::from(10), 1, TrezorModel::One), "10 Wei");
        assert_eq!(of_coin(U256::from(1_500_000_000_000_000_000_u64), 137, TrezorModel::One), "1.5 POL");
    }
}
