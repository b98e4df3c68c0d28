// Generates the package's API.md from its types: `node tests/packaging/reference.mjs`.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const npm = new URL("../../crates/messenger-personas-js/npm/", import.meta.url);

export const apiFile = new URL("API.md", npm);

/** The text of API.md: a section for every export of `dist/index.d.ts`. */
export async function reference() {
  const text = await readFile(new URL("dist/index.d.ts", npm), "utf8");
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.ES2022, true);
  const known = new Set(file.statements.map((it) => it.name?.text).filter(Boolean));
  const declarations = file.statements.filter(hasSection);
  const sections = declarations.map((it) => section(it, known));
  return [INTRODUCTION, contents(declarations), ...sections].join("\n\n") + "\n";
}

/** `false` for re-exports, and for the interface that adds `Symbol.dispose` to a class. */
function hasSection(statement) {
  if (ts.isExportDeclaration(statement)) return false;
  const extended = statement.heritageClauses?.flatMap(({ types }) => types) ?? [];
  return !extended.some((type) => type.expression.getText() === "Disposing");
}

function contents(declarations) {
  return declarations
    .map(title)
    .map((name) => `[${name}](#${anchor(name)})`)
    .join(" ·\n");
}

function section(statement, known) {
  const parts = [`## ${title(statement)}`, documentation(statement, known)];
  const methods = (statement.members ?? []).filter(isMethod);
  const code = declaration(statement, methods.length > 0);
  if (code) parts.push(`\`\`\`ts\n${code}\n\`\`\``);
  for (const method of methods) {
    const name = ts.isConstructorDeclaration(method) ? "constructor" : method.name.getText();
    parts.push(
      `### ${title(statement)}.${name}`,
      `\`\`\`ts\n${plain(method)}\n\`\`\``,
      documentation(method, known),
    );
  }
  return parts.filter(Boolean).join("\n\n");
}

/** The declaration with its comments, without methods, which have sections of their own. */
function declaration(statement, hasMethods) {
  if (!hasMethods) return plain(statement);
  const rest = statement.members.filter((member) => !isMethod(member));
  return rest
    .map((member) => [member.jsDoc?.at(-1)?.getText(), plain(member)].filter(Boolean).join("\n"))
    .join("\n");
}

function isMethod(node) {
  return (
    ts.isMethodSignature(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)
  );
}

/** The text of `node` without its own documentation comment. */
function plain(node) {
  const indent = /[ ]*$/.exec(node.getSourceFile().text.slice(0, node.getStart()))[0];
  return node
    .getText()
    .replaceAll(`\n${indent}`, "\n")
    .replace(/\{@link ([\w.]+)\}/g, "`$1`")
    .replace(/^export (default )?/, "");
}

/** The documentation comment of `node` as Markdown. */
function documentation(node, known) {
  const comment = node.jsDoc?.at(-1)?.getText() ?? "";
  return comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .replace(/^[ ]*\*?[ ]?/gm, "")
    .replace(/^@throws/gm, "Throws")
    .replace(/^@param (\w+)/gm, "`$1`:")
    .replace(/\{@link (\w+)(\.\w+)?\}/g, (_, name, member = "") =>
      known.has(name)
        ? `[\`${name}${member}\`](#${anchor(name + member)})`
        : `\`${name}${member}\``,
    )
    .trim();
}

function title(statement) {
  return statement.name?.text ?? "";
}

function anchor(name) {
  return name.toLowerCase().replace(/[^\w-]/g, "");
}

const INTRODUCTION = `# API

Every export of \`messenger-personas\`. [README.md](README.md) has an introduction with examples.

Payloads have Graph's own names (\`snake_case\`), as in Meta's documentation. Members that the client
adds are in camelCase. In parameters, \`null\` and \`undefined\` are the same as a missing member.`;

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(apiFile, await reference());
