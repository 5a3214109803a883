//! Who hears of a break-glass: everybody who works for the house, who did it too, in the commit of what happened. Nobody can
//! switch it off.

use crate::{ActionError, Desk, letters};
use domain::{
    Money, PayoutId,
    custody::{BreakGlass, GlassNews, GlassTold},
    identity::{Role, User},
    letters::LetterKind,
    machine::Word,
};
use store::Commit;

/// An item of the inbox, a letter, and a word by the bot where it is linked, for each of them.
pub(super) async fn tell(
    commit: Commit,
    desk: &Desk,
    glass: &BreakGlass,
    (news, who): (GlassNews, Option<&User>),
    paid: Option<(PayoutId, Money)>,
) -> Result<Commit, ActionError> {
    let told = GlassTold::of(glass, news, who.map(|who| who.display_name.clone()), paid);
    let kind = LetterKind::BreakGlass(told);
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_of_the_house()).collect();
    let people = desk.store.people_of_the_house(&roles).await?;
    Ok(people.iter().fold(commit, |commit, person| letters::add(commit, desk, person, kind.clone())))
}
