import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksumOfLarge, readLargeRevision } from '../../../../src/adapters/fs/large/read-large-revision.ts';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { parseRevisionFile } from '../../../../src/revision/parse-revision-file.ts';
import type { Section } from '../../../../src/revision/revision-file.ts';
import { splitStatements } from '../../../../src/sql/script/split-statements.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { writeTree } from '../write-tree.ts';

const SOURCE = { slice: 'events', file: 'features/events/migrations/x.sql' };

function fileOf(text: string): string {
  const path = join(tempDir(), 'x.sql');
  writeFileSync(path, text);
  return path;
}

/** Every statement with its data, those too that a large file does not hold. */
function all(section: Section | undefined): readonly (readonly [string, string])[] {
  return (section?.statements ?? []).flatMap(({ sql, rows }) => {
    const pieces = [...(rows?.pieces() ?? [])];
    if (rows?.kind !== 'statements') return [[sql, pieces.map(({ text }) => text).join('')] as const];
    return [sql, ...pieces.flatMap(({ text }) => splitStatements(text, SOURCE).map((each) => each.sql))].map(
      (each) => [each.replaceAll('\r\n', '\n'), ''] as const,
    );
  });
}

const text = fc.string({ unit: fc.constantFrom('a', 'ß', '😀', '\t', ';', '--', '\\N', '\\.', '\n', ' ', '/*', '$$') });
const literal = fc.oneof(
  text.map((value) => `'${value}'`),
  fc.constantFrom('1', '-2.5', 'null', 'true', "b'01'", "E'\\''"),
);
const insert = fc
  .tuple(fc.constantFrom('t', '"T t" (a, b)'), fc.array(literal, { minLength: 1, maxLength: 3 }))
  .map(([table, values]) => `insert into ${table} values (${values.join(', ')});`);
const row = text.map((value) => value.replaceAll('\n', '')).filter((value) => value.trim() !== '\\.');
const copy = fc.array(row, { maxLength: 9 }).map((rows) => ['copy t (a) from stdin;', ...rows, '\\.'].join('\n'));
const statement = fc.oneof(
  { weight: 4, arbitrary: insert },
  { weight: 2, arbitrary: copy },
  fc.constantFrom(
    'select 1;',
    "insert into t select 'a';",
    'do $x$ begin null; end $x$;',
    '-- a comment; \n',
    '/* ; */',
  ),
);
const body = fc.array(statement, { maxLength: 12 }).map((statements) => statements.join('\n'));

