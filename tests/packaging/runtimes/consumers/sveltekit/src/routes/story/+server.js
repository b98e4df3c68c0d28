import * as personas from "messenger-personas";
import { createEmulator } from "messenger-personas/emulator";

import { story, storyInside } from "../../../story.mjs";

export async function GET() {
  const { origin, page } = JSON.parse(process.env.EMULATOR);
  const results = [await story(personas, origin, page), await storyInside(personas, createEmulator)];
  return Response.json(results);
}
