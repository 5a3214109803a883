//! The flows: what people, the chain and the clock do, step by step. A step is one act that somebody waits for; unanswered,
//! it is done once more. The flows themselves are in the files of what they are about.

use crate::{
    arguments, glass, instructed, legs, life::World, orders, outside::Outside, paid_out, security, swept, undone,
    vaults,
};
use actions::ActionError;
use futures::future::BoxFuture;
use testkit::OrderIds;

/// What came of one act; somebody who is refused sees why.
pub type Done = Result<(), ActionError>;
/// One act.
pub type Step = for<'a> fn(&'a World, &'a mut Outside) -> BoxFuture<'a, Done>;

macro_rules! steps {
    ($($name:ident),*) => { Some(&[$(|world, outside| Box::pin($name(world, outside))),*]) };
}
pub(crate) use steps;

/// The steps of a flow.
pub fn steps_of(flow: &str) -> &'static [Step] {
    let of_a_file = [
        orders::steps,
        arguments::steps,
        legs::steps,
        undone::steps,
        security::steps,
        paid_out::steps,
        instructed::steps,
        glass::steps,
        vaults::steps,
        swept::steps,
    ];
    of_a_file.iter().find_map(|steps| steps(flow)).unwrap_or_else(|| panic!("no flow is called {flow}"))
}

/// True when it needs a chain that takes what is signed.
pub fn is_paid_out(flow: &str) -> bool {
    paid_out::steps(flow)
        .or(instructed::steps(flow))
        .or(glass::steps(flow))
        .or(vaults::steps(flow))
        .or(swept::steps(flow))
        .is_some()
}

/// Where the flow begins.
pub async fn begin(flow: &str, world: &World, outside: &mut Outside) -> OrderIds {
    if is_paid_out(flow) {
        return paid_out::begin(flow, world, outside).await;
    }
    match flow {
        "reversal" => undone::begin(world, outside).await,
        "dispute" | "silence" | "judged" | "settled" => arguments::begin(world).await,
        "legs" => legs::begin(world).await,
        "offers" | "deposit" => security::begin(flow, world).await,
        _ => orders::begin(flow, world).await,
    }
}
