//! The letters of a demo, as their readers would see them. Only in demo builds, and even there only while the letters
//! stay in the house: a real post takes them past this page.

use crate::{
    Fault,
    head::Described,
    lang,
    pages::loaded,
    parts::{Empty, Submit, When},
    ssr::{desk, keeps_letters, refuse},
    t,
};
use domain::letters::Letter;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use notify::Written;

/// More would be nobody's first look.
const MOST: i64 = 50;

/// Page `/outbox`: the newest first, to everybody or to one address.
#[component]
pub fn Outbox() -> impl IntoView {
    let to = use_query_map().get_untracked().get("to").unwrap_or_default();
    loaded(load(to.clone()), move |letters| view! { <Page to letters/> })
}

async fn load(to: String) -> Result<Vec<Shown>, Fault> {
    if !keeps_letters() {
        return Err(Fault::new(404, "not-found"));
    }
    let desk = desk();
    let to = Some(to.trim()).filter(|to| !to.is_empty());
    let letters = desk.store.letters(to, MOST).await.map_err(|error| refuse(error.into()))?;
    let shown = |letter: Letter| {
        let code = letter.kind.code_of().map(|(of, round)| actions::identity::mailed_code(&desk, of, round));
        Shown { written: notify::write(&letter, code.as_deref(), &desk.settings.origin), code, letter }
    };
    Ok(letters.into_iter().map(shown).collect())
}

/// A letter, and what its reader sees.
struct Shown {
    letter: Letter,
    written: Written,
    code: Option<String>,
}

#[component]
fn Page(to: String, letters: Vec<Shown>) -> impl IntoView {
    let l = lang();
    let letters = if letters.is_empty() {
        Either::Left(view! { <Empty title=t::outbox_none(l) text=t::outbox_none_text(l)/> })
    } else {
        let letters: Vec<_> = letters.into_iter().map(|shown| view! { <OneLetter shown/> }).collect();
        Either::Right(view! { <ol class="stack" data-letters>{letters}</ol> })
    };
    view! {
        <Title text=t::outbox_title(l)/>
        <Described text=t::outbox_lead(l)/>
        <div class="page stack">
            <h1>{t::outbox_title(l)}</h1>
            <p class="lead">{t::outbox_lead(l)}</p>
            <Filter to/>
            {letters}
        </div>
    }
}

#[component]
fn Filter(to: String) -> impl IntoView {
    let l = lang();
    let all = (!to.is_empty()).then(|| view! { <a class="btn btn-ghost" href="/outbox">{t::outbox_all(l)}</a> });
    view! {
        <form method="get" action="/outbox" class="stack" role="search">
            <div class="field">
                <label for="outbox-to">{t::outbox_filter(l)}</label>
                <input class="input" id="outbox-to" name="to" type="text" inputmode="email" value=to maxlength="254"
                    dir="ltr" autocomplete="off"/>
            </div>
            <div class="cluster"><Submit label=t::outbox_filter_button(l)/> {all}</div>
        </form>
    }
}

/// The frame speaks the viewer's language, the letter its reader's.
#[component]
fn OneLetter(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { letter, written, code } = shown;
    let paragraphs: Vec<_> =
        written.text.trim_end().split("\n\n").map(|text| paragraph(text, code.as_deref())).collect();
    let state = match (letter.sent_at, letter.given_up_at) {
        (Some(_), _) => t::outbox_sent(l),
        (None, Some(_)) => t::outbox_given_up(l),
        (None, None) => t::outbox_waits(l),
    };
    let (tag, dir) = (written.language.as_str(), written.language.dir());
    view! {
        <li class="card" data-letter data-code=code><div class="card-body stack">
            <dl class="facts">
                <div><dt>{t::outbox_to(l)}</dt><dd><bdi class="break-words" dir="ltr" data-to>{letter.to}</bdi></dd></div>
                <div><dt>{t::outbox_written(l)}</dt><dd><When at=letter.created_at/> " · " {state}</dd></div>
            </dl>
            <article class="stack" data-gap="tight" lang=tag dir=dir>
                <h2 data-subject>{written.subject}</h2>
                {paragraphs}
            </article>
        </div></li>
    }
}

/// A code by itself, an address as the link it is to its reader, or words.
fn paragraph(text: &str, code: Option<&str>) -> AnyView {
    let text = text.to_owned();
    if code == Some(text.as_str()) {
        return view! { <p><strong class="text-2xl font-mono"><bdi dir="ltr">{text}</bdi></strong></p> }.into_any();
    }
    if text.starts_with(&desk().settings.origin) {
        let href = text.clone();
        return view! { <p><a class="link break-words" href=href><bdi dir="ltr">{text}</bdi></a></p> }.into_any();
    }
    view! { <p class="break-words">{text}</p> }.into_any()
}
