// Writes the package's API.md from its types: `node tests/packaging/reference.mjs`.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const npm = new URL("../../crates/messenger-personas-js/npm/", import.meta.url);

export const apiFile = new URL("API.md", npm);

/** The reference of what `dist/index.d.ts` exports. */
export async function reference() {
  const text = await readFile(new URL("dist/index.d.ts", npm), "utf8");
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.ES2022, true);
  const known = new Set(file.statements.map((it) => it.name?.text).filter(Boolean));
  const sections = file.statements.filter((it) => !isMerged(it)).map((it) => section(it, known));
  return [INTRODUCTION, contents(file), ...sections].join("\n\n") + "\n";
}

/** Whether this only adds to a class. */
function isMerged(statement) {
  const extended = statement.heritageClauses?.flatMap(({ types }) => types) ?? [];
  return extended.some((type) => type.expression.getText() === "Disposing");
}

function contents(file) {
  const titles = file.statements.filter((it) => !isMerged(it)).map(title);
  return titles.map((name) => `[${name}](#${anchor(name)})`).join(" ·\n");
}

function section(statement, known) {
  const parts = [`## ${title(statement)}`, said(statement, known)];
  const methods = (statement.members ?? []).filter(isMethod);
  const shown = declaration(statement, methods.length > 0);
  if (shown) parts.push(`\`\`\`ts\n${shown}\n\`\`\``);
  for (const method of methods) {
    const name = ts.isConstructorDeclaration(method) ? "constructor" : method.name.getText();
    parts.push(
      `### ${title(statement)}.${name}`,
      `\`\`\`ts\n${plain(method)}\n\`\`\``,
      said(method, known),
    );
  }
  return parts.filter(Boolean).join("\n\n");
}

/** What is declared, its remarks as comments, but for methods, which have sections of their own. */
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

/** The text of `node` with what is said inside it, and not what is said above it. */
function plain(node) {
  const indent = /[ ]*$/.exec(node.getSourceFile().text.slice(0, node.getStart()))[0];
  return node
    .getText()
    .replaceAll(`\n${indent}`, "\n")
    .replace(/\{@link ([\w.]+)\}/g, "`$1`")
    .replace(/^export (default )?/, "");
}

/** What is said above `node`, as Markdown. */
function said(node, known) {
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

Made from \`dist/index.d.ts\` by \`tests/packaging/reference.mjs\` of the project's repository. What it
is for, and how to begin, is in [README.md](README.md).`;

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(apiFile, await reference());
