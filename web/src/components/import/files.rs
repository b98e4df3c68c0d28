//! Files that are read, and files that are saved.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use crate::{
    components::ui::{Glyph, Icon},
    file_drop,
    model::{
        export::Form,
        import::{
            file::{self, DecodedFile, FileError},
            template::{TEMPLATE_NAME, template},
        },
    },
    text::import as words,
};

/// A drop zone that is also a file field. A file may be dropped anywhere on the page.
#[component]
pub(crate) fn DropZone(
    #[prop(into)] error: Signal<Option<FileError>>,
    #[prop(into)] on_read: Callback<Result<DecodedFile, FileError>>,
) -> impl IntoView {
    let read = move |file: File| {
        spawn_local(async move {
            // A screen that is gone reads nothing.
            on_read.try_run(decode(&file).await);
        });
    };
    let choose = move |input: HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was corrected.
        input.set_value("");
        read(file);
    };
    let is_over = file_drop::take_file(read);
    let has_error = move || error.with(Option::is_some);
    view! {
        <div class="field" class:invalid=has_error>
            <label class="drop-zone" class:active=is_over>
                <input
                    id=FILE
                    class="visually-hidden"
                    type="file"
                    accept=ACCEPTED
                    aria-invalid=move || has_error().then_some("true")
                    aria-describedby="import-file-error import-file-hint"
                    on:change:target=move |event| choose(event.target())
                />
                <Icon glyph=Glyph::Export />
                <span>
                    {move || if is_over.get() {
                        words::DROP_NOW.into_any()
                    } else {
                        view! { <span class="drop-zone-action">{words::CHOOSE_FILE}</span>" "{words::OR_DROP} }.into_any()
                    }}
                </span>
            </label>
            <p class="field-error" id="import-file-error" role="alert">
                {move || error.get().map(words::file_error)}
            </p>
            <div class="import-file-help">
                <p class="field-hint" id="import-file-hint">{words::FILE_HINT}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| save(TEMPLATE_NAME, Form::Csv, &template())
                >
                    <Icon glyph=Glyph::Down />
                    {words::TEMPLATE}
                </button>
            </div>
        </div>
    }
}

async fn decode(file: &File) -> Result<DecodedFile, FileError> {
    if file.size() > f64::from(file::MAX_FILE_SIZE) {
        return Err(FileError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileError::Unreadable)?;
    file::decode(&file.name(), &js_sys::Uint8Array::new(&buffer).to_vec())
}

/// A button for each format that a file can be saved in, named by `label`.
#[component]
pub(crate) fn SaveAs(
    label: fn(&str) -> String,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_save: Callback<Form>,
) -> impl IntoView {
    let button = move |form: Form| {
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || busy.get().then_some("true")
                on:click=move |_| {
                    if !busy.get_untracked() {
                        on_save.run(form);
                    }
                }
            >
                {label(form.name())}
            </button>
        }
    };
    view! { <div class="save-as">{Form::ALL.map(button).collect_view()}</div> }
}

/// Saves a file, as a download.
pub(crate) fn save(name: &str, form: Form, text: &str) {
    save_file(&format!("{name}.{}", form.ending()), form.media_type(), text);
}

/// Saves a file of any type, as a download.
pub(crate) fn save_file(name: &str, media_type: &str, text: &str) {
    // This fails only without a document.
    drop(try_save(name, media_type, text));
}

fn try_save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has begun to read it by then.
    set_timeout(move || drop(Url::revoke_object_url(&url)), std::time::Duration::from_secs(30));
    Ok(())
}

/// The id of the file field.
pub(crate) const FILE: &str = "import-file";

/// Workbooks can be chosen too, because they are refused with advice.
const ACCEPTED: &str = ".csv,.tsv,.txt,.json,.xlsx,.xls,.ods,.numbers,text/csv,application/json";
