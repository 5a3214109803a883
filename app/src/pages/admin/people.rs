//! Everybody with an account, newest first.

use super::{
    filters::{Choice, Entry, Narrow, words},
    frame::{AdminPage, Onward, asked},
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, When},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use actions::admin::Part;
use domain::{
    UserId,
    identity::{Role, User, UserStatus, VerificationLevel},
    machine::Word,
};
use leptos::{either::Either, prelude::*};
use store::PeopleFilter;

/// Search, filters, and a table that becomes cards.
#[component]
pub fn People() -> impl IntoView {
    let asked = Asked::read();
    loaded(load(asked.clone()), move |part| view! { <Page asked part/> })
}

/// What the address asks for.
#[derive(Clone)]
struct Asked {
    text: String,
    role: String,
    status: String,
    level: String,
    before: String,
}

impl Asked {
    fn read() -> Self {
        Self {
            text: asked("text"),
            role: asked("role"),
            status: asked("status"),
            level: asked("level"),
            before: asked("before"),
        }
    }

    /// A word nobody knows narrows nothing.
    fn filter(&self) -> PeopleFilter {
        PeopleFilter {
            text: self.text.chars().take(200).collect(),
            role: Role::from_word(&self.role),
            status: UserStatus::from_word(&self.status),
            level: self.level.parse::<u8>().ok().and_then(|level| VerificationLevel::try_from(level).ok()),
        }
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let Self { text, role, status, level, .. } = self.clone();
        vec![("text", text), ("role", role), ("status", status), ("level", level)]
    }
}

async fn load(asked: Asked) -> Result<Part<User>, Fault> {
    let me = signed_in()?;
    let before = asked.before.parse::<UserId>().ok();
    actions::admin::people(&desk(), me.id, &asked.filter(), before).await.map_err(refuse)
}

#[component]
fn Page(asked: Asked, part: Part<User>) -> impl IntoView {
    let l = lang();
    let query = asked.query();
    let is_narrowed = query.iter().any(|(_, value)| !value.is_empty());
    let older_than = part.rows.last().filter(|_| part.and_more).map(|last| last.id.to_string());
    let is_onward = !asked.before.is_empty();
    let roles = words::<Role>("role");
    let statuses = words::<UserStatus>("user_status");
    view! {
        <AdminPage title=t::admin_people(l) lead=t::admin_people_lead(l)>
            <Narrow path="/admin/users" is_narrowed>
                <Entry name="text" kind="search" label=t::admin_person_text(l) value=asked.text/>
                <Choice name="role" label=t::admin_role(l) options=roles value=asked.role/>
                <Choice name="status" label=t::admin_status(l) options=statuses
                    value=asked.status/>
                <Choice name="level" label=t::admin_level(l) options=levels() value=asked.level/>
            </Narrow>
            <Table people=part.rows/>
            <Onward path="/admin/users" query older_than is_onward/>
        </AdminPage>
    }
}

#[component]
fn Table(people: Vec<User>) -> impl IntoView {
    let l = lang();
    if people.is_empty() {
        return Either::Left(view! { <Empty title=t::admin_nobody(l) text=t::admin_nobody_text(l)/> });
    }
    let columns = vec![
        Column::of(t::admin_name(l)),
        Column::of(t::admin_email(l)),
        Column::of(t::admin_roles(l)),
        Column::of(t::admin_level(l)),
        Column::of(t::admin_status(l)),
        Column::of(t::admin_since(l)),
    ];
    let rows = people.into_iter().map(row).collect();
    Either::Right(view! { <DataTable caption=t::admin_people(l) columns rows/> })
}

fn row(user: User) -> Vec<AnyView> {
    let l = lang();
    let href = format!("/admin/users/{}", user.id);
    let level = number(l, u64::from(user.verification_level.get()));
    vec![
        view! { <a href=href><bdi>{user.display_name}</bdi></a> }.into_any(),
        view! { <bdi>{user.email}</bdi> }.into_any(),
        roles_said(&user.roles).into_any(),
        level.into_any(),
        view! { <Status status=user.status/> }.into_any(),
        view! { <When at=user.created_at date_only=true/> }.into_any(),
    ]
}

/// Whether a person may come in, as a badge that also says it.
#[component]
pub(super) fn Status(status: UserStatus) -> impl IntoView {
    let class = match status {
        UserStatus::Active => "badge badge-success",
        UserStatus::Locked => "badge badge-error",
        UserStatus::Closed => "badge",
    };
    view! { <span class=class>{word(lang(), "user_status", status.word())}</span> }
}

/// Roles by name.
pub(super) fn roles_said(roles: &[Role]) -> String {
    let l = lang();
    roles.iter().map(|role| word(l, "role", role.word())).collect::<Vec<_>>().join(t::admin_and(l))
}

/// Every level, as options.
pub(super) fn levels() -> Vec<(String, String)> {
    let l = lang();
    (0..=VerificationLevel::MAX).map(|level| (level.to_string(), number(l, u64::from(level)))).collect()
}
