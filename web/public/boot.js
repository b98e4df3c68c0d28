// Starts the console. It is a file of its own, so that the page's policy can forbid inline scripts.
//
// What stands in its tag's data attributes is written by Trunk: the names carry a hash.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

/** Says what went wrong, in place of a blank page. */
function fail(title, next, report) {
  const panel = document.createElement("div");
  panel.className = "boot boot-failed";
  panel.setAttribute("role", "alert");
  const line = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    panel.append(element);
    return element;
  };
  line("h1", title);
  line("p", next);
  if (report) line("pre", report);
  const reload = line("button", "Reload");
  reload.className = "button primary";
  reload.addEventListener("click", () => location.reload());
  document.body.replaceChildren(panel);
  document.title = `${title} · Messenger Personas`;
  reload.focus();
}

// A crash in Rust ends the console: what is left on the page would not answer any more.
window.addEventListener("personas:crash", (event) => {
  fail(
    "The console stopped",
    "That is a fault in the console. What was sent is sent; what was typed is lost. Reload to go on.",
    event.detail,
  );
});

async function start() {
  if (typeof WebAssembly !== "object") {
    return fail(
      "This browser has no WebAssembly",
      "Use a current browser, or allow WebAssembly for this address.",
    );
  }
  try {
    const integrity = document.querySelector("link[rel=preload][as=fetch]")?.integrity ?? "";
    const [{ default: init }, response] = await Promise.all([
      import(js),
      fetch(wasm, { integrity, credentials: "same-origin" }),
    ]);
    if (!response.ok) throw new Error(`${wasm}: status ${response.status}`);
    await init({ module_or_path: response });
    document.getElementById("boot")?.remove();
  } catch (error) {
    fail(
      "The console could not be loaded",
      "Part of it did not arrive, or the browser refused it. Reload; if that does not help, build it again.",
      String(error),
    );
  }
}

start();
