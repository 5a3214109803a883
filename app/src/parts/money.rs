//! An amount: first the number, then the currency.

use crate::words;
use domain::Money;
use leptos::prelude::*;

/// An amount with its currency.
#[component]
pub fn MoneyView(
    /// How much.
    money: Money,
    /// Shows a plus before what comes, and colours what comes and goes.
    #[prop(optional)]
    signed: bool,
    /// For the sum that is about to be paid.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let sign = signed.then_some(if money.units < 0 { "minus" } else { "plus" });
    let plus = if signed && money.is_positive() { "+" } else { "" };
    view! {
        <span class="money" data-sign=sign data-size=large.then_some("large")>
            <bdi class="money-amount">{plus}{words::amount(money)}</bdi>
            " "
            <span class="money-currency">{money.currency.code()}</span>
        </span>
    }
}
