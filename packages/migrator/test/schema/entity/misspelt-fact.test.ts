import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';

const ENTITIES = new URL('../../../src/schema/entity/schema-entity.ts', import.meta.url).pathname;
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const STRICT =
  '--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck --ignoreConfig --allowImportingTsExtensions';

/** The right line, and what somebody could write instead of it. */
const LINES: readonly (readonly [right: string, ...wrong: readonly string[]])[] = [
  ['(it: ColumnEntity) => it.facts.notNull', '(it: ColumnEntity) => it.facts.notNul'],
  [
    '(it: ColumnEntity) => withFacts(it, { notNull: undefined })',
    '(it: ColumnEntity) => withFacts(it, { notNul: undefined })',
    // Every column has a type.
    '(it: ColumnEntity) => withFacts(it, { type: undefined })',
    "(it: ColumnEntity) => withFacts(it, { notNull: 'yes' })",
  ],
  [
    "(it: SchemaEntity) => (it.type === 'foreign-key' ? it.facts.schemaTo : '')",
    "(it: SchemaEntity) => (it.type === 'foreign-key' ? it.facts.schemato : '')",
    "(it: SchemaEntity) => (it.type === 'foreign-keys' ? it.facts.schemaTo : '')",
    "(it: SchemaEntity) => (it.type === 'unique' ? it.facts.schemaTo : '')",
    '(it: SchemaEntity) => it.facts.schemaTo',
  ],
  [
    "(all: readonly SchemaEntity[]) => ofType(all, 'enum').map((it) => it.facts.values)",
    "(all: readonly SchemaEntity[]) => ofType(all, 'enum').map((it) => it.facts.value)",
  ],
];

test('tsc finds a misspelt fact of an entity, and one that its type does not have', async () => {
  const lines = LINES.flat();
  const expected = LINES.flatMap(([, ...wrong]) => wrong);
  const file = join(tempDir('facts-'), 'facts.mts');
  const head = `import { type ColumnEntity, type SchemaEntity, ofType, withFacts } from '${ENTITIES}';`;
  writeFileSync(file, [head, ...lines.map((line, index) => `export const f${index} = ${line};`)].join('\n'));
  const output = await typecheck(file);
  const found = new Set(
    [...output.matchAll(/^\S+facts\.mts\((\d+),\d+\): error/gm)].map(([, line]) => lines[Number(line) - 2]),
  );
  expect([...found]).toEqual(expected);
});

function typecheck(file: string): Promise<string> {
  const options = [...STRICT.split(' '), '--module', 'nodenext', '--target', 'es2023', '--pretty', 'false', file];
  return new Promise((resolve) => {
    execFile(process.execPath, [TSC, ...options], (_, stdout, stderr) => resolve(stdout + stderr));
  });
}
