// The package, and its types as the compiler reads them.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

import { installPackage } from "./installed.mjs";

/**
 * The installed package, its types, and the samples of `types/everywhere.ts`. The caller removes
 * `folder`.
 */
export async function declaredAndBuilt() {
  const folder = await installPackage("types");
  const load = (path) => import(pathToFileURL(join(folder, path)));
  const personas = await load("node_modules/messenger-personas/dist/node.js");
  const source = await readFile(join(folder, "everywhere.ts"), "utf8");
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  await writeFile(join(folder, "everywhere.mjs"), outputText);
  const samples = await load("everywhere.mjs");
  const types = new Types(join(folder, "node_modules/messenger-personas/dist/index.d.ts"));
  return { folder, personas, samples, types };
}

/** The declared types, by name. */
export class Types {
  #checker;
  #exports;

  constructor(path) {
    const options = { strict: true, target: ts.ScriptTarget.ES2022, types: [] };
    const program = ts.createProgram([path], options);
    this.#checker = program.getTypeChecker();
    const module = this.#checker.getSymbolAtLocation(program.getSourceFile(path));
    this.#exports = this.#checker.getExportsOfModule(module);
  }

  named(name) {
    const symbol = this.#exports.find((symbol) => symbol.name === name);
    assert.ok(symbol, `index.d.ts has a type ${name}`);
    return this.#checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** The types of the first parameter and of the result of a method such as `personas.get`. */
  method(path) {
    let type = this.named("GraphClient");
    for (const name of path.split(".")) type = this.member(type, name);
    const [signature] = type.getCallSignatures();
    const input = signature.parameters[0];
    const output = this.#checker.getAwaitedType(signature.getReturnType());
    return { input: this.#without(this.#checker.getTypeOfSymbol(input)), output };
  }

  /** The members of a union, without `undefined` and `null`. */
  kinds(type) {
    const known = this.#without(type);
    return known.isUnion() && !known.types.every((it) => it.isLiteral()) ? known.types : [known];
  }

  /** The names of an object's members, without those of type `never`. */
  names(type) {
    return type
      .getProperties()
      .filter((it) => !(this.#of(it).flags & ts.TypeFlags.Never))
      .map((it) => it.name);
  }

  has(type, name) {
    return this.names(type).includes(name);
  }

  member(type, name) {
    const symbol = type.getProperty(name);
    return symbol && this.#of(symbol);
  }

  isOpen(type) {
    return type.getStringIndexType() !== undefined || type.getProperties().length === 0;
  }

  item(type) {
    return this.#checker.getIndexTypeOfType(this.#without(type), ts.IndexKind.Number);
  }

  /** `true` if a string, a number or a boolean is of this type. */
  accepts(type, value) {
    const flag = FLAGS[typeof value];
    return this.kinds(type).some((kind) =>
      kind.isUnion() ? kind.types.some((it) => it.flags & flag) : Boolean(kind.flags & flag),
    );
  }

  isTuple(type) {
    return this.#checker.isTupleType(this.#without(type));
  }

  /** The values of a union of string literals; `undefined` for other types. */
  words(type) {
    const known = this.#without(type);
    const kinds = known.isUnion() ? known.types : [known];
    return kinds.every((kind) => kind.isStringLiteral())
      ? kinds.map((kind) => kind.value)
      : undefined;
  }

  /** The documentation comment of a member, without commas. */
  docOfMember(type, name) {
    const parts = type.getProperty(name).getDocumentationComment(this.#checker);
    return ts.displayPartsToString(parts).replaceAll(",", "");
  }

  /** The documentation comment of a type, without commas. */
  docOfType(type) {
    const symbol = type.aliasSymbol ?? type.symbol;
    const parts = symbol?.getDocumentationComment(this.#checker) ?? [];
    return ts.displayPartsToString(parts).replaceAll(",", "");
  }

  /** `true` if a member can be `null`. */
  isNullable(type, name) {
    const member = this.#checker.getTypeOfSymbol(type.getProperty(name));
    return member.isUnion() && member.types.some((it) => it.flags & ts.TypeFlags.Null);
  }

  #of(symbol) {
    return this.#without(this.#checker.getTypeOfSymbol(symbol));
  }

  #without(type) {
    return this.#checker.getNonNullableType(type);
  }
}

const FLAGS = {
  string: ts.TypeFlags.StringLike,
  number: ts.TypeFlags.NumberLike,
  boolean: ts.TypeFlags.BooleanLike,
};

/** `input` with `value` at the place. */
export function put(input, place, value) {
  if (place.length === 0) return value;
  const [name, ...rest] = place;
  const copy = Array.isArray(input) ? [...input] : { ...input };
  copy[name] = put(copy[name], rest, value);
  return copy;
}
