//! A scripted DNS server on loopback: it knows what a test says, and can be silent or fail.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use hickory_resolver::proto::op::{Message, MessageType, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, MX, TLSA, TXT};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::net::UdpSocket;

/// What the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Answers.
    Willing,
    /// Never answers.
    Silent,
    /// Says that it could not find out.
    Failing,
}

#[derive(Debug, Default)]
struct Zone {
    records: HashMap<(String, RecordType), Vec<RData>>,
    authentic: bool,
    asked: Vec<String>,
}

/// A running server.
#[derive(Clone)]
pub struct Names {
    pub at: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    mood: Arc<Mutex<Mood>>,
}

impl Names {
    pub async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let names =
            Self { at: socket.local_addr().unwrap(), zone: Arc::default(), mood: Arc::new(Mutex::new(Mood::Willing)) };
        let server = names.clone();
        tokio::spawn(async move {
            let mut packet = [0; 4_096];
            while let Ok((length, from)) = socket.recv_from(&mut packet).await {
                if let Some(answer) = server.answer(&packet[..length]) {
                    socket.send_to(&answer, from).await.unwrap();
                }
            }
        });
        names
    }

    fn answer(&self, packet: &[u8]) -> Option<Vec<u8>> {
        let mood = *self.mood.lock().unwrap();
        if mood == Mood::Silent {
            return None;
        }
        let question = Message::from_vec(packet).unwrap();
        let query = question.queries.first().unwrap().clone();
        let mut answer = Message::new(question.id, MessageType::Response, OpCode::Query);
        answer.metadata.recursion_available = true;
        answer.add_query(query.clone());
        let mut zone = self.zone.lock().unwrap();
        let name = query.name().to_ascii().to_lowercase().trim_end_matches('.').to_owned();
        zone.asked.push(name.clone());
        if mood == Mood::Failing {
            answer.metadata.response_code = ResponseCode::ServFail;
            return Some(answer.to_vec().unwrap());
        }
        let records = zone.records.get(&(name.clone(), query.query_type()));
        let exists = zone.records.keys().any(|(known, _)| *known == name);
        answer.metadata.response_code = if exists { ResponseCode::NoError } else { ResponseCode::NXDomain };
        answer.metadata.authentic_data = zone.authentic;
        for data in records.into_iter().flatten() {
            answer.add_answer(Record::from_rdata(query.name().clone(), 60, data.clone()));
        }
        Some(answer.to_vec().unwrap())
    }

    fn put(&self, name: &str, kind: RecordType, data: RData) {
        self.zone.lock().unwrap().records.entry((name.to_owned(), kind)).or_default().push(data);
    }

    /// Publishes a text in strings of at most 255 octets, as long keys need.
    pub fn txt(&self, name: &str, text: &str) -> &Self {
        let parts = text.as_bytes().chunks(255).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect();
        self.put(name, RecordType::TXT, RData::TXT(TXT::new(parts)));
        self
    }

    pub fn mx(&self, name: &str, preference: u16, host: &str) -> &Self {
        self.put(name, RecordType::MX, RData::MX(MX::new(preference, Name::from_ascii(host).unwrap())));
        self
    }

    pub fn a(&self, name: &str) -> &Self {
        self.put(name, RecordType::A, RData::A(A::new(192, 0, 2, 1)));
        self
    }

    pub fn tlsa(&self, name: &str) -> &Self {
        use hickory_resolver::proto::rr::rdata::tlsa::{CertUsage, Matching, Selector};
        let data = TLSA::new(CertUsage::DaneEe, Selector::Spki, Matching::Sha256, vec![7; 32]);
        self.put(name, RecordType::TLSA, RData::TLSA(data));
        self
    }

    /// Forgets what stands at a name.
    pub fn forget(&self, name: &str) -> &Self {
        self.zone.lock().unwrap().records.retain(|(known, _), _| known != name);
        self
    }

    /// Vouches for every answer, as a resolver that checks DNSSEC does.
    pub fn vouch(&self, authentic: bool) -> &Self {
        self.zone.lock().unwrap().authentic = authentic;
        self
    }

    pub fn be(&self, mood: Mood) -> &Self {
        *self.mood.lock().unwrap() = mood;
        self
    }

    /// The names that were asked.
    pub fn asked(&self) -> Vec<String> {
        self.zone.lock().unwrap().asked.clone()
    }
}
