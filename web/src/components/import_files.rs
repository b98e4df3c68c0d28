//! Files: one that is chosen, and one that is handed over.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use crate::{dropped, model::export::Form, text::import as words};

/// A field that a file of rows is chosen with; one may be dropped beside it too. Answers with its text,
/// or why there is none.
#[component]
pub(crate) fn RowsFile(#[prop(into)] on_read: Callback<Result<String, String>>) -> impl IntoView {
    let read = move |file: File| {
        if file.size() > LARGEST {
            on_read.run(Err(words::TOO_LARGE.to_owned()));
            return;
        }
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            on_read.try_run(text.ok_or_else(|| words::UNREADABLE.to_owned()));
        });
    };
    let choose = move |input: HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file, corrected, may be chosen again.
        input.set_value("");
        read(file);
    };
    let is_over = dropped::take_file(read);
    view! {
        <div class="field" class:taking=is_over>
            <div class="field-label"><label for=FILE>{words::FILE}</label></div>
            <div class="field-input">
                <input
                    id=FILE
                    type="file"
                    accept=".csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json"
                    aria-describedby="import-file-hint"
                    on:change:target=move |event| choose(event.target())
                />
            </div>
            <p class="field-hint" id="import-file-hint">{words::FILE_HINT}</p>
        </div>
    }
}

/// A button for each form that a file can have, called what `label` makes of the form's name.
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

/// Hands a file over to the browser, which saves it.
pub(crate) fn save(name: &str, form: Form, text: &str) {
    // Without a document there is nobody to hand it to.
    drop(try_save(name, form, text));
}

fn try_save(name: &str, form: Form, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(form.media_type());
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(&format!("{name}.{}", form.ending()));
    link.click();
    // The browser has begun to read it by then.
    set_timeout(move || drop(Url::revoke_object_url(&url)), std::time::Duration::from_secs(30));
    Ok(())
}

const FILE: &str = "import-file";
/// In bytes; some 30 000 personas.
const LARGEST: f64 = 5_000_000.0;
