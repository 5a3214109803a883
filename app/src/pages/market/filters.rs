//! The filters of a list: a plain GET form, so that the address says what is shown.

use super::{category_choices, choices};
use crate::{
    lang,
    parts::{SelectField, Submit, TextField},
    t,
};
use domain::{
    Currency,
    market::{BrowseForm, Category, ProductType, Sort, Urgency},
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// No deed: these fields belong to a form that only asks.
const FORM: &str = "browse";

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
        <form method="get" action="/requests" class="stack filters" role="search" aria-label=t::market_filters(l)>
            <TextField deed=FORM name="text" kind="search" label=t::market_filter_text(l) value=form.text max=200/>
            <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
                <SelectField deed=FORM name="category" label=t::market_filter_category(l) required=true
                    options=with_any(slugs, t::market_filter_all_categories(l)) value=form.category/>
                <SelectField deed=FORM name="kind" label=t::market_filter_kind(l) required=true
                    options=kinds value=form.kind/>
                <SelectField deed=FORM name="urgency" label=t::market_filter_urgency(l) required=true
                    options=urgencies value=form.urgency/>
                <SelectField deed=FORM name="sort" label=t::market_filter_sort(l) required=true
                    options=sorts value=form.sort/>
                <TextField deed=FORM name="min" label=t::market_filter_min(l) inputmode="decimal" required=true
                    value=form.min/>
                <TextField deed=FORM name="max" label=t::market_filter_max(l) inputmode="decimal" required=true
                    value=form.max/>
                <SelectField deed=FORM name="currency" label=t::market_filter_currency(l) required=true
                    options=with_any(currencies, t::market_filter_any(l)) value=form.currency/>
            </div>
            <div class="cluster"><Submit label=t::market_filter_show(l)/> {clear}</div>
        </form>
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
