//! Taking apart what a page's one form sent.

use super::{ACT, ASKS, HOLDS_NOTHING, LEAVES, PAGE, PRESS, SAVED_FIRST};

/// What may stand before the address of a section.
const MARKS: [char; 3] = [HOLDS_NOTHING, ASKS, SAVED_FIRST];

/// Names and values, in the order of the page.
pub(super) type Fields = Vec<(String, String)>;

/// The most fields that a page may send; its sections have a limit of their own.
const MOST: usize = 5_000;

/// A section as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its mark and address, as the page draws it.
    pub act: String,
    /// Which of the sections with this address it is, from 0.
    pub turn: usize,
    /// What it held.
    pub fields: Fields,
}

impl Section {
    pub fn is_saved_first(&self) -> bool {
        self.act.starts_with(SAVED_FIRST)
    }

    pub fn press(&self) -> Press {
        let asks = self.act.trim_start_matches(HOLDS_NOTHING).starts_with(ASKS);
        let to = self.act.trim_start_matches(MARKS).to_owned();
        Press { asks, saves: !asks, to, fields: self.fields.clone() }
    }
}

/// What is to be done: fields that go to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Press {
    /// Whether it is only a question.
    pub asks: bool,
    /// Whether what is saved first is saved first.
    pub saves: bool,
    /// The address.
    pub to: String,
    /// What goes along.
    pub fields: Fields,
}

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// One of this section.
    Section(usize),
    /// One that goes to an address of its own.
    Button,
    /// Enter in a field: no button in particular.
    Enter,
}

/// What a page's one form sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// The address of the page.
    pub page: String,
    /// All sections, in the order of the page.
    pub sections: Vec<Section>,
    /// Which button was pressed; `None` when the request came from no button of ours, such as a script's.
    pub pressed: Option<Pressed>,
    /// What the pressed button does.
    pub press: Option<Press>,
}

impl Sent {
    /// Reads a body; `None` when it does not come from a page's one form.
    pub fn read(body: &[u8]) -> Option<Self> {
        // A button of the frame stands before the page.
        let begins = [PAGE, PRESS].iter().any(|name| body.starts_with(format!("{name}=").as_bytes()));
        if !begins || body.split(|byte| *byte == b'&').count() > MOST {
            return None;
        }
        let mut fields: Fields = serde_html_form::from_bytes(body).ok()?;
        let at = fields.iter().take(2).position(|(name, _)| name == PAGE)?;
        let page = fields.remove(at).1;
        let before = (at == 1).then(|| fields[0].1.clone());
        let mut sent = Self { page, sections: Vec::new(), pressed: None, press: None };
        let mut is_open = false;
        for (name, value) in fields {
            match name.as_str() {
                ACT => is_open = sent.mark(value),
                PRESS => sent.take_press(&value, is_open),
                _ if is_open => sent.sections.last_mut()?.fields.push((name, value)),
                _ => {}
            }
        }
        // Enter, on a page that has one section, means the button that stands before the page in its place.
        if let (Some(value), Some(Pressed::Enter), [_]) = (before, sent.pressed, sent.sections.as_slice()) {
            sent.take_press(&value, true);
        }
        if let Some(Pressed::Section(at)) = sent.pressed {
            let mut press = sent.sections[at].press();
            press.fields.extend(sent.press.take().into_iter().flat_map(|with| with.fields));
            sent.press = Some(press);
        }
        is_local(&sent.page).then_some(sent)
    }

    /// Begins a section, or ends the one that is open.
    fn mark(&mut self, act: String) -> bool {
        if !is_local(act.trim_start_matches(MARKS)) {
            return false;
        }
        let turn = self.sections.iter().filter(|section| section.act == act).count();
        self.sections.push(Section { act, turn, fields: Vec::new() });
        true
    }

    fn take_press(&mut self, value: &str, is_open: bool) {
        let fields = |query: &str| serde_html_form::from_str(query).unwrap_or_default();
        let (saves, address) = value.strip_prefix(LEAVES).map_or((true, value), |rest| (false, rest));
        if let Some((to, query)) = address.split_once(' ').filter(|(to, _)| is_local(to)) {
            self.pressed = Some(Pressed::Button);
            self.press = Some(Press { asks: false, saves, to: to.to_owned(), fields: fields(query) });
        } else if is_open {
            self.pressed = Some(Pressed::Section(self.sections.len() - 1));
            let with = value.strip_prefix(ASKS).map(fields).unwrap_or_default();
            self.press = Some(Press { asks: false, saves: true, to: String::new(), fields: with });
        } else {
            self.pressed = Some(Pressed::Enter);
        }
    }

    /// The sections in which no button was pressed and something can have been typed.
    pub fn others(&self) -> Vec<Section> {
        let pressed = |at: usize| self.pressed == Some(Pressed::Section(at));
        let holds = |section: &Section| !section.act.starts_with(HOLDS_NOTHING) && !section.fields.is_empty();
        let all = self.sections.iter().enumerate();
        all.filter(|(at, section)| !pressed(*at) && holds(section)).map(|(_, one)| one.clone()).collect()
    }

    /// Everything that was sent, without the marks.
    pub fn unmarked(&self) -> Fields {
        self.sections.iter().flat_map(|section| section.fields.clone()).collect()
    }
}

/// Whether an address is a path of ours: `//elsewhere.example` would be another site.
pub(super) fn is_local(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', ' '])
}
