//! A node that stands between us and a real chain. It passes on what it is asked, and what it answers may be changed on
//! the way.

use super::server::{Heard, HostedServer, Said};
use crate::{Anvil, json_rpc};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// What becomes of a true answer to a method with these parameters; none leaves it as it is.
type Lie = Box<dyn Fn(&str, &Value, &Value) -> Option<Said> + Send>;

/// The node.
pub struct LyingNode {
    server: HostedServer,
    lie: Arc<Mutex<Lie>>,
}

impl LyingNode {
    /// In front of that chain, and honest so far.
    pub fn before(chain: &Anvil) -> Self {
        let lie: Arc<Mutex<Lie>> = Arc::new(Mutex::new(Box::new(|_, _, _| None)));
        let (told, port) = (Arc::clone(&lie), chain.port());
        let server = HostedServer::start(move |heard| answer(heard, port, &told));
        Self { server, lie }
    }

    /// Where it answers.
    pub fn rpc_url(&self) -> String {
        self.server.url()
    }

    /// From now on it answers so.
    ///
    /// # Panics
    /// Never, as long as no lie panics.
    pub fn tells(&self, lie: impl Fn(&str, &Value, &Value) -> Option<Said> + Send + 'static) {
        *self.lie.lock().expect("no lie panics") = Box::new(lie);
    }

    /// An answer of JSON-RPC.
    pub fn result(result: &Value) -> Said {
        (200, json!({ "jsonrpc": "2.0", "id": 1, "result": result }).to_string())
    }
}

fn answer(heard: &Heard, port: u16, lie: &Mutex<Lie>) -> Said {
    let (method, params) = (heard.body["method"].as_str().unwrap_or_default(), &heard.body["params"]);
    let truth = json_rpc::call(port, method, params).unwrap_or_default();
    let lie = lie.lock().expect("no lie panics");
    lie(method, params, &truth).unwrap_or_else(|| LyingNode::result(&truth))
}
