import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMigrate } from '../../support/run-migrate.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { KEYS, openTerminal } from '../../support/terminal/open-terminal.ts';
import { story } from './story.ts';

const table = (columns: string): string => `import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const items = pgTable('items', { id: integer().primaryKey(), ${columns} });
`;

let cwd = '';
beforeAll(() => {
  cwd = makeTempDir();
  write({
    'package.json': '{ "name": "shop", "type": "module" }',
    'migrate.config.json': '{ "slices": ["db"] }',
    'db/slice.json': '{ "label": "shop", "schema": "./schema.ts" }',
    'db/schema.ts': table('title: text()'),
  });
  symlinkSync(resolve(import.meta.dirname, '../../../../../node_modules'), join(cwd, 'node_modules'));
});
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}
afterAll(async () => {
  await runMigrate(['db', 'stop'], { cwd });
  rmSync(join(cwd, 'node_modules'));
  removeTempDir(cwd);
});

test('from nothing to a database that can be changed, nothing is silent for half a second', async () => {
  const columns = 80;
  const shown = async (args: readonly string[], name: string) => {
    const { exitCode, screen } = await story(args, { cwd, columns }).end(name);
    expect(exitCode, screen.join('\n')).toBe(name === 'check' ? 3 : 0);
  };
  await shown(['revision', '-m', 'items', '--rev-id', 'a1a1a1a1a1a1'], 'first-revision');
  await shown(['upgrade'], 'first-revision-applied');
  write({ 'db/schema.ts': table('name: text()') });
  await shown(['check'], 'check');
});

/** Files of revisions and snapshots. */
const revisions = (): readonly string[] =>
  readdirSync(join(cwd, 'db/migrations'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));

test.each([
  ['presses Ctrl-C', KEYS.ctrlC, 130],
  ['presses Ctrl-D', KEYS.ctrlD, 130],
  ['presses Escape', KEYS.escape, 130],
  ['answers', KEYS.enter, 0],
])('asked about a rename, a person %s', async (what, keys, code) => {
  const before = revisions();
  const args = ['revision', '-m', 'names', '--rev-id', 'b1b1b1b1b1b1'];
  const { answer, frame, end } = story(args, { cwd, columns: 80 });
  await frame('the question', /Was it renamed\?[\s\S]*navigate.*\n└/);
  answer(keys);
  expect(await end(`rename-${what.split(' ').at(-1)}`)).toMatchObject({ exitCode: code });
  if (code !== 0) expect(revisions()).toEqual(before);
});

test('Ctrl-C while the schemas are read writes nothing', async () => {
  write({ 'db/schema.ts': `await new Promise((done) => setTimeout(done, 600_000));\n${table('name: text()')}` });
  const before = revisions();
  const terminal = openTerminal(['revision', '-m', 'prices'], { cwd, columns: 80 });
  await terminal.until(/reading the schemas/);
  terminal.type(KEYS.ctrlC);
  const { exitCode, cursor, screen } = await terminal.ended;
  expect([exitCode, cursor], screen.join('\n')).toEqual([130, 'shown']);
  expect(revisions()).toEqual(before);
});

test('Ctrl-C while a revision is made leaves nothing of it, or comes too late', async () => {
  write({ 'db/schema.ts': table('name: text(), price: integer()') });
  const before = revisions();
  const terminal = openTerminal(['revision', '-m', 'prices', '--rev-id', 'c1c1c1c1c1c1'], { cwd, columns: 80 });
  await terminal.until(/reading the schemas|asking drizzle-kit|proving|Wrote/);
  terminal.type(KEYS.ctrlC);
  const { exitCode, cursor, screen } = await terminal.ended;
  expect([cursor, exitCode === 0 || exitCode === 130], screen.join('\n')).toEqual(['shown', true]);
  const written = revisions().filter((name) => !before.includes(name));
  // The revision with its snapshot, or neither; written already, the command may still be stopped at what follows.
  expect(written.every((name) => name.includes('c1c1c1c1c1c1'))).toBe(true);
  expect(exitCode === 0 ? [2] : [0, 2]).toContain(written.length);
});
