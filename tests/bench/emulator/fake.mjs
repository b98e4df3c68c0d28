// The smallest honest fake of Graph's personas and messages, as one writes it with Express: one
// Page, its token, personas in memory, messages that are kept and delivered to nobody.
import express from "express";

const token = "EAABfake";
const pageId = "100000000000001";
const personas = [];
const byId = new Map();
const messages = [];

const refuse = (response, code, message) =>
  response.status(400).json({ error: { message, type: "OAuthException", code } });

const app = express();
app.use(express.json(), express.urlencoded({ extended: false }));
app.use("/v26.0", (request, response, next) => {
  request.given = { ...request.query, ...request.body };
  const bearer = request.get("authorization")?.replace("Bearer ", "");
  if ((bearer ?? request.given.access_token) !== token) {
    return refuse(response, 190, "Invalid OAuth access token");
  }
  next();
});

app.get("/v26.0/me", (request, response) => response.json({ id: pageId, name: "Page" }));

app.post("/v26.0/me/personas", (request, response) => {
  const { name, profile_picture_url } = request.given;
  if (!name || !profile_picture_url) return refuse(response, 100, "(#100) A parameter is required");
  const id = String(1_000_000_000_000_000 + personas.length);
  const persona = { name, profile_picture_url, id };
  personas.push(persona);
  byId.set(id, { persona, index: personas.length - 1 });
  response.json({ id });
});

// Newest first. A cursor is an index, so that no listing walks the ones before it.
app.get("/v26.0/me/personas", (request, response) => {
  const limit = Math.min(Number(request.given.limit ?? 25), 100);
  let index = request.given.after ? Number(request.given.after) - 1 : personas.length - 1;
  const data = [];
  let last = index;
  for (; index >= 0 && data.length < limit; index -= 1) {
    if (personas[index]) {
      data.push(personas[index]);
      last = index;
    }
  }
  const after = String(last);
  const next = `http://${request.get("host")}/v26.0/me/personas?access_token=${token}&limit=${limit}&after=${after}`;
  response.json({ data, paging: { cursors: { after }, ...(index >= 0 && { next }) } });
});

app.get("/v26.0/:id", (request, response) => {
  const found = byId.get(request.params.id);
  if (!found) return refuse(response, 100, "Unsupported get request");
  response.json(found.persona);
});

app.delete("/v26.0/:id", (request, response) => {
  const found = byId.get(request.params.id);
  if (!found) return refuse(response, 100, "Unsupported delete request");
  byId.delete(request.params.id);
  personas[found.index] = undefined;
  response.json({ success: true });
});

app.post("/v26.0/me/messages", (request, response) => {
  const { recipient, message, persona_id } = request.given;
  if (!recipient?.id || !message?.text) return refuse(response, 100, "(#100) Invalid parameter");
  if (persona_id && !byId.has(persona_id)) return refuse(response, 100, "(#100) Invalid persona_id");
  const message_id = `m_${messages.length}`;
  messages.push({ message_id, recipient, message, persona_id });
  response.json({ recipient_id: recipient.id, message_id });
});

const server = app.listen(0, "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
