//! An answer, read whole.

use reqwest::header::HeaderMap;

/// Status, headers, body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// Asks, and reads the answer to its end.
    pub async fn read(ask: reqwest::RequestBuilder) -> reqwest::Result<Self> {
        let response = ask.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, text: response.text().await? })
    }

    /// A header's text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads.
    pub fn leads_to(&self) -> &str {
        self.header("location")
    }

    /// The code of a refusal that came as JSON.
    pub fn code(&self) -> String {
        let fault: serde_json::Value = serde_json::from_str(&self.text).unwrap_or_default();
        fault["code"].as_str().unwrap_or_default().to_owned()
    }
}
