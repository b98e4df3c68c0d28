// @ts-check
// The emulator's entry for `import` in Node, Bun and Deno; `require` gets the same module.
export { createEmulator } from "./node.cjs";
