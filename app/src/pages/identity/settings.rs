//! What a person says of themselves and how they read the house.

use super::frame::SettingsPage;
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, SelectField, Submit, TextArea, TextField},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
};
use domain::{
    Currency,
    identity::{Role, Theme, User},
    machine::Word,
};
use leptos::prelude::*;

/// Name, words, language, colours, currency.
#[component]
pub fn Settings() -> impl IntoView {
    loaded(load(), |user| view! { <Profile user/> })
}

async fn load() -> Result<User, Fault> {
    let me = signed_in()?;
    desk().store.get(me.id).await.map_err(|error| refuse(error.into()))
}

#[component]
fn Profile(user: User) -> impl IntoView {
    let l = lang();
    let is_seller = user.is(Role::Seller);
    let profile = format!("/people/{}", user.id);
    let sell = (!is_seller).then(|| {
        view! { <a class="btn btn-outline" href="/become-a-seller">{t::identity_seller_title(l)}</a> }
    });
    view! {
        <SettingsPage title=t::identity_settings(l) lead=t::identity_settings_lead(l)>
            <div class="card"><div class="card-body"><ProfileForm user/></div></div>
            <div class="cluster">
                <a class="btn btn-outline" href=profile>{t::identity_see_public(l)}</a>
                {sell}
            </div>
        </SettingsPage>
    }
}

#[component]
fn ProfileForm(user: User) -> impl IntoView {
    let l = lang();
    view! {
        <DeedForm deed="change_profile">
            <TextField deed="change_profile" name="name" label=t::identity_name(l) hint=t::identity_name_hint(l)
                value=user.display_name required=true autocomplete="name" max=60/>
            <TextArea deed="change_profile" name="about" label=t::identity_about(l) hint=t::identity_about_hint(l)
                value=user.about.unwrap_or_default() rows=4 max=500/>
            <SelectField deed="change_profile" name="language" label=t::house_language(l) options=languages()
                value=user.language.word() required=true/>
            <SelectField deed="change_profile" name="theme" label=t::house_theme(l) options=themes()
                value=user.theme.word() required=true/>
            <SelectField deed="change_profile" name="currency" label=t::identity_currency(l)
                hint=t::identity_currency_hint(l) options=currencies() value=user.display_currency.code()
                required=true/>
            <Submit label=t::identity_save(l) kind="primary"/>
        </DeedForm>
    }
}

/// Each language in its own words.
fn languages() -> Vec<(String, String)> {
    let option = |l: &Locale| (l.as_str().to_owned(), t::house_language_name(*l).to_owned());
    Locale::ALL.iter().map(option).collect()
}

fn themes() -> Vec<(String, String)> {
    let l = lang();
    let text = |theme: &Theme| match theme {
        Theme::Auto => t::house_theme_auto(l),
        Theme::Light => t::house_theme_light(l),
        Theme::Dark => t::house_theme_dark(l),
    };
    Theme::ALL.iter().map(|theme| (theme.to_string(), text(theme).to_owned())).collect()
}

fn currencies() -> Vec<(String, String)> {
    Currency::BUDGET.iter().map(|currency| (currency.code().to_owned(), currency.code().to_owned())).collect()
}
