//! The coupon template.

use messenger_personas::{
    WebUrl,
    message::template::coupon::{CouponCode, CouponSubtitle, CouponText, CouponTitle},
};

use crate::{
    fields::Fields,
    outcome::Failure,
    shape::{Kind, Shape, maybe, needed, parsed},
};

pub(super) static COUPON: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["coupon"])),
        needed("title", "title", Kind::Within(CouponTitle::LIMIT)),
        maybe("subtitle", "subtitle", Kind::Within(CouponSubtitle::LIMIT)),
        maybe("couponCode", "coupon_code", Kind::Text(parsed::<CouponCode>)),
        maybe("couponUrl", "coupon_url", Kind::Text(parsed::<WebUrl>)),
        maybe("couponUrlButtonTitle", "coupon_url_button_title", Kind::Within(CouponText::LIMIT)),
        maybe("couponPreMessage", "coupon_pre_message", Kind::Within(CouponText::LIMIT)),
        maybe("imageUrl", "image_url", Kind::Text(parsed::<WebUrl>)),
        maybe("payload", "payload", Kind::Within(CouponText::LIMIT)),
    ],
    rule: Some(offer),
};

fn offer(fields: &Fields<'_>) -> Result<(), Failure> {
    let has = |name| fields.value(name).is_some();
    if !has("couponUrl") && has("couponUrlButtonTitle") {
        return Err(fields.wrong("couponUrlButtonTitle", "goes with couponUrl only"));
    }
    if has("couponUrl") || has("couponCode") {
        return Ok(());
    }
    Err(Failure::request("the template takes a couponCode, a couponUrl, or both: one is missing"))
}
