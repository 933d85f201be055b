//! Fields of a header or a report: a name, a colon, a value that may go on in the next line.

/// The most fields that are looked at, and the longest value in bytes.
const MOST: usize = 400;
const LONGEST: usize = 4_096;

/// Fields in their order, names in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The header of a mail: up to the first empty line.
    pub(super) fn of_mail(mail: &[u8]) -> Self {
        let head = mail.get(..64 * 1024).unwrap_or(mail);
        let text = String::from_utf8_lossy(head);
        Self::of_lines(
            text.lines().skip_while(|line| line.trim().is_empty()).take_while(|line| !line.trim().is_empty()),
        )
    }

    /// All fields of a report, its blocks taken together.
    pub(super) fn of_text(text: &str) -> Self {
        Self::of_lines(text.lines())
    }

    /// The blocks of a report, which empty lines separate.
    pub(super) fn blocks(text: &str) -> Vec<Self> {
        let mut blocks = vec![Vec::new()];
        for line in text.lines().take(4 * MOST) {
            if line.trim().is_empty() {
                blocks.push(Vec::new());
            } else if let Some(block) = blocks.last_mut() {
                block.push(line);
            }
        }
        blocks.into_iter().filter(|block| !block.is_empty()).map(|block| Self::of_lines(block.into_iter())).collect()
    }

    fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut()
                    && value.len() < LONGEST
                {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':')
                && fields.len() < MOST
                && !name.is_empty()
                && name.trim_end().chars().all(|letter| letter.is_ascii_graphic())
            {
                fields.push((name.trim_end().to_ascii_lowercase(), value.trim().chars().take(LONGEST).collect()));
            }
        }
        Self(fields)
    }

    /// The subject in lower case, its encoded words read.
    pub(super) fn plain_subject(&self) -> String {
        let subject = self.get("subject");
        if !subject.contains("=?") {
            return subject.to_lowercase();
        }
        let header = format!("Subject: {subject}\r\n\r\n");
        let read = mail_parser::MessageParser::default().parse_headers(header.as_bytes());
        read.and_then(|message| message.subject().map(str::to_lowercase)).unwrap_or_default()
    }

    /// The first value of a name; an empty text for none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Whether there is a field of a name, even an empty one.
    pub(super) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The addresses in fields of these names, in the order of the names.
    pub(super) fn addresses(&self, names: &[&str]) -> Vec<String> {
        names.iter().flat_map(|name| self.all(name)).flat_map(addresses_in).collect()
    }

    /// The Message-IDs in fields of a name, without brackets.
    pub(super) fn ids(&self, name: &str) -> Vec<String> {
        let clean = |id: &str| id.trim_matches(|c: char| c == '<' || c == '>' || c.is_whitespace()).to_owned();
        self.all(name).flat_map(|value| value.split_whitespace().map(clean)).filter(|id| id.contains('@')).collect()
    }
}

/// Whatever looks like an address in a value: `"A" <a@b>, rfc822; c@d`. Who needs to be sure checks more.
pub(super) fn addresses_in(value: &str) -> Vec<String> {
    let is_edge = |letter: char| letter.is_whitespace() || "<>(),;:\"'[]".contains(letter);
    let fits = |word: &&str| word.contains('@') && word.len() <= 320 && !word.starts_with('@') && !word.ends_with('@');
    value.split(is_edge).filter(fits).take(50).map(|word| word.trim_end_matches('.').to_owned()).collect()
}
