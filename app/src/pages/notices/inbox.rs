//! The inbox: what is unread first, narrowed by category, marked as read one by one or all at once.

use crate::{
    Fault, lang,
    pages::{
        admin::{Choice, Narrow, Onward, asked, words as options},
        loaded,
    },
    parts::{DeedForm, Empty, HiddenField, Submit, When},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
    words::word,
};
use actions::notices::{Inbox, NoticesForm, inbox};
use domain::{
    machine::Word,
    notices::{NoticeCategory, Notification},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use notify::notice;

/// Page `/notifications`.
#[component]
pub fn Notifications() -> impl IntoView {
    let form = NoticesForm { category: asked("category"), before: asked("before") };
    loaded(load(form.clone()), |inbox| view! { <Page form inbox/> })
}

async fn load(form: NoticesForm) -> Result<Inbox, Fault> {
    inbox(&desk(), signed_in()?.id, &form).await.map_err(refuse)
}

#[component]
fn Page(form: NoticesForm, inbox: Inbox) -> impl IntoView {
    let l = lang();
    let NoticesForm { category, before } = form;
    let query = vec![("category", category.clone())];
    let older_than = inbox.read.last().filter(|_| inbox.and_more).map(|last| last.id.to_string());
    let Inbox { unread, read, .. } = inbox;
    let categories = options::<NoticeCategory>("notice_category");
    let is_empty = unread.is_empty() && read.is_empty();
    let is_narrowed = !category.is_empty();
    let narrowed_to = category.clone();
    let all = (!unread.is_empty()).then(|| {
        view! {
            <DeedForm deed="read_notifications">
                <HiddenField name="category" value=narrowed_to/>
                <Submit label=t::notices_read_all(l) kind="quiet"/>
            </DeedForm>
        }
    });
    let empty = is_empty.then(|| view! { <Empty title=t::notices_none(l) text=t::notices_none_text(l)/> });
    view! {
        <Title text=t::notices_title(l)/>
        <div class="page stack" data-gap="loose">
            <div class="stack" data-gap="tight">
                <h1>{t::notices_title(l)}</h1>
                <p class="lead">{t::notices_lead(l)}</p>
            </div>
            <Narrow path="/notifications" is_narrowed>
                <Choice name="category" label=t::notices_category(l) options=categories value=category/>
            </Narrow>
            {all}
            {empty}
            <Items title=t::notices_unread(l) id="unread" items=unread/>
            <Items title=t::notices_read(l) id="read" items=read/>
            <Onward path="/notifications" query older_than is_onward=!before.is_empty()/>
        </div>
    }
}

#[component]
fn Items(#[prop(into)] title: String, id: &'static str, items: Vec<Notification>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        let items: Vec<_> = items.into_iter().map(|item| view! { <Item item/> }).collect();
        view! {
            <section class="stack" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ul class="stack">{items}</ul>
            </section>
        }
    })
}

#[component]
fn Item(item: Notification) -> impl IntoView {
    let l = lang();
    let said = notice(l, &item.kind, item.created_at);
    let head = view! { <span class="badge">{category(l, item.category)}</span> " " <When at=item.created_at/> };
    let way = match item.read_at {
        Some(_) => Either::Left(view! { <p><a href=said.path>{t::notices_open(l)}</a></p> }),
        None => Either::Right(view! {
            <DeedForm deed="read_notification" which=item.id.to_string()>
                <div class="cluster">
                    <Submit label=t::notices_open(l) kind="quiet" name="and" value="open"/>
                    <Submit label=t::notices_mark(l) kind="plain" name="and" value="stay"/>
                </div>
            </DeedForm>
        }),
    };
    view! {
        <li class="card"><div class="card-body stack" data-gap="tight">
            <h3>{said.title}</h3>
            <p class="hint">{head}</p>
            <p>{said.text}</p>
            {way}
        </div></li>
    }
}

fn category(l: Locale, category: NoticeCategory) -> String {
    word(l, "notice_category", category.word())
}
