import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { revisionText, writeTree } from './write-tree.ts';

const EVENTS = { 'features/events/slice.json': '{ "label": "events" }' };
const FOLDER = 'features/events/migrations';

test('slices and headers, sorted by label and file name', () => {
  const root = writeTree({
    'features/zoo/slice.json': '{ "label": "aaa", "schema": "./db/tables.ts", "migrations": "db/migrations/" }',
    'features/zoo/db/migrations/2.sql': revisionText('z2', '-- revises: z1\n'),
    'features/zoo/db/migrations/1.sql': revisionText('z1', '-- branch-label: aaa\n'),
    ...EVENTS,
    [`${FOLDER}/b.ts`]: '// revision: e2\n// revises: e1\n\nexport {};\n',
    [`${FOLDER}/a.sql`]: `\uFEFF${revisionText('e1').replaceAll('\n', '\r\n')}`,
    [`${FOLDER}/.gitkeep`]: '',
    [`${FOLDER}/.c.sql.123.tmp`]: '',
    [`${FOLDER}/.hidden.sql`]: 'no header',
    [`${FOLDER}/types.d.ts`]: 'no header',
    [`${FOLDER}/README.md`]: 'words',
    [`${FOLDER}/snapshots/e1.json`]: '{}',
    'features/node_modules/x/slice.json': '{}',
    'features/no-slice/package.json': '{}',
    'packages/empty/slice.json': '{ "label": "market-data" }',
    'other/hidden/slice.json': '{ "label": "hidden" }',
  });
  const workspace = openWorkspace(root);
  expect(workspace.root).toBe(root);
  expect(workspace.slices).toEqual([
    {
      label: 'aaa',
      folder: 'features/zoo',
      schema: 'features/zoo/db/tables.ts',
      migrations: 'features/zoo/db/migrations',
    },
    { label: 'events', folder: 'features/events', schema: 'features/events/src/schema.ts', migrations: FOLDER },
    {
      label: 'market-data',
      folder: 'packages/empty',
      schema: 'packages/empty/src/schema.ts',
      migrations: 'packages/empty/migrations',
    },
  ]);
  expect(workspace.readHeaders().map(({ id, slice, file, kind }) => [id, slice, file, kind])).toEqual([
    ['z1', 'aaa', 'features/zoo/db/migrations/1.sql', 'sql'],
    ['z2', 'aaa', 'features/zoo/db/migrations/2.sql', 'sql'],
    ['e1', 'events', `${FOLDER}/a.sql`, 'sql'],
    ['e2', 'events', `${FOLDER}/b.ts`, 'ts'],
  ]);
  expect(workspace.inspect()).toEqual({ revisions: workspace.readHeaders(), problems: [], checksums: expect.any(Map) });
  for (const revision of workspace.readHeaders()) {
    const file = workspace.readRevision(revision);
    expect(file.revision).toEqual(revision);
    expect(workspace.checksumOf(revision)).toBe(file.checksum);
  }
  expect(openWorkspace(root, { sliceGlobs: ['other/*'] }).slices.map(({ label }) => label)).toEqual(['hidden']);
  expect(
    openWorkspace(root, { sliceGlobs: ['./f*s/e*ts', 'nowhere/*', 'other'] }).slices.map(({ label }) => label),
  ).toEqual(['events']);
});

test('a header longer than one read', () => {
  const notes = '-- a note that says nothing much, only to be long; größer als man denkt\n'.repeat(200);
  const root = writeTree({
    ...EVENTS,
    [`${FOLDER}/a.sql`]: revisionText('a1', `${notes}`),
    // The chunk ends inside a character of the body: no business of the header.
    [`${FOLDER}/b.sql`]: revisionText('b1').padEnd(2047, ' ').concat('é;\n'),
  });
  const [a, b] = openWorkspace(root).readHeaders();
  expect(a?.notes).toHaveLength(200);
  expect(b?.id).toBe('b1');
});

