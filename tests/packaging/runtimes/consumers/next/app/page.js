import { tell } from "../told.mjs";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <pre>{JSON.stringify(await tell())}</pre>;
}
