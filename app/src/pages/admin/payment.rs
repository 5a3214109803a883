//! One payment with everything behind it: the checks of every transfer, the postings, the history.

use super::{
    frame::AdminPage,
    log_rows::{LogTable, Names, person},
    payment_parts::{Postings, Transfers},
    payment_told::Told,
    payments::{Standing, order_number},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Address, Empty, MoneyView, When},
    ssr::{desk, refuse, signed_in},
    t,
    words::word,
};
use actions::admin::PaymentFile;
use domain::{escrow::Payment, machine::Word};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

/// The payment of this address.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), |file| view! { <Page file/> })
}

async fn load(id: String) -> Result<PaymentFile, Fault> {
    let me = signed_in()?;
    let id = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::admin::payment_file(&desk(), me.id, id).await.map_err(refuse)
}

#[component]
fn Page(file: PaymentFile) -> impl IntoView {
    let l = lang();
    let PaymentFile { payment, request, transfers, arrivals, webhooks, journals, history, names } = file;
    let title = t::books_payment_of(l, order_number(request.number), payment.reference());
    view! {
        <AdminPage title>
            <p class="hint"><a href="/admin/payments">{t::books_all_payments(l)}</a></p>
            <div class="card"><div class="card-body stack">
                <p class="lead"><bdi>{request.title}</bdi></p>
                <Facts payment names=names.clone()/>
            </div></div>
            <section class="stack">
                <h2>{t::books_transfers(l)}</h2>
                <Transfers transfers/>
            </section>
            <Told arrivals webhooks/>
            <section class="stack">
                <h2>{t::books_postings(l)}</h2>
                <Postings journals/>
            </section>
            <section class="stack">
                <h2>{t::admin_history(l)}</h2>
                {if history.is_empty() {
                    Either::Left(view! { <Empty title=t::admin_log_none(l) text=t::admin_log_none_text(l)/> })
                } else {
                    Either::Right(view! { <LogTable rows=history names/> })
                }}
            </section>
        </AdminPage>
    }
}

#[component]
fn Facts(payment: Payment, names: Names) -> impl IntoView {
    let l = lang();
    let provider = word(l, "payment_provider", payment.provider.word());
    let outside = payment.provider_payment_id.clone().map(|id| {
        view! { <div><dt>{t::books_provider_id(l)}</dt><dd><bdi>{id}</bdi></dd></div> }
    });
    let chain = payment.on_chain.network.clone().map(|network| {
        view! { <div><dt>{t::books_network(l)}</dt><dd><bdi>{network}</bdi></dd></div> }
    });
    let receiver = payment.on_chain.receiver.clone().map(|address| {
        view! { <div><dt>{t::books_address(l)}</dt><dd><Address address/></dd></div> }
    });
    let seen = payment.seen.is_positive().then(|| {
        view! { <div><dt>{t::books_seen(l)}</dt><dd><MoneyView money=payment.seen/></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{t::admin_status(l)}</dt><dd><Standing payment=payment.clone()/></dd></div>
            <div><dt>{t::books_asked(l)}</dt><dd><MoneyView money=payment.amount/></dd></div>
            <div><dt>{t::books_credited(l)}</dt><dd><MoneyView money=payment.credited/></dd></div>
            {seen}
            <div><dt>{t::books_buyer(l)}</dt><dd>{person(payment.buyer_id, &names)}</dd></div>
            <div><dt>{t::books_seller(l)}</dt><dd>{person(payment.seller_id, &names)}</dd></div>
            <div><dt>{t::books_provider(l)}</dt><dd>{provider}</dd></div>
            {outside}
            {chain}
            {receiver}
            <div><dt>{t::books_asked_at(l)}</dt><dd><When at=payment.created_at/></dd></div>
            <div><dt>{t::books_pay_by(l)}</dt><dd><When at=payment.pay_by/></dd></div>
        </dl>
    }
}
