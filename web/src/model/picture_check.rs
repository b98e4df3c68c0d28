//! What a browser can tell about a picture: less than Meta, which fetches it from elsewhere.

/// What came of loading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureCheck {
    /// There is no usable address, or one that this page may not load from.
    #[default]
    None,
    /// It is on its way.
    Loading,
    /// It takes longer than a picture should.
    Slow,
    /// It is an image.
    Shown {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// There is none, or it is no image, or its host does not show it to browsers.
    Broken,
}

impl PictureCheck {
    /// Whether something is likely to be wrong.
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Slow | Self::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_seen_is_doubtful() {
        let shown = PictureCheck::Shown { width: 200, height: 100 };
        assert!(!shown.is_doubtful() && PictureCheck::Broken.is_doubtful());
    }
}
