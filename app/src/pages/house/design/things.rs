//! Everything that is not a field.

use crate::{
    islands::{CopyButton, Countdown},
    lang,
    parts::{
        Address, Avatar, Column, DataTable, Dialog, Empty, Failed, LinkButton, MoneyView, Notice, Pager, Person, Qr,
        Skeleton, Stale, Stars, Step, StepState, Stepper, Tab, Tabs, Timeline, Toast, When, stopped, walked,
    },
    t,
};
use domain::{Currency, Money, Timestamp, escrow::ChainAddress};
use leptos::prelude::*;

/// A moment that never changes: the pictures of this page are compared.
const THEN: Timestamp = Timestamp::from_millis(1_790_000_000_000);
const HERE: &str = "/design";

fn money(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

#[component]
pub(super) fn Buttons() -> impl IntoView {
    let l = lang();
    view! {
        <div class="cluster">
            <LinkButton href=HERE label=t::design_primary(l)/>
            <LinkButton href=HERE label=t::design_quiet(l) kind="quiet" icon="package"/>
            <LinkButton href=HERE label=t::design_danger(l) kind="danger"/>
            <LinkButton href=HERE label=t::design_plain(l) kind="plain"/>
            <button type="button" class="btn btn-primary" disabled=true>{t::design_off(l)}</button>
            <LinkButton href=HERE label=t::design_long(l) kind="quiet"/>
        </div>
    }
}

#[component]
pub(super) fn Notices() -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="info"><p>{t::design_info(l)}</p></Notice>
        <Notice kind="success" title=t::design_success(l)><p>{t::design_long(l)}</p></Notice>
        <Notice kind="warning"><p>{t::design_warning(l)}</p></Notice>
        <Notice kind="error"><p>{t::design_error(l)}</p></Notice>
    }
}

#[component]
pub(super) fn Ways() -> impl IntoView {
    let l = lang();
    let labels = [t::design_step_agreed(l), t::design_step_paid(l), t::design_step_sent(l), t::design_step_done(l)];
    let way = |done| {
        walked(labels.len(), done, |place, state| Step {
            label: labels[place].to_owned(),
            state,
            at: (state == StepState::Done).then_some(THEN),
            text: (state == StepState::Current).then(|| t::design_step_sent_text(l).to_owned()),
        })
    };
    let end = Step {
        label: t::design_step_stopped(l).to_owned(),
        state: StepState::Stopped,
        at: Some(THEN),
        text: Some(t::design_step_stopped_text(l).to_owned()),
    };
    let ended = stopped([(labels[0].to_owned(), THEN)].into_iter(), end);
    view! {
        <div class="grid gap-8 sm:grid-cols-3">
            <Timeline steps=way(2)/>
            <Timeline steps=way(4)/>
            <Timeline steps=ended/>
        </div>
    }
}

#[component]
pub(super) fn Tables() -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::design_column_what(l)),
        Column::of(t::design_column_who(l)),
        Column::of(t::design_column_when(l)),
        Column::money(t::design_column_total(l)),
        Column::silent(t::design_column_do(l)),
    ];
    let row = |what: &'static str, who: &'static str, units: i128| {
        vec![
            view! { <bdi>{what}</bdi> }.into_any(),
            view! { <Person name=who/> }.into_any(),
            view! { <When at=THEN date_only=true/> }.into_any(),
            view! { <MoneyView money=money(units)/> }.into_any(),
            view! { <LinkButton href=HERE label=t::design_column_do(l)/> }.into_any(),
        ]
    };
    let rows = vec![
        row(t::design_choice_one(l), t::design_person(l), 12_500_000),
        row(t::design_long(l), t::design_other(l), 1_250_000_000_001),
    ];
    view! { <DataTable columns rows caption=t::design_table(l)/> }
}

#[component]
pub(super) fn States() -> impl IntoView {
    let l = lang();
    view! {
        <div class="grid gap-4 items-start lg:grid-cols-2">
            <Empty title=t::design_empty(l) text=t::design_empty_text(l)>
                <LinkButton href=HERE label=t::design_empty_do(l)/>
            </Empty>
            <div class="stack">
                <Failed title=t::design_failed(l) text=t::design_failed_text(l) href=HERE/>
                <Stale text=t::design_stale(l)/>
                <Skeleton lines=3/>
            </div>
        </div>
    }
}

#[component]
pub(super) fn Small() -> impl IntoView {
    let l = lang();
    let address = ChainAddress("0x5FbDB2315678afecb367f032d93F642f64180aa3".to_owned());
    view! {
        <div class="cluster">
            <MoneyView money=money(12_500_000)/>
            <MoneyView money=money(12_500_000) signed=true/>
            <MoneyView money=money(-312_500) signed=true/>
            <MoneyView money=money(1_250_000_000_000) large=true/>
        </div>
        <div class="cluster">
            <Avatar name=t::design_person(l)/> <Person name=t::design_person(l)/>
            <Stars count=4/> <span class="visually-hidden">{t::design_stars(l)}</span>
            <When at=THEN/> <When at=THEN date_only=true/>
            <Countdown left_ms=3_552_999 word=t::design_left(l).to_owned()/>
        </div>
        <div class="cluster">
            <Address address/>
            <CopyButton text=HERE.to_owned() label=t::design_copy(l).to_owned() done=t::design_copied(l).to_owned()/>
        </div>
        <Qr svg=payments::qr_svg(HERE) label=t::design_qr(l)/>
    }
}

#[component]
pub(super) fn Moving() -> impl IntoView {
    let l = lang();
    let tab = |text: &str, is_here| Tab { href: HERE.to_owned(), text: text.to_owned(), is_here };
    let steps = [t::design_step_one(l), t::design_step_two(l), t::design_step_three(l)];
    let steps = steps.map(|text| (HERE.to_owned(), text.to_owned()));
    view! {
        <Tabs label=t::design_tabs(l) tabs=vec![tab(t::design_tab_one(l), true), tab(t::design_tab_two(l), false)]/>
        <Stepper label=t::design_steps(l) steps=steps.to_vec() here=2/>
        <Pager here=2 last=9 href=|_| HERE.to_owned()/>
        <div>
            <Dialog id="ask" open=t::design_dialog_open(l) title=t::design_dialog_title(l) kind="danger">
                <p>{t::design_dialog_text(l)}</p>
                <LinkButton href=HERE label=t::design_dialog_open(l) kind="danger"/>
            </Dialog>
        </div>
        <Toast><p>{t::design_toast(l)}</p></Toast>
    }
}
