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
    /// In a sentence.
    #[must_use]
    pub fn says(self) -> Option<String> {
        Some(match self {
            Self::None => return None,
            Self::Loading => "Loading the picture…".to_owned(),
            Self::Slow => {
                "The picture takes long to load. Meta may give up on one that its servers wait for."
                    .to_owned()
            }
            Self::Shown { width, height } => {
                format!("The picture loads here: {width} × {height} pixels.")
            }
            Self::Broken => {
                "This browser cannot show what is at this address. Check that it is the image \
                 itself and not a page, and that anybody may load it."
                    .to_owned()
            }
        })
    }

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
    fn only_what_is_known_is_said() {
        assert_eq!(PictureCheck::None.says(), None);
        let shown = PictureCheck::Shown { width: 200, height: 100 };
        assert_eq!(shown.says().unwrap(), "The picture loads here: 200 × 100 pixels.");
        assert!(!shown.is_doubtful() && PictureCheck::Broken.is_doubtful());
    }
}
