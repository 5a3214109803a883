//! The console of who decides disputes: a queue by clock or by urgency, narrowed by what the address says, with who has
//! what. A line leads to the room, where it is decided.

use super::said;
use crate::{
    Fault, dates, lang,
    pages::{
        admin::{AdminPage, Choice, Narrow, asked, words as options},
        loaded,
    },
    parts::{Column, DataTable, DeedForm, Empty, HiddenField, MoneyView, Person, Submit, missed},
    ssr::{AssetBase, desk, refuse, signed_in},
    t,
    words::word,
};
use actions::disputes::{Queue, QueueForm, queue};
use domain::{
    Timestamp, UserId,
    disputes::{Dispute, DisputePriority},
};
use leptos::{either::Either, nonce::use_nonce, prelude::*};
use store::DisputeStands;

const PATH: &str = "/admin/disputes";

/// Page `/admin/disputes`.
#[component]
pub fn Console() -> impl IntoView {
    let form = QueueForm {
        stands: asked("stands"),
        priority: asked("priority"),
        whose: asked("whose"),
        order: asked("order"),
        page: asked("page"),
    };
    loaded(load(form.clone()), |(queue, now)| view! { <Page form queue now/> })
}

async fn load(form: QueueForm) -> Result<(Queue, Timestamp), Fault> {
    let (me, desk) = (signed_in()?, desk());
    Ok((queue(&desk, me.id, &form).await.map_err(refuse)?, desk.now()))
}

#[component]
fn Page(form: QueueForm, queue: Queue, now: Timestamp) -> impl IntoView {
    let l = lang();
    let is_narrowed = [&form.stands, &form.priority, &form.whose, &form.order].iter().any(|value| !value.is_empty());
    let whose =
        vec![("mine".to_owned(), t::console_mine(l).to_owned()), ("free".to_owned(), t::console_free(l).to_owned())];
    let orders = vec![("priority".to_owned(), t::console_by_priority(l).to_owned())];
    let (stands, priorities) =
        (options::<DisputeStands>("dispute_stands"), options::<DisputePriority>("dispute_priority"));
    let onward = onward(&form, &queue);
    let rows = if queue.part.rows.is_empty() {
        Either::Left(view! { <Empty title=t::console_none(l) text=t::console_none_text(l)/> })
    } else {
        Either::Right(view! { <Rows queue now/> })
    };
    view! {
        <AdminPage title=t::console_title(l) lead=t::console_lead(l)>
            <Narrow path=PATH is_narrowed>
                <Choice name="stands" label=t::console_stands(l) options=stands value=form.stands/>
                <Choice name="priority" label=t::console_priority(l) options=priorities value=form.priority/>
                <Choice name="whose" label=t::console_whose(l) options=whose value=form.whose/>
                <Choice name="order" label=t::console_order(l) options=orders value=form.order/>
            </Narrow>
            {missed("claim_dispute")}
            {rows}
            {onward}
        </AdminPage>
    }
}

#[component]
fn Rows(queue: Queue, now: Timestamp) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::console_dispute(l)),
        Column::of(t::console_priority(l)),
        Column::of(t::console_clock(l)),
        Column::money(t::console_held(l)),
        Column::of(t::console_who(l)),
    ];
    let rows = queue.part.rows.iter().map(|dispute| cells(&queue, dispute, now)).collect();
    view! { <KeysLine/> <DataTable columns rows caption=t::console_title(l)/> }
}

/// Tells of the keys that walk along the queue, with a switch: `frontend/keys.js` shows it. The queue's links are marked with
/// `data-stop`.
#[component]
fn KeysLine() -> impl IntoView {
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    view! {
        <label class="choice hint" data-keys hidden>
            <input class="checkbox" type="checkbox" checked/>
            <span>{t::console_keys(lang())}</span>
        </label>
        <script type="module" src=format!("{base}/pkg/keys.js") nonce=use_nonce()></script>
    }
}

fn cells(queue: &Queue, dispute: &Dispute, now: Timestamp) -> Vec<AnyView> {
    let l = lang();
    let person = |id: UserId| {
        let name = queue.names.get(&id).cloned().unwrap_or_default();
        view! { <Person name id/> }
    };
    let (href, by) = (format!("/disputes/{}", dispute.id), dispute.respond_by);
    let category = word(l, "dispute_category", &dispute.category.to_string());
    let stands = word(l, "dispute_phase", &dispute.phase.to_string());
    let priority = word(l, "dispute_priority", &dispute.priority.to_string());
    let clock = if queue.unsigned.contains(&dispute.id) {
        t::decided_waits_signers(l).to_owned()
    } else if dispute.is_open {
        dates::relative(l, by, now)
    } else {
        said::ended(l, dispute)
    };
    vec![
        view! {
            <div class="stack" data-gap="tight">
                <a href=href data-stop><bdi>{dispute.reason.clone()}</bdi></a>
                <span class="hint">{category} " · " {stands}</span>
                <span class="hint">{person(dispute.buyer_id)} " – " {person(dispute.seller_id)}</span>
            </div>
        }
        .into_any(),
        view! { <span class="badge">{priority}</span> }.into_any(),
        view! { <time datetime=by.to_string()>{clock}</time> }.into_any(),
        view! { <MoneyView money=dispute.held/> }.into_any(),
        who(queue, dispute),
    ]
}

/// Who has it; else the way to take it on, unless the reader keeps out of it.
fn who(queue: &Queue, dispute: &Dispute) -> AnyView {
    let l = lang();
    if let Some(claim) = dispute.claim {
        let name = queue.names.get(&claim.by).cloned().unwrap_or_default();
        return view! { <Person name id=claim.by/> }.into_any();
    }
    if queue.barred.contains(&dispute.id) {
        return view! { <span class="hint">{t::console_barred(l)}</span> }.into_any();
    }
    if !dispute.is_with_the_house() {
        return ().into_any();
    }
    let id = dispute.id;
    view! {
        <DeedForm deed="claim_dispute" which=id.to_string()>
            <HiddenField name="dispute" value=id.to_string()/>
            <Submit label=t::console_claim(l) kind="quiet"/>
        </DeedForm>
    }
    .into_any()
}

fn onward(form: &QueueForm, queue: &Queue) -> impl IntoView + use<> {
    let l = lang();
    let here = queue.page;
    let href = |page: u64| {
        let asked =
            [("stands", &form.stands), ("priority", &form.priority), ("whose", &form.whose), ("order", &form.order)];
        let asked = asked.into_iter().filter(|(_, value)| value.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        let asked: Vec<String> =
            asked.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("&{name}={value}")).collect();
        format!("{PATH}?page={page}{}", asked.concat())
    };
    let previous = (here > 1).then(|| href(here - 1));
    let next = queue.part.and_more.then(|| href(here + 1));
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="cluster" aria-label=t::house_pages(l)>
                {previous.map(|href| view! { <a class="btn btn-outline btn-sm" rel="prev" href=href>{t::house_page_previous(l)}</a> })}
                {next.map(|href| view! { <a class="btn btn-outline btn-sm" rel="next" href=href>{t::house_page_next(l)}</a> })}
            </nav>
        }
    })
}
