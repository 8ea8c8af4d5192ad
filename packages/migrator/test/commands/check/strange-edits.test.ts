import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision/revision-kit.ts';

shareDemo();

const EVENTS = "export const events = p.pgTable('events', { id: p.integer().primaryKey() });";
const MORE = EVENTS.replace('primaryKey()', 'primaryKey(), kind: p.text()');
const NOTES = "export const notes = p.pgTable('notes', { id: p.integer().primaryKey() });";
const MIGRATIONS = 'features/events/migrations';

let demo: DemoWorkspace;
let file = '';
beforeEach(async () => {
  demo = demoWorkspace({ events: EVENTS, notes: NOTES });
  await revision(demo.bench(), { message: 'start', unproven: 'no server here' });
  [file = ''] = demo.migrations('events');
});

const at = (path: string): string => join(demo.root, path);
const found = async (): Promise<readonly string[]> => {
  const { findings } = await check(demo.bench());
  return findings.flatMap(({ code, slice }) => (code === 'revision-unproven' ? [] : [`${code} ${slice}`]));
};
const label = (slice: string, is: string): void =>
  writeFileSync(at(`features/${slice}/slice.json`), `{ "label": "${is}" }`);

test('two data revisions beside each other, joined by a merge, do not hide a column, nor an object of sql/', async () => {
  const [, start = ''] = /_([0-9a-f]{12})_/.exec(file) ?? [];
  const write = (id: string, revises: string, sql: string): void =>
    demo.write(
      `${MIGRATIONS}/20270101T000000_${id}_x.sql`,
      `-- revision: ${id}\n-- revises: ${revises}\n-- message: x\n\n-- migrate:upgrade\n${sql}\n\n-- migrate:downgrade\n`,
    );
  write('aaaaaaaaaaaa', start, 'insert into events values (1);');
  write('bbbbbbbbbbbb', start, 'insert into events values (2);');
  write('cccccccccccc', 'aaaaaaaaaaaa, bbbbbbbbbbbb', '');
  expect(await found()).toEqual(['merge-proof-missing events']);
  demo.schema('events', MORE);
  expect(await found()).toContain('schema-changed events');
  demo.schema('events', EVENTS);
  demo.write('features/events/sql/v.sql', 'create view v as select id from events;');
  expect(await found()).toContain('schema-changed events');
});

test('a revision whose file has lost its ending, and a folder of snapshots that is gone', async () => {
  renameSync(at(`${MIGRATIONS}/${file}`), at(`${MIGRATIONS}/${file}.bak`));
  expect(await found()).toEqual(['schema-changed events', 'snapshot-orphan events']);
  renameSync(at(`${MIGRATIONS}/${file}.bak`), at(`${MIGRATIONS}/${file}`));
  rmSync(at(`${MIGRATIONS}/snapshots`), { recursive: true });
  expect(await found()).toContain('snapshot-missing events');
});

test('labels that were swapped, written in another case, or changed in slice.json alone', async () => {
  const before = readFileSync(at('features/events/slice.json'), 'utf8');
  label('events', 'notes');
  label('notes', 'events');
  expect((await found()).filter((each) => each.startsWith('slice-label-mismatch'))).toEqual([
    'slice-label-mismatch events',
    'slice-label-mismatch notes',
  ]);
  label('notes', 'notes');
  for (const name of ['Events', 'occurrences']) {
    label('events', name);
    expect(await found()).toContain(`slice-label-mismatch ${name}`);
  }
  writeFileSync(at('features/events/slice.json'), before);
  expect(await found()).toEqual([]);
});
