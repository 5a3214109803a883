//! News for open pages: `GET /feed/{id}` says `change` whenever something about an order, a payment or a conversation changed.
//! It carries nothing else; the page asks again and is told what it may know.

use crate::{page::House, stop::Stop};
use actions::{Desk, Topic};
use app::Viewer;
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    ChatId, PaymentId, PurchaseRequestId, UserId,
    chat::Asker,
    escrow::Payment,
    identity::{Role, User, UserStatus},
    market::PurchaseRequest,
};
use futures::{Stream, StreamExt, stream};
use std::{convert::Infallible, time::Duration};
use store::USER_KEY;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tower_sessions::{Session, SessionStore as _};

/// Proxies cut a silent connection after a minute or so.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// How often an open ear is asked whose it is: whoever signs out or is locked hears nothing after two seconds.
const LOOK: Duration = Duration::from_secs(1);

/// Opens the ear of one page. For strangers there is nothing here.
pub async fn listen(
    State(house): State<House>,
    Extension(stop): Extension<Stop>,
    viewer: Option<Extension<Viewer>>,
    session: Session,
    Path(id): Path<String>,
) -> Response {
    // Listening begins before the look at who asks, so that nothing falls between.
    let news = house.desk.feed.listen();
    let Some(Extension(viewer)) = viewer else { return StatusCode::NOT_FOUND.into_response() };
    match topics_of(&house.desk, &id, &viewer).await {
        Some(topics) => {
            let over = async move {
                tokio::select! { () = stop.requested() => {}, () = signed_out(&house.desk, &session, viewer.id) => {} }
            };
            let changes = changes(news, topics).take_until(over);
            Sse::new(changes).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Comes back when the session has ended or the person may not come in any more.
async fn signed_out(desk: &Desk, session: &Session, person: UserId) {
    loop {
        tokio::time::sleep(LOOK).await;
        match is_still_in(desk, session, person).await {
            Ok(true) => {}
            Ok(false) => return,
            // A page that was shut out by a database that is away comes back by itself.
            Err(error) => return tracing::error!(%error, "feed"),
        }
    }
}

/// Asked of the database, not of the request, which is long over.
async fn is_still_in(desk: &Desk, session: &Session, person: UserId) -> anyhow::Result<bool> {
    let Some(id) = session.id() else { return Ok(false) };
    let Some(record) = desk.store.sessions().load(&id).await? else { return Ok(false) };
    let is_theirs = record.data.get(USER_KEY).and_then(|id| id.as_str()) == Some(&person.to_string());
    let user = desk.store.find::<User>(person).await?;
    Ok(is_theirs && user.is_some_and(|user| user.status == UserStatus::Active))
}

/// What an id speaks of, if the viewer is one of its parties. What happens to an order is told in its conversation.
async fn topics_of(desk: &Desk, id: &str, viewer: &Viewer) -> Option<Vec<Topic>> {
    if let Ok(id) = id.parse::<PurchaseRequestId>() {
        let order = desk.store.find::<PurchaseRequest>(id).await.ok()??;
        let is_party = order.buyer_id == viewer.id || order.seller_id == Some(viewer.id);
        return is_party.then(|| vec![Topic::Request(id)]);
    }
    if let Ok(id) = id.parse::<ChatId>() {
        let asker = Asker { id: viewer.id, helps: viewer.is(Role::Support) || viewer.is(Role::Admin) };
        let chat = actions::chat::enter(desk, asker, id).await.ok()?;
        return Some([Topic::Chat(id)].into_iter().chain(chat.request_id.map(Topic::Request)).collect());
    }
    let id = id.parse::<PaymentId>().ok()?;
    let payment = desk.store.find::<Payment>(id).await.ok()??;
    (payment.buyer_id == viewer.id || payment.seller_id == viewer.id).then(|| vec![Topic::Payment(id)])
}

/// A `change` per piece of news about the topics; one at once, so that a page that reconnects looks again.
fn changes(news: Receiver<Topic>, topics: Vec<Topic>) -> impl Stream<Item = Result<Event, Infallible>> {
    // Browsers drop an event without data.
    let change = || Ok(Event::default().event("change").data("look"));
    let later = stream::unfold((news, topics), move |(mut news, topics)| async move {
        loop {
            match news.recv().await {
                // Whoever fell behind looks again, whatever it was.
                Err(RecvError::Lagged(_)) => return Some((change(), (news, topics))),
                Ok(of) if topics.iter().any(|topic| of.is_about(*topic)) => return Some((change(), (news, topics))),
                Ok(_) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    stream::once(async move { change() }).chain(later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actions::{Feed, InProcessFeed};
    use futures::FutureExt;

    /// What has arrived so far, as the browser reads it.
    fn heard(body: &mut axum::body::BodyDataStream) -> String {
        let mut text = String::new();
        while let Some(Some(Ok(bytes))) = body.next().now_or_never() {
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        text
    }

    #[test]
    fn a_page_hears_of_its_own_topic_once_at_once_and_once_per_change() {
        let feed = InProcessFeed::default();
        let [ours, other] = [1, 2].map(|byte| Topic::Payment(PaymentId::from_bytes([byte; 16])));
        let response = Sse::new(changes(feed.listen(), vec![ours])).into_response();
        let mut body = response.into_body().into_data_stream();
        let change = "event: change\ndata: look\n\n";
        assert_eq!(heard(&mut body), change);
        feed.publish(other);
        assert_eq!(heard(&mut body), "");
        feed.publish(ours);
        assert_eq!(heard(&mut body), change);
    }
}
