//! The house opens, and every answer has its headers and its face.

use axum::http::StatusCode;

use crate::house::House;

#[tokio::test]
async fn wf_an_unknown_page_is_a_page_with_a_next_step_in_both_languages() {
    let house = House::open().await;
    let dutch = house.get("/bestaat-niet").await;
    assert_eq!(dutch.status, StatusCode::NOT_FOUND);
    assert!(dutch.body.contains("Deze pagina bestaat niet"), "{}", dutch.body);
    assert!(dutch.body.contains("href=\"/\""));
    let english = house.get("/en/bestaat-niet").await;
    assert!(english.body.contains("This page does not exist") && english.body.contains("lang=\"en\""));
    assert_eq!(house.get("/en/bestaat-niet").await.body.matches("href=\"/en/\"").count(), 0, "nothing stands at /en/");
}

#[tokio::test]
async fn wc_every_answer_has_security_headers_errors_too() {
    let house = House::open().await;
    for path in ["/bestaat-niet", "/bestanden/x/css/base.css", "/bestanden/x/../Cargo.toml"] {
        let answer = house.get(path).await;
        let policy = answer.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.headers.get("x-content-type-options").unwrap(), "nosniff");
        assert_eq!(answer.headers.get("x-frame-options").unwrap(), "DENY");
        assert_eq!(answer.headers.get("referrer-policy").unwrap(), "no-referrer");
    }
}
