use std::sync::mpsc;

use super::*;

#[tokio::test]
async fn work_has_an_end_and_a_thread_that_goes_on_keeps_its_turn() {
    static ONE: Lane = Lane::new(1, Duration::from_millis(300));
    assert_eq!(ONE.work(|_| 7).await.unwrap(), 7);

    let (say, heard) = mpsc::channel();
    let late = ONE.work(move |budget| {
        while !budget.is_over() {
            std::thread::sleep(Duration::from_millis(5));
        }
        // Deaf for a while, as a parser in the middle of a sheet is.
        std::thread::sleep(Duration::from_millis(500));
        let _ = say.send(());
    });
    assert!(late.await.unwrap_err().is::<Overdue>());
    assert!(ONE.work(|_| ()).await.unwrap_err().is::<Overdue>(), "its turn is not free before its thread is");
    heard.recv().unwrap();
    ONE.work(|_| ()).await.unwrap();
}

#[tokio::test]
async fn work_ends_with_whoever_waited_for_it() {
    static ONE: Lane = Lane::new(1, Duration::from_mins(5));
    let (say, heard) = mpsc::channel();
    let waiting = ONE.work(move |budget| {
        while !budget.is_over() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = say.send(());
    });
    assert!(timeout(Duration::from_millis(50), waiting).await.is_err(), "nobody waits any more");
    tokio::task::spawn_blocking(move || heard.recv_timeout(Duration::from_secs(5))).await.unwrap().unwrap();
}

#[test]
fn a_ration_is_for_all_readings_together() {
    let budget = Budget::of(Duration::from_mins(1));
    let mut source = budget.reads(io::Cursor::new([7; 10]), 15);
    let mut read = Vec::new();
    source.read_to_end(&mut read).unwrap();
    source.rewind().unwrap();
    let mut some = [0; 10];
    assert_eq!(source.read(&mut some).unwrap(), 10);
    source.rewind().unwrap();
    assert_eq!(source.read(&mut some).unwrap_err().kind(), io::ErrorKind::TimedOut);
}
