//! One figure is one JSON line on stdout. A figure that is only said has no target.

use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    pub(crate) bench: String,
    pub(crate) unit: &'static str,
    pub(crate) ours: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) baseline: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pass: Option<bool>,
}

impl Figure {
    /// Ours beside a baseline of the same run.
    pub(crate) fn beside(bench: impl Into<String>, unit: &'static str, ours: f64, baseline: f64) -> Self {
        let ratio = Some(rounded(ours / baseline));
        let baseline = Some(rounded(baseline));
        Self { bench: bench.into(), unit, ours: rounded(ours), baseline, ratio, target: None, pass: None }
    }

    /// The same, at most `target` times the baseline.
    pub(crate) fn within(self, target: f64) -> Self {
        Self { target: Some(target), pass: self.ratio.map(|ratio| ratio <= target), ..self }
    }

    /// The same, at least `target` times the baseline.
    pub(crate) fn reaching(self, target: f64) -> Self {
        Self { target: Some(target), pass: self.ratio.map(|ratio| ratio >= target), ..self }
    }

    /// Ours, said and held against nothing.
    pub(crate) fn said(bench: impl Into<String>, unit: &'static str, ours: f64) -> Self {
        let ours = rounded(ours);
        Self { bench: bench.into(), unit, ours, baseline: None, ratio: None, target: None, pass: None }
    }

    /// Ours against a promise: at most `target`.
    pub(crate) fn at_most(bench: impl Into<String>, unit: &'static str, ours: f64, target: f64) -> Self {
        let pass = Some(ours <= target);
        Self { bench: bench.into(), unit, ours: rounded(ours), baseline: None, ratio: None, target: Some(target), pass }
    }

    /// One line.
    pub(crate) fn print(&self) -> anyhow::Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}
