import { runStories } from "../run_stories.mjs";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <pre>{JSON.stringify(await runStories())}</pre>;
}
