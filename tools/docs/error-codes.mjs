// `npm run docs`: writes docs/errors.md from the classes in packages/migrator/src/errors. A test fails when it is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const folder = fileURLToPath(new URL('../../packages/migrator/src/errors/', import.meta.url));
const document = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
const EXIT_CODES = /** @type {Readonly<Record<string, number>>} */ ({
  failed: 1,
  usage: 2,
  found: 3,
  busy: 4,
  cancelled: 130,
});

/** @returns {readonly { code: string, exit: number, meaning: string, file: string }[]} by code */
export function errorCodes() {
  const found = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((file) => codesOf(file));
  return found.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** @param {string} file */
function codesOf(file) {
  const text = readFileSync(folder + file, 'utf8');
  const { program, comments } = parseSync(file, text);
  /** @type {{ code: string, exit: number, meaning: string, file: string }[]} */
  const rows = [];
  /** @type {Map<string, string[]>} unions of codes by the name of their type */
  const unions = new Map();
  new Visitor({
    TSTypeAliasDeclaration: ({ id, typeAnnotation }) => void unions.set(id.name, literals(typeAnnotation)),
  }).visit(program);
  new Visitor({
    ClassDeclaration: (node) => {
      const start = text.lastIndexOf('export', node.start + 1) >= node.start - 8 ? node.start - 7 : node.start;
      const comment = comments.findLast(({ end }) => end <= node.start && text.slice(end, start).trim() === '');
      const meaning = comment ? firstSentence(comment.value) : '';
      let exit = EXIT_CODES.failed ?? 1;
      /** @type {string[]} */
      let codes = [];
      for (const member of node.body.body) {
        if (member.type !== 'PropertyDefinition' || member.key.type !== 'Identifier') continue;
        const value =
          member.value?.type === 'Literal' && typeof member.value.value === 'string' ? member.value.value : undefined;
        if (member.key.name === 'outcome' && value) exit = EXIT_CODES[value] ?? exit;
        if (member.key.name !== 'code') continue;
        const type = member.typeAnnotation?.typeAnnotation;
        codes = value ? [value] : type ? named(type, unions) : [];
      }
      rows.push(...codes.map((code) => ({ code, exit, meaning, file })));
    },
  }).visit(program);
  return rows;
}

/**
 * @param {import('oxc-parser').TSType} type
 * @param {ReadonlyMap<string, string[]>} unions
 */
function named(type, unions) {
  if (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier')
    return unions.get(type.typeName.name) ?? [];
  return literals(type);
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
function firstSentence(comment) {
  const text = comment
    .replace(/^\*|^\s*\* ?/gm, '')
    .replace(/\{@link (\w+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return (/^.*?[.;:](?= |$)/.exec(text)?.[0] ?? text).replace(/[;:]$/, '.').replaceAll('|', '\\|');
}

export function errorsDocument() {
  const rows = errorCodes().map(({ code, exit, meaning }) => `| \`${code}\` | ${exit} | ${meaning} |`);
  return `# Errors

Written by \`npm run docs\` from the classes in \`packages/migrator/src/errors\`. Each failure has a stable \`code\`, \`facts\` as plain data and
a \`hint\` with the command or edit that repairs it; [the exit codes](exit-codes.md) are explained beside this file.

| code | exit | when |
| --- | --- | --- |
${rows.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, errorsDocument());
