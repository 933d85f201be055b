//! What is known of people: the register, their rights, and how long anything stays.

mod codes;
mod erasing;
mod known;
mod racing;
pub mod register;
mod retention;
mod staff;

use samenspraak::people::{self, Person};
use samenspraak::subscribers;

use crate::house::House;

pub const ANNA: &str = "Anna.de.Vries+nieuws@voorbeeld.nl";
pub const KEY: &str = "anna.de.vries+nieuws@voorbeeld.nl";
pub const NAME: &str = "Anna Aleida de Vries-Voorbeeld";

/// Signs up by the form, confirms, and gives the person.
pub async fn subscribe(house: &House, address: &str, name: &str) -> Person {
    let fields =
        [("address", address), ("name", name), ("publication", "nieuwsbrief"), ("publication", "waarschuwingen")];
    house.post("/aanmelden", &fields).await;
    let link = house.newest_mail_to(address).await.link("/bevestigen/");
    let page = house.post(&link, &[]).await;
    assert!(page.body.contains("U bent geabonneerd"), "{}", page.body);
    let key = samenspraak::base::EmailAddress::parse(address).unwrap().key().to_owned();
    people::by_key(house.app.store.read(), &key).await.unwrap().unwrap()
}

/// The path of a person's own data.
pub fn data_path(house: &House, person: &Person) -> String {
    format!("/voorkeuren/{}/gegevens", subscribers::preferences_token(&house.app, person))
}

/// Asks for a code by the page and reads it in the mail.
pub async fn ask_code(house: &House, person: &Person) -> String {
    let path = data_path(house, person);
    let asked = house.post(&path, &[]).await;
    assert_eq!(asked.location(), format!("{path}/code"), "{}", asked.body);
    code_in(&house.newest_mail_to(&person.address).await.text)
}

/// The code in the text of a mail.
pub fn code_in(text: &str) -> String {
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    text.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code in:\n{text}")).to_owned()
}

/// Asks for a code, enters it, and gives the path of the overview.
pub async fn enter(house: &House, person: &Person) -> String {
    let code = ask_code(house, person).await;
    let open = house.post(&format!("{}/code", data_path(house, person)), &[("code", &code)]).await;
    assert!(open.location().starts_with("/mijn-gegevens/"), "{}", open.body);
    open.location().to_owned()
}
