//! A table that becomes cards on a phone, where every cell says its column itself.

use leptos::prelude::*;

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub label: String,
    /// Amounts stand at the end of their cell, one below the other.
    pub is_money: bool,
    /// Said to those who listen only: what the cells hold explains itself.
    pub is_silent: bool,
}

impl Column {
    /// Words.
    pub fn of(label: impl Into<String>) -> Self {
        Self { label: label.into(), is_money: false, is_silent: false }
    }

    /// Amounts.
    pub fn money(label: impl Into<String>) -> Self {
        Self { is_money: true, ..Self::of(label) }
    }

    /// Buttons.
    pub fn silent(label: impl Into<String>) -> Self {
        Self { is_silent: true, ..Self::of(label) }
    }
}

/// The table; every row has a cell per column.
#[component]
pub fn DataTable(
    /// Its head.
    columns: Vec<Column>,
    /// Its rows.
    rows: Vec<Vec<AnyView>>,
    /// What it is of, for those who listen.
    #[prop(optional, into)]
    caption: Option<String>,
) -> impl IntoView {
    let heads: Vec<_> = columns.iter().cloned().map(|column| view! { <Head column/> }).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|cells| {
            let cells = cells.into_iter().zip(&columns).map(|(cell, column)| {
                let label = (!column.is_silent).then(|| column.label.clone());
                view! { <td data-label=label data-money=column.is_money.then_some("")>{cell}</td> }
            });
            let cells: Vec<_> = cells.collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="table-frame">
            <table class="table table-cards">
                {caption.map(|caption| view! { <caption class="visually-hidden">{caption}</caption> })}
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Head(column: Column) -> impl IntoView {
    let class = column.is_silent.then_some("visually-hidden");
    view! { <th scope="col" data-money=column.is_money.then_some("")><span class=class>{column.label}</span></th> }
}
