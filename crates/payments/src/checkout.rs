//! What a payer scans: the request as text (EIP-681) and as a QR code. How the page frames it is not here.

use domain::escrow::{ChainAddress, ChainId};
use fast_qr::{ECL, QRBuilder, QRCode};
use std::fmt::Write;

/// White modules around the code; scanners need 4. Source: ISO/IEC 18004.
const QUIET_ZONE: usize = 4;

/// Bytes from which on a code is a dense one.
const DENSE: usize = 500;

/// `ethereum:<token>@<chain>/transfer?address=<recipient>&uint256=<units>`: wallets that know EIP-681 fill
/// in the transfer. Others need address, amount, token and chain as text beside it.
pub fn eip681(token_contract: &ChainAddress, chain_id: ChainId, recipient: &ChainAddress, chain_units: u128) -> String {
    format!("ethereum:{token_contract}@{chain_id}/transfer?address={recipient}&uint256={chain_units}")
}

/// An `<svg>` of black modules on white, without styles or scripts (our content policy forbids both).
/// Empty when the text is longer than any QR code holds (about 2,900 bytes).
pub fn qr_svg(text: &str) -> String {
    // A dense code is read more easily when it is coarser.
    let code = QRBuilder::new(text).ecl(if text.len() > DENSE { ECL::L } else { ECL::M }).build();
    code.map(|code| drawn(&code)).unwrap_or_default()
}

/// A line per row, in steps from run to run: a third of the bytes of a square per module.
fn drawn(code: &QRCode) -> String {
    let side = code.size + 2 * QUIET_ZONE;
    let mut lines = String::new();
    for row in 0..code.size {
        let mut at = 0;
        let _ = write!(lines, "M{QUIET_ZONE} {}.5", row + QUIET_ZONE);
        for run in code[row].chunk_by(|one, next| one.value() == next.value()) {
            if run[0].value() {
                let gap = if at > 0 { format!("m{at} 0") } else { String::new() };
                let _ = write!(lines, "{gap}h{}", run.len());
                at = 0;
            } else {
                at = run.len();
            }
        }
    }
    format!(
        "<svg viewBox=\"0 0 {side} {side}\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path stroke=\"#000\" d=\"{lines}\"/></svg>"
    )
}

#[cfg(test)]
#[path = "checkout_tests.rs"]
mod tests;
