//! Where the link in a letter leads: one button, for whoever holds the link. Opening the page stops nothing.

use crate::{
    head::Described,
    lang,
    pages::{admin::asked, loaded},
    parts::{DeedForm, HiddenField, LinkButton, Notice, Submit},
    ssr::desk,
    t,
    words::word,
};
use actions::notices::{Stop, asked_to_stop};
use domain::machine::Word;
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::Title;

/// Page `/unsubscribe`.
#[component]
pub fn Unsubscribe() -> impl IntoView {
    let link = asked("link");
    let load = {
        let link = link.clone();
        // A link that is none is not told apart from one that works no more.
        async move { Ok(asked_to_stop(&desk(), &link).await.ok()) }
    };
    loaded(load, move |stop| view! { <Page link stop/> })
}

#[component]
fn Page(link: String, stop: Option<Stop>) -> impl IntoView {
    let l = lang();
    let about = stop.map(|stop| word(l, "notice_category", stop.category.word())).unwrap_or_default();
    let body = match stop {
        None => EitherOf3::A(view! { <Notice kind="warning"><p>{t::notices_no_link(l)}</p></Notice> }),
        Some(Stop { is_done: true, .. }) => {
            EitherOf3::B(view! { <Notice kind="success"><p>{t::notices_stopped(l, about)}</p></Notice> })
        }
        Some(Stop { .. }) => EitherOf3::C(view! {
            <DeedForm deed="unsubscribe">
                <p>{t::notices_stop_text(l, about)}</p>
                <HiddenField name="link" value=link/>
                <Submit label=t::notices_stop(l)/>
            </DeedForm>
        }),
    };
    view! {
        <Title text=t::notices_stop_title(l)/>
        <Described text=t::notices_stop_about(l)/>
        <div class="page stack">
            <h1>{t::notices_stop_title(l)}</h1>
            {body}
            <p><LinkButton href="/settings/notifications" label=t::notices_settings(l) kind="plain"/></p>
        </div>
    }
}
