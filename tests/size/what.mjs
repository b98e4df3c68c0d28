// What the bytes of a wasm file are, by the crate that they come from: prints a table.
//
// node what.mjs FILE, where FILE has the names of its functions
import { readFile } from "node:fs/promises";

const bytes = await readFile(process.argv[2]);

class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  /** A number in LEB128. */
  number() {
    for (let value = 0, shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  text() {
    return this.take(this.number()).toString();
  }

  get isDone() {
    return this.at >= this.bytes.length;
  }
}

const sections = [];
for (const file = new Reader(bytes, 8); !file.isDone;) {
  const [id, content] = [file.number(), file.take(file.number())];
  sections.push([id, content]);
}
const custom = (name) =>
  sections
    .filter(([id]) => id === 0)
    .map(([, content]) => new Reader(content))
    .find((reader) => reader.text() === name);
const standing = (wanted) => sections.find(([id]) => id === wanted)?.[1] ?? Buffer.alloc(0);

/** How many functions are imported: those are numbered first. */
function imports() {
  const reader = new Reader(standing(2));
  const skipLimits = () => {
    const flags = reader.number();
    reader.number();
    if (flags & 1) reader.number();
  };
  let functions = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.text();
    reader.text();
    const kind = reader.take(1)[0];
    if (kind === 0) ((functions += 1), reader.number());
    else if (kind === 1) (reader.take(1), skipLimits());
    else if (kind === 2) skipLimits();
    else reader.take(2);
  }
  return functions;
}

function names() {
  const reader = custom("name");
  const found = new Map();
  while (reader && !reader.isDone) {
    const [id, content] = [reader.number(), new Reader(reader.take(reader.number()))];
    if (id !== 1) continue;
    for (let left = content.number(); left > 0; left -= 1)
      found.set(content.number(), content.text());
  }
  return found;
}

/** The crate of the first path in a name such as `<core::a::B as c::D>::e::h0123456789abcdef`. */
function crate(name) {
  const [, found] = /(?:^|[<&*[( ])([a-z_][a-z0-9_]*)(?:\[[0-9a-f]+\])?::/i.exec(name) ?? [];
  if (found) return found;
  return /malloc|free|alloc/.test(name) ? "allocator" : "glue and exports";
}

const named = names();
const code = new Reader(standing(10));
const [count, first] = [code.number(), imports()];
const functions = Array.from({ length: count }, (_, index) => {
  const size = code.number();
  code.take(size);
  return { name: named.get(first + index) ?? "unnamed", size };
});

const total = [10, 11].reduce((sum, id) => sum + standing(id).length, 0);
const groups = new Map();
for (const it of functions) groups.set(crate(it.name), [...(groups.get(crate(it.name)) ?? []), it]);
const rows = [...groups].map(([name, members]) => ({
  name,
  count: members.length,
  size: members.reduce((sum, { size }) => sum + size, 0),
}));
rows.push({ name: "data: texts and tables", count: 0, size: standing(11).length });
rows.sort((one, other) => other.size - one.size);

const line = (...cells) => console.log(`| ${cells.join(" | ")} |`);
const part = (size) => `${((100 * size) / total).toFixed(1)} %`;
line("from", "bytes", "part", "functions");
line("---", "--:", "--:", "--:");
for (const { name, count, size } of rows) line(name, size, part(size), count || "");
line("together", total, part(total), functions.length);
console.log();
line("the longest functions", "bytes", "part");
line("---", "--:", "--:");
functions.sort((one, other) => other.size - one.size);
for (const { name, size } of functions.slice(0, 25)) {
  line(
    `\`${name
      .replace(/::h[0-9a-f]{16}$/, "")
      .replaceAll("|", "\\|")
      .slice(0, 90)}\``,
    size,
    part(size),
  );
}
