"use client";

import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";
import { useEffect } from "react";

import { story, storyInside } from "../../story.mjs";

export default function Page() {
  useEffect(() => {
    globalThis.runStory = (...server) => story(personas, ...server);
    globalThis.runStoryInside = () => storyInside(personas, createEmulator);
    globalThis.personas = personas;
  }, []);
  return <p>A page of a client</p>;
}
