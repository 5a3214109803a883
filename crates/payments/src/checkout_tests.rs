//! The text a wallet reads, and that a scanner reads the same from the picture.

use super::*;
use std::collections::HashSet;

fn request() -> String {
    eip681(
        &ChainAddress("0xc2132D05D31c914a87C6611C10748AEb04B58e8F".to_owned()),
        ChainId(137),
        &ChainAddress("0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B".to_owned()),
        12_500_000,
    )
}

/// The black modules, from the `M x y` and `m gap 0 h run` steps of the picture.
fn modules(svg: &str) -> (usize, HashSet<(usize, usize)>) {
    let size = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let path = svg.split("stroke=\"#000\" d=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut dark = HashSet::new();
    for row in path.split('M').skip(1) {
        let (start, runs) = row.split_at(row.find(['m', 'h']).unwrap());
        let (x, y) = start.split_once(' ').unwrap();
        let (mut x, y): (usize, usize) = (x.parse().unwrap(), y.trim_end_matches(".5").parse().unwrap());
        for run in runs.split('m').filter(|run| !run.is_empty()) {
            let (gap, length) = run.split_once('h').unwrap();
            x += gap.split(' ').next().unwrap().parse().unwrap_or(0);
            let length: usize = length.parse().unwrap();
            dark.extend((x..x + length).map(|x| (x, y)));
            x += length;
        }
    }
    (size, dark)
}

#[test]
fn the_request_says_token_chain_recipient_and_units() {
    let wanted = "ethereum:0xc2132D05D31c914a87C6611C10748AEb04B58e8F@137/transfer\
                  ?address=0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B&uint256=12500000";
    assert_eq!(request(), wanted);
}

/// What a scanner finds in the picture of this text.
fn scanned(text: &str) -> String {
    const SCALE: usize = 2;
    let (size, dark) = modules(&qr_svg(text));
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, |x, y| {
        if dark.contains(&(x / SCALE, y / SCALE)) { 0 } else { 255 }
    });
    let codes = picture.detect_grids();
    assert_eq!(codes.len(), 1);
    codes[0].decode().unwrap().1
}

#[test]
fn a_scanner_reads_the_request_from_the_picture() {
    assert_eq!(scanned(&request()), request());
}

#[test]
fn a_scanner_reads_as_much_as_a_receipt_says() {
    let receipt = format!("https://amanat.example/verify#r={}", "Aa0-".repeat(467));
    assert_eq!(scanned(&receipt), receipt);
}

#[test]
fn the_picture_has_its_quiet_zone() {
    let (size, dark) = modules(&qr_svg(&request()));
    for (x, y) in dark {
        assert!((QUIET_ZONE..size - QUIET_ZONE).contains(&x) && (QUIET_ZONE..size - QUIET_ZONE).contains(&y));
    }
}

#[test]
fn the_picture_obeys_the_content_policy() {
    let svg = qr_svg(&request());
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    for forbidden in ["style", "script", "href", "onload", "<image"] {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
    assert!(svg.contains("fill=\""));
}

#[test]
fn a_text_that_fits_no_code_gives_no_picture() {
    assert_eq!(qr_svg(&"x".repeat(5_000)), "");
}
