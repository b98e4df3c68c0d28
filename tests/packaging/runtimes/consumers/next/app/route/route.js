import { runStories } from "../../run_stories.mjs";

export const dynamic = "force-dynamic";

export async function GET() {
  return Response.json(await runStories());
}
