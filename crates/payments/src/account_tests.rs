//! Official vectors, two well-known mnemonics, and every kind of key that must not be taken.

use super::*;
use crate::demo::DEMO_ACCOUNT_XPUB;

/// `m/44'/60'/0'` of "test test … junk": the wallets every local chain unlocks.
const LOCAL_ACCOUNT_XPUB: &str =
    "xpub6Ce9NcJvTk36xtLSrJLZqE7wtgA5deCeYs7rSQtreh4cj6ByPtrg9sD7V2FNFLPnf8heNP3FGkeV9qwfzvZNSd54JoNXVsXFYSYwHsnJxqP";
/// `m/44'/60'/0'` of "all all … all", as a hardware wallet exports it.
const ALL_ALL_XPUB: &str =
    "xpub6CNFa58kEQJu2hwMVoofpDEKVVSg6gfwqBqE2zHAianaUnQkrJzJJ42iLDp7Dmg2aP88qCKoFZ4jidk3tECdQuF4567NGHDfe7iBRwHxgke";

fn address(key: &str, index: u32) -> String {
    AccountKey::parse(key).unwrap().address(index).unwrap().0.0
}

#[test]
fn the_public_steps_of_the_bip_32_vectors_are_taken_exactly() {
    for (parent, index, child) in [
        // Vector 1, m/0' → m/0'/1
        (
            "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5ski8PX9rL2dZXvgGDnw",
            1,
            "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527Hqck2AxYysAA7xmALppuCkwQ",
        ),
        // Vector 1, m/0'/1/2' → m/0'/1/2'/2
        (
            "xpub6D4BDPcP2GT577Vvch3R8wDkScZWzQzMMUm3PWbmWvVJrZwQY4VUNgqFJPMM3No2dFDFGTsxxpG5uJh7n7epu4trkrX7x7DogT5Uv6fcLW5",
            2,
            "xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cfN7fe5JnJ7dh8zL4fiyLHV",
        ),
        // Vector 1, …/2 → …/2/1000000000
        (
            "xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cfN7fe5JnJ7dh8zL4fiyLHV",
            1_000_000_000,
            "xpub6H1LXWLaKsWFhvm6RVpEL9P4KfRZSW7abD2ttkWP3SSQvnyA8FSVqNTEcYFgJS2UaFcxupHiYkro49S8yGasTvXEYBVPamhGW6cFJodrTHy",
        ),
        // Vector 2, m → m/0
        (
            "xpub661MyMwAqRbcFW31YEwpkMuc5THy2PSt5bDMsktWQcFF8syAmRUapSCGu8ED9W6oDMSgv6Zz8idoc4a6mr8BDzTJY47LJhkJ8UB7WEGuduB",
            0,
            "xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7ap6r1D3tgFxHmwMkQTPH",
        ),
        // Vector 2, m/0/2147483647' → …/1
        (
            "xpub6ASAVgeehLbnwdqV6UKMHVzgqAG8Gr6riv3Fxxpj8ksbH9ebxaEyBLZ85ySDhKiLDBrQSARLq1uNRts8RuJiHjaDMBU4Zn9h8LZNnBC5y4a",
            1,
            "xpub6DF8uhdarytz3FWdA8TvFSvvAh8dP3283MY7p2V4SeE2wyWmG5mg5EwVvmdMVCQcoNJxGoWaU9DCWh89LojfZ537wTfunKau47EL2dhHKon",
        ),
        // Vector 2, …/2147483646' → …/2
        (
            "xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRjaDMzQLcgJvLJuZZvRcEL",
            2,
            "xpub6FnCn6nSzZAw5Tw7cgR9bi15UV96gLZhjDstkXXxvCLsUXBGXPdSnLFbdpq8p9HmGsApME5hQTZ3emM2rnY5agb9rXpVGyy3bdW6EEgAtqt",
        ),
    ] {
        let parent: XPub = parent.parse().unwrap();
        assert_eq!(descend(&parent, index).unwrap().to_string(bip32::Prefix::XPUB), child);
    }
}

#[test]
fn the_account_of_the_local_chain_gives_its_well_known_addresses() {
    for (index, wanted) in [
        "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
        "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
        "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
        "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(address(LOCAL_ACCOUNT_XPUB, u32::try_from(index).unwrap()), wanted);
    }
}

#[test]
fn the_addresses_are_those_a_hardware_wallet_shows() {
    for (index, wanted) in [
        (0, "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8"),
        (1, "0xFA01a39f8Abaeb660c3137f14A310d0b414b2A15"),
        (2, "0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B"),
        (100, "0x1e6E3708a059aEa1241a81c7aAe84b6CDbC54d59"),
        (1_000_000, "0xF5FE5cfBfEb9F57a6C53DB844A28d2DCC9dE1E1A"),
    ] {
        assert_eq!(address(ALL_ALL_XPUB, index), wanted);
    }
}

