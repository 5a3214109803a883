//! Request Network: references that tie a transfer to a request, the proxy contracts that carry them, the hosted API
//! and its webhooks. A webhook is a hint; what credits is the chain itself, read through [`crate::Chain`].

mod access;
mod api;
mod arrival;
mod calls;
mod events;
mod network;
mod proxies;
mod reference;
mod webhook;

pub use access::RequestAccess;
pub use api::{CreatedRequest, NewRequest, Payee, RequestApi, RequestState, SecurePayment, SecureRequest};
pub use arrival::{Arrival, Awaited, arrival};
pub use calls::{NativePayment, TokenPayment};
pub use events::ProxyEvent;
pub use network::currency_id;
pub use proxies::Proxies;
pub use reference::{BadReference, PaymentReference};
pub use webhook::{Delivery, Event, PaymentNews, WebhookError};

pub(crate) use events::decode as decode_event;
