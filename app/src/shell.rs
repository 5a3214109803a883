//! The document around every page, and the router inside it.

use crate::{
    frame::{Footer, Header, OfflineBanner},
    head::Findable,
    lang,
    markup::as_text,
    pages::house::{NothingHere, error_page},
    routes::router_list,
    ssr::{AssetBase, Colours, HasFonts},
    t::{self, Locale},
};
use leptos::{children::ToChildren, either::Either, prelude::*, tachys::view::iterators::StaticVec};
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    any_nested_route::AnyNestedRoute,
    components::{FlatRoutes, Router},
};

/// Links are fetched while the pointer rests on them; what has effects or is no page is left alone.
const SPECULATION: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/api/*"}},{"not":{"href_matches":"/feed/*"}},{"not":{"selector_matches":"[data-no-prefetch]"}}]},"eagerness":"moderate"}]}"#;

/// In context when the page is only there to say what went wrong.
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage(pub u16);

/// The document.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let l = lang();
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    let theme = use_context::<Colours>().unwrap_or_default().0;
    let font = l.font().filter(|_| !base.is_empty()).map(|file| format!("{base}/pkg/fonts/{file}"));
    view! {
        <!DOCTYPE html>
        <html lang=l.as_str() dir=l.dir() data-theme=theme data-font=font.clone()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=theme.unwrap_or("light dark")/>
                <Findable/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                {(!base.is_empty()).then(|| view! { <Bundle base font=font.clone()/> })}
                <script type="speculationrules" nonce=use_nonce()>{SPECULATION}</script>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

/// Styles, and the loader that fetches wasm only where a page has something alive.
#[component]
fn Bundle(base: String, font: Option<String>) -> impl IntoView {
    let nonce = use_nonce();
    view! {
        <link rel="manifest" href="/manifest.webmanifest"/>
        <link rel="stylesheet" href=format!("{base}/pkg/main.css")/>
        <Fonts sheet=format!("{base}/pkg/fonts.css") font/>
        <script type="module" src=format!("{base}/pkg/loader.js") nonce=nonce></script>
    }
}

/// The letters of the page. A first visit is not kept waiting for them: the loader fetches them afterwards and says so in
/// a cookie. Without scripts nobody would, and they come with the page.
#[component]
fn Fonts(sheet: String, font: Option<String>) -> impl IntoView {
    if use_context::<HasFonts>().unwrap_or_default().0 {
        Either::Left(view! {
            {font.map(|font| view! { <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous"/> })}
            <link rel="stylesheet" href=sheet/>
        })
    } else {
        Either::Right(view! { <noscript><link rel="stylesheet" href=sheet/></noscript> })
    }
}

/// Header, page, footer.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let l = lang();
    view! {
        <Title text=t::house_name(l) formatter=move |text: String| titled(l, &text)/>
        <a class="skip-link" href="#main">{t::house_skip(l)}</a>
        <OfflineBanner/>
        <Header/>
        <Router>
            <main id="main" tabindex="-1">
                {match use_context::<ErrorPage>() {
                    Some(ErrorPage(status)) => Either::Left(error_page(status)),
                    None => Either::Right(view! {
                        <FlatRoutes fallback=NothingHere children=ToChildren::to_children(pages)/>
                    }),
                }}
            </main>
        </Router>
        <Footer/>
    }
}

/// The text of `<title>`, as markup: leptos writes it into the head as it comes, and a title is what somebody typed.
fn titled(l: Locale, text: &str) -> String {
    let name = t::house_name(l);
    let title = if text == name { text.to_owned() } else { format!("{text} · {name}") };
    as_text(&title)
}

fn pages() -> StaticVec<AnyNestedRoute> {
    router_list().into()
}
