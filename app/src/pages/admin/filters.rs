//! What a list is narrowed by: a plain GET form, so that the address says what is shown.

use crate::{lang, parts::Submit, t, words::word};
use domain::machine::Word;
use leptos::prelude::*;

/// The form around the entries.
#[component]
pub(in crate::pages) fn Narrow(path: &'static str, is_narrowed: bool, children: Children) -> impl IntoView {
    let l = lang();
    let clear = is_narrowed.then(|| view! { <a class="btn btn-ghost" href=path>{t::admin_clear(l)}</a> });
    view! {
        <form method="get" action=path class="stack" role="search" aria-label=t::admin_narrow(l)>
            <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">{children()}</div>
            <div class="cluster"><Submit label=t::admin_show(l)/> {clear}</div>
        </form>
    }
}

/// One line of it.
#[component]
pub(super) fn Entry(
    name: &'static str,
    #[prop(into)] label: String,
    value: String,
    /// `text` when not said.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// What it may be, as an offer.
    #[prop(optional)]
    offers: Vec<&'static str>,
) -> impl IntoView {
    let id = format!("narrow-{name}");
    let list = (!offers.is_empty()).then(|| format!("{id}-offers"));
    let offers: Vec<_> = offers.into_iter().map(|offer| view! { <option value=offer></option> }).collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id name=name type=kind.unwrap_or("text") value=value maxlength="200" dir="auto"
                autocomplete="off" list=list.clone()/>
            {list.map(|list| view! { <datalist id=list>{offers}</datalist> })}
        </div>
    }
}

/// One of a few, or any.
#[component]
pub(in crate::pages) fn Choice(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    value: String,
) -> impl IntoView {
    let id = format!("narrow-{name}");
    let any = (String::new(), t::admin_any(lang()).to_owned());
    let options = [any].into_iter().chain(options).map(|(option, text)| {
        let selected = option == value;
        view! { <option value=option selected=selected>{text}</option> }
    });
    let options: Vec<_> = options.collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="select" id=id name=name>{options}</select>
        </div>
    }
}

/// Every word of a list, as options.
pub(in crate::pages) fn words<W: Word>(list: &str) -> Vec<(String, String)> {
    W::ALL.iter().map(|it| (it.word().to_owned(), word(lang(), list, it.word()))).collect()
}
