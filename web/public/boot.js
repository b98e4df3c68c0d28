// Starts the console. It is a file of its own, so that the page's policy can forbid inline scripts.
//
// What stands in its tag's data attributes is written by Trunk: the names carry a hash.

// Before anything is drawn: the page would flash in the other colours.
try {
  const theme = localStorage.getItem("personas.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing has the colours of the system.
}

const { js, wasm, integrity } = document.querySelector("script[data-wasm]").dataset;

/** Says what went wrong, in place of a blank page. */
function fail(title, next, report) {
  const panel = document.createElement("div");
  panel.className = "boot boot-failed";
  panel.setAttribute("role", "alert");
  const add = (parent, tag, text) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  add(panel, "h1", title);
  add(panel, "p", next);
  if (report) add(panel, "pre", report);
  const actions = add(panel, "div");
  actions.className = "form-actions";
  const button = (text, kind, press) => {
    const element = add(actions, "button", text);
    element.className = `button ${kind}`;
    element.addEventListener("click", () => press(element));
    return element;
  };
  const reload = button("Reload", "primary", () => location.reload());
  // Only a page that browsers trust may copy.
  if (report && navigator.clipboard) {
    button("Copy report", "", async (copy) => {
      await navigator.clipboard.writeText(report);
      copy.textContent = "Copied";
    });
  }
  const main = document.createElement("main");
  main.append(panel);
  document.body.replaceChildren(main);
  document.title = `${title} · Messenger Personas`;
  reload.focus();
}

// A crash in Rust ends the console: what is left on the page would not answer any more.
window.addEventListener("personas:crash", (event) => {
  fail(
    "The console stopped",
    "That is a fault in the console. What was sent is sent; what was typed is lost. Reload to go on.",
    `${event.detail}\n${location.pathname}\n${navigator.userAgent}`,
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
    const [{ default: init }, response] = await Promise.all([
      import(js),
      fetch(wasm, { integrity: integrity ?? "", credentials: "same-origin" }),
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
