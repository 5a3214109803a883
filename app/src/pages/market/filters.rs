//! The filters of a list: a plain GET form, so that the address says what is shown.

use super::{category_choices, choices};
use crate::{lang, parts::Submit, t};
use domain::{
    Currency,
    market::{BrowseForm, Category, ProductType, Sort, Urgency},
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

/// The form.
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
    let currencies = Currency::BUDGET.map(|currency| (currency.to_string(), currency.to_string())).to_vec();
    let clear =
        is_narrowed.then(|| view! { <a class="btn btn-ghost" href="/requests">{t::market_filter_clear(l)}</a> });
    view! {
        <form method="get" action="/requests" class="stack" role="search" aria-label=t::market_filters(l)>
            <Entry name="text" kind="search" label=t::market_filter_text(l) value=form.text/>
            <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
                <Choice name="category" label=t::market_filter_category(l)
                    options=with_any(slugs, t::market_filter_all_categories(l)) value=form.category/>
                <Choice name="kind" label=t::market_filter_kind(l) options=kinds value=form.kind/>
                <Choice name="urgency" label=t::market_filter_urgency(l) options=urgencies value=form.urgency/>
                <Choice name="sort" label=t::market_filter_sort(l) options=sorts value=form.sort/>
                <Entry name="min" kind="text" label=t::market_filter_min(l) value=form.min/>
                <Entry name="max" kind="text" label=t::market_filter_max(l) value=form.max/>
                <Choice name="currency" label=t::market_filter_currency(l)
                    options=with_any(currencies, t::market_filter_any(l)) value=form.currency/>
            </div>
            <div class="cluster"><Submit label=t::market_filter_show(l)/> {clear}</div>
        </form>
    }
}

/// A line of a form that only asks: nothing here is needed, nothing is refused.
#[component]
fn Entry(name: &'static str, kind: &'static str, label: &'static str, value: String) -> impl IntoView {
    let id = format!("filter-{name}");
    let inputmode = (kind == "text").then_some("decimal");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id name=name type=kind value=value inputmode=inputmode maxlength="200" dir="auto"/>
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
