//! What screens are made of. Every component is a function of its props: no contexts of the state, no calls.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![expect(clippy::needless_pass_by_value, reason = "props are values")]

mod activity;
mod connect;
mod conversation;
mod deletion;
mod import;
mod labels;
mod persona;
mod persona_form;
mod persona_table;
mod settings;
mod shell;
mod ui;

pub(crate) use self::{
    activity::{ActivityDrawer, ActivityTable, ExchangeDetails, RateLimitBanner, focus_exchange},
    connect::{ConnectForm, ConnectReview, DemoPages, TokenHelp},
    conversation::{
        Composer, CustomerSimulator, FileDialog, HandOffDialog, InboxList, InboxRow, MessageList,
        PersonaSelect, PsidForm, WindowNotice,
    },
    deletion::{DeleteDialog, DeletionBar},
    import::{
        FILE, ImportForm, ImportMapping, ImportTable, ROWS, SaveAs, ShownRow, Tone, import_row,
        save, save_file,
    },
    labels::{LabelDialog, LabelEditor, LabelFilter},
    persona::CodeSnippet,
    persona_form::{FormAdvice, NAME as NAME_FIELD, PersonaForm, Preview},
    persona_table::{BulkBar, PersonaTable, focus_row, focus_row_in_place},
    settings::{DensityControl, ThemeControl},
    shell::{Command, LeaveDialog, MENU, Palette, ShortcutsSheet, TopBar},
    ui::{
        Avatar, AvatarSize, CopyButton, Dialog, Glyph, GraphError, Heading, Icon, Notice,
        RateLimitNotice, RelativeTime, Segment, Skeleton, TextField, copy, focus_by_id,
        focus_heading, focus_heading_in_place, focus_if_lost, keep_focus, once_shown,
    },
};
