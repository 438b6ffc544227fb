//! The calls that wait to be written, because an import runs, another process writes or the disk is
//! full. Decisions see them all the while: nobody waits for the journal.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use super::{Pending, WaitingCall};
use crate::error::Result;
use crate::outgoing::Dialled;

/// How many calls wait in memory at most; a store that stays unwritable loses the oldest.
const CALLS_AT_MOST: usize = 1_000;
/// Of so many calls that were lost it is still known who made them, so that robots do not get through
/// when the journal is lost.
const LOST_CALLS_AT_MOST: usize = 4_000;

/// Calls that wait for the journal.
#[derive(Default)]
pub(crate) struct Waiting {
    queue: Mutex<Queue>,
    /// Held while a batch is being written, so that none is written twice.
    writing: Mutex<()>,
}

/// What is learnt of the calls that wait.
#[derive(Default)]
pub(crate) struct Unwritten {
    /// Those that were decided and show a number.
    pub(crate) calls: Vec<WaitingCall>,
    /// Those that the user made, in the order in which they were told.
    pub(crate) dialled: Vec<Dialled>,
}

#[derive(Default)]
struct Queue {
    calls: VecDeque<Arc<Pending>>,
    /// How many calls have left the queue: the place of its first one in all that ever waited.
    left: u64,
    lost: u64,
    lost_calls: VecDeque<WaitingCall>,
}

impl Waiting {
    /// Lets a call wait. The oldest is lost when there are too many.
    pub(crate) fn push(&self, call: Pending) {
        let mut queue = self.queue();
        while queue.calls.len() >= CALLS_AT_MOST {
            queue.lose_oldest();
        }
        queue.calls.push_back(Arc::new(call));
    }

    /// What is learnt of the calls that show a number, the lost ones included.
    pub(crate) fn unwritten(&self) -> Unwritten {
        let queue = self.queue();
        let waiting = queue.calls.iter().filter_map(|call| call.decided());
        Unwritten {
            calls: queue.lost_calls.iter().copied().chain(waiting).collect(),
            dialled: queue.calls.iter().filter_map(|call| call.dialled()).collect(),
        }
    }

