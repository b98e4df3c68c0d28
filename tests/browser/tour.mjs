// Every screen of the console in every state, for the tests that look at all of them.
//
// A tour starts with a fresh tab and calls `visit` with the name of each state that it comes to.

import { connect, connectByToken, disconnect, hold, picture, speakAs } from "./console.mjs";

const button = (tab, name) => tab.getByRole("button", { name, exact: true });
const link = (tab, name) => tab.getByRole("link", { name, exact: true }).first();
const heading = (tab, level, name) => tab.getByRole("heading", { level, name });

async function connecting(tab, emulator, visit) {
  await tab.goto(emulator.origin);
  const demo = tab.getByRole("button", { name: "Connect to Jasper's Market" });
  await demo.waitFor();
  await visit("connect");
  await button(tab, "Continue").click();
  await visit("connect, wrong");
  await connectByToken(tab, emulator.origin, "EAABwrong");
  await tab.getByRole("alert").waitFor();
  await visit("connect, refused");
  await connectByToken(tab, emulator.origin, emulator.page.access_token);
  await heading(tab, 2, "A Page's token").waitFor();
  await visit("connect, a Page's token");
  await connectByToken(tab, emulator.origin, "EAABemulatorDemoUserTokenZDZD");
  await heading(tab, 2, /choose a Page/).waitFor();
  await visit("connect, a person's token");
  await tab.route("**/_emulator/**", (route) => route.fulfill({ json: {} }));
  await tab.goto(emulator.origin);
  await button(tab, "Find its Pages").click();
  await tab.getByRole("alert").waitFor();
  await tab.getByText("How do I get a token?").click();
  await visit("connect, no emulator");
  await tab.unroute("**/_emulator/**");
  await tab.route(/split_workspace/, (route) => route.abort());
  await tab.goto(emulator.origin);
  await demo.click();
  await tab.getByRole("alert").getByText("did not arrive").waitFor();
  await visit("screens missing");
}

async function listing(tab, emulator, visit) {
  const name = "W".repeat(50);
  const { id, access_token } = emulator.page;
  for (const face of ["w", "v"]) {
    const persona = { name, profile_picture_url: `${picture(emulator.origin, face)}?${face.repeat(200)}`, access_token };
    await fetch(`${emulator.origin}/${id}/personas`, { method: "POST", body: new URLSearchParams(persona) });
  }
  const release = await hold(tab);
  await connect(tab, emulator.origin);
  await tab.getByText("Loading the personas").waitFor();
  await visit("personas, loading");
  release();
  await link(tab, "Mia R.").waitFor();
  await visit("personas");
  await button(tab, "More actions for Mia R.").click();
  await tab.getByRole("menu").waitFor();
  await visit("personas, menu");
  await tab.keyboard.press("Escape");
  await link(tab, "Duplicates").click();
  await tab.getByText("2 of 5").waitFor();
  await visit("personas, duplicates");
  await link(tab, "All").click();
  await tab.getByRole("checkbox", { name: "Select Mia R." }).check();
  await tab.getByRole("columnheader", { name: "Persona" }).getByRole("button").click();
  // What stands above the end of the page covers whatever lies under it.
  await tab.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await visit("personas, one selected");
  await button(tab, "Clear the selection").click();
  await tab.keyboard.press("?");
  await tab.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await visit("shortcuts");
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Control+k");
  await tab.getByRole("option").first().waitFor();
  await visit("palette");
  await tab.getByRole("combobox", { name: "Command or persona" }).fill("nobody at all");
  await visit("palette, nothing fits");
  await tab.keyboard.press("Escape");
  await tab.getByRole("banner").getByText("Jasper's Market", { exact: true }).click();
  await visit("switch");
  await button(tab, "Menu").click();
  await button(tab, "Dark").waitFor();
  await visit("menu");
  await tab.getByRole("searchbox", { name: "Search" }).fill("W".repeat(60));
  await link(tab, "Clear the search").waitFor();
  await visit("personas, nothing found");
  await link(tab, "Clear the search").click();
  await emulator.fault("token_expired", "personas");
  await button(tab, "Refresh").click();
  await tab.getByRole("alert").waitFor();
  await tab.getByText("What Graph said").click();
  await visit("personas, refused");
  await button(tab, "Reconnect").click();
  await tab.getByRole("dialog").waitFor();
  await visit("reconnect");
  await tab.keyboard.press("Escape");
  await tab.route(/\/personas$/, (route) => route.fulfill({ json: { data: [] } }));
  await button(tab, "Refresh").click();
  await heading(tab, 2, "No personas yet").waitFor();
  await visit("personas, none");
  await tab.unroute(/\/personas$/);
  await button(tab, "Refresh").click();
  await link(tab, "Mia R.").waitFor();
  await tab.route(/\/personas$/, (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const error = { message: "(#80006) There have been too many calls", type: "OAuthException", code: 80006 };
    return route.fulfill({ status: 400, headers: { "retry-after": "62" }, json: { error } });
  });
  await button(tab, "Refresh").click();
  await tab.getByRole("timer").waitFor();
  await visit("personas, limited");
  await tab.unroute(/\/personas$/);
  await link(tab, name).click();
  await tab.getByRole("link", { name: /Write as W/ }).waitFor();
  await visit("persona");
}

