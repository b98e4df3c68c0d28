// jsdom with Node's fetch, which takes only Node's own signals.
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const signals = { AbortController, AbortSignal };
    Object.assign(this.global, { ...signals, fetch, Headers, Request, Response });
  }
};
