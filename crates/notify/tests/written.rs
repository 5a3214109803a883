//! Every kind of letter in every language: it says what it must, and what somebody typed does no harm in it.
#![allow(clippy::unwrap_used, reason = "tests")]

use domain::{
    Currency, Days, DisputeId, Hours, LetterId, Money, PayoutId, PurchaseRequestId, TempVerificationId, Timestamp,
    TrezorAccountId,
    custody::{GlassNews, GlassTold},
    disputes::{DisputeNews, DisputeTold},
    escrow::ChainAddress,
    identity::{Language, Role},
    letters::{Letter, LetterKind, OrderStep, PayoutStep, Reader, ReviewStep, SignerNews, SignerTold},
    machine::Word,
    settings::SettingKey,
};
use notify::{Written, write};

const ORIGIN: &str = "https://amanat.example";
const LANGUAGES: [Language; 2] = [Language::En, Language::Fa];
const ORDER: PurchaseRequestId = PurchaseRequestId::from_bytes([9; 16]);
/// 2026-03-03, 14:05 UTC.
const THEN: Timestamp = Timestamp::from_millis(1_772_546_700_000);

fn address() -> ChainAddress {
    ChainAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed".to_owned())
}

fn kinds(typed: &str) -> Vec<LetterKind> {
    use LetterKind as K;
    let (of, round) = (TempVerificationId::from_bytes([7; 16]), 1);
    let plain = vec![
        K::SignUpCode { of, round },
        K::AlreadyHaveAccount,
        K::EmailCode { of, round },
        K::PasswordCode { of, round },
        K::EmailChanged { to: "s…@example.net".to_owned() },
        K::PasswordChanged,
        K::PasswordRemoved,
        K::PasskeyAdded { name: typed.to_owned() },
        K::PasskeyRemoved { name: typed.to_owned() },
        K::PayoutAddressAdded {
            address: address(),
            label: typed.to_owned(),
            usable_from: THEN + Days(1),
            from: Some("192.0.2.7".to_owned()),
        },
        K::PayoutAddressRemoved { address: address(), label: typed.to_owned(), from: None },
        K::TotpAdded,
        K::TotpRemoved,
        K::RecoveryUsed,
        K::NewRecoveryCodes,
        K::TelegramLinked { called: typed.to_owned() },
        K::TelegramUnlinked,
        K::NewArrival { device: typed.to_owned(), address: Some("192.0.2.7".to_owned()) },
        K::AccountLocked { reason: typed.to_owned() },
        K::SellerWarned { reason: typed.to_owned() },
        K::AccountUnlocked,
        K::RoleChanged { role: Role::Seller, is_given: true },
        K::RoleChanged { role: Role::Seller, is_given: false },
        K::SettingAnnounced {
            setting: SettingKey::FeeBps,
            from: typed.to_owned(),
            to: typed.to_owned(),
            reason: typed.to_owned(),
            holds_at: THEN + Days(1),
        },
        K::SettingCancelled { setting: SettingKey::ApproveAbove, to: typed.to_owned(), reason: typed.to_owned() },
        K::MoneyBack { request: ORDER, number: 57, amount: Money::new(12_500_000, Currency::USDT) },
        K::ReleaseNear { request: ORDER, number: 57, until: THEN + Days(1) },
    ];
    let news = DisputeNews::ALL.iter().map(|news| {
        let dispute = DisputeId::from_bytes([8; 16]);
        K::Dispute(DisputeTold { dispute, number: 57, news: *news, respond_by: THEN + Hours(72) })
    });
    let reviews = ReviewStep::ALL.iter().map(|step| K::Review { request: ORDER, number: 57, step: *step });
    let steps = OrderStep::ALL.iter().map(|step| K::Order { request: ORDER, number: 57, step: *step });
    plain
        .into_iter()
        .chain(news)
        .chain(of_the_house(typed))
        .chain(offers_and_payouts(typed))
        .chain(steps)
        .chain(reviews)
        .collect()
}

fn offers_and_payouts(typed: &str) -> Vec<LetterKind> {
    use LetterKind as K;
    let title = || typed.to_owned();
    let offers = [K::OfferCame { request: ORDER, title: title() }, K::OtherChosen { request: ORDER, title: title() }];
    let payouts = PayoutStep::ALL.iter().map(|step| {
        let amount = Money::new(12_500_000, Currency::USDT);
        K::Payout { payout: PayoutId::from_bytes([6; 16]), step: *step, amount }
    });
    offers.into_iter().chain(payouts).collect()
}

