//! News for open pages: `GET /feed/{id}` says `change` whenever something about an order, a payment or a conversation changed.
//! It carries nothing else; the page asks again and is told what it may know. About oneself it says what waits: `counts`.

mod counts;

use crate::{page::House, sockets::Sockets, stop::Stop};
use actions::{Desk, Topic};
use app::{Viewer, t::Locale};
use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, header::RETRY_AFTER},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    ChatId, PaymentId, PurchaseRequestId, UserId, chat::Asker, escrow::Payment, identity::Role, market::PurchaseRequest,
};
use futures::{Stream, StreamExt, stream, stream::BoxStream};
use std::{convert::Infallible, time::Duration};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tower_sessions::Session;

/// Proxies cut a silent connection after a minute or so.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// What a page hears.
type Told = BoxStream<'static, Result<Event, Infallible>>;

/// Opens the ear of one page. Strangers are told to ask no more (204 ends an `EventSource`): most are pages that were left
/// open, or still opening, when somebody signed out. For whom it is none of their business there is nothing here.
pub async fn listen(
    State(house): State<House>,
    Extension(stop): Extension<Stop>,
    Extension(sockets): Extension<Sockets>,
    Extension(l): Extension<Locale>,
    viewer: Option<Extension<Viewer>>,
    session: Session,
    Path(id): Path<String>,
) -> Response {
    // Listening begins before the look at who asks, so that nothing falls between.
    let news = house.desk.feed.listen();
    let (Some(Extension(viewer)), Some(session)) = (viewer, session.id()) else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let Some(told) = told(house.desk, news, &id, &viewer, l).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Whoever signs out or is locked hears nothing any more: the seat ends, as that of a socket does.
    let Some(seat) = sockets.seat(viewer.id, false, &session) else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response();
    };
    let over = async move {
        tokio::select! { () = stop.requested() => {}, _ = seat.ended() => {} }
    };
    Sse::new(told.take_until(over)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// What is told of this id, if it is the viewer's.
async fn told(desk: Desk, news: Receiver<Topic>, id: &str, viewer: &Viewer, l: Locale) -> Option<Told> {
    if let Ok(person) = id.parse::<UserId>() {
        return (person == viewer.id).then(|| counts::told(desk, news, person, l).boxed());
    }
    Some(changes(news, topics_of(&desk, id, viewer).await?).boxed())
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
