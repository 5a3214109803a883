//! `GET /admin/payments.csv`: payments as they are narrowed on their page, whole. Who took what away stands in the log.

use super::sheet::{self, Cell, Sheet};
use crate::page::House;
use actions::{
    ActionError,
    admin::{PaymentLine, PaymentsForm},
};
use app::{
    Viewer,
    t::{self, Locale},
    words,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::machine::Word;
use std::collections::HashMap;

/// For those who keep the books.
pub async fn payments(
    State(house): State<House>,
    viewer: Option<Extension<Viewer>>,
    Extension(l): Extension<Locale>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let Some(Extension(viewer)) = viewer else { return StatusCode::UNAUTHORIZED.into_response() };
    if !viewer.is_of_the_house() {
        return StatusCode::FORBIDDEN.into_response();
    }
    match actions::admin::payments_sheet(&house.desk, viewer.id, &form(&asked)).await {
        Ok(lines) => match written(l, &lines) {
            Some(bytes) => sheet::download("amanat-payments.csv", bytes),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        Err(ActionError::Refused { status, .. }) => {
            StatusCode::from_u16(status).unwrap_or(StatusCode::FORBIDDEN).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a sheet was not written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn form(asked: &HashMap<String, String>) -> PaymentsForm {
    let said = |name: &str| asked.get(name).cloned().unwrap_or_default();
    PaymentsForm {
        status: said("status"),
        provider: said("provider"),
        flag: said("flag"),
        person: said("person"),
        number: said("number"),
        from: said("from"),
        to: said("to"),
        amount: said("amount"),
        before: String::new(),
    }
}

fn written(l: Locale, lines: &[PaymentLine]) -> Option<Vec<u8>> {
    let columns = [
        t::books_payment(l),
        t::books_order(l),
        t::books_at_utc(l),
        t::admin_status(l),
        t::books_flag(l),
        t::books_provider(l),
        t::books_currency(l),
        t::books_asked(l),
        t::books_credited(l),
        t::books_network(l),
        t::books_tx(l),
        t::books_sender(l),
        t::books_buyer(l),
        t::books_seller(l),
    ];
    let mut sheet = Sheet::new(&columns).ok()?;
    for line in lines {
        sheet.row(row(l, line)).ok()?;
    }
    sheet.into_bytes()
}

/// Times and amounts are for programs: one calendar, ASCII digits, whatever the language.
fn row(l: Locale, line: &PaymentLine) -> [Cell; 14] {
    let payment = &line.payment;
    let chain = &payment.on_chain;
    let text = |text: Option<String>| Cell::Text(text.unwrap_or_default());
    [
        Cell::Text(payment.reference()),
        text(line.order.map(|number| format!("R-{number:06}"))),
        Cell::Text(payment.created_at.to_utc().format("%Y-%m-%d %H:%M:%S").to_string()),
        Cell::Text(words::word(l, "payment_status", payment.status.word())),
        text(payment.flag.map(|flag| words::word(l, "amount_flag", flag.word()))),
        Cell::Text(words::word(l, "payment_provider", payment.provider.word())),
        Cell::Text(payment.amount.currency.code().to_owned()),
        Cell::Number(payment.amount.amount_text()),
        Cell::Number(payment.credited.amount_text()),
        text(chain.network.clone()),
        text(chain.transaction_hash.clone().map(|hash| hash.0)),
        text(chain.sender.clone().map(|sender| sender.0)),
        Cell::Text(payment.buyer_id.to_string()),
        Cell::Text(payment.seller_id.to_string()),
    ]
}
