import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { longTest } from '../../../support/sample.ts';
import { pulledProject } from './pulled-project.ts';

const OBJECTS = readFileSync(join(import.meta.dirname, 'objects.sql'), 'utf8');

longTest('what Drizzle cannot declare becomes files of sql/, or is in the baseline alone and said', async () => {
  const project = pulledProject('1.0');
  const [database, other] = [await freshDatabase(), await freshDatabase()];
  await database.query(OBJECTS);
  const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);

  // Two slices that refer to each other, an assignment with a gap: nothing is written.
  project.write('slices.json', '{ "people": ["people"], "rest": ["orders", "v*"] }');
  expect((await cli('adopt', 'database', '--assign', 'slices.json')).stderr).toContain(
    'error [assignment-invalid] slices.json gives these tables to no slice:\n  measures\n  sessions\n',
  );
  await database.query('alter table people add best integer references visits');
  project.write('slices.json', '{ "people": ["people"], "rest": ["orders", "visits", "measures", "sessions"] }');
  expect((await cli('adopt', 'database', '--assign', 'slices.json')).stderr).toContain('[slices-in-circle]');
  await database.query('alter table people drop best');
  expect(project.files()).toEqual(['package.json', 'slices.json']);

  const adopted = await cli('adopt', 'database', '--by', 'keys', '--json');
  const { files, database: stamped } = JSON.parse(adopted.stdout);
  expect(files).toMatchObject({ state: 'written', pending: [], unsaid: [] });
  expect(files.kept).toEqual([
    'sequence public.old_name_id_seq has another name than its column gives it',
    'table public.measures_2025 is a partition',
    'table public.measures_rest is a partition',
    'table public.people forces row level security',
    'table public.sessions is unlogged',
    'table public.sessions has storage parameters',
    'table public.measures is partitioned',
  ]);
  expect(stamped).toMatchObject({ state: 'stamped', differences: [], notCompared: [] });
  expect(stamped.stamped).toHaveLength(4);
  expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
  expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');
  expect((await cli('adopt', 'database', '--by', 'keys')).stderr).toContain('[slices-there]');

  // A new database is built by the files alone, back and forth, and is the same.
  for (const argv of [
    ['upgrade', 'heads'],
    ['downgrade', 'base', '--yes'],
    ['upgrade', 'heads'],
    ['check', '--db'],
  ])
    expect([argv, (await project.cli(other.url, ...argv)).exitCode]).toEqual([argv, 0]);
});