/// What people of the house are told: of devices, and of the broken glass.
fn of_the_house(typed: &str) -> Vec<LetterKind> {
    use LetterKind as K;
    let signers = [
        SignerNews::Proved { counts_from: THEN + Days(1) },
        SignerNews::Counts,
        SignerNews::Revoked { why: typed.to_owned() },
        SignerNews::Receives,
    ];
    let signers = signers.map(|news| {
        let (label, holder, by) = (typed.to_owned(), typed.to_owned(), typed.to_owned());
        K::Signer(SignerTold {
            signer: TrezorAccountId::from_bytes([5; 16]),
            news,
            label,
            address: address(),
            holder,
            by,
        })
    });
    let glass = GlassNews::ALL.iter().map(|news| {
        let (who, reason) = (Some(typed.to_owned()), typed.to_owned());
        let paid = Some((PayoutId::from_bytes([6; 16]), Money::new(12_500_000, Currency::USDT)));
        K::BreakGlass(GlassTold { news: *news, who, reason, until: THEN + Hours(1), paid })
    });
    signers.into_iter().chain(glass).collect()
}

/// A new kind does not compile here until somebody has put it into the list above.
fn is_listed(kind: &LetterKind) {
    use LetterKind as K;
    match kind {
        K::SignUpCode { .. } | K::EmailCode { .. } | K::PasswordCode { .. } | K::AlreadyHaveAccount => {}
        K::EmailChanged { .. } | K::PasswordChanged | K::PasswordRemoved => {}
        K::PasskeyAdded { .. } | K::PasskeyRemoved { .. } | K::TotpAdded | K::TotpRemoved => {}
        K::RecoveryUsed | K::NewRecoveryCodes => {}
        K::PayoutAddressAdded { .. } | K::PayoutAddressRemoved { .. } => {}
        K::TelegramLinked { .. } | K::TelegramUnlinked | K::NewArrival { .. } => {}
        K::Payout { .. } | K::Review { .. } => {}
        K::AccountLocked { .. } | K::SellerWarned { .. } | K::AccountUnlocked | K::RoleChanged { .. } => {}
        K::SettingAnnounced { .. } | K::SettingCancelled { .. } | K::Signer(_) | K::BreakGlass(_) => {}
        K::MoneyBack { .. } | K::ReleaseNear { .. } | K::Dispute(_) => {}
        K::Order { .. } | K::OfferCame { .. } | K::OtherChosen { .. } => {}
    }
}

fn letter(kind: LetterKind, name: &str, language: Language) -> Letter {
    let reader = Reader { to: "sara@example.org".to_owned(), name: name.to_owned(), language };
    Letter::to(LetterId::from_bytes([1; 16]), reader, kind, THEN)
}

fn written(letter: &Letter) -> Written {
    write(letter, letter.kind.code_of().map(|_| "012345"), ORIGIN)
}

/// Every kind in every language, to somebody of this name, about something that was called so.
fn all(name: &str, typed: &str) -> Vec<(Letter, Written)> {
    let letters = LANGUAGES.into_iter().flat_map(|l| kinds(typed).into_iter().map(move |kind| letter(kind, name, l)));
    letters.map(|letter| (letter.clone(), written(&letter))).collect()
}

#[test]
fn every_kind_has_a_letter_in_every_language_that_says_when_and_from_whom() {
    for (letter, written) in all("Sara", "Phone") {
        is_listed(&letter.kind);
        let is_english = letter.language == Language::En;
        let (lang, dir) = if is_english { ("en", "ltr") } else { ("fa", "rtl") };
        let head = format!("<html lang=\"{lang}\" dir=\"{dir}\">");
        assert!(written.html.contains(&head) && written.html.contains("<div lang="), "{}", written.html);
        let when = if is_english { "3 March 2026, 14:05 UTC" } else { "۱۲ اسفند ۱۴۰۴" };
        assert!(written.text.contains(when) && written.html.contains(when), "{:?}\n{}", letter.kind, written.text);
        assert!(written.text.contains("Sara") && written.text.contains(ORIGIN), "{}", written.text);
        assert!(!written.subject.contains('{') && !written.text.contains('{'), "{}", written.text);
        assert!(written.subject.chars().count() < 70, "{}", written.subject);
    }
}

#[test]
fn subjects_of_different_kinds_differ() {
    let subjects: std::collections::BTreeSet<_> = all("Sara", "Phone").into_iter().map(|(_, it)| it.subject).collect();
    assert_eq!(subjects.len(), kinds("").len() * LANGUAGES.len());
}

