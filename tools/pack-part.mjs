import { transform } from 'esbuild';
import { parseSync } from 'oxc-parser';
import { partName } from './packs.mjs';

/**
 * A part of the bundle: the ES module that esbuild made, and what it exports. What `import()` asks for exports an object, as a module would; all others
 * an array: Node takes as long for each property of an object of another kind as for a call.
 *
 * @typedef {object} Part
 * @property {string} text
 * @property {readonly string[]} names in the order in which an array has them
 * @property {boolean} isNamed it exports an object
 */

/**
 * @param {string} name
 * @param {string} text
 * @param {boolean} isNamed
 * @returns {Part}
 */
export function readPart(name, text, isNamed) {
  const names = parsed(name, text).program.body.flatMap((node) => exportsOf(name, node).map(([exported]) => exported));
  return { text, names, isNamed };
}

/**
 * A part as the body of `function (exports)` in a pack. What it exports is set at once when it has run, as `exports.all`: nothing of the migrator exports a variable
 * that changes. Other parts are asked for by `part(number)`.
 *
 * @param {string} name
 * @param {ReadonlyMap<string, Part>} parts in the order in which they have numbers
 */
export async function partOf(name, parts) {
  const { text, isNamed } = partNamed(name, parts);
  const { program, module } = parsed(name, text);
  const numbers = [...parts.keys()];
  const numberOf = (/** @type {string} */ path) => numbers.indexOf(partName(path));
  const edits = program.body.flatMap((node) => linkOf(name, node, text, parts, numberOf) ?? []);
  for (const { start, end, moduleRequest } of module.dynamicImports) {
    const request = /^["'`](\.\/[^"'`]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    // Compiled from the code cache, a pack has no import() of its own: what is built into Node is imported at the top of a module.
    if (request === undefined) throw new Error(`A pack cannot run ${text.slice(start, end)}: import it statically.`);
    if (!partNamed(partName(request), parts).isNamed) throw new Error(`${request} does not export an object`);
    const asked = `part(${numberOf(request)})`;
    const isNow = text.slice(0, start).endsWith(NOW);
    edits.push(
      isNow
        ? { start: start - NOW.length, end: end + 1, by: asked }
        : { start, end, by: `Promise.resolve().then(()=>${asked})` },
    );
  }
  const exported = program.body.flatMap((node) => exportsOf(name, node));
  const values = exported.map(([key, local]) => (isNamed ? `${JSON.stringify(key)}:${local}` : local)).join();
  const { code } = await transform(`${replaced(text, edits)}\nexports.all=${isNamed ? `{${values}}` : `[${values}]`}`, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
  });
  return loadLazily(code);
}

/** What stands before an `import()` that loads a part at once: `late-modules.mjs`. */
const NOW = 'partNow(';

/** @param {string} name @param {string} text */
function parsed(name, text) {
  const { program, module, errors } = parseSync(`${name}.js`, text);
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join(', ')}`);
  return { program, module };
}

/** @param {string} name @param {ReadonlyMap<string, Part>} parts */
function partNamed(name, parts) {
  const found = parts.get(name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
}

/** What the default of a part is called inside of it. */
const DEFAULT = 'exportedAsDefault';

/**
 * @param {string} part
 * @param {import('oxc-parser').Program['body'][number]} node
 * @returns {(readonly [exported: string, local: string])[]}
 */
function exportsOf(part, node) {
  if (node.type === 'ExportDefaultDeclaration') return [['default', DEFAULT]];
  if (node.type !== 'ExportNamedDeclaration') return [];
  if (node.source || node.declaration) throw new Error(`${part} exports in a way that a pack does not know`);
  return node.specifiers.map(({ local, exported }) => [nameOf(exported), nameOf(local)]);
}

/**
 * What takes the place of an import from another part, or of an export.
 *
 * @param {string} part
 * @param {import('oxc-parser').Program['body'][number]} node
 * @param {string} text
 * @param {ReadonlyMap<string, Part>} parts
 * @param {(path: string) => number} numberOf
 * @returns {{ start: number, end: number, by: string } | undefined}
 */
function linkOf(part, node, text, parts, numberOf) {
  const { start, end } = node;
  if (node.type === 'ExportDefaultDeclaration') return { start, end: node.declaration.start, by: `const ${DEFAULT}=` };
  if (node.type === 'ExportNamedDeclaration') return { start, end, by: '' };
  if (node.type !== 'ImportDeclaration' || !node.source.value.startsWith('./')) return undefined;
  const from = node.source.value;
  const { names, isNamed } = partNamed(partName(from), parts);
  const asked = `part(${numberOf(from)})`;
  const held = `part$${numberOf(from)}`;
  if (text.includes(held)) throw new Error(`${part} has a ${held} of its own`);
  const values = node.specifiers.map((specifier) => {
    if (specifier.type === 'ImportNamespaceSpecifier') throw new Error(`${part} imports all of ${from}`);
    const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
    if (!names.includes(imported)) throw new Error(`${from} does not export the ${imported} that ${part} imports`);
    return `${specifier.local.name}=${held}${isNamed ? `[${JSON.stringify(imported)}]` : `[${names.indexOf(imported)}]`}`;
  });
  return { start, end, by: values.length === 0 ? `${asked};` : `const ${[`${held}=${asked}`, ...values].join()};` };
}

/** @param {import('oxc-parser').ModuleExportName} name */
function nameOf(name) {
  return name.type === 'Literal' ? name.value : name.name;
}

/** @param {string} text @param {{ start: number, end: number, by: string }[]} edits */
function replaced(text, edits) {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end, by }) => rest.slice(0, start) + by + rest.slice(end), text);
}

/**
 * Modules of Node that take milliseconds to load, and that most commands do not need: they are loaded when something of them is used. (commander asks for
 * child_process for the sake of subcommands in files of their own, which we have none of; a connection asks for tls when it is encrypted.)
 */
const LAZY =
  /=(?:__)?require\("((?:node:)?(?:crypto|os|zlib|timers\/promises|child_process|tty|tls|dns(?:\/promises)?))"\)/g;

/** @param {string} code */
function loadLazily(code) {
  return code.replace(LAZY, '=lazily("$1")');
}
