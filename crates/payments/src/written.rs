//! The chains as they are written in `AMANAT_CHAINS`: what is left out comes from the preset of the chain's name.

use crate::{ChainSettings, Finality, Preset, SettingsError, TokenSettings};
use domain::escrow::ChainId;
use serde::Deserialize;

/// Two nodes must agree wherever two are given.
const WISHED_NODES: usize = 2;

/// One chain. Either `chain` (a name of [`Preset`]) or `chain_id` with all the rest; what is written beside a name
/// is used instead of the preset's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    chain: Option<String>,
    chain_id: Option<ChainId>,
    name: Option<String>,
    rpc: Vec<String>,
    nodes_needed: Option<usize>,
    confirmations: Option<u64>,
    finality: Option<Finality>,
    explorer: Option<String>,
    tokens: Option<Vec<TokenSettings>>,
}

impl Written {
    pub(crate) fn filled(self) -> Result<ChainSettings, SettingsError> {
        match self.chain.clone() {
            Some(name) => self.named(&name),
            None => self.unnamed(),
        }
    }

    fn named(self, name: &str) -> Result<ChainSettings, SettingsError> {
        let preset = Preset::named(name).ok_or_else(|| SettingsError::UnknownChain(Preset::names()))?;
        let chain_id = ChainId(preset.chain_id);
        if self.chain_id.is_some_and(|written| written != chain_id) {
            return Err(SettingsError::OtherId(chain_id));
        }
        let confirmations = self.confirmations.unwrap_or(preset.confirmations);
        let (least, most) = preset.bounds;
        if !(least..=most).contains(&confirmations) {
            return Err(SettingsError::Confirmations { chain: chain_id, least, most });
        }
        Ok(ChainSettings {
            chain_id,
            name: self.name.unwrap_or_else(|| preset.name.to_owned()),
            nodes_needed: self.nodes_needed.unwrap_or_else(|| self.rpc.len().min(WISHED_NODES)),
            rpc: self.rpc,
            confirmations,
            finality: self.finality.unwrap_or(preset.finality),
            explorer: self.explorer.or_else(|| Some(preset.explorer.to_owned())),
            tokens: self.tokens.unwrap_or_else(|| preset.tokens()),
        })
    }

    fn unnamed(self) -> Result<ChainSettings, SettingsError> {
        let chain_id = self.chain_id.ok_or(SettingsError::Nameless)?;
        let missing = |field| SettingsError::Missing(chain_id, field);
        Ok(ChainSettings {
            chain_id,
            name: self.name.ok_or_else(|| missing("name"))?,
            rpc: self.rpc,
            nodes_needed: self.nodes_needed.unwrap_or(1),
            confirmations: self.confirmations.ok_or_else(|| missing("confirmations"))?,
            finality: self.finality.unwrap_or_default(),
            explorer: self.explorer,
            tokens: self.tokens.ok_or_else(|| missing("tokens"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    fn read(chain: &str) -> Result<ChainSettings, String> {
        let chains = ChainSettings::parse_list(&format!("[{chain}]")).map_err(|error| error.to_string())?;
        Ok(chains.into_iter().next().unwrap())
    }

    const NODES: &str = r#""rpc": ["https://one.example", "https://two.example"]"#;

    #[test]
    fn a_name_and_two_nodes_are_all_a_chain_needs() {
        let polygon = read(&format!(r#"{{"chain": "polygon", {NODES}}}"#)).unwrap();
        assert_eq!((polygon.chain_id, polygon.name.as_str(), polygon.confirmations), (ChainId(137), "Polygon", 50));
        assert_eq!((polygon.nodes_needed, polygon.finality), (2, Finality::Blocks));
        let bsc = read(&format!(r#"{{"chain": "bsc", {NODES}}}"#)).unwrap();
        assert_eq!(bsc.token(Currency::USDT).unwrap().decimals, 18);
        assert_eq!(read(&format!(r#"{{"chain": "base", {NODES}}}"#)).unwrap().finality, Finality::Safe);
        let lonely = read(r#"{"chain": "gnosis", "rpc": ["https://one.example"]}"#).unwrap();
        assert_eq!(lonely.nodes_needed, 1, "a lonely node is refused where real money begins, not here");
    }

    #[test]
    fn every_preset_makes_settings_that_are_taken() {
        for preset in &crate::presets::PRESETS {
            let chain = read(&format!(r#"{{"chain": "{}", {NODES}}}"#, preset.key)).unwrap();
            assert_eq!((chain.chain_id.0, chain.tokens.len()), (preset.chain_id, 2));
        }
    }

    #[test]
    fn what_is_written_beside_a_name_is_used_instead() {
        let token = r#"{"currency": "USDC", "contract": "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174", "decimals": 6}"#;
        let more = r#""name": "Matic", "confirmations": 200, "finality": "finalized", "nodes_needed": 1"#;
        let chain = read(&format!(r#"{{"chain": "polygon", {NODES}, {more}, "tokens": [{token}]}}"#)).unwrap();
        assert_eq!((chain.name.as_str(), chain.confirmations, chain.nodes_needed), ("Matic", 200, 1));
        assert_eq!((chain.finality, chain.token(Currency::USDT)), (Finality::Finalized, None));
    }

    #[test]
    fn names_nobody_knows_and_values_that_do_not_fit_the_name_are_refused() {
        let refused = |more: &str| read(&format!(r#"{{{more}, {NODES}}}"#)).unwrap_err();
        assert!(refused(r#""chain": "solana""#).contains("ethereum, polygon"), "it says which are known");
        assert!(refused(r#""chain": "polygon", "chain_id": 1"#).contains("137"));
        assert!(refused(r#""chain": "polygon", "confirmations": 3"#).contains("20 to 1000"));
        assert!(refused(r#""chain": "polygon", "finality": "soon""#).contains("soon"));
        assert!(refused(r#""chain": "polygon", "chian_id": 137"#).contains("chian_id"));
        assert!(refused(r#""name": "Nowhere""#).contains("neither"));
        assert!(refused(r#""chain_id": 5, "name": "Nowhere", "confirmations": 3"#).contains("tokens"));
    }

    #[test]
    fn the_same_chain_by_name_and_by_id_is_there_twice() {
        let by_id = r#"{"chain_id": 137, "name": "P", "rpc": ["https://a.example"], "confirmations": 9, "tokens": []}"#;
        let both = format!(r#"{by_id}, {{"chain": "polygon", {NODES}}}"#);
        assert!(read(&both).unwrap_err().contains("listed twice"));
    }
}
