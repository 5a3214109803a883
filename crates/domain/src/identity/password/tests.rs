//! What is refused as a password, and what is not.

use super::*;

fn code_of(raw: &str) -> Option<String> {
    let mut errors = FieldErrors::default();
    check_password(&mut errors, "secret", raw, "Aigul Karimova", Some("aigul.work@pasture.example"));
    errors.0.remove("secret").map(|fault| fault.code)
}

#[test]
fn guessable_passwords_are_refused() {
    for bad in [
        "123456789012",
        "aaaaaaaaaaaaaa",
        "abcdefghijklmn",
        "passwordpassword",
        "password2026!",
        "Password12345",
        "qwertyqwerty",
        "1qaz2wsx3edc",
        "correcthorsebatterystaple",
        "987654321098",
        "!!!!dragon!!!!",
        "abababababab",
        // Disguised, walked on the keyboard, dated, or two words of the first thousand.
        "P4$$w0rd-P4$$w0rd",
        "qwertyuiop[]asdf",
        "zaq12wsxcde34rfv",
        "iloveyou19871203",
        "Summer2025!Summer",
        "drowssap7654321!",
        "monkeydragon1!",
        "trustno1trustno1",
    ] {
        assert_eq!(code_of(bad).as_deref(), Some("password-common"), "{bad}");
    }
}

#[test]
fn what_a_friend_would_try_is_refused() {
    for bad in [
        "aigul-was-here-1",
        "xKARIMOVAx-2093",
        "work-work-7-bees",
        "my-pasture-is-9",
        "amanat-is-green",
        "امانت‌سبزنوروزی",
        "K4r1m0v4-and-Sons",
        "k.a.r.i.m.o.v.a 77",
        "شهلعم خدا 99 نور",
        "hlhkj sfc k,v,cd",
    ] {
        assert_eq!(code_of(bad).as_deref(), Some("password-personal"), "{bad}");
    }
}

#[test]
fn what_is_common_in_persian_is_refused_in_either_script_and_on_either_keyboard() {
    for bad in [
        "salamsalam123",
        "سلام‌سلام۱۲۳",
        "persepolis1400",
        "حشسسصخقی۱۲۳۴",
        "sghlhdvhk1399",
        "عشقم‌عزیزم۱۴۰۲",
        "yaali yahossein",
    ] {
        assert_eq!(code_of(bad).as_deref(), Some("password-common"), "{bad}");
    }
}

#[test]
fn length_is_counted_in_characters() {
    assert_eq!(code_of("").as_deref(), Some("required"));
    assert_eq!(code_of("short-11-ch").as_deref(), Some("too-short"));
    assert_eq!(code_of(&"é8".repeat(65)).as_deref(), Some("too-long"));
}

#[test]
fn no_character_is_asked_for() {
    for good in [
        "seven yaks on a bridge",
        "شب‌های روشن و آرام",
        "چای داغ کنار پنجرهٔ باز",
        "8315790246118",
        "tqkzvwmpxrbd",
        "        x y z w v",
        "four quiet rivers",
        "a long walk by the sea",
    ] {
        assert_eq!(code_of(good), None, "{good}");
    }
}