test('owners, as CODEOWNERS has them', () => {
  const owners = ['@ann', '@org/team-events', 'ann@example.org'];
  const root = writeTree({ 'features/events/slice.json': JSON.stringify({ label: 'events', owners }) });
  expect(openWorkspace(root).slices).toMatchObject([{ owners }]);
});

describe('a broken slice.json', () => {
  test.each<[problem: RegExp, hint: string, manifest: string]>([
    [/is not valid JSON: /, '{ "label": "events"', '{ label: 1 }'],
    [/is not a JSON object/, '{ "label": "events"', '[]'],
    [/has no "label"/, '{ "label": "events"', '{}'],
    [/"label" is not text/, '{ "label": "events"', '{ "label": 1 }'],
    [/"my events" may only have/, 'branch label', '{ "label": "my events" }'],
    [/"head" is a reserved word/, 'branch label', '{ "label": "head" }'],
    [/unknown key "migration"/, 'Did you mean "migrations"?', '{ "label": "events", "migration": "./m" }'],
    [/unknown key "owner"/, 'Did you mean "owners"?', '{ "label": "events", "owner": "me" }'],
    [/unknown key "zzz"/, 'Known keys', '{ "label": "events", "zzz": "me" }'],
    [/"owners" is not a list/, 'as in CODEOWNERS', '{ "label": "events", "owners": "@me" }'],
    [/"owners": "me" is not an owner/, 'as in CODEOWNERS', '{ "label": "events", "owners": ["@me", "me"] }'],
    [/"owners": "1" is not an owner/, 'as in CODEOWNERS', '{ "label": "events", "owners": [1] }'],
    [/"owners" names "@me" twice/, 'Remove one', '{ "label": "events", "owners": ["@me", "@me"] }'],
    [
      /"\.\.\/other\/m" is not a path inside/,
      'below features/events',
      '{ "label": "events", "migrations": "../other/m" }',
    ],
    [/"\/etc" is not a path inside/, 'below features/events', '{ "label": "events", "migrations": "/etc" }'],
    [/"\.\/a\/\.\." is not a path inside/, 'below features/events', '{ "label": "events", "migrations": "./a/.." }'],
    [/is not a path inside/, 'below features/events', '{ "label": "events", "schema": "src\\\\schema.ts" }'],
  ])('%s', (problem, hint, manifest) => {
    const root = writeTree({ 'features/events/slice.json': manifest });
    expect(() => openWorkspace(root)).toThrow(
      expect.objectContaining({
        code: 'slice-manifest-invalid',
        message: expect.stringMatching(problem),
        facts: expect.objectContaining({ file: 'features/events/slice.json' }),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  test('two slices with one label, or one folder', () => {
    const root = writeTree({ ...EVENTS, 'packages/x/slice.json': '{ "label": "events" }' });
    const message = 'packages/x/slice.json: the label "events" is also used by features/events/slice.json';
    expect(() => openWorkspace(root)).toThrow(expect.objectContaining({ code: 'slice-duplicate', message }));
  });

  test.each(['../*', '/etc/*', 'features/**', 'C:/x', 'a\\b', 'f[e]*'])('glob %s', (glob) => {
    const root = writeTree(EVENTS);
    expect(() => openWorkspace(root, { sliceGlobs: [glob] })).toThrow(
      expect.objectContaining({ code: 'slice-glob-invalid' }),
    );
  });
});

describe('a broken revision file', () => {
  const utf16 = Buffer.from(`\uFEFF${revisionText('a1')}`, 'utf16le');
  test.each<[code: string, file: string, content: string | Uint8Array, message: string, hint: string]>([
    ['file-not-utf8', 'x.sql', utf16, 'x.sql:1:1: the text is UTF-16LE', 'iconv -f UTF-16LE'],
    ['sql-nul', 'x.sql', utf16.subarray(2), 'x.sql:1:2: ', 'UTF-16'],
    [
      'file-not-utf8',
      'x.sql',
      Buffer.from('-- revision: a1\n-- message: gr\xf6\xdfer\n\n-- migrate:upgrade\n', 'latin1'),
      'x.sql:2:1: ',
      'iconv -f latin1',
    ],
    ['header-key-missing', 'x.sql', '', 'x.sql:1:1: ', '-- revision:'],
    ['header-key-unknown', 'x.ts', '// revision: a\n// revise: b\n', 'x.ts:2:4: ', 'revises'],
  ])('%s', (code, file, content, message, hint) => {
    const workspace = openWorkspace(writeTree({ ...EVENTS, [`${FOLDER}/${file}`]: content }));
    const failure = expect.objectContaining({
      code,
      message: expect.stringContaining(message),
    });
    expect(() => workspace.readHeaders()).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) }),
    );
    expect(workspace.inspect()).toEqual({ revisions: [], problems: [failure], checksums: expect.any(Map) });
  });

  test('a fault in the body is found by inspect, and the graph stays whole', () => {
    const root = writeTree({
      ...EVENTS,
      [`${FOLDER}/a.sql`]: revisionText('a1').replace('select 1', "select '"),
      [`${FOLDER}/b.sql`]: Buffer.concat([Buffer.from(revisionText('b1')), Buffer.from([0x2d, 0x2d, 0xff, 0x0a])]),
      [`${FOLDER}/c.sql`]: `${revisionText('c1')}select \0;`,
      [`${FOLDER}/d.sql`]: revisionText('d1'),
      [`${FOLDER}/e.ts`]: Buffer.alloc(10 * 2 ** 20 + 1, `// revision: e1\nexport {};\n${'// x\n'.repeat(1000)}`),
      [`${FOLDER}/f.SQL`]: revisionText('f1'),
      [`${FOLDER}/g.js`]: '',
      [`${FOLDER}/old/h.sql`]: revisionText('h1'),
    });
    mkdirSync(join(root, FOLDER, 'i.sql'));
    const workspace = openWorkspace(root);
    const { revisions, problems } = workspace.inspect();
    expect(revisions.map(({ id }) => id)).toEqual(['a1', 'b1', 'c1', 'd1', 'e1']);
    expect(problems.map(({ code, facts }) => [code, fact(facts, 'file'), fact(facts, 'line')])).toEqual([
      ['not-a-regular-file', `${FOLDER}/i.sql`, undefined],
      ['stray-file', `${FOLDER}/f.SQL`, undefined],
      ['stray-file', `${FOLDER}/g.js`, undefined],
      ['stray-file', `${FOLDER}/old`, undefined],
      ['sql-unterminated', `${FOLDER}/a.sql`, 4],
      ['file-not-utf8', `${FOLDER}/b.sql`, 6],
      ['sql-nul', `${FOLDER}/c.sql`, 6],
      ['file-too-large', `${FOLDER}/e.ts`, undefined],
    ]);
    expect(problems.at(-1)?.hint).toContain('a data revision');
    expect(() => workspace.readHeaders()).toThrow(expect.objectContaining({ code: 'not-a-regular-file' }));
  });

  test('a file that changed in between, or went away', () => {
    const root = writeTree({ ...EVENTS, [`${FOLDER}/a.sql`]: revisionText('a1') });
    const workspace = openWorkspace(root);
    const [revision] = workspace.readHeaders();
    writeFileSync(join(root, FOLDER, 'a.sql'), revisionText('a2'));
    expect(() => workspace.readRevision(revision!)).toThrow(
      expect.objectContaining({ code: 'revision-file-replaced' }),
    );
    const gone = { ...revision!, file: `${FOLDER}/gone.sql` };
    const hint = `Restore it: git checkout -- ${FOLDER}/gone.sql`;
    for (const read of [() => workspace.readRevision(gone), () => workspace.checksumOf(gone)]) {
      expect(read).toThrow(expect.objectContaining({ code: 'file-unreadable', hint }));
    }
  });
});

function fact(facts: object, name: string): unknown {
  return Object.entries(facts).find(([key]) => key === name)?.[1];
}
