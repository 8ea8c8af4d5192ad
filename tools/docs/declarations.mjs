// Reads declarations of types, and what they refer to, from the sources.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** TypeScript's own. */
const BUILT_IN = new Set(
  'Exclude Extract Map Omit Partial Pick Readonly ReadonlyMap ReadonlySet Record Set'.split(' '),
);

/**
 * @typedef {{ file: string, name: string }} Place
 * @typedef {Place & { text: string, refers: readonly Place[] }} Declaration
 * @typedef {{ text: string, program: import('oxc-parser').Program }} Source
 */

/** @param {string} root the folder of the sources */
export function typesIn(root) {
  /** @type {Map<string, Source>} */
  const sources = new Map();
  /** @param {string} file @returns {Source} */
  const sourceOf = (file) => {
    const known = sources.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(join(root, file), 'utf8');
    const source = { text, program: parseSync(file, text).program };
    sources.set(file, source);
    return source;
  };

  /**
   * Where a name that a file uses is declared.
   *
   * @param {Place} place @returns {Place & { node: any }}
   */
  const find = ({ file, name }) => {
    for (const statement of sourceOf(file).program.body) {
      if (statement.type === 'ImportDeclaration' || (statement.type === 'ExportNamedDeclaration' && statement.source)) {
        for (const one of statement.specifiers) {
          const isImport = one.type === 'ImportSpecifier';
          if (!isImport && one.type !== 'ExportSpecifier') continue;
          const [from, to] = isImport ? [one.imported, one.local] : [one.local, one.exported];
          if ('name' in from && 'name' in to && to.name === name) {
            return find({ file: join(dirname(file), statement.source?.value ?? ''), name: from.name });
          }
        }
        continue;
      }
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type === 'TSInterfaceDeclaration' || declared?.type === 'TSTypeAliasDeclaration') {
        if (declared.id.name === name) return { file, name, node: declared };
      }
      if (declared?.type === 'VariableDeclaration') {
        const [variable] = declared.declarations;
        if (variable?.id.type === 'Identifier' && variable.id.name === name) return { file, name, node: variable.init };
      }
    }
    throw new Error(`${file} declares no ${name}`);
  };

  /** @param {Place} place @returns {Declaration} */
  return (place) => {
    const { file, name, node } = find(place);
    const { text } = sourceOf(file);
    const values = node.type === 'TSTypeAliasDeclaration' ? valuesOf(node.typeAnnotation, file, find) : undefined;
    if (values !== undefined) return { file, name, text: `type ${name} = ${values.join(' | ')};`, refers: [] };
    const own = new Set((node.typeParameters?.params ?? []).map((/** @type {any} */ each) => each.name.name));
    const names = [...new Set(typeNames(node))].filter((each) => !own.has(each) && !BUILT_IN.has(each));
    const refers = names.filter((each) => each !== name).map((each) => find({ file, name: each }));
    return { file, name, text: text.slice(node.start, node.end).replace(/\breadonly /g, ''), refers };
  };
}

/**
 * The values of a type that is said by a constant: `(typeof NAMES)[number]`, `(typeof THINGS)[number]['name']`.
 *
 * @param {any} type @param {string} file @param {(place: Place) => { node: any }} find
 * @returns {string[] | undefined}
 */
function valuesOf(type, file, find) {
  const keys = [];
  let at = type;
  while (at.type === 'TSIndexedAccessType' || at.type === 'TSParenthesizedType') {
    if (at.type === 'TSIndexedAccessType') keys.push(at.indexType);
    at = at.type === 'TSIndexedAccessType' ? at.objectType : at.typeAnnotation;
  }
  if (at.type !== 'TSTypeQuery') return undefined;
  let { node } = find({ file, name: at.exprName.name });
  while (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') node = node.expression;
  const [property] = keys.filter(({ type: kind }) => kind === 'TSLiteralType');
  return node.elements.map((/** @type {any} */ element) => {
    if (property === undefined) return element.raw;
    const found = element.properties.find((/** @type {any} */ each) => each.key.name === property.literal.value);
    return found.value.raw;
  });
}

/**
 * The types that a node refers to, by name.
 *
 * @param {unknown} node @returns {string[]}
 */
function typeNames(node) {
  if (Array.isArray(node)) return node.flatMap(typeNames);
  if (typeof node !== 'object' || node === null) return [];
  const { type, typeName, expression } = /** @type {any} */ (node);
  const own = type === 'TSTypeReference' ? [typeName.name] : type === 'TSInterfaceHeritage' ? [expression.name] : [];
  return [...own, ...Object.values(node).flatMap(typeNames)];
}
