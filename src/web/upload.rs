//! A form with a file in it (RFC 7578). It is a page's only form: such a form cannot be a section of another.

use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use maud::{Markup, Render, html};

use super::failure::Failure;
use super::form::Form;
use super::server::{Whole, why_broken};

/// How much the other fields may be together.
const FIELDS: usize = 64 * 1024;

/// What came: the fields, and the file with the name that its owner gave it.
#[derive(Debug)]
pub struct Upload {
    /// The fields that are no file.
    pub form: Form,
    /// The first file.
    pub file: Option<(String, Vec<u8>)>,
}

impl Upload {
    /// The name of the file without its ending and without the folders that some browsers send along.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file.as_ref().map_or("", |(name, _)| name.as_str());
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim()
    }
}

/// Reads a form with a file of at most so many bytes, into memory.
///
/// # Errors
/// When it is larger, or cannot be read.
pub async fn upload(mut request: Request, largest: usize) -> Result<Upload, Failure> {
    if let Some(whole) = request.extensions().get::<Whole>() {
        whole.say();
    }
    DefaultBodyLimit::max(largest + FIELDS).apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| why_broken(&error))?;
    let mut came = Upload { form: Form::empty(), file: None };
    while let Some(field) = parts.next_field().await.map_err(|error| why_broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            // A field for a file that was left empty has an empty name.
            Some(file) if came.file.is_none() && !file.is_empty() => {
                came.file = Some((file, field.bytes().await.map_err(|error| why_broken(&error))?.into()));
            }
            Some(_) => {}
            None => {
                let text = field.text().await.map_err(|error| why_broken(&error))?;
                if text.contains('\0') {
                    return Err(Failure::Unreadable);
                }
                came.form.add(&name, text);
            }
        }
    }
    Ok(came)
}

/// The form: to which address, and its fields.
#[must_use]
pub fn upload_form(action: &str, body: impl Render) -> Markup {
    html! { form method="post" action=(action) enctype="multipart/form-data" class="form" novalidate { (body) } }
}
