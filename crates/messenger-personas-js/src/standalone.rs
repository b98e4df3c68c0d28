//! What the module brings along when there is no standard library.

use core::{arch::wasm32, panic::PanicInfo};

/// A trap, which is an error that JavaScript can catch. Nobody could see a message.
#[panic_handler]
fn trap(_: &PanicInfo<'_>) -> ! {
    wasm32::unreachable()
}

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
