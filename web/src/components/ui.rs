//! The building blocks of every screen.

mod active_option;
mod avatar;
mod copy_button;
mod countdown;
mod dialog;
mod focus;
mod graph_error;
mod heading;
mod icon;
mod inline_code;
mod menu;
mod notice;
mod rate_limit_notice;
mod relative_time;
mod segmented_control;
mod skeleton;
mod text_field;

pub(crate) use self::{
    active_option::ActiveOption,
    avatar::{Avatar, AvatarSize},
    copy_button::{CopyButton, copy},
    countdown::Countdown,
    dialog::Dialog,
    focus::{
        focus, focus_by_id, focus_heading, focus_heading_in_place, focus_if_lost, focus_in_place,
        keep_focus, once_shown,
    },
    graph_error::GraphError,
    heading::Heading,
    icon::{Glyph, Icon},
    inline_code::{with_code, with_keys},
    menu::Menu,
    notice::Notice,
    rate_limit_notice::RateLimitNotice,
    relative_time::RelativeTime,
    segmented_control::Segment,
    skeleton::Skeleton,
    text_field::TextField,
};
