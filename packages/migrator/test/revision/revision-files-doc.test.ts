import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HEADER_KEYS, NOTE_KEYS } from '../../src/revision/header/header-keys.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';

const DOC = readFileSync(new URL('../../../../docs/revision-files.md', import.meta.url), 'utf8');
const ERRORS = new URL('../../src/errors/', import.meta.url);

test('the examples are revisions', () => {
  const examples = [...DOC.matchAll(/^```(sql|ts)\n(.*?)^```/gms)];
  expect(examples.map(([, kind]) => kind)).toEqual(['sql', 'sql', 'ts', 'ts', 'ts', 'ts']);
  for (const [, kind, text = ''] of examples) {
    const { revision } = parseRevisionFile(text, { slice: 'events', file: `x.${kind}` });
    expect(revision.revises).toHaveLength(1);
  }
});

test('every key and every error is described', () => {
  for (const key of HEADER_KEYS) expect(DOC).toContain(`| \`${key}\` |`);
  for (const key of NOTE_KEYS) expect(DOC).toContain(`\`${key}:\``);
  const files = [
    'files/header-key-errors.ts',
    'files/header-value-errors.ts',
    'files/section-errors.ts',
    'files/section-option-error.ts',
    'files/section-statement-errors.ts',
    'files/unprintable-revision-error.ts',
    'files/sql-errors.ts',
    'files/psql-command-error.ts',
    'workspace/file-errors.ts',
    'run/data-revision-errors.ts',
    'run/data-revision-rows.ts',
  ];
  expect(readdirSync(ERRORS, { recursive: true })).toEqual(expect.arrayContaining(files));
  const codes = files.flatMap((file) => {
    return [...readFileSync(new URL(file, ERRORS), 'utf8').matchAll(/ code = '([a-z0-9-]+)'/g)].map(([, code]) => code);
  });
  expect(codes.length).toBeGreaterThan(30);
  for (const code of codes) expect(DOC).toContain(`\`${code}\``);
});
