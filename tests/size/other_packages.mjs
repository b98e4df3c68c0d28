// Other packages that one would use in a browser, bundled and minified as for one.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import esbuild from "esbuild";
import nodeModules from "node-stdlib-browser";
import polyfillPlugin from "node-stdlib-browser/helpers/esbuild/plugin";

const require = createRequire(import.meta.url);
const { dependencies } = require("./package.json");

/** What esbuild needs for packages that import modules of Node. */
const POLYFILLS = {
  inject: [require.resolve("node-stdlib-browser/helpers/esbuild/shim")],
  define: { global: "global", process: "process", Buffer: "Buffer" },
  plugins: [polyfillPlugin(nodeModules)],
};

/** Everything that a package exports, in one file. */
async function bundle(name, options = {}) {
  const { outputFiles } = await esbuild.build({
    ...{ bundle: true, minify: true, platform: "browser", format: "esm" },
    ...{ write: false, logLevel: "error" },
    stdin: {
      contents: `export * as all from "${name}";`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    ...options,
  });
  return Buffer.from(outputFiles[0].contents);
}

const titled = (name) => `\`${name}\` ${dependencies[name]}`;
const polyfilled = async (name) => [
  `${titled(name)}, with polyfills of Node's modules`,
  await bundle(name, POLYFILLS),
];

/** The name of each package with its bundle. */
export const otherPackages = [
  [titled("axios"), await bundle("axios")],
  await polyfilled("messaging-api-messenger"),
  await polyfilled("facebook-nodejs-business-sdk"),
];
