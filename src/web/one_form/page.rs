//! A page of ours as its sections, to see what was typed and to fill it in again. It is read once for all of them.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::node::Text;
use scraper::{ElementRef, Html, Node, Selector};

use super::sent::{Fields, Section};
use super::{ACT, PRESS};

/// A page that was drawn, as its text: a parsed one stays within its thread.
pub(super) struct Page(pub String);

/// What a control is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    Hidden,
    Line,
    Tick,
    Area,
    Choice,
    /// A password or a file: what was typed there is never written into a page.
    Secret,
}

impl Page {
    fn parsed(&self) -> Html {
        Html::parse_document(&self.0)
    }

    /// The language of the page.
    pub fn language(&self) -> String {
        self.parsed().root_element().attr("lang").unwrap_or_default().to_owned()
    }

    /// Keeps the sections in which somebody typed: a field that can be seen differs from what the page draws.
    pub fn keep_typed(&self, sections: &mut Vec<Section>) {
        let html = self.parsed();
        let drawn = controls(&html);
        sections.retain(|section| match drawn.get(&key(section)) {
            Some(controls) => differs(section, controls),
            None => !section.fields.is_empty(),
        });
    }

    /// What of some sections was typed, chosen or ticked, in words: what the page does not draw.
    pub fn typed(&self, sections: &[Section]) -> Vec<String> {
        let html = self.parsed();
        let (drawn, labels) = (controls(&html), labels(&html));
        let controls = |section| drawn.get(&key(section)).map(Vec::as_slice).unwrap_or_default();
        let mut words: Vec<_> =
            sections.iter().flat_map(|section| words_of(section, controls(section), &labels)).collect();
        words.retain(|word| !word.trim().is_empty());
        words
    }

    /// The fields of the button that goes to the same address with the same fields, but for what it was drawn from.
    pub fn same_button(&self, to: &str, fields: &Fields) -> Option<Fields> {
        let steady = |fields: &Fields| -> Fields {
            fields.iter().filter(|(name, _)| !["version", "seen"].contains(&name.as_str())).cloned().collect()
        };
        let buttons = Selector::parse("button").ok()?;
        let html = self.parsed();
        let values = html.select(&buttons).filter(|button| button.attr("name") == Some(PRESS));
        let mut found = values.filter_map(|button| {
            let (at, query) = button.attr("value")?.split_once(' ')?;
            let these: Fields = serde_html_form::from_str(query).ok()?;
            (at == to && steady(&these) == steady(fields)).then_some(these)
        });
        found.next()
    }

    /// Fills sections in again as they came, with the hidden fields that say what they were typed over; `false` when the
    /// page does not have one of them, or not with all that was typed.
    pub fn fill(&mut self, sections: &[Section]) -> bool {
        let mut html = self.parsed();
        let (mut changes, mut is_whole) = (Vec::new(), true);
        let drawn = controls(&html);
        for section in sections {
            is_whole &= drawn.get(&key(section)).is_some_and(|controls| fill(section, controls, &mut changes));
        }
        drop(drawn);
        for (id, kind, value) in changes {
            change(&mut html, id, kind, value);
        }
        self.0 = html.html();
        is_whole
    }
}

