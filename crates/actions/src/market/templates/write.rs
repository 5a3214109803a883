//! A seller writes a template, changes it, stops and resumes selling, takes it away.

use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
};
use domain::{
    TemplateId, UserId,
    event::{Actor, EventRow, Subject},
    identity::{Role, User},
    machine::Word,
    market::{
        Category, MarketError, RequestTemplate, TemplateDeed, TemplateForm, TemplateStatus, TemplateTerms, TemplateUses,
    },
};
use store::Commit;

/// Makes a template; once per form key.
///
/// # Errors
/// A code per field; 403 for who is no seller.
pub async fn create_template(
    desk: &Desk,
    seller: UserId,
    form: &TemplateForm,
    key: &FormKey,
) -> Result<TemplateId, ActionError> {
    let keyed = Keyed::new(seller, "create_template", key);
    once(desk, &keyed, || async {
        let person: User = desk.store.get(seller).await?;
        if !person.is(Role::Seller) {
            return Err(MarketError::NotASeller.into());
        }
        let (terms, max) = read(desk, form, 0).await?;
        let template = RequestTemplate::made(desk.new_id(), seller, terms, desk.now());
        let uses = TemplateUses::none(template.id, max);
        let row = row(desk, "create", None, &template);
        let commit = Commit::new().insert(&template).insert(&uses).record(&row);
        desk.commit(commit.once(&keyed.answer(desk, &template.id.to_string()))).await?;
        Ok(template.id)
    })
    .await
}

/// Other words, another price, another bound. Orders that were made before stay as they are.
///
/// # Errors
/// 404 for another seller's, 409 once it is taken away, a code per field.
pub async fn edit_template(
    desk: &Desk,
    seller: UserId,
    template: TemplateId,
    form: &TemplateForm,
) -> Result<(), ActionError> {
    again(|| async {
        let (before, uses) = own_template(desk, seller, template).await?;
        let (terms, max) = read(desk, form, uses.count).await?;
        let after = before.edited(seller, terms, desk.now())?;
        let commit = Commit::new().save(&after).record(&row(desk, "edit", Some(&before), &after));
        // The bound holds against buyers who come at this moment: their counting changes the version.
        let commit = if max == uses.max { commit } else { commit.save(&TemplateUses { max, ..uses }) };
        desk.commit(commit).await
    })
    .await
}

/// Stops selling, sells again, takes it away. Done twice is done once.
///
/// # Errors
/// 404 for another seller's, 409 for a move that is not possible.
pub async fn move_template(
    desk: &Desk,
    seller: UserId,
    template: TemplateId,
    deed: TemplateDeed,
) -> Result<(), ActionError> {
    let done = match deed {
        TemplateDeed::Pause => TemplateStatus::Paused,
        TemplateDeed::Resume => TemplateStatus::Active,
        TemplateDeed::Delete => TemplateStatus::Deleted,
    };
    again(|| async {
        let (before, _) = own_template(desk, seller, template).await?;
        if before.status == done {
            return Ok(());
        }
        let after = before.moved(seller, deed, desk.now())?;
        desk.commit(Commit::new().save(&after).record(&row(desk, deed.word(), Some(&before), &after))).await
    })
    .await
}

/// A template for its seller's own eyes; to all others it is not there.
///
/// # Errors
/// 404.
pub async fn own_template(
    desk: &Desk,
    seller: UserId,
    template: TemplateId,
) -> Result<(RequestTemplate, TemplateUses), ActionError> {
    let known: RequestTemplate = desk.store.get(template).await?;
    if known.seller_id != seller {
        return Err(ActionError::NotFound(template.to_string()));
    }
    Ok((known, desk.store.get(template).await?))
}

/// Reads a form against the house as it is now: its category must be there.
async fn read(desk: &Desk, form: &TemplateForm, used: u64) -> Result<(TemplateTerms, Option<u64>), ActionError> {
    let (terms, max) = form.read(used)?;
    let branch: Option<Category> = desk.store.find(terms.category_id).await?;
    if branch.is_none_or(|branch| !branch.is_active) {
        return Err(ActionError::field("category", "not-a-choice"));
    }
    Ok((terms, max))
}

fn row(desk: &Desk, deed: &str, before: Option<&RequestTemplate>, after: &RequestTemplate) -> EventRow {
    let from = before.map(|template| template.status.to_string());
    desk.event(Subject::Template(after.id), Actor::User(after.seller_id), deed, from, after.status)
}
