// ES modules as CommonJS, as Babel and TypeScript leave them for Jest.
const { transformSync } = require("esbuild");

module.exports = {
  process: (source) => ({ code: transformSync(source, { format: "cjs" }).code }),
};
