//! What the demo's sellers sell again and again, and how to buy it: a link each.

use super::people::People;
use actions::{Desk, FormKey, market};
use anyhow::{Context, Result};
use domain::{UserId, market::TemplateForm};

/// Title, description, slug of the category, kind, way of delivery, price, days, most in one order.
type Ware =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const SARAS: Ware = (
    "Hand-printed tea towel",
    "Linen, 50 by 70 cm, printed by hand with plant dyes. Every one is a little different. Wash at 40 degrees.",
    "kitchen",
    "physical_product",
    "physical",
    "18.50",
    "5",
    "6",
);

const KAVEHS: Ware = (
    "خوشنویسی نام شما",
    "نامتان را به خط نستعلیق می‌نویسم و فایل باکیفیت آن را می‌فرستم. یک بار اصلاح رایگان است.",
    "design",
    "service",
    "online",
    "25",
    "3",
    "1",
);

/// Puts them into the shop; both are for sale at once.
pub(super) async fn open(desk: &Desk, people: &People) -> Result<()> {
    sell(desk, people.sara, SARAS).await?;
    sell(desk, people.kaveh, KAVEHS).await
}

async fn sell(desk: &Desk, seller: UserId, ware: Ware) -> Result<()> {
    let (title, description, category, kind, by, price, days, most) = ware;
    let categories = desk.store.categories().await?;
    let branch = categories.iter().find(|branch| branch.slug == category).context("the demo's category")?;
    let text = str::to_owned;
    let form = TemplateForm {
        title: text(title),
        description: text(description),
        category: branch.id.to_string(),
        product_type: text(kind),
        delivery_type: text(by),
        price: text(price),
        delivery_amount: text(days),
        max_quantity: text(most),
        ..TemplateForm::default()
    };
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), form.values());
    market::create_template(desk, seller, &form, &key).await?;
    Ok(())
}
