import { describe, expect, test } from 'vitest';
import { readDrizzle } from '../../../src/adopt/drizzle/read-drizzle.ts';
import type { ForeignFile } from '../../../src/adopt/foreign-history.ts';
import { FIRST, journalFolder, migrationFolders } from './drizzle-files.ts';

const ORIGIN = '00000000-0000-0000-0000-000000000000';
const read = (files: readonly ForeignFile[]) => readDrizzle('drizzle', files);

describe('a journal', () => {
  const texts = {
    '0000_init': 'create table a ();',
    '0001_late_hulk': 'create table b ();',
    '0002_end': 'create table c ();',
  };

  test('says the order, the times and what came before', () => {
    const { revisions, notes } = read(journalFolder(texts));
    expect(revisions.map(({ key, message, parents, createdAt }) => [key, message, parents, createdAt])).toEqual([
      ['0000_init', 'init', [], '2025-01-01T00:00:00Z'],
      ['0001_late_hulk', 'late hulk', ['0000_init'], '2025-01-01T00:00:01Z'],
      ['0002_end', 'end', ['0001_late_hulk'], '2025-01-01T00:00:03Z'],
    ]);
    expect(notes).toEqual([]);
  });

  test('is in its own order, not that of the names, and says which one databases passed over', () => {
    const { revisions, notes } = read(journalFolder(texts, (journal) => journal.entries.reverse()));
    expect(revisions.map(({ key }) => key)).toEqual(['0002_end', '0001_late_hulk', '0000_init']);
    expect(notes).toHaveLength(2);
  });

  test('names all files that are in no journal, and leaves them out when they are accepted', () => {
    const files = journalFolder(texts, ({ entries }) => entries.splice(1, 2));
    expect(() => read(files)).toThrow(/0001_late_hulk.sql and one more file are not in/);
    expect(() => readDrizzle('drizzle', files, undefined, ['0002_end'])).toThrow(/0001_late_hulk.sql is not in/);
    const { revisions, notes } = readDrizzle('drizzle', files, undefined, ['0001_late_hulk', '0002_end']);
    expect(revisions.map(({ key }) => key)).toEqual(['0000_init']);
    expect(notes).toEqual([
      'drizzle/0001_late_hulk.sql is left out: it is not in meta/_journal.json.',
      'drizzle/0002_end.sql is left out: it is not in meta/_journal.json.',
    ]);
  });

  test.each<[string, readonly ForeignFile[], object]>([
    [
      'an entry twice',
      journalFolder(texts, ({ entries }) => entries.push({ idx: 3, when: 1, tag: '0000_init' })),
      { problem: 'entry-twice', tag: '0000_init' },
    ],
    [
      'an entry that is gone',
      journalFolder(texts, ({ entries }) => entries.splice(1, 1)),
      { problem: 'not-in-journal', tags: ['0001_late_hulk'] },
    ],
    [
      'a file that is gone',
      journalFolder(texts).filter(({ path }) => !path.includes('0001')),
      { problem: 'file-missing', file: 'drizzle/0001_late_hulk.sql' },
    ],
    [
      'no time',
      journalFolder(texts, ({ entries }) => Object.assign(entries[1] ?? {}, { when: 'then' })),
      { problem: 'entry-malformed', number: 2 },
    ],
    [
      'a tag that leads elsewhere',
      journalFolder(texts, ({ entries }) => Object.assign(entries[1] ?? {}, { tag: '../../x' })),
      { problem: 'entry-malformed', number: 2 },
    ],
    [
      'no entries',
      journalFolder(texts, (journal) => Object.assign(journal, { entries: {} })),
      { problem: 'no-entries' },
    ],
    [
      'another database',
      journalFolder(texts, (journal) => Object.assign(journal, { dialect: 'mysql' })),
      { problem: 'not-postgresql' },
    ],
    ['marks of a conflict', [{ path: 'drizzle/meta/_journal.json', text: '<<<<<<< HEAD' }], { problem: 'not-json' }],
    ['nothing', [{ path: 'drizzle/readme.md', text: '' }], { problem: 'nothing-there' }],
    [
      'both layouts',
      [...journalFolder(texts), ...migrationFolders([{ name: '20250101000000_a', text: '', prevIds: [] }])],
      { problem: 'two-layouts' },
    ],
  ])('%s is refused', (_, files, facts) => {
    expect(() => read(files)).toThrow(
      expect.objectContaining({ code: 'drizzle-history-invalid', facts: expect.objectContaining(facts) }),
    );
  });
});

describe('folders', () => {
  const branches = [
    { name: '20250101000000_init', text: 'create table a ();', prevIds: [ORIGIN] },
    { name: '20250102000000_left', text: 'create table b ();', prevIds: ['s1'] },
    { name: '20250102000001_right', text: 'create table c ();', prevIds: ['s1'] },
    { name: '20250103000000_joined', text: '', prevIds: ['s2', 's3'] },
  ];

  test('have the edges of their snapshots, merges kept', () => {
    expect(read(migrationFolders(branches)).revisions.map(({ key, parents }) => [key, parents])).toEqual([
      ['20250101000000_init', []],
      ['20250102000000_left', ['20250101000000_init']],
      ['20250102000001_right', ['20250101000000_init']],
      ['20250103000000_joined', ['20250102000000_left', '20250102000001_right']],
    ]);
    expect(read(migrationFolders(branches)).revisions[0]?.createdAt).toBe(
      new Date(FIRST).toISOString().replace('.000', ''),
    );
  });

  const changed = (at: number, change: object) =>
    migrationFolders(branches.map((each, its) => (its === at ? { ...each, ...change } : each)));

  test.each<[string, readonly ForeignFile[], object]>([
    [
      'a snapshot that is gone',
      migrationFolders(branches).filter(({ path }) => !path.includes('left/snapshot')),
      { problem: 'snapshot-missing' },
    ],
    ['a parent that is gone', changed(1, { prevIds: ['s9'] }), { problem: 'parent-missing', parent: 's9' }],
    ['a circle', changed(0, { prevIds: ['s4'] }), { problem: 'cycle' }],
    ['no list of parents', changed(1, { prevIds: undefined }), { problem: 'snapshot-malformed' }],
    ['a name without a time', changed(1, { name: 'left' }), { problem: 'folder-name', name: 'left' }],
    [
      'one id twice',
      [...migrationFolders(branches), ...migrationFolders([{ name: '20260101000000_copy', text: '', prevIds: [] }])],
      { problem: 'snapshot-twice', id: 's1' },
    ],
  ])('%s is refused', (_, files, facts) => {
    expect(() => read(files)).toThrow(
      expect.objectContaining({ code: 'drizzle-history-invalid', facts: expect.objectContaining(facts) }),
    );
  });
});
