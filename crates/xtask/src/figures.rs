//! A measured figure: one JSON line on stdout for machines, a row of a table on stderr for people.

use serde::{Deserialize, Serialize};

/// What a bench prints, a line each. A figure that is only said has neither target nor pass.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Figure {
    /// What was measured, as `ssr/home`.
    pub bench: String,
    /// The unit of both numbers, as `cpu_ms`.
    pub unit: String,
    pub ours: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// ours / baseline
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass: Option<bool>,
}

/// What a program may print: a measured figure, or how many cases of a suite held.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// A figure.
    Bench(Figure),
    /// `{"suite":"F8","passed":100,"total":100,"target":100,"pass":true}`
    Suite { suite: String, passed: f64, total: f64, target: Option<f64>, pass: Option<bool> },
}

impl Line {
    /// As a row of the table: what passed, beside how many there are.
    pub fn into_figure(self) -> Figure {
        match self {
            Self::Bench(figure) => figure,
            Self::Suite { suite, passed, total, target, pass } => {
                let ratio = (total > 0.0).then(|| passed / total);
                Figure { bench: suite, unit: "cases".into(), ours: passed, baseline: Some(total), ratio, target, pass }
            }
        }
    }
}

/// The figures as a table, widths by their contents.
pub fn table(figures: &[Figure]) -> String {
    let number = |it: Option<f64>| it.map_or_else(|| "–".into(), |it| format!("{it:.3}"));
    let verdict = |pass| match pass {
        Some(true) => "pass",
        Some(false) => "MISSED",
        None => "said",
    };
    let head = ["bench", "unit", "ours", "baseline", "ratio", "target", ""].map(String::from);
    let rows = figures.iter().map(|it| {
        let numbers = [Some(it.ours), it.baseline, it.ratio, it.target].map(number);
        let [ours, baseline, ratio, target] = numbers;
        [it.bench.clone(), it.unit.clone(), ours, baseline, ratio, target, verdict(it.pass).into()]
    });
    let rows: Vec<[String; 7]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let line = |row: &[String; 7]| -> String {
        let cell = |column: usize| match column {
            0 | 1 | 6 => format!("{:<1$}", row[column], widths[column]),
            _ => format!("{:>1$}", row[column], widths[column]),
        };
        (0..7).map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_is_a_row_of_what_passed_beside_what_there_is() {
        let line = r#"{"suite":"F8","passed":99,"total":100,"target":100,"pass":false}"#;
        let figure = serde_json::from_str::<Line>(line).unwrap().into_figure();
        assert_eq!((figure.ours, figure.baseline, figure.pass), (99.0, Some(100.0), Some(false)));
    }

    #[test]
    fn a_figure_travels_as_one_line_and_reads_as_a_row() {
        let line =
            r#"{"bench":"ssr/home","unit":"cpu_ms","ours":1.5,"baseline":3.0,"ratio":0.5,"target":1.0,"pass":true}"#;
        let figure: Figure = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&figure).unwrap(), line);
        let said = Figure { target: None, pass: None, ..figure.clone() };
        let table = table(&[figure, said]);
        let rows: Vec<&str> = table.lines().collect();
        assert!(rows[1].ends_with("0.500   1.000  pass"), "{table}");
        assert!(rows[2].ends_with("–  said"), "{table}");
    }
}