    /// Whether nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.queue().calls.is_empty()
    }

    /// Gives what waits to `write`, unless somebody else is doing so. What was written waits no longer;
    /// what could not be, does. `write` tells whether it was.
    pub(crate) fn try_write(&self, write: impl Fn(&[Arc<Pending>]) -> Result<bool>) -> Result<()> {
        // Calls that came while others were written are written now, for their own threads found the
        // door closed.
        while !self.is_empty() {
            let _writing = match self.writing.try_lock() {
                Ok(guard) => guard,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return Ok(()),
            };
            let (calls, end) = self.batch();
            if !write(&calls)? {
                return Ok(());
            }
            self.written(end);
        }
        Ok(())
    }

    /// Gives what waits to `write`, perhaps nothing, after whoever is writing. An error leaves all of
    /// it waiting.
    pub(crate) fn write<T>(&self, write: impl FnOnce(&[Arc<Pending>]) -> Result<T>) -> Result<T> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let (calls, end) = self.batch();
        let done = write(&calls)?;
        self.written(end);
        Ok(done)
    }

    /// A copy of what waits, and the place behind it.
    fn batch(&self) -> (Vec<Arc<Pending>>, u64) {
        let queue = self.queue();
        let calls: Vec<_> = queue.calls.iter().cloned().collect();
        let end = queue.left + u64::try_from(calls.len()).unwrap_or_default();
        (calls, end)
    }

    /// Some of the batch may have been lost meanwhile, and others have joined.
    fn written(&self, end: u64) {
        let mut queue = self.queue();
        while queue.left < end && queue.calls.pop_front().is_some() {
            queue.left += 1;
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn lose_oldest(&mut self) {
        let Some(call) = self.calls.pop_front() else { return };
        self.left += 1;
        self.lost += 1;
        log::warn!("{} calls in all are missing from the journal: too many wait", self.lost);
        if let Some(call) = call.decided() {
            if self.lost_calls.len() == LOST_CALLS_AT_MOST {
                self.lost_calls.pop_front();
            }
            self.lost_calls.push_back(call);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::error::Error;
    use crate::facts::Facts;
    use crate::ladder::ladder;
    use crate::number::Region;
    use crate::policy::Preset;

    /// The call of a stranger.
    fn call(place: usize) -> Pending {
        let home = [Region::from_code("CH").unwrap()];
        let json = format!(
            r#"{{"number": "+4161{:07}", "at": "2026-11-21T12:00:00Z"}}"#,
            5_550_000 + place
        );
        let call = serde_json::from_str(&json).unwrap();
        let facts = Facts::of_call(&call, &home);
        let policy = Preset::Smartphone.policy(&home);
        Pending::new(&call, &ladder(&policy, facts, call.at), None)
    }

    fn keys(calls: &[Arc<Pending>]) -> Vec<i64> {
        calls.iter().map(|call| call.decided().unwrap().key).collect()
    }

    #[test]
    fn decisions_see_what_is_being_written_and_wait_for_no_writer() {
        let waiting = Waiting::default();
        waiting.push(call(1));
        let (started, start) = mpsc::channel();
        let (finish, finished) = mpsc::channel();
        let written = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            let (waiting, written) = (&waiting, &written);
            let writer = scope.spawn(move || {
                waiting.write(|calls| {
                    started.send(()).unwrap();
                    finished.recv().unwrap();
                    written.lock().unwrap().extend(keys(calls));
                    Ok(())
                })
            });
            start.recv().unwrap();
            // Were there a lock that the writer holds, these would never return.
            assert_eq!(waiting.unwritten().calls.len(), 1);
            waiting.push(call(2));
            waiting.try_write(|_| panic!("somebody else is writing")).unwrap();
            assert_eq!(waiting.unwritten().calls.len(), 2);
            finish.send(()).unwrap();
            writer.join().unwrap().unwrap();
        });
        assert_eq!(waiting.unwritten().calls.len(), 1, "what was written waits no longer");
        waiting
            .try_write(|calls| {
                written.lock().unwrap().extend(keys(calls));
                Ok(true)
            })
            .unwrap();
        assert_eq!(*written.lock().unwrap(), [41_615_550_001, 41_615_550_002]);
        assert!(waiting.is_empty());
    }

    #[test]
    fn a_write_that_fails_loses_nothing_and_doubles_nothing() {
        let waiting = Waiting::default();
        waiting.push(call(1));
        waiting.push(call(2));
        assert!(waiting.try_write(|_| Err(Error::Closed)).is_err());
        waiting.try_write(|_| Ok(false)).unwrap();
        assert!(waiting.write(|_| Err::<(), _>(Error::Closed)).is_err());
        assert_eq!(waiting.unwritten().calls.len(), 2);
        let written = waiting.write(|calls| Ok(keys(calls))).unwrap();
        assert_eq!(written, [41_615_550_001, 41_615_550_002]);
        assert_eq!(waiting.write(|calls| Ok(calls.len())).unwrap(), 0);
    }

    #[test]
    fn too_many_lose_the_oldest_call_but_not_its_caller() {
        let waiting = Waiting::default();
        for place in 0..=CALLS_AT_MOST {
            waiting.push(call(place));
        }
        assert_eq!(waiting.unwritten().calls.len(), CALLS_AT_MOST + 1);
        // One is lost while the batch is written: nothing that came later goes with it.
        let written = waiting
            .write(|calls| {
                waiting.push(call(CALLS_AT_MOST + 1));
                Ok(keys(calls))
            })
            .unwrap();
        assert_eq!(written.len(), CALLS_AT_MOST);
        assert_eq!(written[0], 41_615_550_001);
        let left = waiting.write(|calls| Ok(keys(calls))).unwrap();
        assert_eq!(left, [41_615_551_001]);
    }
}
