// A component that loads the module when it is mounted, which StrictMode does twice.
import { GraphClient, init } from "messenger-personas";
import { StrictMode, createElement, useEffect } from "react";
import { createRoot } from "react-dom/client";

const effects = [];
globalThis.effects = effects;

async function load() {
  await init();
  new GraphClient({ pageId: "1", accessToken: "T" }).dispose();
  return "ready";
}

function Loading() {
  useEffect(() => void effects.push(load()), []);
  return "Loading";
}

createRoot(document.querySelector("#root")).render(
  createElement(StrictMode, null, createElement(Loading)),
);