async function labelling(tab, emulator, visit) {
  await connect(tab, emulator.origin);
  await link(tab, "Mia R.").click();
  const field = tab.getByRole("combobox", { name: "Labels" });
  for (const label of ["W".repeat(40), "support", "weekend", "night shift", "German"]) {
    await field.fill(label);
    await field.press("Enter");
    await tab.getByRole("listitem").filter({ hasText: label }).waitFor();
  }
  await tab.getByRole("textbox", { name: "Note" }).fill("W".repeat(200));
  await field.fill(" ");
  await field.press("Enter");
  await tab.getByText("Saved", { exact: true }).waitFor();
  await tab.getByRole("alert").filter({ hasText: "Enter a label." }).waitFor();
  await visit("persona, labelled");
  await link(tab, "Personas").click();
  await tab.getByRole("row").getByRole("listitem").first().waitFor({ state: "attached" });
  await visit("personas, labelled");
  await button(tab, "Label").click();
  await link(tab, `${"W".repeat(40)} 1`).waitFor();
  await visit("personas, labels");
  await link(tab, `${"W".repeat(40)} 1`).click();
  await button(tab, `Label: ${"W".repeat(40)}`).waitFor();
  await visit("personas, one label");
  await tab.getByRole("checkbox", { name: "Select Mia R." }).check();
  await button(tab, "Label…").click();
  await tab.getByRole("dialog", { name: "Label 1 persona" }).waitFor();
  await button(tab, "Add").click();
  await tab.getByText("Enter a label.").waitFor();
  await visit("label dialog");
  await button(tab, "Done").click();
  await tab.keyboard.press("Escape");
  await button(tab, "Menu").click();
  await link(tab, "Settings").click();
  await button(tab, "Erase everything").click();
  await tab.getByRole("dialog").waitFor();
  await visit("erase labels");
  await tab.keyboard.press("Escape");
  await tab.getByLabel("Import…").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await tab.getByRole("alert").filter({ hasText: "was not exported from here" }).waitFor();
  await visit("labels, wrong file");
}

