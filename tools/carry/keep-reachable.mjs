import { parseSync } from 'oxc-parser';

/**
 * @typedef {object} Part a top-level declaration, or the import of one name
 * @property {string} text
 * @property {readonly string[]} declares
 * @property {ReadonlySet<string>} mentions
 * @property {ReadonlySet<string>} sets what is assigned to, anywhere inside
 */

/**
 * The declarations of a bundled ES module that some of them need, without the rest. For the output of esbuild and rolldown: what runs at once, at the top,
 * only fills in the exports of modules or calls their `init_…`; a module's own code runs in there. esbuild itself keeps all of it, as each `init_…` might have
 * effects.
 *
 * @param {string} text
 * @param {object} wanted
 * @param {readonly string[]} wanted.roots names to keep, which the result exports
 * @param {readonly string[]} wanted.calls names of functions that are called at the start, before those of what is kept that the bundle calls
 * @param {Readonly<Record<string, readonly string[]>>} wanted.without functions that do nothing in the result, with those of the names they would set that are
 *   still mentioned, in code that never runs
 * @returns {string}
 */
export function keepReachable(text, { roots, calls, without }) {
  const { program } = parseSync('bundle.mjs', text);
  const parts = program.body.flatMap((node) => partsOf(node, text));
  /** @type {Map<string, Part>} */
  const owners = new Map();
  for (const part of parts) for (const name of part.declares) owners.set(name, part);
  const missing = [...roots, ...calls, ...Object.keys(without)].filter((name) => !owners.has(name));
  if (missing.length > 0) throw new Error(`The bundle declares no ${missing.join(', ')}.`);
  /** @type {Set<Part>} */
  const kept = new Set();
  const waiting = [...roots, ...calls];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const part = Object.hasOwn(without, name) ? undefined : owners.get(name);
    if (part === undefined || kept.has(part)) continue;
    kept.add(part);
    waiting.push(...part.mentions);
  }
  for (const [left, allowed] of Object.entries(without)) {
    const unset = [...(owners.get(left)?.sets ?? [])].filter((name) => owners.has(name) && !allowed.includes(name));
    const needed = unset.filter((name) =>
      [...kept].some((part) => part.mentions.has(name) && !part.declares.includes(name)),
    );
    if (needed.length > 0) throw new Error(`Without ${left} there is no ${needed.join(', ')}.`);
  }
  return [
    ...parts.filter((part) => kept.has(part)).map((part) => part.text),
    ...Object.keys(without).map((name) => `function ${name}() {}`),
    ...calls.map((name) => `${name}();`),
    ...callsOf(program, text)
      .filter((name) => [...kept].some((part) => part.declares.includes(name)))
      .map((name) => `${name}();`),
    `export { ${roots.join(', ')} };`,
  ].join('\n');
}

/**
 * The names of the functions that a bundle calls at its top, without arguments.
 *
 * @param {import('oxc-parser').Program} program
 * @param {string} text
 */
function callsOf(program, text) {
  return program.body.flatMap(({ type, start, end }) => {
    const name = type === 'ExpressionStatement' ? /^(\w[\w$]*)\(\);?$/.exec(text.slice(start, end))?.[1] : undefined;
    return name === undefined ? [] : [name];
  });
}

/**
 * @param {import('oxc-parser').Statement | import('oxc-parser').Directive} node
 * @param {string} text
 * @returns {Part[]}
 */
function partsOf(node, text) {
  const source = (/** @type {{ start: number, end: number }} */ { start, end }) => text.slice(start, end);
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.map((declaration) => ({
        text: `${node.kind} ${source(declaration)};`,
        declares: boundNames(declaration.id),
        ...namesIn(declaration),
      }));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [{ text: source(node), declares: node.id === null ? [] : [node.id.name], ...namesIn(node) }];
    case 'ImportDeclaration':
      return node.specifiers.map((specifier) => ({
        text: `import ${importOf(specifier, source)} from ${source(node.source)};`,
        declares: [specifier.local.name],
        mentions: new Set(),
        sets: new Set(),
      }));
    default:
      return [];
  }
}

/**
 * @param {import('oxc-parser').ImportDeclarationSpecifier} specifier
 * @param {(node: { start: number, end: number }) => string} source
 */
function importOf(specifier, source) {
  return specifier.type === 'ImportSpecifier' ? `{ ${source(specifier)} }` : source(specifier);
}

/**
 * @param {import('oxc-parser').BindingPattern} pattern
 * @returns {readonly string[]}
 */
function boundNames(pattern) {
  return pattern.type === 'Identifier' ? [pattern.name] : [...namesIn(pattern).mentions];
}

/**
 * Every identifier below a node, but for names of properties: more than it refers to, as local names count, too.
 *
 * @param {object} root
 * @returns {Pick<Part, 'mentions' | 'sets'>}
 */
function namesIn(root) {
  /** @type {Set<string>} */
  const mentions = new Set();
  /** @type {Set<string>} */
  const sets = new Set();
  const walk = (/** @type {unknown} */ node) => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const { type, name, computed, left } = /** @type {Record<string, unknown>} */ (node);
    if (type === 'Identifier' && typeof name === 'string') mentions.add(name);
    if (type === 'AssignmentExpression' && isIdentifier(left)) sets.add(left.name);
    const skipped = computed === true ? undefined : PROPERTY_NAMES.get(String(type));
    for (const [key, value] of Object.entries(node)) if (key !== skipped) walk(value);
  };
  walk(root);
  return { mentions, sets };
}

/**
 * @param {unknown} node
 * @returns {node is { name: string }}
 */
function isIdentifier(node) {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === 'Identifier';
}

/** Under which key a node has the name of a property. */
const PROPERTY_NAMES = new Map([
  ['MemberExpression', 'property'],
  ['Property', 'key'],
  ['MethodDefinition', 'key'],
  ['PropertyDefinition', 'key'],
]);
