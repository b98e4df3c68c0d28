//! State that outlives who reads it, and tasks that do not.

use futures_util::future::abortable;
use leptos::{
    prelude::*,
    reactive::{
        computed::ArcMemo,
        graph::{AnySubscriber, Subscriber, ToAnySubscriber},
    },
    task::spawn_local,
};

/// A memo of state that is there for longer than the caller, such as what a connection provides.
///
/// `reactive_graph` keeps an entry for everyone who read a signal, also when the reader is gone. What is
/// there for long would grow with every visit of a screen, so this memo leaves it with the caller.
pub(crate) fn use_shared<T>(read: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let memo = ArcMemo::new(read);
    leave_with_caller(memo.to_any_subscriber());
    memo.into()
}

/// Makes `reader` leave what it reads when the caller is gone.
pub(crate) fn leave_with_caller(reader: AnySubscriber) {
    on_cleanup(move || reader.clear_sources(&reader));
}

/// Runs `task` until it ends, or the caller is gone.
///
/// `spawn_local_scoped_with_cancellation` keeps the owner of the caller. The router ends a screen by
/// dropping its owner, so that such a task and its screen would keep each other.
pub(crate) fn spawn_until_cleanup(task: impl Future<Output = ()> + 'static) {
    let (task, handle) = abortable(task);
    on_cleanup(move || handle.abort());
    spawn_local(async move {
        // Aborted or not, there is nothing more to do.
        let _: Result<(), _> = task.await;
    });
}
