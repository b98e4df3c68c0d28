// Vite's development server, which rewrites dependencies and answers unknown addresses with a page.
import { join } from "node:path";

/**
 * Serves the folder `root` with `vite`, one of its versions. The caller closes it.
 *
 * @param {any} vite
 * @param {string} root
 * @param {string} page the page that is going to be opened
 */
export async function serveWithVite(vite, root, page) {
  const server = await vite.createServer({
    ...{ root, configFile: false, logLevel: "error" },
    cacheDir: join(root, `.vite-${vite.version}`),
    optimizeDeps: { entries: [page] },
    server: { host: "127.0.0.1", port: 0, watch: null },
  });
  await server.listen();
  return server;
}

/** @param {any} server @param {string} page */
export function addressOf(server, page) {
  return `http://127.0.0.1:${server.httpServer.address().port}/${page}`;
}
