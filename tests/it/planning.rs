//! The year plan.

use axum::http::StatusCode;
use samenspraak::store::tables::states::Role;

use crate::house::House;

#[tokio::test]
async fn i30_a_year_is_planned_once_however_often_it_is_asked() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let empty = editor.get("/beheer/jaarplanning?jaar=2027").await;
    assert!(empty.body.contains("Maak de planning voor 2027"), "{}", empty.body);
    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields = [("year", "2027"), ("publication", publication.as_str())];
    let made = editor.post("/beheer/jaarplanning", &fields).await;
    assert_eq!(made.location(), "/beheer/jaarplanning?jaar=2027&gedaan=gepland");
    assert_eq!(
        editor.post("/beheer/jaarplanning", &fields).await.location(),
        "/beheer/jaarplanning?jaar=2027&gedaan=al-gepland"
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE year = 2027 AND state = 'draft'").await, 6);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM issues WHERE copy_due < review_due AND review_due < planned_on").await,
        6
    );

    house.sql("UPDATE issues SET state = 'sent' WHERE number < 5").await;
    let page = editor.get("/beheer/jaarplanning?jaar=2027").await;
    assert!(page.body.contains("4 van 6 verstuurd"));
    assert!(page.body.contains("class=\"plan\"") && page.body.contains("Concept"));
}

#[tokio::test]
async fn i30_two_editors_who_plan_at_once_make_six_issues() {
    let house = House::open().await;
    let (anna, bram) = (house.signed_in_as(&[Role::Editor]).await, house.signed_in_as(&[Role::Editor]).await);
    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields = [("year", "2027"), ("publication", publication.as_str())];
    tokio::join!(anna.post("/beheer/jaarplanning", &fields), bram.post("/beheer/jaarplanning", &fields));
    assert_eq!(house.number("SELECT COUNT(*) FROM issues").await, 6);
}

#[tokio::test]
async fn i30_days_change_on_the_issue_and_a_holiday_is_a_warning() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields =
        [("publication", publication.as_str()), ("year", "2027"), ("number", "2"), ("planned_on", "27-4-2027")];
    let made = editor.post("/beheer/nummers/nieuw", &fields).await;
    let path = made.location().split('?').next().unwrap().to_owned();
    let page = editor.get(&path).await;
    assert!(page.body.contains("Valt op Koningsdag"), "{}", page.body);
    assert!(page.body.contains("value=\"2027-04-06\"") && page.body.contains("value=\"2027-04-20\""));
    assert!(editor.get("/beheer/jaarplanning?jaar=2027").await.body.contains("Valt op Koningsdag"));

    let seen = "2027-04-06/2027-04-20/2027-04-27";
    house.sql("UPDATE issues SET state = 'approved'").await;
    let days = [("copy_due", "6-4-2027"), ("review_due", ""), ("planned_on", "2027-04-28"), ("seen_days", seen)];
    let saved = editor.post(&path, &days).await;
    assert!(saved.location().contains("gedaan=bewaard"), "{}", saved.body);
    assert!(!editor.get(&path).await.body.contains("Koningsdag"));
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE state = 'approved'").await, 1, "a day is no content");

    let late = [("copy_due", ""), ("review_due", ""), ("planned_on", "2027-05-01"), ("seen_days", seen)];
    let met = editor.post(&path, &late).await;
    assert_eq!(met.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(met.body.contains("2027-04-28") && met.body.contains("value=\"2027-05-01\""));
    let wrong = [("planned_on", "31-2-2027"), ("seen_days", seen)];
    let answer = editor.post(&path, &wrong).await;
    assert!(answer.body.contains("Vul een datum in die bestaat") && answer.body.contains("31-2-2027"));
}

#[tokio::test]
async fn i30_a_wrong_year_is_no_failure_and_no_plan() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    for year in ["x", "999999", "-5", ""] {
        assert_eq!(editor.get(&format!("/beheer/jaarplanning?jaar={year}")).await.status, StatusCode::OK, "{year}");
    }
    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields = [("year", "999999"), ("publication", publication.as_str())];
    assert_eq!(editor.post("/beheer/jaarplanning", &fields).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(editor.get("/beheer/nummers?jaar=999999").await.status, StatusCode::OK);
}
