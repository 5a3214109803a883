//! Commands about the server itself.

use bson::{Bson, DateTime, Document, doc};

use super::dispatch::Host;
use crate::{documents::MAX_DOCUMENT_BYTES, engine::Core, error::Outcome, wire::MAX_MESSAGE_BYTES};

/// The name of the replica set that this engine is all of.
const SET_NAME: &str = "rs0";
/// MongoDB 8.0, the first with `bulkWrite`.
const WIRE_VERSION: i32 = 25;
const VERSION: &str = "8.0.0";

/// The answer, when the command is one of these.
pub(crate) fn run(name: &str, core: &Core, host: &Host, body: &Document) -> Option<Outcome<Document>> {
    Some(Ok(match name {
        "hello" => hello(core, host, "isWritablePrimary"),
        "isMaster" | "ismaster" => {
            let mut reply = hello(core, host, "ismaster");
            if body.get("helloOk") == Some(&Bson::Boolean(true)) {
                reply.insert("helloOk", true);
            }
            reply
        }
        "ping" => doc! {},
        "buildInfo" | "buildinfo" => build_info(),
        "connectionStatus" => doc! { "authInfo": { "authenticatedUsers": [], "authenticatedUserRoles": [] } },
        "getParameter" if body.contains_key("featureCompatibilityVersion") => {
            doc! { "featureCompatibilityVersion": { "version": "8.0" } }
        }
        _ => return None,
    }))
}

fn hello(core: &Core, host: &Host, primary: &str) -> Document {
    let mut reply = Document::new();
    reply.insert(primary, true);
    reply.extend(doc! {
        "setName": SET_NAME,
        "setVersion": 1,
        "secondary": false,
        "hosts": [&host.address],
        "primary": &host.address,
        "maxBsonObjectSize": i32::try_from(MAX_DOCUMENT_BYTES).unwrap_or(i32::MAX),
        "maxMessageSizeBytes": i32::try_from(MAX_MESSAGE_BYTES).unwrap_or(i32::MAX),
        "maxWriteBatchSize": 100_000,
        "localTime": DateTime::now(),
        "logicalSessionTimeoutMinutes": i64::try_from(core.settings.session_lifetime.as_secs() / 60).unwrap_or(30),
        "connectionId": host.connection_id,
        "minWireVersion": 0,
        "maxWireVersion": WIRE_VERSION,
        "readOnly": false,
    });
    reply
}

fn build_info() -> Document {
    let numbers: Vec<Bson> = [8, 0, 0, 0].map(Bson::Int32).to_vec();
    doc! {
        "version": VERSION,
        "versionArray": numbers,
        "modules": ["embedded"],
        "bits": 64,
        "maxBsonObjectSize": i32::try_from(MAX_DOCUMENT_BYTES).unwrap_or(i32::MAX),
    }
}
