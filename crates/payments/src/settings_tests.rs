//! Settings that are taken, and settings that would have cost money.

use super::*;

const POLYGON: &str = r#"[{
    "chain_id": 137, "name": "Polygon", "confirmations": 50, "nodes_needed": 2,
    "rpc": ["https://one.example/key", "https://two.example/key"], "explorer": "https://polygonscan.com/",
    "tokens": [{"currency": "USDT", "contract": "0xc2132d05d31c914a87c6611c10748aeb04b58e8f", "decimals": 6}]
}]"#;

fn refused(from: &str, to: &str) -> String {
    assert!(POLYGON.contains(from), "{from}");
    ChainSettings::parse_list(&POLYGON.replace(from, to)).unwrap_err().to_string()
}

#[test]
fn a_list_of_chains_is_read_with_checksummed_contracts() {
    let chains = ChainSettings::parse_list(POLYGON).unwrap();
    let chain = &chains[0];
    assert_eq!(chain.chain_id, ChainId(137));
    let token = chain.token(Currency::USDT).unwrap();
    assert_eq!(token.contract.0, "0xc2132D05D31c914a87C6611C10748AEb04B58e8F");
    assert_eq!(chain.token_at(&ChainAddress(token.contract.key())), Some(token));
    assert_eq!(chain.token(Currency::USDC), None);
    let tx = TxHash("0xab".to_owned());
    assert_eq!(chain.explorer_link(&tx).as_deref(), Some("https://polygonscan.com/tx/0xab"));
}

#[test]
fn one_node_is_enough_when_nothing_else_is_said() {
    let chains = ChainSettings::parse_list(&POLYGON.replace(r#""nodes_needed": 2,"#, "")).unwrap();
    assert_eq!(chains[0].nodes_needed, 1);
}

#[test]
fn settings_that_would_cost_money_are_refused_by_name() {
    assert!(refused("\"confirmations\": 50", "\"confirmations\": 0").contains("at least one confirmation"));
    assert!(refused("\"nodes_needed\": 2", "\"nodes_needed\": 3").contains("3 nodes must agree, 2 are listed"));
    assert!(refused("\"nodes_needed\": 2", "\"nodes_needed\": 0").contains("0 nodes must agree"));
    assert!(refused("https://two", "https://one").contains("different"), "one node twice is one opinion");
    assert!(refused("https://polygonscan.com/", "javascript:alert(1)").contains("explorer"));
    assert!(refused("0xc2132d05", "0xC2132d05").contains("checksum"));
    assert!(refused("0xc2132d05", "0xc2132d").contains("not an address"));
    assert!(refused("\"decimals\": 6", "\"decimals\": 2").contains("at least 6 decimals"));
    assert!(refused("\"name\"", "\"nmae\"").contains("nmae"), "a typo is not a default");
    let twice = format!("[{0},{0}]", POLYGON.trim_matches(['[', ']']));
    assert!(ChainSettings::parse_list(&twice).unwrap_err().to_string().contains("listed twice"));
}

#[test]
fn a_currency_has_one_contract_and_a_contract_one_currency() {
    let token = r#"{"currency": "USDC", "contract": "0xC2132D05D31C914A87C6611C10748AEB04B58E8F", "decimals": 6}"#;
    assert!(refused("\"tokens\": [", &format!("\"tokens\": [{token},")).contains("listed twice"));
}

#[test]
fn an_access_key_in_a_bad_address_is_not_repeated() {
    let error = refused("https://two.example/key", "two.example/secret-key");
    assert!(!error.contains("secret-key"), "{error}");
}

#[test]
fn a_debug_print_does_not_give_an_access_key_away() {
    let settings = ChainSettings::parse_list(&POLYGON.replace("/key", "/secret-key")).unwrap().remove(0);
    let print = format!("{settings:?} {:?}", crate::Chain::new(settings.clone()));
    assert!(print.contains("Polygon") && !print.contains("secret-key"), "{print}");
}
