//! News as a message: the letter's own words, where it leads, and what may be done about it without leaving Telegram. No
//! button moves money.

use super::said::{Key, Said};
use crate::{Notice, notice, plain::address};
use domain::{
    Timestamp,
    letters::{Letter, LetterKind},
    telegram::Button,
};
use tongue::{
    dates,
    t::{self, Locale},
};

/// The message of a letter. How others like it are stopped is the button that the letter carries.
pub(super) fn of_letter(l: Locale, letter: &Letter, origin: &str) -> Said {
    let read = letter.notification_id.map(|item| press(t::telegram_read(l), Button::Read(item).to_string()));
    let mute = letter.stop.clone().map(|button| press(t::telegram_mute(l), button));
    let under: Vec<Key> = [read, mute].into_iter().flatten().collect();
    told(l, &letter.kind, letter.created_at, origin).under(under)
}

/// The same message once its button has done what it does.
pub(super) fn settled(l: Locale, kind: &LetterKind, then: Timestamp, (note, origin): (&str, &str)) -> Said {
    told(l, kind, then, origin).and(&format!("✓ {note}"))
}

fn told(l: Locale, kind: &LetterKind, then: Timestamp, origin: &str) -> Said {
    let Notice { title, text, path } = notice(l, kind, then);
    let open = Key::Place(t::telegram_open(l).to_owned(), address(origin, &path));
    let when = t::letters_when(l, dates::moment(l, then));
    Said::titled(&title).and(&text).and(&when).under(vec![open])
}

fn press(label: &str, data: String) -> Key {
    Key::Press(label.to_owned(), data)
}
