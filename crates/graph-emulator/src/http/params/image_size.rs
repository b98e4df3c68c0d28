//! Width and height of images, read from their headers.

/// Width and height in pixels of a PNG, GIF or JPEG image.
pub(super) fn read(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((big_endian(bytes.get(16..20)?), big_endian(bytes.get(20..24)?)));
    }
    if bytes.starts_with(b"GIF8") {
        let little_endian =
            |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
        return Some((little_endian(6)?.into(), little_endian(8)?.into()));
    }
    jpeg(bytes.strip_prefix(b"\xff\xd8")?)
}

/// Skips segments until the frame header, which has height and width.
fn jpeg(mut rest: &[u8]) -> Option<(u32, u32)> {
    loop {
        let (&[0xff, marker], segment) = rest.split_first_chunk()? else { return None };
        // SOF0 to SOF15, without the tables DHT, JPG and DAC.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((big_endian(segment.get(5..7)?), big_endian(segment.get(3..5)?)));
        }
        let length = usize::try_from(big_endian(segment.get(..2)?)).ok()?;
        rest = segment.get(length.max(2)..)?;
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, &byte| (number << 8) | u32::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_an_image_has_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06";
        let gif = b"GIF89a\x80\x02\xe0\x01";
        let jpeg = b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03";
        for image in [&png[..], gif, jpeg] {
            assert_eq!(read(image), Some((640, 480)), "{image:?}");
            for length in 0..10 {
                assert_eq!(read(&image[..length]), None, "{image:?}");
            }
        }
        for other in [&b"RIFF"[..], b"\xff\xd8\xff\xe0\0\0\xff\xe0", b"\xff\xd8\0\0\0\0\0", b"PNG"]
        {
            assert_eq!(read(other), None, "{other:?}");
        }
    }
}
