//! The picture beside the figures: a bar per period, what was a success within what was asked for. Drawn here, without a
//! script; whoever does not see it has its title and the table below.

use crate::{lang, t, words::number};
use domain::ledger::{Figures, PaymentOutcome, Statistics};
use leptos::prelude::*;

const HEIGHT: u64 = 120;
const BAR: u64 = 24;
const GAP: u64 = 8;

/// The bars, oldest first.
#[component]
pub(super) fn Bars(counted: Statistics) -> impl IntoView {
    let l = lang();
    let total = counted.total();
    let most = counted.periods.values().map(Figures::asked).max().unwrap_or(0);
    let width = counted.periods.len() as u64 * (BAR + GAP);
    let bars: Vec<_> = counted
        .periods
        .values()
        .zip(0_u64..)
        .map(|(figures, place)| {
            let x = place * (BAR + GAP) + GAP / 2;
            let asked = scaled(figures.asked(), most);
            let good = scaled(figures.count(PaymentOutcome::Successful), most);
            view! {
                <rect class="chart-asked" x=x y=HEIGHT - asked width=BAR height=asked></rect>
                <rect class="chart-good" x=x y=HEIGHT - good width=BAR height=good></rect>
            }
        })
        .collect();
    let good = total.count(PaymentOutcome::Successful);
    let text = t::books_chart_text(l, total.asked(), number(l, good), number(l, most));
    (most > 0).then(|| {
        view! {
            <figure class="stack" data-gap="tight">
                <svg class="chart" viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none" role="img" aria-labelledby="chart-title chart-text">
                    <title id="chart-title">{t::books_chart(l)}</title>
                    <desc id="chart-text">{text.clone()}</desc>
                    {bars}
                </svg>
                <figcaption class="hint">
                    <span class="chart-key" data-key="asked"></span> {t::books_asked_count(l)} " "
                    <span class="chart-key" data-key="good"></span> {t::books_chart_good(l)} ". " {text}
                </figcaption>
            </figure>
        }
    })
}

/// At least a line where there is one.
fn scaled(count: u64, most: u64) -> u64 {
    (count * HEIGHT).checked_div(most).unwrap_or(0).max(u64::from(count > 0))
}
