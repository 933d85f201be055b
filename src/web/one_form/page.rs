//! A page of ours as its sections, to see what was typed and to fill it in again.

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

    /// What of a section somebody typed: whether a field that can be seen differs from what the page draws.
    pub fn differs(&self, section: &Section) -> bool {
        let html = self.parsed();
        let Some(controls) = controls(&html, section) else { return !section.fields.is_empty() };
        let unseen = |name: &str| {
            controls.iter().any(|(control, kind)| {
                matches!(kind, Control::Hidden | Control::Secret) && control.attr("name") == Some(name)
            })
        };
        let drawn: Fields = controls
            .iter()
            .filter(|(_, kind)| *kind != Control::Hidden)
            .flat_map(|(one, kind)| values(*one, *kind))
            .collect();
        let came = section.fields.iter().filter(|(name, _)| !unseen(name));
        let came: Fields = came.map(|(name, value)| (name.clone(), lines(value))).collect();
        drawn != came
    }

    /// What of a section was typed, chosen or ticked, in words: what the page does not draw.
    pub fn typed(&self, section: &Section) -> Vec<String> {
        let html = self.parsed();
        let controls = controls(&html, section).unwrap_or_default();
        let drawn: Fields = controls.iter().flat_map(|(one, kind)| values(*one, *kind)).collect();
        let mut left: Fields = section
            .fields
            .iter()
            .map(|(name, value)| (name.clone(), lines(value)))
            .filter(|one| !drawn.contains(one))
            .collect();
        let mut words = Vec::new();
        for (control, kind) in controls {
            let name = control.attr("name").unwrap_or_default();
            let own = (kind == Control::Tick).then(|| control.attr("value").unwrap_or("on"));
            let came = take(&mut left, |(field, value)| field == name && own.is_none_or(|own| own == value));
            words.extend(came.and_then(|value| match kind {
                Control::Hidden | Control::Secret => None,
                Control::Line | Control::Area => Some(value),
                Control::Tick => label_of(&html, control).or(Some(value)),
                Control::Choice => {
                    let chosen = options(control).into_iter().find(|option| value_of(*option) == value);
                    Some(chosen.map_or(value, |option| option.text().collect()))
                }
            }));
        }
        // A page that is not there says nothing of its fields.
        words.extend(left.into_iter().filter(|(name, _)| !name.contains("password")).map(|(_, value)| value));
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
        let missed = sections.iter().filter(|section| !fill(&mut html, section)).count();
        self.0 = html.html();
        missed == 0
    }
}

fn fill(html: &mut Html, section: &Section) -> bool {
    let mut left = section.fields.clone();
    let mut changes = Vec::new();
    let Some(controls) = controls(html, section) else { return false };
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
            Control::Choice => choose(control, value.as_deref(), &mut changes),
            _ => changes.push((control.id(), kind, value)),
        }
    }
    for (id, kind, value) in changes {
        change(html, id, kind, value);
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

/// The controls of a section, or `None` when the page does not have it.
fn controls<'a>(html: &'a Html, section: &Section) -> Option<Vec<(ElementRef<'a>, Control)>> {
    let every = Selector::parse("input, textarea, select").ok()?;
    let (mut turn, mut found, mut is_open) = (0, None, false);
    for control in html.select(&every) {
        let name = control.attr("name").unwrap_or_default();
        if name == ACT {
            let act = control.attr("value").unwrap_or_default();
            is_open = act == section.act && turn == section.turn;
            turn += usize::from(act == section.act);
            if is_open {
                found = Some(Vec::new());
            }
        } else if is_open
            && !name.is_empty()
            && let Some(kind) = kind_of(control)
        {
            found.get_or_insert_default().push((control, kind));
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

/// The words beside a box.
fn label_of(html: &Html, control: ElementRef<'_>) -> Option<String> {
    let labels = Selector::parse("label").ok()?;
    let label = html.select(&labels).find(|label| label.attr("for") == control.attr("id"))?;
    Some(label.text().collect())
}

fn options(select: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    select.descendent_elements().filter(|one| one.value().name() == "option").collect()
}

fn value_of(option: ElementRef<'_>) -> String {
    option.attr("value").map_or_else(|| option.text().collect(), str::to_owned)
}

fn choose(select: ElementRef<'_>, value: Option<&str>, changes: &mut Vec<(NodeId, Control, Option<String>)>) {
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