#[test]
fn the_path_names_the_account_of_the_key() {
    let key = AccountKey::parse(DEMO_ACCOUNT_XPUB).unwrap();
    assert_eq!(key.address(7).unwrap().1, "m/44'/60'/1'/0/7");
    assert_eq!(key.fingerprint(), "6110fec1");
    let key = AccountKey::parse(ALL_ALL_XPUB).unwrap();
    assert_eq!(key.address(7).unwrap().1, "m/44'/60'/0'/0/7");
}

#[test]
fn the_demo_account_is_none_of_the_wallets_that_the_local_chain_unlocks() {
    let unlocked: Vec<String> = (0..10).map(|index| address(LOCAL_ACCOUNT_XPUB, index)).collect();
    for index in 0..100 {
        assert!(!unlocked.contains(&address(DEMO_ACCOUNT_XPUB, index)));
    }
}

#[test]
fn the_demo_account_key_comes_from_the_mnemonic_everybody_knows() {
    // PBKDF2 (BIP-39) of the mnemonic without a passphrase.
    let seed = hex::decode(
        "9dfc3c64c2f8bede1533b6a79f8570e5943e0b8fd1cf77107adf7b72cef42185\
         d564a3aee24cab43f80e3c4538087d70fc824eabbad596a23c97b6ee8322ccc0",
    );
    let path: bip32::DerivationPath = "m/44'/60'/1'".parse().unwrap();
    let key = bip32::XPrv::derive_from_path(seed.unwrap(), &path).unwrap();
    assert_eq!(key.public_key().to_string(bip32::Prefix::XPUB), DEMO_ACCOUNT_XPUB);
}

#[test]
fn a_private_key_is_refused_by_name_and_never_repeated() {
    let key = "xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Qn3LqFtT2emdEXVYsCzC2U";
    for text in [key.to_owned(), format!("  {key}\n"), "XPRV9s21".to_owned(), "tprv8".to_owned()] {
        let error = AccountKey::parse(&text).unwrap_err();
        assert_eq!(error, AccountKeyError::PrivateKey);
        assert!(error.to_string().contains("private key") && !format!("{error:?} {error}").contains("9s21"));
    }
}

#[test]
fn a_private_key_in_any_spelling_is_refused_by_name() {
    let raw = "759e46263f1505994d11142d70027975c9b9fef15489b09bd987eb8a31aba0db";
    let prefixed = format!("0x{raw}");
    // Source: the bitcoin wiki, wallet import format.
    let exported = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";
    let words = ["all"; 12].join(" ");
    for text in [raw, &prefixed, exported, &words, &format!(" {raw}\n")] {
        assert_eq!(AccountKey::parse(text), Err(AccountKeyError::PrivateKey), "{text}");
        assert!(is_private_key(text));
    }
    assert!(!is_private_key(ALL_ALL_XPUB) && !is_private_key(""));
}

#[test]
fn what_is_not_an_account_key_is_refused() {
    let mistyped = ALL_ALL_XPUB.replace("CNFa", "CNFb");
    // BIP-32 vector 5: a private key dressed as a public one, two bad prefixes, and a point off the curve.
    let dressed = "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm";
    let prefix_4 = "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Txnt3siSujt9RCVYsx4qHZGc62TG4McvMGcAUjeuwZdduYEvFn";
    let prefix_1 = "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6N8ZMMXctdiCjxTNq964yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4";
    let off_curve = "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY";
    let words = "test test test junk";
    for text in ["", "x", "é", "xpub", words, &mistyped, dressed, prefix_4, prefix_1, off_curve] {
        assert_eq!(AccountKey::parse(text), Err(AccountKeyError::NotAPublicKey), "{text}");
    }
}

#[test]
fn a_key_of_another_level_is_refused() {
    let root = "xpub661MyMwAqRbcFW31YEwpkMuc5THy2PSt5bDMsktWQcFF8syAmRUapSCGu8ED9W6oDMSgv6Zz8idoc4a6mr8BDzTJY47LJhkJ8UB7WEGuduB";
    assert_eq!(AccountKey::parse(root), Err(AccountKeyError::NotAnAccount(0)));
    let account: XPub = ALL_ALL_XPUB.parse().unwrap();
    let below = descend(&account, 0).unwrap().to_string(bip32::Prefix::XPUB);
    assert_eq!(AccountKey::parse(&below), Err(AccountKeyError::NotAnAccount(4)));
}

#[test]
fn an_index_no_hardware_wallet_signs_for_is_refused() {
    let key = AccountKey::parse(ALL_ALL_XPUB).unwrap();
    assert_eq!(key.address(1_000_001), Err(AccountKeyError::IndexTooLarge(1_000_001)));
    assert_eq!(key.address(u32::MAX), Err(AccountKeyError::IndexTooLarge(u32::MAX)));
}

#[test]
fn a_debug_print_does_not_give_the_key_away() {
    let print = format!("{:?}", AccountKey::parse(ALL_ALL_XPUB).unwrap());
    assert!(!print.contains("xpub") && print.contains("fingerprint"), "{print}");
}
