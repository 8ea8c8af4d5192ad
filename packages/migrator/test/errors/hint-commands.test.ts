import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { HOLE, mentionsIn } from '../support/documents/command-mentions.ts';
import { parseCommandLine } from '../support/documents/parse-command-line.ts';

const SOURCE = resolve(import.meta.dirname, '../../src');
const DOCS = resolve(import.meta.dirname, '../../../../docs');
interface Text {
  readonly file: string;
  readonly text: string;
}

/** Every text that a program, an error or a finding can print: all string literals and templates of the sources. */
function textsOf(file: string): Text[] {
  const texts: string[] = [];
  const visitor = new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') texts.push(value);
    },
    TemplateLiteral: ({ quasis }) => {
      texts.push(quasis.map(({ value }) => value.cooked ?? '').join(HOLE));
    },
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return texts.map((text) => ({ file: relative(SOURCE, file), text }));
}

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const texts: readonly Text[] = [
  ...sources.flatMap((name) => textsOf(join(SOURCE, name))),
  { file: 'docs/errors.md', text: readFileSync(join(DOCS, 'errors.md'), 'utf8') },
];

/** `migrate` as a verb, or as the name of the program, and what completion scripts call. */
const PROSE = new Set(['the', 'as', 'reads', '__complete', 'candidates']);

/** Commands that are being built, whose errors exist already; no exception any more once they are. */
const BEGUN = ['adopt'].filter((name) => !COMMANDS.some((command) => command.name === name));

test('every command that a message, a hint or the list of errors names exists, with its options', async () => {
  const mentions = texts
    .flatMap(({ file, text }) => mentionsIn(text).map((each) => ({ file, ...each })))
    .filter(({ words }) => !PROSE.has(words[0] ?? '') && !BEGUN.includes(words[0] ?? ''));
  expect(mentions.length).toBeGreaterThan(150);
  const wrong: string[] = [];
  for (const { file, line, words } of mentions) {
    const problem = await parseCommandLine(words);
    // A command that is only named, as in "migrate merge joins them", has no operands to be right or wrong.
    if (problem === undefined || (words.length === 1 && /missing required argument|required option/.test(problem)))
      continue;
    wrong.push(`${file}: ${line}: ${problem}`);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['Prove it: migrate proof ab12', 'unknown command'],
  ['Look with `migrate status --jsom`.', 'unknown option'],
  ['Or `migrate repair forgive ab12 --reason "…"` it', 'unknown action'],
  ['Or `migrate repair forget ab12` it', 'required option'],
  ['`migrate repair forget ab12 --reason "it is gone"` to begin again', undefined],
  ['Write it: migrate plan --out back.json, then', undefined],
  ['run migrate merge --order a@head b@head --by-hnd', 'unknown option'],
  ['migrate upgrade heads for all', undefined],
])('%s: %s', async (text, problem) => {
  const [mention] = mentionsIn(text);
  const found = await parseCommandLine(mention?.words ?? []);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(problem);
});
