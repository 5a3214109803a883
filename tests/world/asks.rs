//! How the tests ask: as a page of ours would, or as somebody else's.

use super::{Answer, Who, World};
use reqwest::{Method, RequestBuilder};

/// The one kind of body that is read.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Says that it comes from a page of ours.
pub trait Ours {
    #[must_use]
    fn ours(self, origin: &str) -> Self;
}

impl Ours for RequestBuilder {
    fn ours(self, origin: &str) -> Self {
        self.header("origin", origin).header("sec-fetch-site", "same-origin")
    }
}

impl World {
    /// A bare request to a path, in this session's name.
    pub fn ask(&self, method: Method, path: &str, session: &str) -> RequestBuilder {
        let ask = self.http.request(method, format!("http://{}{path}", self.address));
        if session.is_empty() { ask } else { ask.header("cookie", format!("sid={session}")) }
    }

    /// A page, as a browser asks for it.
    pub async fn page(&self, session: &str, path: &str) -> Answer {
        let ask = self.ask(Method::GET, path, session).header("accept", "text/html");
        self.answer(ask).await
    }

    /// A deed, as an island asks for it.
    pub async fn deed(&self, session: &str, deed: &str, form: &[(String, String)]) -> Answer {
        self.post(session, &format!("/api/{deed}"), form).await
    }

    /// A form of ours, posted to a path.
    pub async fn post(&self, session: &str, path: &str, form: &[(String, String)]) -> Answer {
        let ask = self.ask(Method::POST, path, session).ours(&self.origin);
        let ask = ask.header("content-type", FORM).header("accept", "text/html").body(encoded(form));
        self.answer(ask).await
    }

    /// What the house answers. An answer that is lost is a mistake of the house: what it wrote last is told with it.
    pub async fn answer(&self, ask: RequestBuilder) -> Answer {
        match Answer::read(ask).await {
            Ok(answer) => answer,
            Err(lost) => panic!("an answer is lost: {lost:?}\nthe house wrote last:\n{}", self.last_lines()),
        }
    }

    /// A page as this person sees it.
    pub async fn page_as(&self, who: Who, path: &str) -> Answer {
        let session = self.session(who).await;
        self.page(&session, path).await
    }

    /// A deed as this person asks for it.
    pub async fn deed_as(&self, who: Who, deed: &str, form: &[(String, String)]) -> Answer {
        let session = self.session(who).await;
        self.deed(&session, deed, form).await
    }
}

/// `a=b&c=d`.
pub fn encoded(form: &[(String, String)]) -> String {
    serde_urlencoded::to_string(form).unwrap()
}