/// What is to be written into a control.
type Change = (NodeId, Control, Option<String>);
/// The controls of sections, by their mark and address and their turn among those of the same.
type Drawn<'a> = HashMap<(&'a str, usize), Vec<(ElementRef<'a>, Control)>>;

fn key(section: &Section) -> (&str, usize) {
    (&section.act, section.turn)
}

/// Whether a field of a section that can be seen differs from what is drawn.
fn differs(section: &Section, controls: &[(ElementRef<'_>, Control)]) -> bool {
    let unseen = |name: &str| {
        controls.iter().any(|(control, kind)| {
            matches!(kind, Control::Hidden | Control::Secret) && control.attr("name") == Some(name)
        })
    };
    let seen = controls.iter().filter(|(_, kind)| *kind != Control::Hidden);
    let drawn: Fields = seen.flat_map(|(one, kind)| values(*one, *kind)).collect();
    let came = section.fields.iter().filter(|(name, _)| !unseen(name));
    let came: Fields = came.map(|(name, value)| (name.clone(), lines(value))).collect();
    drawn != came
}

/// What of a section is not drawn, as a person reads it.
fn words_of(section: &Section, controls: &[(ElementRef<'_>, Control)], labels: &HashMap<&str, String>) -> Vec<String> {
    let drawn: Fields = controls.iter().flat_map(|(one, kind)| values(*one, *kind)).collect();
    let came = section.fields.iter().map(|(name, value)| (name.clone(), lines(value)));
    let mut left: Fields = came.filter(|one| !drawn.contains(one)).collect();
    let mut words = Vec::new();
    for (control, kind) in controls {
        let name = control.attr("name").unwrap_or_default();
        let own = (*kind == Control::Tick).then(|| control.attr("value").unwrap_or("on"));
        let came = take(&mut left, |(field, value)| field == name && own.is_none_or(|own| own == value));
        words.extend(came.and_then(|value| match kind {
            Control::Hidden | Control::Secret => None,
            Control::Line | Control::Area => Some(value),
            Control::Tick => control.attr("id").and_then(|id| labels.get(id)).cloned().or(Some(value)),
            Control::Choice => {
                let chosen = options(*control).into_iter().find(|option| value_of(*option) == value);
                Some(chosen.map_or(value, |option| option.text().collect()))
            }
        }));
    }
    // A page that is not there says nothing of its fields.
    words.extend(left.into_iter().filter(|(name, _)| !name.contains("password")).map(|(_, value)| value));
    words
}

/// What fills a section in as it came; `false` when not all of it has a control.
fn fill(section: &Section, controls: &[(ElementRef<'_>, Control)], changes: &mut Vec<Change>) -> bool {
    let mut left = section.fields.clone();
    for (control, kind) in controls {
        let name = control.attr("name").unwrap_or_default();
        let value = match kind {
            // It is typed anew.
            Control::Secret => {
                take(&mut left, |(field, _)| field == name);
                continue;
            }
            Control::Tick => {
                let own = control.attr("value").unwrap_or("on");
                take(&mut left, |(field, value)| field == name && value == own)
            }
            _ => take(&mut left, |(field, _)| field == name),
        };
        match kind {
            Control::Choice => choose(*control, value.as_deref(), changes),
            _ => changes.push((control.id(), *kind, value)),
        }
    }
    left.is_empty()
}

fn change(html: &mut Html, id: NodeId, kind: Control, value: Option<String>) {
    let Some(mut node) = html.tree.get_mut(id) else { return };
    if kind == Control::Area {
        while let Some(mut child) = node.first_child() {
            child.detach();
        }
        // A parser drops the first line end of a text area.
        node.append(Node::Text(Text { text: format!("\n{}", value.unwrap_or_default()).into() }));
        return;
    }
    let Node::Element(element) = node.value() else { return };
    let (name, is_on) = match kind {
        Control::Tick => ("checked", value.is_some()),
        Control::Choice => ("selected", value.is_some()),
        _ => ("value", true),
    };
    let mut key = element.name.clone();
    (key.prefix, key.ns, key.local) = (None, "".into(), name.into());
    let content = if name == "value" { value.unwrap_or_default() } else { String::new() };
    element.attrs.retain(|(known, _)| *known != key);
    if is_on {
        element.attrs.push((key, content.into()));
        // They are looked up by halving.
        element.attrs.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    }
}

/// The controls of every section of a page.
fn controls(html: &Html) -> Drawn<'_> {
    let mut found = Drawn::new();
    let Ok(every) = Selector::parse("input, textarea, select") else { return found };
    let (mut turns, mut open) = (HashMap::<&str, usize>::new(), None);
    for control in html.select(&every) {
        let name = control.attr("name").unwrap_or_default();
        if name == ACT {
            let act = control.attr("value").unwrap_or_default();
            let turn = turns.entry(act).or_default();
            open = (!act.is_empty()).then_some((act, *turn));
            *turn += 1;
            if let Some(section) = open {
                found.insert(section, Vec::new());
            }
        } else if let (Some(section), Some(kind), false) = (open, kind_of(control), name.is_empty()) {
            found.entry(section).or_default().push((control, kind));
        }
    }
    found
}

fn kind_of(control: ElementRef<'_>) -> Option<Control> {
    Some(match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("textarea", _) => Control::Area,
        ("select", _) => Control::Choice,
        (_, "hidden") => Control::Hidden,
        (_, "checkbox" | "radio") => Control::Tick,
        (_, "password" | "file") => Control::Secret,
        (_, "submit" | "button" | "image" | "reset") => return None,
        _ => Control::Line,
    })
}

/// What a browser would send of a control that nobody touched.
fn values(control: ElementRef<'_>, kind: Control) -> Fields {
    let name = control.attr("name").unwrap_or_default().to_owned();
    let one = |value: &str| vec![(name.clone(), lines(value))];
    match kind {
        Control::Secret => Vec::new(),
        Control::Area => one(&control.text().collect::<String>()),
        Control::Tick if control.attr("checked").is_none() => Vec::new(),
        Control::Tick => one(control.attr("value").unwrap_or("on")),
        Control::Hidden | Control::Line => one(control.attr("value").unwrap_or_default()),
        Control::Choice => {
            let options = options(control);
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
            chosen.map(|option| one(&value_of(*option))).unwrap_or_default()
        }
    }
}

/// The words beside boxes, by the id of the box.
fn labels(html: &Html) -> HashMap<&str, String> {
    let Ok(labels) = Selector::parse("label[for]") else { return HashMap::new() };
    let words = html.select(&labels).filter_map(|label| Some((label.attr("for")?, label.text().collect())));
    words.collect()
}

fn options(select: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    select.descendent_elements().filter(|one| one.value().name() == "option").collect()
}

fn value_of(option: ElementRef<'_>) -> String {
    option.attr("value").map_or_else(|| option.text().collect(), str::to_owned)
}

fn choose(select: ElementRef<'_>, value: Option<&str>, changes: &mut Vec<Change>) {
    for option in options(select) {
        let own = value_of(option);
        changes.push((option.id(), Control::Choice, (value == Some(own.as_str())).then_some(own)));
    }
}

/// Takes the first field that fits out of a list.
fn take(fields: &mut Fields, fits: impl Fn(&(String, String)) -> bool) -> Option<String> {
    let at = fields.iter().position(fits)?;
    Some(lines(&fields.remove(at).1))
}

/// A text with the line ends that pages have; browsers send others.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
