import { runStories } from "../../run_stories.mjs";

export const runtime = "edge";

export async function GET() {
  return Response.json(await runStories());
}