async function editing(tab, emulator, visit) {
  await connect(tab, emulator.origin, "/personas/new");
  await visit("new persona");
  await button(tab, "Create persona").click();
  await visit("new persona, wrong");
  await tab.getByLabel("Name").fill("Mia R.");
  await tab.getByLabel("Picture URL").fill(`${emulator.origin}/_emulator/nothing.png?${"n".repeat(200)}`);
  await tab.getByText("This browser cannot show").waitFor();
  await tab.getByText("has the same name").waitFor();
  await visit("new persona, unwise");
  await button(tab, "Dark").click();
  await visit("new persona, dark preview");
  await emulator.fault("permission", "personas");
  await button(tab, "Create persona").click();
  await tab.getByRole("alert").getByText("was not created").waitFor();
  await visit("new persona, refused");
  await tab.getByLabel("Picture URL").fill(picture(emulator.origin, "zoe"));
  await emulator.fault("cut_body", "personas");
  await button(tab, "Create persona").click();
  await tab.getByText("Couldn't confirm that").waitFor();
  await visit("new persona, not known");
  await emulator.fault("rate_limit_page", "personas", { times: 3 });
  await button(tab, "Look for it").click();
  await tab.getByText("Too many requests for now").waitFor();
  await visit("new persona, limited");
  await link(tab, "Cancel").click();
  await link(tab, "Personas").click();
  await link(tab, "David Mark").click();
  await link(tab, "Edit").click();
  await heading(tab, 1, "Edit David Mark").waitFor();
  await visit("edit");
  await tab.getByLabel("Name").fill("David M.");
  await button(tab, "Create new persona").click();
  await heading(tab, 2, "David M. was created").waitFor();
  await visit("edit, half done");
  await button(tab, "Delete old persona").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Delete persona" }).click();
  await heading(tab, 1, "David M.").waitFor();
  await tab.goBack();
  await tab.getByText("This persona is being deleted.").waitFor();
  await visit("edit, being deleted");
  await tab.keyboard.press("c");
  await tab.getByLabel("Name").fill("W".repeat(50));
  await tab.getByLabel("Picture URL").fill(picture(emulator.origin, "zed"));
  await button(tab, "Create persona").click();
  await tab.getByRole("region", { name: "Created" }).waitFor();
  await visit("persona, created");
}

async function deleting(tab, emulator, visit) {
  await connect(tab, emulator.origin);
  await button(tab, "Delete Mia R.").click();
  const dialog = tab.getByRole("dialog");
  await dialog.waitFor();
  await visit("delete");
  await emulator.fault("permission", "personas");
  await dialog.getByRole("button", { name: "Delete persona" }).click();
  await button(tab, "Undo").waitFor();
  await visit("deleting, to be undone");
  await tab.getByRole("alert").filter({ hasText: "1 persona was not deleted" }).waitFor();
  await visit("deleting, refused");
  await tab.getByRole("checkbox", { name: /^Select all/ }).check();
  const chosen = tab.getByRole("region", { name: "Selected personas" });
  await chosen.getByRole("button", { name: "Delete" }).click();
  await dialog.waitFor();
  await visit("delete several");
  await dialog.getByRole("button", { name: /^Delete \d/ }).click();
  await emulator.fault("rate_limit_page", "personas", { times: 3 });
  await tab.getByText("Graph limits how often").waitFor();
  await visit("deleting, limited");
  await disconnect(tab);
  await tab.getByRole("dialog", { name: "Something is under way" }).waitFor();
  await visit("leaving while something is under way");
}

