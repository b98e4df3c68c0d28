//! The program that the console's page starts.

fn main() {
    #[cfg(target_arch = "wasm32")]
    personas_console::start();
}
