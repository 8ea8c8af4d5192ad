// Reads the classes in packages/migrator/src/errors: their codes and what their docstrings say.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const folder = fileURLToPath(new URL('../../packages/migrator/src/errors/', import.meta.url));

/**
 * @typedef {object} ErrorClass
 * @property {string} name
 * @property {string | undefined} base the class that it extends
 * @property {string} file relative to src/errors
 * @property {string} topic the folder of the file, or ''
 * @property {readonly string[]} codes none for a base class; more than one is an error that a test finds
 * @property {string | undefined} outcome undefined where it is that of the base
 * @property {string} meaning the first sentence of the docstring: what happened
 * @property {string} cause its `@cause`
 * @property {string} repair its `@repair`
 */

/** @returns {readonly ErrorClass[]} */
export function errorClasses() {
  return readdirSync(folder, { encoding: 'utf8', recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .flatMap((file) => classesOf(file));
}

/** @param {string} file */
function classesOf(file) {
  const text = readFileSync(folder + file, 'utf8');
  const { program, comments } = parseSync(file, text);
  /** @type {ErrorClass[]} */
  const classes = [];
  new Visitor({
    ClassDeclaration: (node) => {
      const start = text.lastIndexOf('export', node.start + 1) >= node.start - 8 ? node.start - 7 : node.start;
      const comment = comments.findLast(({ end }) => end <= node.start && text.slice(end, start).trim() === '');
      classes.push({
        name: node.id?.name ?? '',
        base: node.superClass?.type === 'Identifier' ? node.superClass.name : undefined,
        file,
        topic: file.includes('/') ? (file.split('/')[0] ?? '') : '',
        codes: property(node, 'code'),
        outcome: property(node, 'outcome')[0],
        ...docstring(comment?.value ?? ''),
      });
    },
  }).visit(program);
  return classes;
}

/**
 * The literals that a property can have, by its value or its type.
 * @param {import('oxc-parser').Class} node
 * @param {string} name
 * @returns {string[]}
 */
function property(node, name) {
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition') continue;
    if (member.key.type !== 'Identifier' || member.key.name !== name) continue;
    if (member.value?.type === 'Literal' && typeof member.value.value === 'string') return [member.value.value];
    return member.typeAnnotation ? literals(member.typeAnnotation.typeAnnotation) : [];
  }
  return [];
}

/** @param {import('oxc-parser').TSType} type */
function literals(type) {
  const types = type.type === 'TSUnionType' ? type.types : [type];
  return types.flatMap((each) =>
    each.type === 'TSLiteralType' && each.literal.type === 'Literal' && typeof each.literal.value === 'string'
      ? [each.literal.value]
      : [],
  );
}

/** @param {string} comment */
function docstring(comment) {
  const text = comment
    .replace(/^\*|^\s*\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const [description = '', ...tags] = text.split(/(?:^| )(?=@(?:cause|repair) )/);
  /** @param {string} name */
  const tag = (name) => {
    const found = tags.filter((each) => each.startsWith(`@${name} `));
    return found.length === 1 ? (found[0] ?? '').slice(name.length + 2).trim() : '';
  };
  const sentence = (/^.*?[.;:](?= |$)/.exec(description)?.[0] ?? description).replace(/[;:]$/, '.');
  return { meaning: sentence, cause: tag('cause'), repair: tag('repair') };
}