#[test]
fn a_code_stands_in_the_subject_the_text_and_by_itself_in_the_page() {
    let mut count = 0;
    for (letter, written) in all("Sara", "Phone") {
        let carries = letter.kind.code_of().is_some();
        count += usize::from(carries);
        assert_eq!(written.subject.contains("012345"), carries, "{}", written.subject);
        assert_eq!(written.text.contains("\n\n012345\n\n"), carries, "{}", written.text);
        assert_eq!(written.html.contains("<h1><bdi dir=\"ltr\">012345</bdi></h1>"), carries, "{}", written.html);
        let lives = if letter.language == Language::En { "10 minutes" } else { "۱۰ دقیقه" };
        assert_eq!(written.text.contains(lives), carries, "{}", written.text);
    }
    assert_eq!(count, 3 * LANGUAGES.len());
}

#[test]
fn what_somebody_typed_is_no_markup_no_link_and_no_line_of_ours() {
    let evil = "</p><script>x</script>\r\nBcc: a@evil.example\u{202e}” https://evil.example/win «";
    for (_, written) in all(evil, evil) {
        for bad in ["<script", "</p><", "evil.example", "https://evil", "\u{202e}", "\u{e000}", "\u{e001}", "\r"] {
            assert!(!written.html.contains(bad), "{bad:?} in {}", written.html);
            assert!(!written.text.contains(bad) && !written.subject.contains(bad), "{bad:?} in {}", written.text);
        }
        assert!(!written.text.contains("\nBcc"), "{}", written.text);
        assert!(
            !written.subject.contains(['\n', '\u{2068}']) && !written.subject.contains("evil"),
            "{}",
            written.subject
        );
    }
}

#[test]
fn nothing_is_fetched_and_no_address_does_anything() {
    for (_, written) in all("Sara", "Phone") {
        for bad in ["<img", "src=", "style", "url(", "?", "<form"] {
            assert!(!written.html.contains(bad), "{bad:?} in {}", written.html);
        }
        for link in written.html.split("href=\"").skip(1) {
            let path = link.strip_prefix(ORIGIN).unwrap_or_default();
            assert!(path.starts_with(['/', '"']), "{link}");
        }
    }
}

#[test]
fn a_name_from_the_other_side_keeps_its_place() {
    let added =
        |name: &str, language| written(&letter(LetterKind::PasskeyAdded { name: name.to_owned() }, "", language));
    assert!(added("تلفن", Language::En).html.contains("“<bdi>تلفن</bdi>”"));
    assert!(added("Phone", Language::Fa).html.contains("«<bdi>Phone</bdi>»"));
    assert!(added("Phone", Language::Fa).text.contains("«\u{2068}Phone\u{2069}»"));
    assert!(added("Tom & Jerry", Language::En).html.contains("“<bdi>Tom &amp; Jerry</bdi>”"));
    assert!(added("Tom & Jerry", Language::En).text.contains("“Tom & Jerry”"));
    assert!(added("Phone", Language::En).text.starts_with("Hello,\n\nThe passkey “Phone” now opens"));
}

#[test]
fn a_letter_reads_as_it_was_agreed() {
    let code = kinds("").swap_remove(0);
    let english = written(&letter(code.clone(), "Sara", Language::En));
    assert_eq!(english.subject, "012345 is your code for Amanat");
    assert_eq!(
        english.text,
        "Hello “Sara”,\n\nThis code makes your account at Amanat:\n\n012345\n\nType it on the page you started from. It \
         works for 10 minutes, and only the newest code counts.\n\nNobody of Amanat will ever ask you for this code: not \
         in a call, not in a message.\n\nIf you did not want an account, do nothing. Without the code there will be \
         none.\n\nThis was on 3 March 2026, 14:05 UTC.\n\nSent by Amanat. Letters of Amanat never ask for a password, a \
         code or money.\n\nhttps://amanat.example\n"
    );
    let persian = written(&letter(code, "سارا", Language::Fa));
    assert_eq!(persian.subject, "کد شما در امانت: 012345");
    assert!(persian.text.starts_with("سلام «سارا»،\n\nبا این کد حساب شما در امانت ساخته می‌شود:\n\n012345\n\n"));
}

#[test]
fn money_that_came_back_is_named_and_its_page_is_one_step_away() {
    let kind = LetterKind::MoneyBack { request: ORDER, number: 57, amount: Money::new(12_500_000, Currency::USDT) };
    let place = format!("{ORIGIN}/orders/{ORDER}/refund");
    for language in LANGUAGES {
        let written = written(&letter(kind.clone(), "Sara", language));
        assert!(written.subject.contains("R-000057"), "{}", written.subject);
        assert!(written.text.contains("12.50 USDT") || written.text.contains("12.500000 USDT"), "{}", written.text);
        assert!(written.text.contains(&format!("\n\n{place}\n\n")), "{}", written.text);
        assert!(written.html.contains(&format!("<a href=\"{place}\">")), "{}", written.html);
    }
}
