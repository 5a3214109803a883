//! `GET /wallet/activity.csv`: every line of the viewer's wallets, latest first, as a sheet.

use super::sheet::{self, Cell, Sheet};
use crate::page::House;
use app::{
    Viewer,
    pages::wallets::{self, Line},
    t::{self, Locale},
    words,
};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// The viewer's own lines; whoever is signed out has none.
pub async fn activity(
    State(house): State<House>,
    viewer: Option<Extension<Viewer>>,
    Extension(l): Extension<Locale>,
) -> Response {
    let Some(Extension(viewer)) = viewer else { return StatusCode::UNAUTHORIZED.into_response() };
    let lines = match wallets::statement(&house.desk, viewer.id).await {
        Ok(lines) => lines,
        Err(error) => {
            tracing::error!(%error, "a statement was not written");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    match written(l, &lines) {
        Some(bytes) => sheet::download("amanat-wallet.csv", bytes),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn written(l: Locale, lines: &[Line]) -> Option<Vec<u8>> {
    let columns = [
        t::escrow_wallet_at_utc(l),
        t::escrow_wallet_what(l),
        t::escrow_wallet_order_number(l),
        t::escrow_wallet_currency(l),
        t::escrow_wallet_amount(l),
        t::escrow_wallet_after(l),
    ];
    let mut sheet = Sheet::new(&columns).ok()?;
    for line in lines {
        sheet.row(row(l, line)).ok()?;
    }
    sheet.into_bytes()
}

/// Times and amounts are for programs: one calendar, ASCII digits, whatever the language.
fn row(l: Locale, line: &Line) -> [Cell; 6] {
    [
        Cell::Text(line.at.to_utc().format("%Y-%m-%d %H:%M:%S").to_string()),
        Cell::Text(words::word(l, "journal_kind", line.what)),
        Cell::Text(line.order.as_ref().map(|(_, number)| number.clone()).unwrap_or_default()),
        Cell::Text(line.amount.currency.code().to_owned()),
        Cell::Number(line.amount.amount_text()),
        Cell::Number(line.after.amount_text()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Money, Timestamp};

    fn line(units: i128, after: i128) -> Line {
        let money = |units| Money::new(units, Currency::USDT);
        let at = Timestamp::from_millis(1_772_546_700_000);
        Line { at, what: "release", amount: money(units), after: money(after), order: None }
    }

    #[test]
    fn programs_can_add_it_up_in_every_language() {
        for l in Locale::ALL {
            let text =
                String::from_utf8(written(*l, &[line(-2_500_000, 10_000_000), line(12_500_000, 12_500_000)]).unwrap());
            let text = text.unwrap();
            let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
            assert!(lines[0].contains(t::escrow_wallet_amount(*l)), "{text}");
            assert!(lines[1].starts_with("2026-03-03 14:05:00,") && lines[1].ends_with(",USDT,-2.50,10.00"), "{text}");
            assert!(lines[2].ends_with(",USDT,12.50,12.50"), "{text}");
        }
    }
}
