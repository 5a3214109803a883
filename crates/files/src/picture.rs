//! A picture made anew: every point is read and written again, and nothing else of the file is kept. What a camera wrote
//! into it (where, when, with what) and whatever was hidden behind it is gone; it stands the way its camera held it.

use domain::attachments::{AttachmentError, FileKind};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    metadata::Orientation,
};
use std::io::Cursor;

/// Points of a picture; more would fill the memory of who reads them.
const MOST_POINTS: u64 = 40_000_000;
/// Points of one side.
const LONGEST_SIDE: u32 = 16_384;
const MOST_BYTES: u64 = MOST_POINTS * 8;
/// Of a photograph, in hundredths: no eye sees the difference.
const QUALITY: u8 = 88;

pub(crate) fn anew(bytes: &[u8], kind: FileKind) -> Result<Vec<u8>, AttachmentError> {
    let format = match kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        FileKind::Pdf | FileKind::Text | FileKind::Mp4 => return Err(AttachmentError::Kind),
    };
    written(&read(bytes, format)?, format)
}

fn read(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, AttachmentError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(why)?;
    let (width, height) = decoder.dimensions();
    // The head of a small file can promise a picture as large as a house: asked before a point is read.
    if u64::from(width) * u64::from(height) > MOST_POINTS {
        return Err(AttachmentError::TooManyPixels);
    }
    let stands = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(why)?;
    picture.apply_orientation(stands);
    Ok(picture)
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, AttachmentError> {
    let mut out = Cursor::new(Vec::new());
    let done = match format {
        ImageFormat::Jpeg => picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)),
        ImageFormat::WebP => DynamicImage::from(picture.to_rgba8()).write_to(&mut out, format),
        _ => picture.write_to(&mut out, format),
    };
    done.map_err(why)?;
    Ok(out.into_inner())
}

fn why(error: ImageError) -> AttachmentError {
    match error {
        ImageError::Limits(_) => AttachmentError::TooManyPixels,
        _ => AttachmentError::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    /// A picture of two by one, red beside blue, as a JPEG that says it was taken lying on its side, and where.
    fn photograph() -> Vec<u8> {
        let picture = RgbImage::from_fn(64, 32, |x, _| image::Rgb(if x < 32 { [250, 0, 0] } else { [0, 0, 250] }));
        let plain = written(&DynamicImage::from(picture), ImageFormat::Jpeg).unwrap();
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        // Orientation: turned a quarter; and words where a camera says who owns it.
        tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        tiff.extend(b"\x98\x82\x02\0\x10\0\0\0\x26\0\0\0\0\0\0\0");
        tiff.extend(b"35.6997N 51.338E");
        let mut exif = b"Exif\0\0".to_vec();
        exif.extend(tiff);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xff, 0xe1]);
        bytes.extend(length);
        bytes.extend(exif);
        bytes.extend(&plain[2..]);
        bytes
    }

    #[test]
    fn where_a_photograph_was_taken_is_gone_and_it_stands_upright() {
        let taken = photograph();
        let has = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
        assert!(has(&taken, b"35.6997N") && has(&taken, b"Exif"));
        let kept = anew(&taken, FileKind::Jpeg).unwrap();
        assert!(!has(&kept, b"35.6997N") && !has(&kept, b"Exif"));
        let picture = image::load_from_memory(&kept).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (32, 64), "it was turned");
        assert!(picture.get_pixel(16, 4)[0] > 200 && picture.get_pixel(16, 60)[2] > 200);
    }

    #[test]
    fn what_hides_behind_a_picture_is_gone() {
        let picture = DynamicImage::from(RgbImage::new(8, 8));
        for (kind, format) in [(FileKind::Png, ImageFormat::Png), (FileKind::Webp, ImageFormat::WebP)] {
            let mut bytes = written(&picture, format).unwrap();
            bytes.extend(b"PK\x03\x04<script>alert(1)</script>");
            let kept = anew(&bytes, kind).unwrap();
            assert!(!kept.windows(8).any(|part| part == b"<script>"), "{kind}");
        }
    }

    #[test]
    fn a_small_file_that_promises_a_picture_as_large_as_a_house_is_refused_before_it_is_read() {
        let mut bytes = written(&DynamicImage::from(RgbImage::new(8, 8)), ImageFormat::Png).unwrap();
        // Width and height stand behind the first chunk's name; its checksum follows.
        bytes[16..24].copy_from_slice(&[0, 0, 0x3f, 0xff, 0, 0, 0x3f, 0xff]);
        let sum = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&sum);
        assert_eq!(anew(&bytes, FileKind::Png), Err(AttachmentError::TooManyPixels));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }
}
