//! Files, decoded to text.

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedFile {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was decoded.
    pub encoding: Encoding,
}

/// A character encoding that spreadsheets save CSV files in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 or UTF-16: no other encoding looks like these.
    #[default]
    Unicode,
    /// Windows-1252. A guess: other old encodings look the same.
    Windows1252,
}

/// Why a file cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is a workbook of this application.
    Workbook(SpreadsheetApp),
    /// It is an image, an archive or another binary file.
    NotText,
    /// Its encoding is unknown.
    Encoding,
    /// It has more than [`MAX_FILE_SIZE`] bytes.
    TooLarge,
    /// The browser cannot read it.
    Unreadable,
}

/// A spreadsheet application, by the format of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpreadsheetApp {
    /// Microsoft Excel: `.xlsx`, `.xls` and others. Google Sheets exports these too.
    Excel,
    /// `LibreOffice`: `.ods`.
    LibreOffice,
    /// Apple Numbers: `.numbers`.
    Numbers,
}

/// Decodes a file.
///
/// # Errors
/// [`FileError`] if it is not a text, or too large.
pub fn decode(name: &str, bytes: &[u8]) -> Result<DecodedFile, FileError> {
    if !u32::try_from(bytes.len()).is_ok_and(|size| size <= MAX_FILE_SIZE) {
        return Err(FileError::TooLarge);
    }
    if let Some(app) = workbook_app(name, bytes) {
        return Err(FileError::Workbook(app));
    }
    let unicode = |text| Ok(DecodedFile { text, encoding: Encoding::Unicode });
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return unicode(decode_utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return unicode(decode_utf16(rest, u16::from_be_bytes)),
        // UTF-16 without a byte order mark, which begins with two ASCII characters.
        [1..=255, 0, 1..=255, 0, ..] => return unicode(decode_utf16(bytes, u16::from_le_bytes)),
        [0, 1..=255, 0, 1..=255, ..] => return unicode(decode_utf16(bytes, u16::from_be_bytes)),
        _ => {}
    }
    if bytes.starts_with(b"PK")
        || bytes.starts_with(b"%PDF")
        || bytes.iter().copied().any(is_binary)
    {
        return Err(FileError::NotText);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return unicode(text.trim_start_matches('\u{feff}').to_owned());
    }
    let text: Option<String> = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    let text = text.ok_or(FileError::Encoding)?;
    Ok(DecodedFile { text, encoding: Encoding::Windows1252 })
}

/// The largest file, in bytes: about 30 000 personas.
pub const MAX_FILE_SIZE: u32 = 5_000_000;

/// The application whose workbook this is, by its extension or by the format itself.
fn workbook_app(name: &str, bytes: &[u8]) -> Option<SpreadsheetApp> {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "xlsx" | "xlsm" | "xlsb" | "xltx" | "xls" => return Some(SpreadsheetApp::Excel),
        "ods" | "fods" | "ots" => return Some(SpreadsheetApp::LibreOffice),
        "numbers" => return Some(SpreadsheetApp::Numbers),
        _ => {}
    }
    let contains = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Some(SpreadsheetApp::Excel);
    }
    // Names of files in a ZIP archive are not compressed.
    match bytes.starts_with(b"PK\x03\x04") {
        true if contains(b"xl/workbook") => Some(SpreadsheetApp::Excel),
        true if contains(b"opendocument.spreadsheet") => Some(SpreadsheetApp::LibreOffice),
        true if contains(b"Index/Document.iwa") => Some(SpreadsheetApp::Numbers),
        _ => None,
    }
}

fn decode_utf16(bytes: &[u8], from_bytes: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
    let chars = char::decode_utf16(pairs.map(from_bytes));
    let text: String = chars.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.trim_start_matches('\u{feff}').to_owned()
}

/// Whether no text has this byte.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31)
}

/// The character of a byte in Windows-1252, or `None` for the five that it does not use.
fn windows_1252(byte: u8) -> Option<char> {
    let Some(index) = byte.checked_sub(0x80).map(usize::from).filter(|index| *index < 32) else {
        return Some(char::from(byte));
    };
    WINDOWS_1252.chars().nth(index).filter(|c| *c != ' ')
}

/// The characters of 0x80 to 0x9F, with spaces for unused bytes. The others are as in Unicode.
const WINDOWS_1252: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Encoding) {
        let DecodedFile { text, encoding } = decode("rows.csv", bytes).unwrap();
        (text, encoding)
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn unicode_files_are_decoded_with_and_without_a_byte_order_mark() {
        for (row, bom) in [("Zoë 😀,x\r\n", "\u{feff}"), ("Zoë 😀,x\r\n", "")] {
            let file = format!("{bom}{row}");
            for bytes in [
                file.as_bytes().to_vec(),
                utf16(&file, u16::to_le_bytes),
                utf16(&file, u16::to_be_bytes),
            ] {
                assert_eq!(text(&bytes), (row.to_owned(), Encoding::Unicode), "{bytes:?}");
            }
        }
        assert_eq!(text(b""), (String::new(), Encoding::Unicode));
    }

    #[test]
    fn files_of_older_spreadsheets_are_decoded() {
        let expected = "Zoë “Z” €,x".to_owned();
        assert_eq!(text(b"Zo\xeb \x93Z\x94 \x80,x"), (expected, Encoding::Windows1252));
        assert_eq!(text(b"\x9f\xa0\xff\x9e").0, "Ÿ\u{a0}ÿž");
        assert_eq!(WINDOWS_1252.chars().count(), 32);
    }

    #[test]
    fn workbooks_are_refused_by_extension_and_by_content() {
        use SpreadsheetApp::{Excel, LibreOffice, Numbers};
        for (name, bytes, app) in [
            ("a.xlsx", b"".as_slice(), Excel),
            ("A.XLS", b"", Excel),
            ("a.ods", b"", LibreOffice),
            ("a.numbers", b"", Numbers),
            ("a.csv", b"PK\x03\x04\x14\0xl/workbook.xml", Excel),
            (
                "a",
                b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                LibreOffice,
            ),
            ("a.csv", b"PK\x03\x04\x14\0Index/Document.iwa", Numbers),
            ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", Excel),
        ] {
            assert_eq!(decode(name, bytes), Err(FileError::Workbook(app)), "{name}");
        }
    }

    #[test]
    fn other_files_are_refused() {
        for (bytes, error) in [
            (b"PK\x03\x04\x14\0a.txt".as_slice(), FileError::NotText),
            (b"%PDF-1.7\n", FileError::NotText),
            (b"\x89PNG\r\n\x1a\n\0\0\0\r", FileError::NotText),
            (b"GIF89a\x01\x00\x01\x00", FileError::NotText),
            // Japanese in Shift JIS.
            (b"\x83\x81\x81\x5b,x", FileError::Encoding),
        ] {
            assert_eq!(decode("a.csv", bytes), Err(error), "{bytes:?}");
        }
        let large = vec![b'a'; MAX_FILE_SIZE as usize + 1];
        assert_eq!(decode("a.csv", &large), Err(FileError::TooLarge));
    }
}
