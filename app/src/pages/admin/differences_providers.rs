//! What a comparison said of each account with a payment service.

use super::differences::Verdict;
use crate::{
    lang,
    parts::{MoneyView, Notice},
    t,
    words::word,
};
use domain::ledger::{BooksVerdict, LedgerAccount, ProviderLine};
use leptos::prelude::*;

/// A card per account; nothing where no money lies with a service.
#[component]
pub(super) fn Providers(lines: Vec<ProviderLine>) -> impl IntoView {
    let cards: Vec<_> = lines.into_iter().map(|line| view! { <Line line/> }).collect();
    (!cards.is_empty()).then(|| view! { <div class="stack">{cards}</div> })
}

#[component]
fn Line(line: ProviderLine) -> impl IntoView {
    let l = lang();
    let service = match &line.account {
        LedgerAccount::Provider { name, .. } => word(l, "payment_provider", name),
        other => other.to_string(),
    };
    let told =
        line.told.map(|money| view! { <div><dt>{t::books_service_says(l)}</dt><dd><MoneyView money/></dd></div> });
    let difference = line.difference().filter(|_| line.verdict == Some(BooksVerdict::Differs)).map(|money| {
        view! { <div data-total=""><dt>{t::books_difference(l)}</dt><dd><MoneyView money signed=true/></dd></div> }
    });
    let trouble = line.trouble.map(|code| {
        view! { <Notice kind="warning"><p>{t::books_trouble_service(l)} " " <bdi class="hint">{code}</bdi></p></Notice> }
    });
    let nobody =
        line.verdict.is_none().then(|| view! { <Notice kind="info"><p>{t::books_service_not_asked(l)}</p></Notice> });
    view! {
        <section class="card"><div class="card-body stack">
            <h2><bdi>{service}</bdi> " · " <bdi>{line.booked.currency.code()}</bdi> " "
                {line.verdict.map(|verdict| view! { <Verdict verdict/> })}</h2>
            {trouble}
            {nobody}
            <dl class="facts">
                <div><dt>{t::books_booked(l)}</dt><dd><MoneyView money=line.booked/></dd></div>
                {told}
                {difference}
            </dl>
            <p class="hint"><bdi class="wrap-anywhere" dir="ltr">{line.account.to_string()}</bdi></p>
        </div></section>
    }
}
