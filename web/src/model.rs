//! What the console knows and decides, without a browser.

pub mod connect_draft;
pub mod csv;
pub mod deletion;
pub mod demo;
pub mod export;
pub mod import;
pub mod kept;
pub mod list_query;
pub mod message_draft;
pub mod offer;
pub mod page_change;
pub mod palette;
pub mod persona_draft;
pub mod persona_list;
pub mod picture_check;
pub mod profile;
pub mod replacement;
pub mod search;
pub mod selection;
pub mod shortcut;
pub mod speakers;
pub mod theme;
pub mod thread;
pub mod token_facts;
pub mod unicode;
pub mod window;
