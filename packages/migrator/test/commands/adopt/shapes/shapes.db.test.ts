import { expect, test } from 'vitest';
import { catalogOf, differences } from '../../../support/catalog-of.ts';
import { createDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { shapeProject } from './shape-project.ts';
import { tableName } from './shape-tables.ts';
import { SHAPES } from './shapes.ts';

/** `npm run test:adoption` tries all of them, `npm test` the smallest. */
const TRIED = Object.entries(SHAPES).filter(([, { tables }]) => process.env.BRAID_ADOPTION === 'all' || tables < 6);

test.each(TRIED)('%s: adopted, nothing wrong, three changes, down and up', async (_name, shape) => {
  const project = await shapeProject(shape);
  const database = await freshDatabase();
  await project.migrate(database.url);
  const done = async (...argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await project.cli(database.url, ...argv);
    expect([argv.join(' '), exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([argv.join(' '), 0, '']);
    return stdout;
  };
  await done('init');
  if (shape.stray !== undefined) {
    const refused = await project.cli(database.url, 'adopt', 'drizzle', '--check');
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`--accept ${shape.stray}`) });
  }
  const accept = shape.stray === undefined ? [] : ['--accept', shape.stray];
  const adopted = JSON.parse(await done('adopt', 'drizzle', ...accept, '--json'));
  expect(adopted).toMatchObject({
    migrations: shape.steps + (shape.byHand === undefined ? 0 : 1),
    files: { pending: [] },
  });
  expect(adopted.database).toMatchObject({ state: 'stamped', problems: [], pending: [] });
  expect(JSON.parse(await done('check', '--db', '--json')).findings).toEqual([]);

  const before = await catalogOf(await database.connect());
  const { schema, name } = tableName(shape, 3);
  const path = schema === '' || schema === 'public' ? name : `${schema}.${name}`;
  project.declare({ isAdded: true });
  await done('revision', '-m', 'a column');
  project.declare({ isAdded: true, isSetNull: true });
  expect(await done('revision', '-m', 'an action')).toContain('ON DELETE SET NULL');
  project.declare({ isAdded: true, isSetNull: true, isRenamed: true });
  expect(await done('revision', '-m', 'a name', '--rename', `${path}.title=headline`)).toContain('RENAME COLUMN');
  await done('upgrade', 'heads');
  await done('check', '--db');
  await done('downgrade', '-3', '--yes');
  expect(differences(before, await catalogOf(await database.connect()))).toBe('');
  await done('upgrade', 'heads');
  expect(JSON.parse(await done('check', '--db', '--json')).findings).toEqual([]);

  // A database that was never drizzle-kit's gets the same, but for the ledger.
  const other = await createDatabase();
  expect(await project.cli(other.url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
  const built = await catalogOf(await other.connect());
  const lines = differences(await catalogOf(await database.connect()), built).split('\n');
  expect(lines.filter((line) => line !== '' && !/drizzle|migrations/.test(line))).toEqual([]);
  await other.drop();
});
