//! The living page of the parts: each of them in every state. Only in demo builds; its pictures are compared by
//! `end2end/design.spec.mjs`, so nothing on it may depend on the clock.

mod forms;
mod things;

use crate::{head::Described, lang, t};
use forms::{Fields, RefusedFields};
use leptos::prelude::*;
use leptos_meta::Title;
use things::{Buttons, Moving, Notices, Small, States, Tables, Ways};

/// Page `/design`.
#[component]
pub fn Design() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t::design_title(l)/>
        <Described text=t::design_lead(l)/>
        <div class="page-wide stack" data-gap="loose">
            <div class="stack" data-gap="tight">
                <h1>{t::design_title(l)}</h1>
                <p class="lead">{t::design_lead(l)}</p>
            </div>
            <Shelf id="buttons" title=t::design_buttons(l)><Buttons/></Shelf>
            <Shelf id="notices" title=t::design_notices(l)><Notices/></Shelf>
            <Shelf id="fields" title=t::design_fields(l)><Fields/></Shelf>
            <Shelf id="refused" title=t::design_refused(l)><RefusedFields/></Shelf>
            <Shelf id="ways" title=t::design_way(l)><Ways/></Shelf>
            <Shelf id="tables" title=t::design_table(l)><Tables/></Shelf>
            <Shelf id="states" title=t::design_states(l)><States/></Shelf>
            <Shelf id="small" title=t::design_small(l)><Small/></Shelf>
            <Shelf id="moving" title=t::design_dialog(l)><Moving/></Shelf>
        </div>
    }
}

#[component]
fn Shelf(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! { <section class="stack" aria-labelledby=id><h2 id=id>{title}</h2>{children()}</section> }
}
