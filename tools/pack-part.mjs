import { transform } from 'esbuild';
import { parseSync } from 'oxc-parser';
import { partName } from './packs.mjs';

/**
 * A part of the bundle, from the ES module that esbuild made, as the body of `function (exports)` in a pack: other parts are asked for by `part(name)`. Exports are
 * plain properties, set when the part has run: nothing of the migrator exports a variable that changes.
 *
 * @param {string} name
 * @param {string} text
 */
export async function partOf(name, text) {
  const { program, module, errors } = parseSync(`${name}.js`, text);
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join(', ')}`);
  const edits = program.body.flatMap((node) => linkOf(name, node) ?? []);
  for (const { start, end, moduleRequest } of module.dynamicImports) {
    const request = /^["'`]\.\/([^"'`]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    // Compiled from the code cache, a pack has no import() of its own: what is built into Node is imported at the top of a module.
    if (request === undefined) throw new Error(`A pack cannot run ${text.slice(start, end)}: import it statically.`);
    edits.push({ start, end, by: `Promise.resolve().then(()=>part(${JSON.stringify(partName(request))}))` });
  }
  const { code } = await transform(replaced(text, edits), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
  });
  return loadLazily(code);
}

/**
 * What takes the place of an import from another part, or of an export.
 *
 * @param {string} part
 * @param {import('oxc-parser').Program['body'][number]} node
 * @returns {{ start: number, end: number, by: string } | undefined}
 */
function linkOf(part, node) {
  const { start, end } = node;
  if (node.type === 'ImportDeclaration') {
    const from = node.source.value;
    if (!from.startsWith('./')) return undefined;
    const names = node.specifiers.map((specifier) => {
      if (specifier.type === 'ImportNamespaceSpecifier') throw new Error(`${part} imports all of ${from}`);
      const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
      return `${imported}:${specifier.local.name}`;
    });
    const asked = `part(${JSON.stringify(partName(from))});`;
    return { start, end, by: names.length === 0 ? asked : `const{${names.join(',')}}=${asked}` };
  }
  if (node.type === 'ExportDefaultDeclaration') return { start, end: node.declaration.start, by: 'exports.default=' };
  if (node.type !== 'ExportNamedDeclaration') return undefined;
  if (node.source || node.declaration) throw new Error(`${part} exports in a way that a pack does not know`);
  const names = node.specifiers.map(({ local, exported }) => `${nameOf(exported)}:${nameOf(local)}`);
  return { start, end, by: `Object.assign(exports,{${names.join(',')}});` };
}

/** @param {import('oxc-parser').ModuleExportName} name */
function nameOf(name) {
  return name.type === 'Literal' ? JSON.stringify(name.value) : name.name;
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
  /=(?:__)?require\("(node:(?:crypto|os|zlib|timers\/promises|child_process|tty|tls|dns(?:\/promises)?))"\)/g;

/** @param {string} code */
function loadLazily(code) {
  return code.replace(LAZY, '=lazily("$1")');
}
