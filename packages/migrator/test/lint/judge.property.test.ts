import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVERY_LINT_RULE } from '../../src/lint/every-lint-rule.ts';
import { mayMatter } from '../../src/lint/read/may-matter.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import { ALONE, SETUP, STATEMENTS } from './corpus/statements.ts';
import { judgeSql, parsedUpgrade } from './judge-sql.ts';

const FEATURES = resolve(import.meta.dirname, '../../../../features');
/** Statements that fit together, others that do not, and what is on the way. */
const PIECES = [
  ...STATEMENTS,
  ...Object.keys(ALONE),
  ...SETUP.split(';\n').map((sql) => sql.trim()),
  ...['set local search_path = app', 'create schema app', 'alter schema app rename to apps', 'drop schema public'],
  ...['alter table orders set schema app', 'drop table if exists orders', 'create hypertable orders', ''],
].filter((sql) => sql !== '');

const revision = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 });

test('statements in any order are judged, and each finding is at one of them', () => {
  fc.assert(
    fc.property(revision, fc.boolean(), (statements, isKnown) => {
      const { found } = judgeSql(`${statements.join(';\n')};`, { given: isKnown ? SETUP : '' });
      for (const { line, rule, message } of found) {
        expect(line).toBeGreaterThanOrEqual(6);
        expect(EVERY_LINT_RULE.map(({ name }) => name)).toContain(rule);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { numRuns: 60 },
  );
});

test('a comment for each finding hides all of them, and is never unused', () => {
  fc.assert(
    fc.property(revision, (statements) => {
      const { found } = judgeSql(`${statements.join(';\n')};`, { given: SETUP });
      const written = statements.map((sql, at) => {
        const rules = new Set(found.filter(({ statement }) => statement === at).map(({ rule }) => rule));
        return [...[...rules].map((rule) => `-- lint:ignore ${rule} "it is right"`), `${sql};`].join('\n');
      });
      const again = judgeSql(written.join('\n'), { given: SETUP });
      expect(again.found).toEqual([]);
      expect(again.hidden.map(({ rule }) => rule).sort()).toEqual(found.map(({ rule }) => rule).sort());
    }),
    { numRuns: 40 },
  );
});

test('the revisions of the reference workspace are judged as they are', () => {
  const files = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /migrations\/[^/]+\.sql$/.test(file),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    const { upgrade } = parseRevisionFile(readFileSync(join(FEATURES, file), 'utf8'), { slice: 'x', file });
    const sql = upgrade?.statements.map((statement) => `${statement.sql};`).join('\n') ?? '';
    expect(judgeSql(sql).found.filter(({ rule }) => rule === 'unparseable-statement')).toEqual([]);
  }
});

test('texts below that do not matter make no difference', () => {
  const setup = SETUP.split(';\n')
    .map((sql) => sql.trim())
    .filter((sql) => sql !== '');
  fc.assert(
    fc.property(revision, fc.array(fc.constantFrom(...setup, ...STATEMENTS), { maxLength: 8 }), (statements, more) => {
      const sql = `${statements.join(';\n')};`;
      const below = [...setup, ...more.filter((each) => !each.startsWith('do '))];
      const matters = mayMatter([parsedUpgrade(sql)]);
      const all = judgeSql(sql, { given: below.join(';\n') });
      const some = judgeSql(sql, { given: below.filter((each) => matters(each)).join(';\n') });
      expect(some).toEqual(all);
    }),
    {
      numRuns: 60,
      // The table is named by nothing but its own statements: found after 500 random runs.
      examples: [
        [
          ["alter domain title add constraint t check (value <> 'x')"],
          ["alter table customers add column a title default 'x'"],
        ],
      ],
    },
  );
});
