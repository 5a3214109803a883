//! Payments, newest first: narrowed by what people say on the phone, and taken away as a sheet.

use super::{
    filters::{Choice, Entry, Narrow, words},
    frame::{AdminPage, Onward, address, asked},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, MoneyView, When},
    routes,
    ssr::{desk, refuse, signed_in},
    t,
    words::word,
};
use actions::admin::{Part, PaymentLine, PaymentsForm};
use domain::{
    escrow::{AmountFlag, Payment, PaymentProvider, PaymentStatus},
    ledger::PaymentOutcome,
    machine::Word,
};
use leptos::{either::Either, prelude::*};

const PATH: &str = "/admin/payments";
/// The same as a sheet.
const SHEET: &str = "/admin/payments.csv";

/// Search, filters, and a table that becomes cards.
#[component]
pub fn Payments() -> impl IntoView {
    let form = PaymentsForm {
        status: asked("status"),
        provider: asked("provider"),
        flag: asked("flag"),
        person: asked("person"),
        number: asked("number"),
        from: asked("from"),
        to: asked("to"),
        amount: asked("amount"),
        before: asked("before"),
    };
    loaded(load(form.clone()), move |part| view! { <Page form part/> })
}

async fn load(form: PaymentsForm) -> Result<Part<PaymentLine>, Fault> {
    let me = signed_in()?;
    actions::admin::payments(&desk(), me.id, &form).await.map_err(refuse)
}

#[component]
fn Page(form: PaymentsForm, part: Part<PaymentLine>) -> impl IntoView {
    let l = lang();
    let query = form.query();
    let is_narrowed = query.iter().any(|(_, value)| !value.is_empty());
    let older_than = part.rows.last().filter(|_| part.and_more).map(|last| last.payment.id.to_string());
    let is_onward = !form.before.is_empty();
    let sheet = (routes::is_open_to_viewer(SHEET) && !part.rows.is_empty()).then(|| {
        let href = address(SHEET, &query, None);
        view! {
            <p><a class="btn btn-outline btn-sm" href=href data-no-prefetch="" download="">{t::books_sheet(l)}</a>
                " " <span class="hint">{t::books_sheet_hint(l)}</span></p>
        }
    });
    let rows = if part.rows.is_empty() {
        Either::Left(view! { <Empty title=t::books_no_payments(l) text=t::books_no_payments_text(l)/> })
    } else {
        Either::Right(view! { <Table lines=part.rows/> })
    };
    let statuses = words::<PaymentStatus>("payment_status");
    let (flags, providers) = (words::<AmountFlag>("amount_flag"), words::<PaymentProvider>("payment_provider"));
    view! {
        <AdminPage title=t::books_payments(l) lead=t::books_payments_lead(l)>
            <Narrow path=PATH is_narrowed>
                <Entry name="number" label=t::books_number(l) value=form.number/>
                <Entry name="person" label=t::admin_log_person(l) value=form.person/>
                <Entry name="amount" label=t::books_amount_exact(l) value=form.amount/>
                <Choice name="status" label=t::admin_status(l) options=statuses value=form.status/>
                <Choice name="flag" label=t::books_flag(l) options=flags value=form.flag/>
                <Choice name="provider" label=t::books_provider(l) options=providers value=form.provider/>
                <Entry name="from" kind="date" label=t::books_from(l) value=form.from/>
                <Entry name="to" kind="date" label=t::books_to(l) value=form.to/>
            </Narrow>
            {sheet}
            {rows}
            <Onward path=PATH query older_than is_onward/>
        </AdminPage>
    }
}

#[component]
fn Table(lines: Vec<PaymentLine>) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::books_payment(l)),
        Column::money(t::books_asked(l)),
        Column::money(t::books_credited(l)),
        Column::of(t::admin_status(l)),
        Column::of(t::books_provider(l)),
        Column::of(t::admin_log_when(l)),
    ];
    let rows = lines.into_iter().map(cells).collect();
    view! { <DataTable caption=t::books_payments(l) columns rows/> }
}

fn cells(line: PaymentLine) -> Vec<AnyView> {
    let (l, payment) = (lang(), line.payment);
    let href = format!("/admin/payments/{}", payment.id);
    let order = line.order.map(order_number);
    vec![
        view! {
            <a href=href><bdi class="whitespace-nowrap" dir="ltr">{payment.reference()}</bdi></a>
            <bdi class="hint block whitespace-nowrap" dir="ltr">{order}</bdi>
        }
        .into_any(),
        view! { <MoneyView money=payment.amount/> }.into_any(),
        view! { <MoneyView money=payment.credited/> }.into_any(),
        view! { <Standing payment=payment.clone()/> }.into_any(),
        word(l, "payment_provider", payment.provider.word()).into_any(),
        view! { <When at=payment.created_at/> }.into_any(),
    ]
}

/// What people call an order.
pub(super) fn order_number(number: u64) -> String {
    format!("R-{number:06}")
}

/// Where a payment stands and what came for it, as badges that also say it.
#[component]
pub(super) fn Standing(payment: Payment) -> impl IntoView {
    let l = lang();
    let class = match payment.status.outcome() {
        PaymentOutcome::Successful => "badge badge-success",
        PaymentOutcome::Waiting => "badge badge-info",
        PaymentOutcome::PaidBack | PaymentOutcome::NotPaid => "badge",
    };
    let flag = payment.flag.map(|flag| {
        let class = match flag {
            AmountFlag::Exact => "badge badge-success",
            AmountFlag::Partial | AmountFlag::Over | AmountFlag::Late | AmountFlag::Held => "badge badge-warning",
        };
        view! { <span class=class>{word(l, "amount_flag", flag.word())}</span> }
    });
    view! {
        <span class="inline-flex flex-wrap gap-1">
            <span class=class>{word(l, "payment_status", payment.status.word())}</span> {flag}
        </span>
    }
}
