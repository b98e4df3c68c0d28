import { tell } from "../../told.mjs";

export const dynamic = "force-dynamic";

export async function GET() {
  return Response.json(await tell());
}
