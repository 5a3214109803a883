//! The audit log: what was done and what was refused, newest first.

use super::{
    filters::{Choice, Entry, Narrow},
    frame::{AdminPage, Onward, asked},
    log_rows::{LogTable, Names},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::Empty,
    routes::DEEDS,
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::admin::{LogForm, Part};
use domain::event::EventRow;
use leptos::{either::Either, prelude::*};

/// Filters by person, deed, outcome and day; each row with from where it was asked.
#[component]
pub fn Log() -> impl IntoView {
    let form = LogForm {
        person: asked("person"),
        deed: asked("deed"),
        outcome: asked("outcome"),
        day: asked("day"),
        before: asked("before"),
    };
    loaded(load(form.clone()), move |(part, names)| view! { <Page form part names/> })
}

async fn load(form: LogForm) -> Result<(Part<EventRow>, Names), Fault> {
    let (desk, me) = (desk(), signed_in()?);
    let part = actions::admin::log(&desk, me.id, &form).await.map_err(refuse)?;
    let names = actions::admin::names_in(&desk, &part.rows).await.map_err(refuse)?;
    Ok((part, names))
}

#[component]
fn Page(form: LogForm, part: Part<EventRow>, names: Names) -> impl IntoView {
    let l = lang();
    let LogForm { person, deed, outcome, day, before } = form;
    let query =
        vec![("person", person.clone()), ("deed", deed.clone()), ("outcome", outcome.clone()), ("day", day.clone())];
    let is_narrowed = query.iter().any(|(_, value)| !value.is_empty());
    let older_than = part.rows.last().filter(|_| part.and_more).map(|last| last.id.to_string());
    let is_onward = !before.is_empty();
    let outcomes =
        vec![("done".to_owned(), t::admin_done(l).to_owned()), ("refused".to_owned(), t::admin_refused(l).to_owned())];
    let offers: Vec<&'static str> = DEEDS.iter().map(|deed| deed.name).collect();
    let rows = if part.rows.is_empty() {
        Either::Left(view! { <Empty title=t::admin_log_none(l) text=t::admin_log_none_text(l)/> })
    } else {
        Either::Right(view! { <LogTable rows=part.rows names/> })
    };
    view! {
        <AdminPage title=t::admin_log(l) lead=t::admin_log_lead(l)>
            <Narrow path="/admin/log" is_narrowed>
                <Entry name="person" label=t::admin_log_person(l) value=person/>
                <Entry name="deed" label=t::admin_log_deed(l) value=deed offers/>
                <Choice name="outcome" label=t::admin_log_outcome(l) options=outcomes value=outcome/>
                <Entry name="day" kind="date" label=t::admin_log_day(l) value=day/>
            </Narrow>
            {rows}
            <Onward path="/admin/log" query older_than is_onward/>
        </AdminPage>
    }
}
