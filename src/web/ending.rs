//! The end of a request of which nothing comes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::BodyExt as _;
use tokio::time::Instant;

use super::Failure;

/// How long a request may take after its last byte came in: as long as proxies wait. What waits for the database to begin or
/// to commit has an end long before.
const LONGEST: Duration = Duration::from_mins(1);

/// Runs a request to its end, or gives it up when nothing came of it for too long after its last byte.
pub async fn with_an_end(request: Request, next: Next) -> Response {
    within(LONGEST, request, next).await
}

async fn within(longest: Duration, request: Request, next: Next) -> Response {
    let heard = Arc::new(Mutex::new(Instant::now()));
    let moment_of_body = heard.clone();
    let request = request.map(|body| {
        Body::new(body.map_frame(move |frame| {
            *moment_of_body.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
            frame
        }))
    });
    let too_long = async {
        loop {
            let last = *heard.lock().unwrap_or_else(PoisonError::into_inner);
            tokio::time::sleep_until(last + longest).await;
            if last == *heard.lock().unwrap_or_else(PoisonError::into_inner) {
                return;
            }
        }
    };
    tokio::select! {
        response = next.run(request) => response,
        () = too_long => {
            tracing::warn!("a request came to no end and was given up");
            Failure::Unsure.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::Router;
    use axum::body::Bytes;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(router: Router, body: Body) -> StatusCode {
        let layer = from_fn(|request: Request, next: Next| within(Duration::from_secs(2), request, next));
        router.layer(layer).oneshot(Request::post("/").body(body).unwrap()).await.unwrap().status()
    }

    #[tokio::test]
    async fn what_comes_to_no_end_is_given_up_and_a_slow_line_is_heard() {
        let never = Router::new().route("/", post(async |_: Bytes| std::future::pending::<()>().await));
        let heard = Router::new().route("/", post(async |body: Bytes| body));
        let (at_once, later, heard) =
            tokio::join!(ask(never.clone(), Body::empty()), ask(never, slowly()), ask(heard, slowly()));
        assert_eq!(
            (at_once, later, heard),
            (StatusCode::SERVICE_UNAVAILABLE, StatusCode::SERVICE_UNAVAILABLE, StatusCode::OK)
        );
    }

    /// Four pieces that take longer together than a request may be silent.
    fn slowly() -> Body {
        let pieces = futures_util::stream::unfold(0, |at| async move {
            if at == 4 {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(800)).await;
            Some((Ok::<_, Infallible>(Bytes::from_static(b"x")), at + 1))
        });
        Body::from_stream(pieces)
    }
}
