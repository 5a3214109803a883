//! What a payer scans: the request as text (EIP-681) and as a QR code. How the page frames it is not here.

use domain::escrow::{ChainAddress, ChainId};
use fast_qr::{
    ECL, QRBuilder,
    convert::{Builder, svg::SvgBuilder},
};

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
    QRBuilder::new(text)
        // A dense code is read more easily when it is coarser.
        .ecl(if text.len() > DENSE { ECL::L } else { ECL::M })
        .build()
        .map(|code| SvgBuilder::default().margin(QUIET_ZONE).to_str(&code))
        .unwrap_or_default()
}

#[cfg(test)]
#[path = "checkout_tests.rs"]
mod tests;