async function importing(tab, emulator, visit) {
  const face = (name) => picture(emulator.origin, name);
  await connect(tab, emulator.origin, "/personas/import");
  const rows = tab.getByRole("textbox", { name: "Rows" });
  await rows.waitFor();
  await visit("import");
  await button(tab, "Preview import").click();
  await tab.getByRole("alert").getByText("There are no rows").waitFor();
  await visit("import, wrong");
  const file = { name: "team.xlsx", mimeType: "text/csv", buffer: Buffer.from("PK") };
  await tab.getByLabel("Choose a file or drop it here").setInputFiles(file);
  await tab.getByRole("alert").getByText("This is an Excel workbook").waitFor();
  await visit("import, refused file");
  await rows.fill(`${"Porträt".repeat(9)},Mitarbeiter\n${face("w")}?${"w".repeat(200)},${"W".repeat(50)}\n,`);
  await button(tab, "Preview import").click();
  await heading(tab, 2, "Choose columns").waitFor();
  await visit("import, columns");
  await tab.getByRole("combobox", { name: "Name" }).selectOption("Choose a column");
  await button(tab, "Preview import").click();
  await tab.getByRole("alert").getByText("Choose a column.").waitFor();
  await visit("import, columns wrong");
  await button(tab, "Edit rows").click();
  await rows.fill(`${"W".repeat(50)},${face("w")}?${"w".repeat(200)}\nDavid Mark,${face("d")}\n,x\nBea,${face("b")}`);
  await button(tab, "Preview import").click();
  await tab.getByRole("checkbox").waitFor();
  await visit("import, checked");
  await emulator.fault("rate_limit_page", "personas");
  await button(tab, "Create 2 personas").click();
  await button(tab, "Continue now").waitFor();
  await visit("import, limited");
  await emulator.fault("cut_body", "personas");
  await button(tab, "Continue now").click();
  await heading(tab, 2, "Import stopped").waitFor();
  await visit("import, stopped");
  await button(tab, "Look for it and continue").click();
  await heading(tab, 2, "Import finished").waitFor();
  await visit("import, finished");
}

async function writing(tab, emulator, visit) {
  await connect(tab, emulator.origin);
  await link(tab, "Conversations").click();
  await heading(tab, 1, "Conversations").waitFor();
  await visit("conversations");
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  const message = tab.getByRole("textbox", { name: "Message" });
  await button(tab, "Send").click();
  await tab.getByText("The message is empty").waitFor();
  await visit("conversation, wrong");
  await tab.getByRole("combobox", { name: "Speak as" }).click();
  await tab.getByRole("option", { name: "Mia R." }).waitFor();
  await visit("conversation, choosing who speaks");
  await speakAs(tab, "Mia R.");
  await message.fill(`Hello! ${"w".repeat(200)}`);
  await button(tab, "Send").click();
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "Hello!" }).waitFor();
  await button(tab, "Show typing").click();
  await tab.getByRole("img", { name: "Mia R. is typing" }).waitFor();
  const { psid } = emulator.page.people.find((person) => person.name === "Ana Petrova");
  const attachment = { type: "image", url: picture(emulator.origin, "mia") };
  await emulator.control(`people/${psid}/messages`, { attachment });
  await tab.getByRole("region", { name: "Messages" }).getByRole("link").waitFor({ state: "attached" });
  await tab.getByText("Quick replies", { exact: true }).click();
  await visit("conversation");
  await tab.getByRole("checkbox", { name: "View as customer" }).check();
  await visit("conversation, as the customer sees it");
  await button(tab, "Attach file…").click();
  await tab.getByRole("dialog").getByRole("button", { name: "Send file" }).click();
  await tab.getByRole("dialog").getByText(/^The URL/).waitFor();
  await visit("conversation, sending a file");
  await tab.keyboard.press("Escape");
  await emulator.control(`people/${psid}/thread_owner`, { app_id: "263902037430900" });
  await tab.getByText("Another app controls this conversation").waitFor();
  await visit("conversation, of another app");
  await button(tab, "Hand over to…").click();
  await tab.getByRole("dialog", { name: "Hand over to a person" }).waitFor();
  await visit("conversation, handing over");
  await tab.keyboard.press("Escape");
  await link(tab, "Conversations").click();
  await tab.getByRole("link", { name: /Dev Patel/ }).click();
  await message.fill("Hello?");
  await button(tab, "Send").click();
  await tab.getByText("What Graph said").click();
  await visit("conversation, refused");
  await emulator.fault("cut_body", "messages");
  await tab.route(/\/v[\d.]+\/\d+\/conversations$/, (route) => route.abort());
  await button(tab, "Send").click();
  await button(tab, "Look again").waitFor();
  await visit("conversation, not known");
  await tab.unroute(/\/v[\d.]+\/\d+\/conversations$/);
  await tab.context().setOffline(true);
  await tab.getByText("You are offline").waitFor();
  await visit("offline");
  await tab.context().setOffline(false);
}

