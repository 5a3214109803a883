//! What the person reads of a transaction, on either family of models.

use super::{Fees, Plan};
use crate::{
    amounts::{self, Token},
    screen::TrezorScreen,
    setup::TrezorModel,
    talk::{Refusal, Talk},
};
use alloy_primitives::{Address, U256};
use signing::messages::ButtonCode;

/// `transfer(address,uint256)` and the zeros before the address.
const TRANSFER: [u8; 16] = [0xa9, 0x05, 0x9c, 0xbb, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const TRANSFER_LENGTH: usize = 68;

/// The first model shows data in screens of so many bytes, and not more than so many of them.
const DATA_SCREEN: usize = 24;
const DATA_SCREENS: usize = 5;

/// A token's transfer, read out of the data.
struct Transfer {
    token: Token,
    is_known: bool,
    to: String,
    value: U256,
}

impl Plan {
    pub(super) async fn show(&self, talk: &Talk) -> Result<(), Refusal> {
        let model = talk.state().setup.model;
        for screen in if model == TrezorModel::One { self.one() } else { self.core(model) } {
            talk.confirm(screen).await?;
        }
        Ok(())
    }

    fn core(&self, model: TrezorModel) -> Vec<TrezorScreen> {
        let transfer = self.transfer();
        let mut screens = Vec::new();
        match &transfer {
            Some(Transfer { is_known: false, .. }) => {
                screens.push(screen("Unknown token").line("Contract:").line(shown(self.to.as_deref())));
            }
            None if self.data_length > 0 => {
                let size = format!("Size: {} bytes", self.data_length);
                screens.push(screen("Confirm data").line(size).line(hex::encode(&self.data)));
            }
            _ => {}
        }
        let (to, amount) = match transfer {
            Some(transfer) => (transfer.to, amounts::of_token(transfer.value, transfer.token)),
            None => (self.to_text(), amounts::of_coin(number(&self.value), self.chain_id, model)),
        };
        screens.push(screen("Recipient").line(to));
        let fee = amounts::of_coin(self.most_fee(), self.chain_id, model);
        let mut summary = screen("Summary").line(format!("Amount: {amount}")).line(format!("Maximum fee: {fee}"));
        summary = summary.line(format!("Gas limit: {} units", number(&self.gas_limit)));
        let prices = match &self.fees {
            Fees::Legacy { gas_price } => vec![("Gas price", gas_price)],
            Fees::Eip1559 { max_fee, max_priority, .. } => {
                vec![("Max gas price", max_fee), ("Priority fee", max_priority)]
            }
        };
        let prices = prices.into_iter().map(|(name, price)| format!("{name}: {}", amounts::of_gas(number(price))));
        screens.push(prices.fold(summary, TrezorScreen::line));
        screens
    }

    fn one(&self) -> Vec<TrezorScreen> {
        let model = TrezorModel::One;
        let transfer = self.transfer();
        let sent = amounts::of_coin(number(&self.value), self.chain_id, model);
        let sent = if number(&self.value).is_zero() { "message".to_owned() } else { sent };
        let (to, amount) = match &transfer {
            Some(transfer) => (transfer.to.clone(), amounts::of_token(transfer.value, transfer.token)),
            None => (self.to_text(), sent.clone()),
        };
        let mut screens = vec![screen("Send").line(amount).line(format!("to {to}?"))];
        if transfer.is_none() {
            screens.extend(self.data_on_one());
        }
        let most = amounts::of_coin(self.most_fee(), self.chain_id, model);
        match &self.fees {
            Fees::Legacy { .. } => {
                let sent = if transfer.is_some() { "token".to_owned() } else { sent };
                screens.push(screen("Really send").line(format!("{sent} paying up to {most} for gas?")));
            }
            Fees::Eip1559 { max_fee, max_priority, .. } => {
                for (name, price) in [("Maximum fee per gas", max_fee), ("Priority fee per gas", max_priority)] {
                    screens.push(screen("Confirm fee").line(name).line(amounts::of_gas(number(price))));
                }
                screens.push(screen("Confirm fee").line("Maximum fee").line(most));
            }
        }
        screens
    }

    fn data_on_one(&self) -> Vec<TrezorScreen> {
        let mut screens = Vec::new();
        let mut seen = 0;
        for piece in self.data.chunks(DATA_SCREEN).take(DATA_SCREENS) {
            seen += piece.len();
            let more = if seen < self.data_length { "... " } else { "" };
            let summary = format!("{more}{seen}/{} bytes", self.data_length);
            screens.push(screen("Transaction data:").line(hex::encode_upper(piece)).line(summary));
        }
        if seen < self.data_length {
            let warning = TrezorScreen::new(ButtonCode::ProtectCall, "Warning! Too long data to view.");
            screens.push(warning.line("Proceed with caution."));
        }
        screens
    }

    fn transfer(&self) -> Option<Transfer> {
        let contract = self.to.as_deref()?;
        let is_transfer = self.data_length == TRANSFER_LENGTH && self.data.len() == TRANSFER_LENGTH;
        if !is_transfer || !self.value.is_empty() || !self.data.starts_with(&TRANSFER) {
            return None;
        }
        let (token, is_known) = amounts::token(self.chain_id, contract);
        Some(Transfer { token, is_known, to: shown(Some(&self.data[16..36])), value: number(&self.data[36..]) })
    }

    fn to_text(&self) -> String {
        match &self.to {
            Some(to) => shown(Some(to)),
            None => "new contract".to_owned(),
        }
    }

    fn most_fee(&self) -> U256 {
        let price = match &self.fees {
            Fees::Legacy { gas_price } => gas_price,
            Fees::Eip1559 { max_fee, .. } => max_fee,
        };
        number(price).saturating_mul(number(&self.gas_limit))
    }
}

fn screen(title: &str) -> TrezorScreen {
    TrezorScreen::new(ButtonCode::SignTx, title)
}

/// An address of 20 bytes with its checksum.
fn shown(address: Option<&[u8]>) -> String {
    address.and_then(|bytes| Address::try_from(bytes).ok()).map_or_else(String::new, |it| it.to_checksum(None))
}

/// At most 32 bytes, biggest first.
fn number(bytes: &[u8]) -> U256 {
    U256::try_from_be_slice(bytes).unwrap_or(U256::MAX)
}
