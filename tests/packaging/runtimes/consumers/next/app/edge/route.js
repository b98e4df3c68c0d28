import { tell } from "../../told.mjs";

export const runtime = "edge";

export async function GET() {
  return Response.json(await tell());
}
