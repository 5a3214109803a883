//! Where a person's goods go.

use crate::Fault;
use leptos::prelude::*;

/// One more address; once per form.
///
/// # Errors
/// A code per field.
#[server(endpoint = "add_address")]
#[allow(clippy::too_many_arguments, reason = "a server function's arguments are the form's fields")]
pub async fn add_address(
    key: String,
    label: String,
    recipient: String,
    street: String,
    city: String,
    #[server(default)] postal_code: String,
    country: String,
    #[server(default)] phone: String,
) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form = domain::identity::AddressForm { label, recipient, street, city, postal_code, country, phone };
    let key = actions::FormKey::new(&key, form.values());
    actions::identity::add_address(&ssr::desk(), me.id, &form, &key).await.map_err(ssr::refuse)?;
    ssr::done("/settings/addresses?done=saved");
    Ok(())
}

/// Other words for an address.
///
/// # Errors
/// A code per field; 404 for another person's.
#[server(endpoint = "edit_address")]
#[allow(clippy::too_many_arguments, reason = "a server function's arguments are the form's fields")]
pub async fn edit_address(
    which: String,
    label: String,
    recipient: String,
    street: String,
    city: String,
    #[server(default)] postal_code: String,
    country: String,
    #[server(default)] phone: String,
) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let form = domain::identity::AddressForm { label, recipient, street, city, postal_code, country, phone };
    actions::identity::edit_address(&ssr::desk(), me.id, id, &form).await.map_err(ssr::refuse)?;
    ssr::done("/settings/addresses?done=saved");
    Ok(())
}

/// Makes an address the primary one.
///
/// # Errors
/// 404 for another person's.
#[server(endpoint = "make_primary_address")]
pub async fn make_primary_address(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::make_primary(&ssr::desk(), me.id, id).await.map_err(ssr::refuse)?;
    ssr::done("/settings/addresses?done=saved");
    Ok(())
}

/// Takes an address away.
///
/// # Errors
/// 404 for another person's.
#[server(endpoint = "remove_address")]
pub async fn remove_address(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::remove_address(&ssr::desk(), me.id, id).await.map_err(ssr::refuse)?;
    ssr::done("/settings/addresses?done=removed");
    Ok(())
}
