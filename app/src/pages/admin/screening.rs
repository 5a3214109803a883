//! The list that senders are looked up in: which one, how old, how many are on it, and whether it can be used.

use super::{frame::AdminPage, payment_parts::Hash};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Empty, Notice, When},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use actions::sanctions::Standing;
use domain::{
    Seconds,
    machine::Word,
    sanctions::{ListFault, ListTrouble},
};
use leptos::{either::Either, prelude::*};

/// How the list stands now.
#[component]
pub fn Screening() -> impl IntoView {
    loaded(load(), |standing| view! { <Page standing/> })
}

async fn load() -> Result<Option<Standing>, Fault> {
    let me = signed_in()?;
    actions::sanctions::standing(&desk(), me.id).await.map_err(refuse)
}

#[component]
fn Page(standing: Option<Standing>) -> impl IntoView {
    let l = lang();
    let body = match standing {
        None => Either::Left(view! { <Empty title=t::books_no_list(l) text=t::books_no_list_text(l)/> }),
        Some(standing) => Either::Right(view! { <List standing/> }),
    };
    view! {
        <AdminPage title=t::books_screening(l) lead=t::books_screening_lead(l)>
            {body}
            <p><a href="/admin/unclaimed">{t::books_aside(l)}</a></p>
        </AdminPage>
    }
}

#[component]
fn List(standing: Standing) -> impl IntoView {
    let l = lang();
    let Standing { name, max_age, dated, age, count, hash, fault } = standing;
    let hash = hash.map(|hash| view! { <div><dt>{t::books_list_hash(l)}</dt><dd><Hash text=hash/></dd></div> });
    let dated = dated.map(|at| view! { <div><dt>{t::books_list_dated(l)}</dt><dd><When at/></dd></div> });
    let age = age.map(|age| view! { <div><dt>{t::books_list_age(l)}</dt><dd>{hours(age)}</dd></div> });
    let count = count.map(|count| {
        view! { <div><dt>{t::books_list_count(l)}</dt><dd>{number(l, count as u64)}</dd></div> }
    });
    let most = t::books_hours(l, u64::try_from(max_age.0).unwrap_or(0));
    view! {
        <Usable fault/>
        <div class="card"><div class="card-body">
            <dl class="facts">
                <div><dt>{t::books_list(l)}</dt><dd><bdi>{name}</bdi></dd></div>
                {count} {dated} {age}
                <div><dt>{t::books_list_max_age(l)}</dt><dd>{most}</dd></div>
                {hash}
            </dl>
        </div></div>
    }
}

#[component]
fn Usable(fault: Option<ListFault>) -> impl IntoView {
    let l = lang();
    match fault {
        None => Either::Left(view! {
            <Notice kind="success" title=t::books_list_good(l)><p>{t::books_list_good_text(l)}</p></Notice>
        }),
        Some(ListFault { trouble, line }) => {
            let line = line.filter(|_| trouble == ListTrouble::Broken);
            let line = line.map(|line| t::books_list_line(l, number(l, line as u64)));
            Either::Right(view! {
                <Notice kind="error" title=word(l, "list_trouble", trouble.word())>
                    <p>{t::books_list_bad_text(l)} " " {line}</p>
                </Notice>
            })
        }
    }
}

fn hours(age: Seconds) -> String {
    t::books_hours(lang(), u64::try_from(age.0 / 3_600).unwrap_or(0))
}