async function inspecting(tab, emulator, visit) {
  await emulator.control("usage", { meter: "app", limit: 1000, percent: 85 });
  await connect(tab, emulator.origin);
  await link(tab, "Mia R.").waitFor();
  await emulator.fault("permission", "personas");
  await button(tab, "Refresh").click();
  await tab.getByRole("alert").waitFor();
  await tab.getByRole("link", { name: /^Used of the app rate limit/ }).waitFor();
  await button(tab, "Menu").click();
  await button(tab, "Activity").click();
  await tab.getByRole("complementary", { name: "Activity" }).getByRole("link").nth(1).waitFor();
  await visit("activity, beside the list");
  await tab.getByRole("link", { name: "View all" }).click();
  await heading(tab, 1, "Activity").waitFor();
  await visit("activity");
  const request = tab.getByRole("rowheader").getByRole("button");
  await request.first().click();
  await tab.getByRole("region", { name: "Response" }).waitFor();
  await visit("activity, a refused request");
  await request.first().click();
  await request.last().click();
  await tab.getByRole("region", { name: "Response" }).waitFor();
  await visit("activity, a list");
  await tab.getByRole("searchbox", { name: "Search requests" }).fill("W".repeat(60));
  await heading(tab, 2, "No requests match").waitFor();
  await visit("activity, nothing found");
  await button(tab, "Clear the filter").click();
  await button(tab, "Clear").click();
  await heading(tab, 2, "No requests yet").waitFor();
  await visit("activity, none");
  await link(tab, "Conversations").click();
  await tab.getByRole("link", { name: /Ana Petrova/ }).click();
  await tab.getByRole("textbox", { name: "Message" }).fill("Hello!");
  await button(tab, "Send").click();
  await tab.getByRole("region", { name: "Messages" }).getByRole("listitem").filter({ hasText: "Hello!" }).waitFor();
  await tab.keyboard.press("Control+k");
  await tab.getByRole("combobox", { name: "Command or persona" }).fill("Activity");
  await tab.getByRole("option", { name: /^Activity/ }).click();
  await request.filter({ hasText: `/${emulator.page.id}/messages` }).first().click();
  await button(tab, "Replay").click();
  await tab.getByRole("dialog", { name: "Replay this request?" }).waitFor();
  await visit("activity, replay");
  await tab.keyboard.press("Escape");
  await tab.route(/\/personas$/, (route) => {
    const error = { message: "(#80006) There have been too many calls", type: "OAuthException", code: 80006 };
    return route.fulfill({ status: 400, headers: { "retry-after": "62" }, json: { error } });
  });
  await link(tab, "Personas").click();
  await button(tab, "Refresh").click();
  await tab.getByRole("timer").waitFor();
  await tab.keyboard.press("g");
  await tab.keyboard.press("a");
  await tab.getByText("Graph refuses requests of this Page").waitFor();
  await visit("activity, limited");
  await tab.unroute(/\/personas$/);
}

async function breaking(tab, emulator, visit) {
  await connect(tab, emulator.origin, "/nowhere");
  await heading(tab, 1, "Nothing is here").waitFor();
  await visit("not found");
  await connect(tab, emulator.origin, "/personas/999");
  await tab.getByText("There is no such persona").first().waitFor();
  await visit("persona, not found");
  await tab.evaluate(() => dispatchEvent(new CustomEvent("personas:crash", { detail: `a report ${"r".repeat(200)}` })));
  await heading(tab, 1, "The console stopped").waitFor();
  await visit("crashed");
}

export const tours = { connecting, listing, labelling, editing, deleting, importing, writing, inspecting, breaking };
