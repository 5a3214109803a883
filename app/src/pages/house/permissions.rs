//! Who may do what, for admins: the policy table in plain words. It is made from the very table that the door and the
//! router ask, so it cannot say anything else than what happens.

use crate::{
    lang,
    pages::admin::AdminPage,
    parts::{Column, DataTable},
    routes::{DEEDS, May, PLAIN, ROUTES, Whose},
    t::{self, Locale},
    words::word,
};
use domain::{identity::Role, machine::Word};
use leptos::prelude::*;

/// Deeds first, then pages, then what is neither.
#[component]
pub fn Permissions() -> impl IntoView {
    let l = lang();
    let deeds = DEEDS.iter().map(|deed| Row {
        what: word(l, "may", deed.name),
        code: deed.name.to_owned(),
        may: deed.may,
        whose: deed.whose,
        after_step_up: deed.after_step_up,
        by_act: deed.by_act,
    });
    let deeds: Vec<_> = deeds.collect();
    let pages = ROUTES.iter().map(|page| Row::plain(page.path, page.may, page.whose));
    let plain = PLAIN.iter().map(|plain| Row::plain(plain.path, plain.may, plain.whose));
    let pages: Vec<_> = pages.chain(plain).collect();
    view! {
        <AdminPage title=t::policy_title(l) lead=t::policy_lead(l)>
            <Part title=t::policy_deeds(l) rows=deeds/>
            <Part title=t::policy_pages(l) rows=pages/>
        </AdminPage>
    }
}

struct Row {
    what: String,
    code: String,
    may: May,
    whose: Whose,
    after_step_up: bool,
    by_act: bool,
}

impl Row {
    fn plain(path: &'static str, may: May, whose: Whose) -> Self {
        Self { what: String::new(), code: path.to_owned(), may, whose, after_step_up: false, by_act: false }
    }
}

/// The columns beside "nobody" and "anybody who is signed in".
const ROLES: [Role; 5] = [Role::Seller, Role::Resolver, Role::Support, Role::Treasurer, Role::Admin];

#[component]
fn Part(title: &'static str, rows: Vec<Row>) -> impl IntoView {
    let l = lang();
    let fixed = [t::policy_what(l), t::policy_nobody(l), t::policy_signed_in(l)].map(Column::of);
    let roles = ROLES.iter().map(|role| Column::of(word(l, "role", role.word())));
    let columns = fixed.into_iter().chain(roles).collect();
    let rows = rows.iter().map(|row| cells(l, row)).collect();
    view! {
        <section class="stack">
            <h2>{title}</h2>
            <DataTable columns rows caption=title/>
        </section>
    }
}

fn cells(l: Locale, row: &Row) -> Vec<AnyView> {
    let name = row.what.clone();
    let first = view! { {name} " " <bdi><code>{row.code.clone()}</code></bdi> }.into_any();
    let nobody = matches!(row.may, May::Anyone);
    let anybody = matches!(row.may, May::Anyone | May::SignedIn);
    let with_role = |role: Role| match row.may {
        May::Has(wanted) => role == wanted,
        May::HasOneOf(roles) => roles.contains(&role),
        May::Anyone | May::SignedIn => true,
        May::Operator => false,
    };
    let allowed = [nobody, anybody].into_iter().chain(ROLES.map(with_role));
    std::iter::once(first).chain(allowed.map(|may| cell(l, row, may).into_any())).collect()
}

/// The rule of one cell, in words.
fn cell(l: Locale, row: &Row, may: bool) -> String {
    if !may {
        return t::policy_no(l).to_owned();
    }
    let whose = match row.whose {
        Whose::Oneself | Whose::Anybody => t::policy_yes(l),
        Whose::Owner => t::policy_own(l),
        Whose::Buyer => t::policy_as_buyer(l),
        Whose::Seller => t::policy_as_seller(l),
        Whose::Party => t::policy_as_party(l),
        Whose::PartyOrHouse => t::policy_as_party_or_house(l),
    };
    let after = row.after_step_up.then(|| t::policy_after_step_up(l));
    let by_act = row.by_act.then(|| t::policy_by_act(l));
    [Some(whose), after, by_act].into_iter().flatten().collect::<Vec<_>>().join(t::admin_and(l))
}
