import { fileURLToPath } from "node:url";

// The packages are in folders above this one.
const root = fileURLToPath(new URL("../..", import.meta.url));

export default { turbopack: { root }, outputFileTracingRoot: root, distDir: process.env.DIST };
