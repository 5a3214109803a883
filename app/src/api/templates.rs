//! Server functions of templates: who is asking, one action, one answer.

#[cfg(feature = "ssr")]
use super::market::known;
use crate::Fault;
use domain::market::{BuyForm, TemplateForm};
use leptos::prelude::*;

/// A seller makes a template.
#[server(endpoint = "create_template")]
pub async fn create_template(key: String, #[server(flatten)] form: TemplateForm) -> Result<String, Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form_key = actions::FormKey::new(&key, form.values());
    let id = actions::market::create_template(&ssr::desk(), me.id, &form, &form_key).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/my/templates/{id}"));
    Ok(id.to_string())
}

/// Other words, another price, another bound.
#[server(endpoint = "edit_template")]
pub async fn edit_template(template: String, #[server(flatten)] form: TemplateForm) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::edit_template(&ssr::desk(), me.id, known(&template)?, &form).await.map_err(ssr::refuse)?;
    ssr::done("/my/templates");
    Ok(())
}

/// Not sold for a while.
#[server(endpoint = "pause_template")]
pub async fn pause_template(template: String) -> Result<(), Fault> {
    moved(&template, domain::market::TemplateDeed::Pause).await
}

/// Sold again.
#[server(endpoint = "resume_template")]
pub async fn resume_template(template: String) -> Result<(), Fault> {
    moved(&template, domain::market::TemplateDeed::Resume).await
}

/// Taken away.
#[server(endpoint = "delete_template")]
pub async fn delete_template(template: String) -> Result<(), Fault> {
    moved(&template, domain::market::TemplateDeed::Delete).await
}

#[cfg(feature = "ssr")]
async fn moved(template: &str, deed: domain::market::TemplateDeed) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::move_template(&ssr::desk(), me.id, known(template)?, deed).await.map_err(ssr::refuse)?;
    ssr::done("/my/templates");
    Ok(())
}

/// A buyer buys at the terms that were shown (`seen`).
#[server(endpoint = "buy_template")]
pub async fn buy_template(
    key: String,
    template: String,
    seen: String,
    #[server(flatten)] form: BuyForm,
) -> Result<String, Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = known(&template)?;
    let form_key = actions::FormKey::new(&key, [&*template, &*seen].into_iter().chain(form.values()));
    let order = actions::market::buy_template(&ssr::desk(), me.id, id, &seen, &form, &form_key).await;
    let order = order.map_err(ssr::refuse)?;
    ssr::done(&format!("/orders/{order}/checkout"));
    Ok(order.to_string())
}