describe('a file that is read piece by piece', () => {
  test('is the same as one that is held, wherever it is cut', () => {
    fc.assert(
      fc.property(
        body,
        body,
        fc.integer({ min: 150, max: 700 }),
        fc.boolean(),
        fc.boolean(),
        (up, down, size, crlf, bom) => {
          const lf = `-- revision: a1\n-- message: x\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade lossy="x"\n${down}\n`;
          const whole = `${bom ? '\uFEFF' : ''}${crlf ? lf.replaceAll('\n', '\r\n') : lf}`;
          const path = fileOf(whole);
          const expected = parseRevisionFile(whole, SOURCE);
          const found = readLargeRevision(path, SOURCE, size);
          expect(found.revision).toEqual(expected.revision);
          expect(found.checksum).toBe(expected.checksum);
          expect(checksumOfLarge(path, SOURCE)).toBe(expected.checksum);
          for (const direction of ['upgrade', 'downgrade'] as const) {
            const read = all(found[direction]);
            const held = all(expected[direction]).map(([sql, data]) => [sql.replaceAll('\r\n', '\n'), data] as const);
            expect(read.map(([sql, data]) => [sql.replaceAll('\r\n', '\n'), data])).toEqual(held);
            expect({ ...found[direction], statements: [] }).toEqual({ ...expected[direction], statements: [] });
            const places = new Map(
              expected[direction]?.statements.map((each) => [each.line * 1e4 + each.column, each]),
            );
            for (const { line, column, offset, rows } of found[direction]?.statements ?? []) {
              const same = places.get(line * 1e4 + column);
              expect(same?.offset).toBe(offset);
              if (rows?.kind === 'copy') {
                const { line: rowsLine, length, count, hash } = rows;
                expect(same?.rows).toMatchObject({ line: rowsLine, length, count, hash });
              }
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['no end of data', 'copy t from stdin;\n1\n', 'sql-copy-data', 4],
    ['a marker in data', 'copy t from stdin;\n1\n-- migrate:downgrade\nselect 1;\n', 'sql-copy-data', 4],
    ['an open quote', "select 'a;\n".repeat(3), 'sql-unterminated', 6],
    ['a command of psql', 'select 1;\n\\connect x\n-- migrate:downgrade\n', 'sql-psql-command', 5],
    ['no downgrade', 'select 1;\n', 'section-missing', 4],
  ])('%s is the error of a file that is held', (_name, up, code, line) => {
    const whole = `-- revision: a1\n\n-- migrate:upgrade\n${up}`;
    expect(() => parseRevisionFile(whole, SOURCE)).toThrow(expect.objectContaining({ code }));
    for (const size of [70, 1000]) {
      expect(() => readLargeRevision(fileOf(whole), SOURCE, size)).toThrow(
        expect.objectContaining({ code, facts: expect.objectContaining({ line }) }),
      );
    }
  });

  test('rows that are others when they are sent are refused', () => {
    const rows = Array.from({ length: 400 }, (_, index) => `${index}`);
    const whole = `-- revision: a1\n\n-- migrate:upgrade\ncopy t from stdin;\n${rows.join('\n')}\n\\.\n${rows.map((each) => `insert into t values (${each});\n`).join('')}-- migrate:downgrade\n`;
    const path = fileOf(whole);
    const { upgrade } = readLargeRevision(path, SOURCE, 100);
    expect(upgrade?.statements.map(({ rows: each }) => [each?.kind, each?.count])).toEqual([
      ['copy', 400],
      ['statements', 399],
    ]);
    writeFileSync(path, whole.replace('\n7\n', '\n8\n').replace('(7)', '(8)'));
    for (const { rows: each } of upgrade?.statements ?? []) {
      expect(() => [...(each?.pieces() ?? [])]).toThrow(expect.objectContaining({ code: 'revision-file-replaced' }));
    }
    writeFileSync(path, whole.slice(0, 500));
    for (const { rows: each } of upgrade?.statements ?? []) {
      expect(() => [...(each?.pieces() ?? [])]).toThrow(expect.objectContaining({ code: 'revision-file-replaced' }));
    }
  });

  test('what is wrong with its bytes names the line', () => {
    const path = fileOf(`-- revision: a1\n\n-- migrate:upgrade\n${'select 1;\n'.repeat(30)}`);
    appendFileSync(path, Buffer.from([0x20, 0xff, 0x0a]));
    expect(() => readLargeRevision(path, SOURCE, 64)).toThrow(
      expect.objectContaining({ code: 'file-not-utf8', facts: expect.objectContaining({ line: 34 }) }),
    );
    writeFileSync(path, `-- revision: a1\n\n-- migrate:upgrade\n${'select 1;\n'.repeat(30)} \0`);
    expect(() => readLargeRevision(path, SOURCE, 64)).toThrow(
      expect.objectContaining({ code: 'sql-nul', facts: expect.objectContaining({ line: 34, column: 2 }) }),
    );
  });
});

describe('the workspace', () => {
  const filler = `copy t from stdin;\n${`${'x'.repeat(100)}\n`.repeat(110_000)}\\.\n`;
  const header = '-- revision: a1\n';
  const sections = (up: string) => `\n-- migrate:upgrade\n${up}-- migrate:downgrade\n`;
  const open = (files: Record<string, string>) =>
    openWorkspace(writeTree({ 'features/events/slice.json': '{ "label": "events" }', ...files }));

  test('reads a large SQL file without holding it, and with a long header', () => {
    const long = `${header}\n${'-- a note\n'.repeat(500)}`;
    const workspace = open({ [SOURCE.file]: long + sections(filler) });
    const [revision] = workspace.readHeaders();
    expect(revision).toMatchObject({ id: 'a1', notes: expect.arrayContaining(['a note']) });
    if (revision === undefined) return;
    const file = workspace.readRevision(revision);
    expect(file.text).not.toContain('xxx');
    expect(file.upgrade?.statements.map(({ sql, rows }) => [sql, rows?.count])).toEqual([
      ['copy t from stdin', 110_000],
    ]);
    expect(workspace.checksumOf(revision)).toBe(file.checksum);
    expect(workspace.inspect()).toMatchObject({ problems: [], checksums: new Map([[SOURCE.file, file.checksum]]) });
  });

  test('refuses a large merge, large code, and what cannot be read piece by piece', () => {
    const codeOf = (files: Record<string, string>) =>
      open(files)
        .inspect()
        .problems.map(({ code }) => code);
    const b = { 'features/events/migrations/b.sql': `-- revision: b1\n${sections('')}` };
    const c = { 'features/events/migrations/c.sql': `-- revision: c1\n${sections('')}` };
    const merge = `-- revision: a1\n-- revises: b1, c1\n${sections(filler)}`;
    expect(codeOf({ ...b, ...c, [SOURCE.file]: merge })).toEqual(['file-too-large']);
    expect(codeOf({ 'features/events/migrations/x.ts': `// revision: a1\n${filler}` })).toEqual(['file-too-large']);
    const one = `insert into t values ${`('${'x'.repeat(100)}'),\n`.repeat(110_000)} (1);\n`;
    expect(codeOf({ [SOURCE.file]: header + sections(one) })).toEqual(['sql-statement-too-large']);
  });
});
