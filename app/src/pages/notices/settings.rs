//! What a person is told by which channel, when they want to be left alone, and what was sent to them last.

use crate::{
    Fault, lang,
    pages::identity::SettingsPage,
    parts::{Column, DataTable, DeedForm, HiddenField, Submit, TextField, When},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
    words::{number, word},
};
use actions::notices::told_of;
use domain::{
    machine::Word,
    notices::{
        Channel, Dispatch, DispatchOutcome, NoticeCategory, NotificationPreferences, QuietHours, may_not_choose,
    },
};
use leptos::{either::Either, prelude::*};

/// Where most of our people live, as an offer; every other zone may be typed.
const ZONES: [&str; 8] = [
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Dubai",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/London",
    "America/Toronto",
    "UTC",
];

/// Page `/settings/notifications`.
#[component]
pub fn NotificationSettings() -> impl IntoView {
    crate::pages::loaded(load(), |(chosen, tries)| view! { <Page chosen tries/> })
}

async fn load() -> Result<(NotificationPreferences, Vec<Dispatch>), Fault> {
    told_of(&desk(), signed_in()?.id).await.map_err(refuse)
}

#[component]
fn Page(chosen: NotificationPreferences, tries: Vec<Dispatch>) -> impl IntoView {
    let l = lang();
    let quiet = chosen.quiet.clone();
    view! {
        <SettingsPage title=t::notices_settings(l) lead=t::notices_settings_lead(l)>
            <Matrix chosen/>
            <Quiet quiet/>
            <Tries tries/>
        </SettingsPage>
    }
}

#[component]
fn Matrix(chosen: NotificationPreferences) -> impl IntoView {
    let l = lang();
    let columns = [Column::of(t::notices_category(l))].into_iter();
    let columns = columns.chain(Channel::ALL.iter().map(|channel| Column::of(word(l, "channel", channel.word()))));
    let row = |category: &NoticeCategory| {
        let name = view! { {word(l, "notice_category", category.word())} }.into_any();
        let fields = Channel::ALL.iter().map(|channel| field(l, &chosen, *category, *channel));
        [name].into_iter().chain(fields).collect()
    };
    let rows = NoticeCategory::ALL.iter().map(row).collect();
    view! {
        <section class="stack" aria-labelledby="matrix">
            <h2 id="matrix">{t::notices_matrix(l)}</h2>
            <DataTable caption=t::notices_matrix(l) columns=columns.collect() rows/>
            <p class="hint">{t::telegram_matrix(l)} " " <a href="/settings/telegram">{t::telegram_title(l)}</a></p>
        </section>
    }
}

fn field(l: Locale, chosen: &NotificationPreferences, category: NoticeCategory, channel: Channel) -> AnyView {
    if may_not_choose(category, channel) {
        return view! { <span class="badge">{t::notices_always(l)}</span> }.into_any();
    }
    let is_on = chosen.wants(category, channel);
    let (badge, now, label, then) = if is_on {
        ("badge badge-success", t::notices_on(l), t::notices_switch_off(l), "off")
    } else {
        ("badge", t::notices_off(l), t::notices_switch_on(l), "on")
    };
    let which = format!("{category}.{channel}");
    view! {
        <DeedForm deed="switch_notifications" class="cluster" which>
            <span class=badge>{now}</span>
            <HiddenField name="to" value=then/>
            <Submit label kind="plain"/>
        </DeedForm>
    }
    .into_any()
}

#[component]
fn Quiet(quiet: Option<QuietHours>) -> impl IntoView {
    let l = lang();
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let [from, until, zone] = match &quiet {
        Some(quiet) => [time(quiet.from_minute), time(quiet.until_minute), quiet.zone.clone()],
        None => ["22:00".to_owned(), "07:00".to_owned(), String::new()],
    };
    let end = quiet.map(|_| {
        view! { <DeedForm deed="end_quiet_hours"><Submit label=t::notices_quiet_end(l) kind="quiet"/></DeedForm> }
    });
    view! {
        <section class="stack" aria-labelledby="quiet">
            <h2 id="quiet">{t::notices_quiet(l)}</h2>
            <p>{t::notices_quiet_text(l)}</p>
            <DeedForm deed="set_quiet_hours">
                <TextField deed="set_quiet_hours" name="from" kind="time" label=t::notices_quiet_from(l) value=from
                    required=true/>
                <TextField deed="set_quiet_hours" name="until" kind="time" label=t::notices_quiet_until(l) value=until
                    required=true/>
                <TextField deed="set_quiet_hours" name="zone" label=t::notices_quiet_zone(l) value=zone
                    hint=t::notices_quiet_zone_hint(l, ZONES.join(", ")) required=true max=64/>
                <Submit label=t::notices_quiet_save(l)/>
            </DeedForm>
            {end}
        </section>
    }
}

#[component]
fn Tries(tries: Vec<Dispatch>) -> impl IntoView {
    let l = lang();
    if tries.is_empty() {
        return Either::Left(());
    }
    let columns = vec![
        Column::of(t::notices_tried_at(l)),
        Column::of(t::notices_category(l)),
        Column::of(t::notices_by(l)),
        Column::of(t::notices_try(l)),
        Column::of(t::notices_came(l)),
    ];
    let rows = tries.into_iter().map(|row| cells(l, row)).collect();
    Either::Right(view! {
        <section class="stack" aria-labelledby="tries">
            <h2 id="tries">{t::notices_tries(l)}</h2>
            <p class="hint">{t::notices_tries_text(l)}</p>
            <DataTable caption=t::notices_tries(l) columns rows/>
        </section>
    })
}

fn cells(l: Locale, row: Dispatch) -> Vec<AnyView> {
    let class = match row.outcome {
        DispatchOutcome::Sent => "badge badge-success",
        DispatchOutcome::Held | DispatchOutcome::NotWanted => "badge",
        DispatchOutcome::Later | DispatchOutcome::TooLate | DispatchOutcome::Unclear => "badge badge-warning",
        DispatchOutcome::Refused => "badge badge-error",
    };
    let error = row.error.map(|error| view! { " " <bdi class="hint" dir="ltr">{error}</bdi> });
    vec![
        view! { <When at=row.at/> }.into_any(),
        row.category.map(|category| word(l, "notice_category", category.word())).into_any(),
        word(l, "channel", row.channel.word()).into_any(),
        number(l, u64::from(row.attempt)).into_any(),
        view! { <span class=class>{word(l, "dispatch_outcome", row.outcome.word())}</span> {error} }.into_any(),
    ]
}
