//! What admin pages share: their title, the way to each other, what was just done, the way to older rows.

use crate::{
    Refused, lang,
    pages::{custody::GlassOpen, loaded},
    parts::{Notice, Tab, Tabs},
    routes::is_open_to_viewer,
    ssr::{desk, here, refuse},
    t,
};
use domain::ledger::BooksVerdict;
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, location::Url};

/// A value of this page's query.
pub(in crate::pages) fn asked(name: &str) -> String {
    use_query_map().get_untracked().get(name).unwrap_or_default()
}

/// An admin page.
#[component]
pub(in crate::pages) fn AdminPage(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    children: Children,
) -> impl IntoView {
    let l = lang();
    let here = here();
    let path = here.split('?').next().unwrap_or_default().to_owned();
    let links = [
        ("/admin/payments", t::books_payments(l)),
        ("/admin/payouts", t::custody_list(l)),
        ("/admin/instructions", t::instructions_title(l)),
        ("/admin/signers", t::signers_title(l)),
        ("/admin/vaults", t::vaults_title(l)),
        ("/admin/break-glass", t::glass_title(l)),
        ("/admin/unclaimed", t::books_aside(l)),
        ("/admin/statistics", t::books_statistics(l)),
        ("/admin/treasury", t::books_treasury(l)),
        ("/admin/differences", t::books_differences(l)),
        ("/admin/incidents", t::incident_title(l)),
        ("/admin/screening", t::books_screening(l)),
        ("/admin/disputes", t::console_title(l)),
        ("/admin/users", t::admin_people(l)),
        ("/admin/sellers", t::house_nav_sellers(l)),
        ("/admin/reports", t::reports_title(l)),
        ("/admin/log", t::admin_log(l)),
        ("/admin/payments/by-hand", t::by_hand_title(l)),
        ("/admin/settings", t::settings_title(l)),
        ("/admin/tasks", t::tasks_title(l)),
        ("/admin/permissions", t::policy_title(l)),
    ];
    // Whoever keeps the books need not run the house: nobody is shown a door that stays closed.
    let links = links.into_iter().filter(|(href, _)| is_open_to_viewer(href));
    let tab = |(href, text): (&str, &str)| Tab { href: href.to_owned(), text: text.to_owned(), is_here: path == href };
    let tabs: Vec<Tab> = links.map(tab).collect();
    let differs =
        (path != "/admin/differences" && is_open_to_viewer("/admin/differences")).then(|| view! { <Differs/> });
    let glass =
        (path != "/admin/break-glass" && is_open_to_viewer("/admin/break-glass")).then(|| view! { <GlassOpen/> });
    view! {
        <Title text=title.clone()/>
        <div class="page-wide stack" data-gap="loose">
            <Tabs label=t::admin_pages(l) tabs/>
            <div class="stack" data-gap="tight">
                <h1><bdi>{title}</bdi></h1>
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            </div>
            <JustDone/>
            {glass}
            {differs}
            {children()}
        </div>
    }
}

/// While the books and the world outside differ, every page of those who keep them says so.
#[component]
fn Differs() -> impl IntoView {
    let last = async { desk().store.reconciliations(1).await.map_err(|error| refuse(error.into())) };
    loaded(last, |last| {
        let l = lang();
        let differs = last.first().is_some_and(|last| last.verdict == BooksVerdict::Differs);
        differs.then(|| {
            view! {
                <Notice kind="error" title=t::books_differs(l)>
                    <p><a href="/admin/differences">{t::books_differs_look(l)}</a></p>
                </Notice>
            }
        })
    })
}

/// The sentence for `?done=…`; silent while a refusal is shown.
#[component]
fn JustDone() -> impl IntoView {
    let done = asked("done");
    let is_refused = use_context::<Refused>().is_some();
    let text = t::by_code(lang(), &format!("word_admin_done_{done}")).filter(|_| !is_refused);
    match text {
        Some(text) => Either::Left(view! { <Notice kind="success"><p>{text}</p></Notice> }),
        None => Either::Right(()),
    }
}

/// To the newest rows, and to those that are older than the last of this page.
#[component]
pub(in crate::pages) fn Onward(
    /// The page's path.
    path: &'static str,
    /// What is asked for besides.
    query: Vec<(&'static str, String)>,
    /// Where the next page begins, if there is one.
    older_than: Option<String>,
    /// Whether this is not the first page.
    is_onward: bool,
) -> impl IntoView {
    let l = lang();
    let newest = is_onward.then(|| address(path, &query, None));
    let older = older_than.map(|last| address(path, &query, Some(&last)));
    (newest.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="cluster" aria-label=t::house_pages(l)>
                {newest.map(|href| view! { <a class="btn btn-outline btn-sm" href=href>{t::admin_newest(l)}</a> })}
                {older.map(|href| view! { <a class="btn btn-outline btn-sm" rel="next" href=href>{t::admin_older(l)}</a> })}
            </nav>
        }
    })
}

pub(super) fn address(path: &str, query: &[(&'static str, String)], before: Option<&str>) -> String {
    let pairs = query.iter().map(|(name, value)| (*name, value.as_str())).chain(before.map(|last| ("before", last)));
    let pairs: Vec<String> = pairs
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", Url::escape(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_way_to_older_rows_keeps_what_was_asked_for() {
        let query = [("text", "a & b".to_owned()), ("role", String::new())];
        assert_eq!(address("/admin/users", &query, Some("usr_1")), "/admin/users?text=a%20%26%20b&before=usr%5F1");
        assert_eq!(address("/admin/log", &[], None), "/admin/log");
    }
}
