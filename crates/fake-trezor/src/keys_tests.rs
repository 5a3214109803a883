//! Keys, paths and digests against what the official emulator and two other libraries say.

use super::*;

fn path(account: u32, change: u32, index: u32) -> [u32; 5] {
    [HARDENED | 44, HARDENED | 60, HARDENED | account, change, index]
}

fn wallet() -> Wallet {
    Wallet::of(TREZOR_WORDS, "")
}

#[test]
fn addresses_are_those_of_the_emulator() {
    let known = [
        (0, 0, 0, "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8"),
        (0, 0, 1, "0xFA01a39f8Abaeb660c3137f14A310d0b414b2A15"),
        (0, 0, 2, "0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B"),
        (0, 0, 100, "0x1e6E3708a059aEa1241a81c7aAe84b6CDbC54d59"),
        (0, 0, 101, "0xC822188fDe7f0FCca5c6403C8B46646EA1e5fb8b"),
        (0, 0, 1_000_000, "0xF5FE5cfBfEb9F57a6C53DB844A28d2DCC9dE1E1A"),
        (0, 1, 5, "0x49F4E338427F664fB88140246b7a4f6060e07055"),
        (7, 0, 0, "0x7Ad4ca8d19E2B305Db86b17Df89fa65680D7319a"),
        (7, 0, 1, "0x90e781d44a9e30cE303668789ECa491B403197c0"),
        (7, 0, 5, "0xfAc786E58CF7b4E0E553069a55b789b57563435d"),
        (7, 0, 1_000_000, "0xa0BAa591e25F64896d155f49AEA65b34ac28c3d4"),
    ];
    let mut wallet = wallet();
    for (account, change, index, address) in known {
        assert_eq!(wallet.address(&path(account, change, index)).to_checksum(None), address);
    }
}

#[test]
fn account_keys_and_the_root_are_those_of_the_emulator() {
    let mut wallet = wallet();
    assert_eq!(wallet.fingerprint(), 1_553_867_405);
    let known = [
        "xpub6CNFa58kEQJu2hwMVoofpDEKVVSg6gfwqBqE2zHAianaUnQkrJzJJ42iLDp7Dmg2aP88qCKoFZ4jidk3tECdQuF4567NGHDfe7iBRwHxgke",
        "xpub6CNFa58kEQJuKLR5rTnMEQiwuUhuTZR4byUqDxeacR3XuAydYCkkkH8Lw6dru9zo5Evwd7wVQPbuQUUsTfN8SUJj9jeamryHrb5Cfv9h23b",
    ];
    for (account, xpub) in [0, 7].into_iter().zip(known) {
        let key = wallet.public_key(&path(account, 0, 0)[..3]);
        assert_eq!((key.xpub.as_str(), key.depth, key.child), (xpub, 3, HARDENED | account));
    }
    let secret = wallet.key(&path(0, 0, 0)).to_bytes();
    assert_eq!(hex::encode(secret), "759e46263f1505994d11142d70027975c9b9fef15489b09bd987eb8a31aba0db");
}

#[test]
fn another_passphrase_is_another_wallet() {
    assert_ne!(Wallet::of(TREZOR_WORDS, "hidden").fingerprint(), wallet().fingerprint());
}

#[test]
fn what_is_signed_of_words_is_what_the_firmware_signs() {
    let text = "This is an example of a signed message.";
    let digest = message_digest(text.as_bytes());
    assert_eq!(hex::encode(digest), "374f76ce0eceeaa2fcc061130fdfbbb3375d6acc7f9b53a5021959a115abd8c0");
    let known = [
        (
            text,
            "af4eac50f21acc6daeb0ab036f616f5d19fccade46e47100642b3dfc798c9b740d5873887bdc2f02502c90777a082d10dca113bd1ec29d08108396401421c8cc1b",
        ),
        (
            "MsgLenIs9",
            "495b5b021517cd01cb05f02dfb6a1f79a8d9e4f82e8fb01d44ebf7d1218333f1528b67043ffc25c5b64b1e5a182f5d7d5707fcb639092af708969f90038155a91c",
        ),
        (
            "MsgLenIs10",
            "0c8eb57decbb95d2a783e69d444b3747c49ebcceb14f24287732ba77c39aa5cd2c66f7ec545b8108ef7ce078edac4588c70ab6249fc626114a95606783828f041b",
        ),
    ];
    let mut wallet = wallet();
    for (text, signature) in known {
        let signed = wallet.sign(&path(0, 0, 0), &message_digest(text.as_bytes()));
        assert_eq!(hex::encode(signed.bytes()), signature, "{text}");
    }
}

#[test]
fn only_paths_that_people_have_are_allowed() {
    assert!(is_address_path(&path(0, 0, 0)) && is_address_path(&path(100, 0, 1_000_000)));
    assert!(is_account_path(&path(100, 0, 0)[..3]));
    let beyond = [path(101, 0, 0), path(0, 0, 1_000_001), path(0, 2, 0), path(0, 0, HARDENED)];
    let other_coin = [HARDENED | 44, HARDENED, HARDENED, 0, 0];
    let not_hardened = [44, HARDENED | 60, HARDENED, 0, 0];
    for path in beyond.iter().chain([&other_coin, &not_hardened]) {
        assert!(!is_address_path(path), "{}", path_text(path));
    }
    assert!(!is_account_path(&path(101, 0, 0)[..3]) && !is_address_path(&[]));
    assert_eq!(path_text(&path(7, 0, 5)), "m/44'/60'/7'/0/5");
}
