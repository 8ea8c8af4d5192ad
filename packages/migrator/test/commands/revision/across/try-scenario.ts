import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { RevisionResult } from '../../../../src/commands/revision/revision-options.ts';
import { parseRevisionFile } from '../../../../src/revision/parse-revision-file.ts';
import type { Revision } from '../../../../src/revision/revision.ts';
import type { Catalog } from '../../../../src/schema/entity/catalog.ts';
import { parseNewFlag, parseRenameFlag } from '../../../../src/schema/rename/rename-flag.ts';
import { rowsOf, runSection } from '../../../schema/kinds/kind-database.ts';
import { catalogOf, differences } from '../../../support/catalog-of.ts';
import type { DemoWorkspace } from '../revision-kit.ts';
import type { Scenario, State } from './scenario.ts';

/** What became of a scenario under certain names of slices. */
export interface Tried {
  /** The letters of the slices of the revisions that were written, in the order of the graph. */
  readonly order: string;
  readonly revisions: RevisionResult['revisions'];
  /** The catalog that the developer's database has afterwards. */
  readonly catalog: Catalog;
  /** Empty when an empty database has the same catalog. */
  readonly unlikeFresh: string;
  /** Empty when the way back leads to what was. */
  readonly unlikeBefore: string;
  readonly keepsRows: boolean;
}

/** Writes the schema files of a state; `names` are the slices' names by letter. */
export function place(
  demo: DemoWorkspace,
  { schemas, sql = {} }: State,
  names: Readonly<Record<string, string>>,
): void {
  const named = (text: string): string => text.replace(/<(\w)>/g, (_, letter: string) => names[letter] ?? letter);
  for (const [letter, name] of Object.entries(names)) {
    demo.schema(name, named(schemas[letter] ?? ''));
    rmSync(join(demo.root, 'features', name, 'sql'), { recursive: true, force: true });
    const text = sql[letter];
    if (text !== undefined) demo.write(`features/${name}/sql/all.sql`, named(text));
  }
}

/** Runs a scenario: the state before with its rows, the change up, down and up again, and all of it from nothing. */
export async function tryScenario(
  demo: DemoWorkspace,
  scenario: Scenario,
  names: Readonly<Record<string, string>>,
  [developer, empty]: readonly [Client, Client],
): Promise<Tried> {
  place(demo, scenario.before, names);
  // What is run below anyway.
  await revision(demo.bench(), { message: 'start', unproven: 'it is run' });
  const start = demo.bench().graph().ordered;
  await run(demo, developer, start, 'upgrade');
  await developer.query(scenario.seed);
  const catalog = await catalogOf(developer);
  const rows = JSON.stringify(await rowsOf(developer, catalog));

  place(demo, scenario.after, names);
  const { renames = [], created = [] } = scenario;
  for (const flag of renames) parseRenameFlag(flag);
  for (const flag of created) parseNewFlag(flag);
  const { revisions } = await revision(demo.bench(), { message: 'change', renames, created });
  const whole = demo.bench().graph().ordered;
  const added = whole.filter(({ id }) => start.every((known) => known.id !== id));
  await run(demo, developer, added, 'upgrade');
  const after = await catalogOf(developer);
  await run(demo, empty, whole, 'upgrade');
  const unlikeFresh = differences(await catalogOf(empty), after);
  await run(demo, developer, added.toReversed(), 'downgrade');
  const unlikeBefore = differences(catalog, await catalogOf(developer));
  const keepsRows = JSON.stringify(await rowsOf(developer, catalog)) === rows;
  await run(demo, developer, added, 'upgrade');
  const letters = new Map(Object.entries(names).map(([letter, name]) => [name, letter]));
  const order = added.map(({ slice }) => letters.get(slice) ?? '?').join('');
  return { order, revisions, catalog: after, unlikeFresh, unlikeBefore, keepsRows };
}

async function run(
  demo: DemoWorkspace,
  client: Client,
  revisions: readonly Revision[],
  direction: 'upgrade' | 'downgrade',
): Promise<void> {
  for (const { slice, file } of revisions) {
    const parsed = parseRevisionFile(readFileSync(join(demo.root, file), 'utf8'), { slice, file });
    const section = parsed[direction];
    if (section === undefined) throw new Error(`${file} has no ${direction}`);
    await runSection(client, { transaction: section.transaction, statements: section.statements });
  }
}
