//! Codes of an authenticator app (RFC 6238): six digits, a new one every 30 seconds, one step of patience either way.

use std::fmt::Write as _;

use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::{Color, EcLevel, QrCode};
use totp_rs::{Builder, Secret, Totp};

use crate::base::{Instant, Random};

/// The secret that the app and we share.
pub(in crate::staff) struct Shared([u8; 20]);

/// A square picture as the path of an SVG: one unit per module, the quiet zone not included.
pub(in crate::staff) struct Picture {
    /// The `d` of the path.
    pub path: String,
    /// The length of a side.
    pub side: usize,
}

impl Shared {
    /// A new secret of 160 bits.
    pub(in crate::staff) fn make(random: &Random) -> Self {
        Self(random.bytes())
    }

    /// Reads what was unsealed.
    pub(in crate::staff) fn from_bytes(bytes: &[u8]) -> anyhow::Result<Self> {
        Ok(Self(bytes.try_into().map_err(|_| anyhow::anyhow!("a stored TOTP secret has a wrong length"))?))
    }

    /// For sealing.
    pub(in crate::staff) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// In base32, as an app takes it.
    pub(in crate::staff) fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The step of a code that is right now, or one step before or after; `None` for a wrong code. The caller sees to
    /// it that a step is used once.
    pub(in crate::staff) fn step_of(&self, code: &str, now: Instant) -> anyhow::Result<Option<i64>> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let step = self.totp()?.check(&code, seconds(now));
        Ok(step.map(i64::try_from).transpose()?)
    }

    /// The code of a moment.
    #[cfg(test)]
    pub(in crate::staff) fn code_at(&self, now: Instant) -> String {
        self.totp().unwrap().generate(seconds(now)).to_string()
    }

    fn totp(&self) -> anyhow::Result<Totp> {
        let built = Builder::new().with_secret(Secret::new_stack(self.0)).with_skew(1).with_step_duration(30).build();
        built.map_err(|error| anyhow::anyhow!("a stored TOTP secret is none: {error}"))
    }

    /// The address that an app reads from the picture.
    pub(in crate::staff) fn address(&self, issuer: &str, account: &str) -> String {
        let encode = |text: &str| utf8_percent_encode(&text.replace(':', " "), NON_ALPHANUMERIC).to_string();
        let (issuer, account, secret) = (encode(issuer), encode(account), self.text());
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.0 / 1_000).unwrap_or(0)
}

/// Draws a text as a QR code.
pub(in crate::staff) fn picture(text: &str) -> anyhow::Result<Picture> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let side = code.width();
    let modules = code.to_colors();
    let mut path = String::new();
    for (y, row) in modules.chunks(side).enumerate() {
        for (x, length) in dark_runs(row) {
            write!(path, "M{x} {y}h{length}v1h-{length}z")?;
        }
    }
    Ok(Picture { path, side })
}

/// Where dark modules stand side by side: the first of each run and how many.
fn dark_runs(row: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}
