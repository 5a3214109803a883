//! What needs me: the first page of a person who is signed in. One list over everything that has a clock, the most urgent
//! first; each line leads to the page where it is done.

use crate::{
    Fault, Viewer, dates, lang,
    pages::loaded,
    parts::{Empty, MoneyView},
    ssr::{desk, refuse},
    t,
    words::word,
};
use domain::{
    Timestamp,
    machine::Word,
    needs::{About, Need},
};
use leptos::{either::Either, prelude::*};

struct Shown {
    needs: Vec<Need>,
    now: Timestamp,
}

/// The list, under a heading that says how long it is.
#[component]
pub(super) fn Needs(me: Viewer) -> impl IntoView {
    loaded(load(me), |shown| view! { <List shown/> })
}

async fn load(me: Viewer) -> Result<Shown, Fault> {
    let desk = desk();
    let needs = actions::needs::needs_of(&desk, me.id).await.map_err(refuse)?;
    Ok(Shown { needs, now: desk.now() })
}

#[component]
fn List(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { needs, now } = shown;
    if needs.is_empty() {
        return Either::Left(view! {
            <Empty title=t::needs_none(l) text=t::needs_none_text(l)>
                <a class="btn btn-primary" href="/requests/new">{t::house_landing_post(l)}</a>
            </Empty>
        });
    }
    let count = needs.iter().map(|need| need.count).sum();
    let lines: Vec<_> = needs.into_iter().map(|need| view! { <Line need now/> }).collect();
    Either::Right(view! {
        <p class="lead">{t::needs_count(l, count)}</p>
        <ol class="stack list-none p-0">{lines}</ol>
    })
}

#[component]
fn Line(need: Need, now: Timestamp) -> impl IntoView {
    let l = lang();
    let Need { asked, about, title, sum, until, count } = need;
    let so_many = (count > 1).then(|| view! { <p>{t::needs_so_many(l, count)}</p> });
    let about_it = title.map(|title| view! { <p><bdi>{title}</bdi></p> });
    let sum = sum.map(|money| view! { <p><MoneyView money/></p> });
    let clock = match until {
        Some(at) => Either::Left(view! {
            <p>
                {dates::relative(l, at, now)} " "
                <time class="hint" datetime=at.to_string()>{dates::moment(l, at)}</time>
            </p>
        }),
        None => Either::Right(view! { <p class="hint">{t::needs_no_clock(l)}</p> }),
    };
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h2 class="text-lg"><a class="link" href=way(about)>{word(l, "asked", asked.word())}</a></h2>
            {about_it}
            {so_many}
            {sum}
            {clock}
        </div></li>
    }
}

/// Where it is done.
fn way(about: About) -> String {
    match about {
        About::Request(id) => format!("/requests/{id}"),
        About::Order(id) => format!("/orders/{id}"),
        About::Dispute(id) => format!("/disputes/{id}"),
        About::Payout(_) => "/admin/payouts".to_owned(),
        About::Instruction(id) => format!("/admin/instructions/{id}"),
        About::Sweep(id) => format!("/admin/sweeps/{id}"),
        About::Vaults => "/admin/vaults".to_owned(),
        About::Record(_) => "/admin/payments/by-hand".to_owned(),
        About::Incidents => "/admin/incidents".to_owned(),
    }
}
