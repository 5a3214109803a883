//! The filters of a list: a plain GET form, so that the address says what is shown.

use super::{category_choices, choices};
use crate::{
    lang,
    parts::Submit,
    t,
    words::{self, number},
};
use domain::{
    Currency, Money,
    market::{BrowseForm, Category, ProductType, Sort, Urgency},
    money::ParseMoneyError,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// What the address asks for.
pub(super) fn asked() -> BrowseForm {
    use_query_map().with_untracked(|query| {
        let get = |name: &str| query.get(name).unwrap_or_default();
        BrowseForm {
            text: get("text"),
            category: get("category"),
            min: get("min"),
            max: get("max"),
            currency: get("currency"),
            urgency: get("urgency"),
            kind: get("kind"),
            sort: get("sort"),
            page: get("page"),
        }
    })
}

/// The address of a page of the same list.
pub(super) fn address(form: &BrowseForm, page: u64) -> String {
    let pairs = [
        ("text", &form.text),
        ("category", &form.category),
        ("min", &form.min),
        ("max", &form.max),
        ("currency", &form.currency),
        ("urgency", &form.urgency),
        ("kind", &form.kind),
        ("sort", &form.sort),
    ];
    let mut query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", Url::escape(value)))
        .collect();
    if page > 1 {
        query.push(format!("page={page}"));
    }
    if query.is_empty() { "/requests".to_owned() } else { format!("/requests?{}", query.join("&")) }
}

/// The form. On a phone all but the search is folded away.
#[component]
pub(super) fn Filters(form: BrowseForm, categories: Vec<Category>, is_narrowed: bool) -> impl IntoView {
    let l = lang();
    let any = |text: &str| (String::new(), text.to_owned());
    let with_any = |mut list: Vec<(String, String)>, text: &str| {
        list.insert(0, any(text));
        list
    };
    let slugs = category_choices(&categories, |category| category.slug.clone());
    let kinds = with_any(choices::<ProductType>("product_type"), t::market_filter_any(l));
    let urgencies = with_any(choices::<Urgency>("urgency"), t::market_filter_any(l));
    let sorts = choices::<Sort>("sort");
    let spoken = form.currency.parse().unwrap_or(Currency::USDT);
    let currencies = Currency::BUDGET.map(|currency| (currency.to_string(), currency.to_string())).to_vec();
    let in_use = in_use(&form);
    let clear =
        is_narrowed.then(|| view! { <a class="btn btn-ghost" href="/requests">{t::market_filter_clear(l)}</a> });
    view! {
        <form method="get" action="/requests" class="stack" role="search" aria-label=t::market_filters(l)>
            <Entry name="text" label=t::market_filter_text(l) value=form.text/>
            <details class="fold">
                <summary>{t::market_filters(l)} {in_use.map(|count| view! { " (" {count} ")" })}</summary>
                <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
                    <Choice name="category" label=t::market_filter_category(l)
                        options=with_any(slugs, t::market_filter_all_categories(l)) value=form.category/>
                    <Choice name="kind" label=t::market_filter_kind(l) options=kinds value=form.kind/>
                    <Choice name="urgency" label=t::market_filter_urgency(l) options=urgencies value=form.urgency/>
                    <Choice name="sort" label=t::market_filter_sort(l) options=sorts value=form.sort/>
                    <Bound name="min" label=t::market_filter_min(l) value=form.min currency=spoken/>
                    <Bound name="max" label=t::market_filter_max(l) value=form.max currency=spoken/>
                    <Choice name="currency" label=t::market_filter_currency(l)
                        options=with_any(currencies, t::market_filter_any(l)) value=form.currency/>
                </div>
            </details>
            <div class="cluster"><Submit label=t::market_filter_show(l)/> {clear}</div>
        </form>
    }
}

/// How many of the folded filters are set; nothing when none is.
fn in_use(form: &BrowseForm) -> Option<String> {
    let folded = [&form.category, &form.min, &form.max, &form.currency, &form.urgency, &form.kind];
    let count = folded.iter().filter(|value| !value.is_empty()).count();
    (count > 0).then(|| number(lang(), u64::try_from(count).unwrap_or(0)))
}

/// A line of a form that only asks: nothing here is needed, nothing is refused.
#[component]
fn Entry(name: &'static str, label: &'static str, value: String) -> impl IntoView {
    let id = format!("filter-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id name=name type="search" value=value maxlength="200" dir="auto"/>
        </div>
    }
}

/// An amount to filter by. One that cannot be read, or in two ways, filters nothing and is asked back.
#[component]
fn Bound(name: &'static str, label: &'static str, value: String, currency: Currency) -> impl IntoView {
    let l = lang();
    let id = format!("filter-{name}");
    let fault = Money::parse(&value, currency).err().filter(|fault| *fault != ParseMoneyError::Empty);
    let error = fault.map(|fault| words::code(l, fault.code(), fault.speaks_of().as_deref()));
    let described = error.is_some().then(|| format!("{id}-error"));
    let sentence = error.map(|error| view! { <p class="field-error" id=described.clone()>{error}</p> });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id name=name type="text" value=value inputmode="decimal" maxlength="40" dir="ltr"
                aria-invalid=described.is_some().then_some("true") aria-describedby=described/>
            {sentence}
        </div>
    }
}

#[component]
fn Choice(name: &'static str, label: &'static str, options: Vec<(String, String)>, value: String) -> impl IntoView {
    let id = format!("filter-{name}");
    let options: Vec<_> = options
        .into_iter()
        .map(|(option, text)| {
            let selected = option == value;
            view! { <option value=option selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="select" id=id name=name>{options}</select>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_page_keeps_every_filter_and_nothing_else() {
        let form =
            BrowseForm { text: "a & b".into(), sort: "urgent".into(), page: "7".into(), ..BrowseForm::default() };
        assert_eq!(address(&form, 1), "/requests?text=a%20%26%20b&sort=urgent");
        assert_eq!(address(&BrowseForm::default(), 3), "/requests?page=3");
    }
}
