//! Fees in words: `2.5 % + 0.30 USDT, at least 1.00 USDT`.

use super::sums::{isolated, said};
use crate::{
    lang,
    pages::house::percent,
    parts::MoneyView,
    t::{self, Locale},
    words,
};
use domain::escrow::{Escrow, Fee, FeePayer, FeeRate};
use leptos::prelude::*;

/// A fee of an order.
pub(super) fn fee_said(l: Locale, fee: &Fee) -> String {
    let sum = |money: Option<domain::Money>| money.map(|money| said(l, money));
    terms(l, fee.bps.get(), [sum(fee.fixed), sum(fee.min), sum(fee.max)])
}

/// A fee as the house asks it today, in whatever currency.
pub fn rate_said(l: Locale, rate: FeeRate) -> String {
    let sum = |hundredths: u32| {
        (hundredths > 0).then(|| {
            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            isolated(l, &words::digits(l, &text))
        })
    };
    terms(l, rate.bps.get(), [sum(rate.fixed), sum(rate.min), sum(rate.max)])
}

fn terms(l: Locale, bps: u16, [fixed, min, max]: [Option<String>; 3]) -> String {
    let share = t::escrow_fee_percent(l, words::digits(l, &percent(u32::from(bps))));
    let mut text = match fixed {
        Some(fixed) if bps == 0 => fixed,
        Some(fixed) => format!("{share} + {fixed}"),
        None => share,
    };
    text.extend(min.map(|min| t::escrow_fee_least(l, min)));
    text.extend(max.map(|max| t::escrow_fee_most(l, max)));
    text
}

/// Each fee of an order with what it is now, and what the seller receives.
#[component]
pub(super) fn FeeLines(escrow: Escrow) -> impl IntoView {
    let l = lang();
    let of = |payer: FeePayer| {
        let fees = escrow.fee.fees.iter().filter(move |fee| fee.payer == payer);
        fees.map(|fee| fee_said(l, fee)).collect::<Vec<_>>().join(" + ")
    };
    let buyers = escrow.buyer_fee.filter(|fee| fee.is_positive()).map(|fee| {
        view! { <div><dt>{t::escrow_money_buyer_fee(l, of(FeePayer::Buyer))}</dt><dd><MoneyView money=fee/></dd></div> }
    });
    let sellers = escrow.sellers_shares().ok().map(|(fee, proceeds)| {
        view! {
            {fee.is_positive().then(|| view! {
                <div><dt>{t::escrow_money_fee(l, of(FeePayer::Seller))}</dt><dd><MoneyView money=fee/></dd></div>
            })}
            <div><dt>{t::escrow_money_proceeds(l)}</dt><dd><MoneyView money=proceeds/></dd></div>
        }
    });
    view! { {buyers} {sellers} }
}
