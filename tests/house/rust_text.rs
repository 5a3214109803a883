//! The texts that a page's code says to people, found among its tokens: text nodes, attributes that are read out, and
//! sentences anywhere else.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::str::FromStr;

/// A text, and where it stands.
pub struct Found {
    pub place: String,
    pub text: String,
}

/// Attributes and arguments of parts that people see or hear.
const READ_OUT: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "done",
    "heading",
    "hint",
    "label",
    "lead",
    "placeholder",
    "summary",
    "text",
    "title",
    "word",
];
/// Calls whose words go to the log or to us.
const FOR_US: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "compile_error",
    "debug",
    "debug_assert",
    "error",
    "expect",
    "info",
    "panic",
    "trace",
    "unreachable",
    "warn",
];

/// Every text for people that stands in this code, its tests left out.
pub fn texts(code: &str) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    in_rust(TokenStream::from_str(code).map_err(|error| error.to_string())?, &mut found);
    Ok(found)
}

/// Every string in this code.
pub fn literals(code: &str) -> Vec<String> {
    fn collect(tokens: TokenStream, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Literal(literal) => found.extend(string(&literal.to_string())),
                TokenTree::Group(group) => collect(group.stream(), found),
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(TokenStream::from_str(code).unwrap_or_default(), &mut found);
    found
}

fn in_rust(tokens: TokenStream, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => at = behind_attribute(&tokens, at),
            TokenTree::Ident(name) => {
                let is_macro = tokens.get(at).is_some_and(|next| is_sign(next, '!'));
                let Some(TokenTree::Group(group)) = tokens.get(at + usize::from(is_macro)) else { continue };
                if FOR_US.contains(&&*name.to_string()) {
                    at += 1 + usize::from(is_macro);
                } else if is_macro && name == "view" {
                    in_view(group, found);
                    at += 2;
                }
            }
            TokenTree::Group(group) => in_rust(group.stream(), found),
            TokenTree::Literal(literal) => {
                found.extend(
                    string(&literal.to_string())
                        .filter(|text| is_sentence(text))
                        .map(|text| Found { place: "code".to_owned(), text }),
                );
            }
            TokenTree::Punct(_) => {}
        }
    }
}

/// Behind `#[…]`; what `#[cfg(test)]` stands before is left out too.
fn behind_attribute(tokens: &[TokenTree], at: usize) -> usize {
    let at = at + usize::from(tokens.get(at).is_some_and(|token| is_sign(token, '!')));
    let Some(TokenTree::Group(group)) = tokens.get(at) else { return at };
    let is_test = group.stream().to_string().replace(' ', "") == "cfg(test)";
    let ends = |token: &TokenTree| {
        is_sign(token, ';') || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
    };
    let item = if is_test { tokens[at..].iter().position(ends).unwrap_or(0) } else { 0 };
    at + item + 1
}

fn in_view(view: &Group, found: &mut Vec<Found>) {
    let (mut is_tag, mut attribute, mut before) = (false, String::new(), ' ');
    for token in view.stream() {
        match &token {
            TokenTree::Punct(sign) => {
                match sign.as_char() {
                    '<' => (is_tag, attribute) = (true, String::new()),
                    '>' if before != '-' && before != '=' => is_tag = false,
                    '-' if is_tag && before == 'a' => attribute.push('-'),
                    _ => {}
                }
                before = sign.as_char();
                continue;
            }
            TokenTree::Ident(name) if is_tag && before == '-' && attribute.ends_with('-') => {
                attribute += &name.to_string()
            }
            TokenTree::Ident(name) if is_tag && before != '=' && before != '.' && before != ':' => {
                attribute = name.to_string()
            }
            TokenTree::Ident(_) => {}
            TokenTree::Group(group) => {
                if is_tag && READ_OUT.contains(&&*attribute) && group.delimiter() == Delimiter::Brace {
                    found.extend(words_in(&group.stream(), &attribute));
                } else if !is_tag {
                    found.extend(branches(&group.stream()));
                }
                in_rust(group.stream(), found);
            }
            TokenTree::Literal(literal) if !is_tag || READ_OUT.contains(&&*attribute) => {
                let place = if is_tag { attribute.clone() } else { "a text".to_owned() };
                let said = string(&literal.to_string()).filter(|text| has_letters(text));
                found.extend(said.map(|text| Found { place, text }));
            }
            TokenTree::Literal(_) => {}
        }
        before = 'a';
    }
}

/// `{"Hello"}`: words that are the whole of a block.
fn words_in(tokens: &TokenStream, place: &str) -> Option<Found> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let [TokenTree::Literal(literal)] = tokens.as_slice() else { return None };
    let text = string(&literal.to_string()).filter(|text| has_letters(text))?;
    Some(Found { place: place.to_owned(), text })
}

/// `{"Hello"}` and `{if x { "Yes" } else { "No" }}` between tags.
fn branches(tokens: &TokenStream) -> Vec<Found> {
    let mut found: Vec<Found> = words_in(tokens, "a text").into_iter().collect();
    for token in tokens.clone() {
        if let TokenTree::Group(group) = token
            && group.delimiter() == Delimiter::Brace
        {
            found.extend(words_in(&group.stream(), "a text"));
        }
    }
    found
}

/// Two words of which the first is capital, or a letter of another script: nobody writes codes and classes like that.
fn is_sentence(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.next().is_some_and(|c| c.is_ascii_lowercase())
    };
    let is_english =
        words.next().is_some_and(is_capital) && words.any(|word| word.bytes().any(|b| b.is_ascii_lowercase()));
    is_english || text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn is_sign(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == wanted)
}

/// What a string literal says; none for other literals.
fn string(literal: &str) -> Option<String> {
    let raw = literal.trim_start_matches('r').trim_matches('#');
    raw.strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
}
