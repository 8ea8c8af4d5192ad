import { expect, test } from 'vitest';
import { dev } from '../../../src/commands/dev/dev.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { withWorkbench } from '../../../src/wiring/with-workbench.ts';
import { inSample, SAMPLE, sampled } from '../../support/sample.ts';
import { type Feature, feature } from '../amend/amend-kit.ts';
import { isAsBuilt } from './dev-kit.ts';
import { answer, EditSession, type Model, schemaText, type Table } from './edit-session.ts';

/** On demand: `BRAID_EDITS=200`; `BRAID_EDITS_FROM` says with which seed to begin. Else a short one, another each time. */
const ASKED = process.env.BRAID_EDITS;
const RUNS = Number(ASKED ?? 1);
const [ONE = 1] = sampled(
  Array.from({ length: 64 }, (_, index) => index + 1),
  64,
);
const FROM = Number(process.env.BRAID_EDITS_FROM ?? (ASKED === undefined ? ONE : 1));
const SAVES = ASKED === undefined ? 3 : 6;
const SLICES = ['shop', 'other'];

async function save({ root, database, schema }: Feature, before: Model, after: Model): Promise<void> {
  for (const slice of SLICES) schema(slice, schemaText(after, slice));
  await withWorkbench(
    {
      ...{ cwd: root, variables: { PATH: process.env.PATH, DATABASE_URL: database.url }, runs: 'dev', yes: true },
      stop: createStopSignal(),
      onEvent: () => undefined,
      questioner: { askRename: async (question) => answer(before, after, question) },
    },
    (bench) => dev(bench, 'watch', { once: true }),
  );
}

/** Rows of a table, by what its columns are, whatever these are called. */
type Rows = ReadonlyMap<number, readonly unknown[]>;

async function rowsOf({ database }: Feature, table: Table): Promise<Rows> {
  const columns = table.columns.map(({ name }) => `, ${name}::text`).join('');
  const rows = await database.query(`select id${columns} from ${table.name} order by id`);
  return new Map(table.columns.map(({ key, name }) => [key, rows.map((row) => [row.id, row[name]])]));
}

/** Three rows, with values where a column has no default. */
async function fill({ database }: Feature, { name, columns }: Table): Promise<void> {
  const plain = columns.filter(
    ({ type, to }) => !type.includes('default') && !type.includes('boolean') && to === undefined,
  );
  const names = ['id', ...plain.map((column) => column.name)].join(', ');
  const values = ['n', ...plain.map(() => 'n')].join(', ');
  await database.query(`insert into ${name} (${names}) select ${values} from generate_series(1, 3) n`);
}

async function session(seed: number): Promise<void> {
  const edits = new EditSession(seed);
  let model = edits.start();
  const it = await feature({ shop: '', other: '' });
  for (const slice of SLICES) it.schema(slice, schemaText(model, slice));
  expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  it.commit();
  it.git('checkout', '-qb', 'edits');
  const base = model;
  const rows = new Map<number, Rows>();
  for (const table of model) {
    await fill(it, table);
    rows.set(table.key, await rowsOf(it, table));
  }
  for (let saves = 0; saves < SAVES; saves += 1) {
    const next = edits.edit(model);
    await save(it, model, next);
    model = next;
    for (const table of model.filter(({ key }) => !rows.has(key))) {
      await fill(it, table);
      rows.set(table.key, await rowsOf(it, table));
    }
  }
  const before = Object.fromEntries(SLICES.map((slice) => [slice, Object.keys(it.files(slice)).length]));
  const committed = await it.answer('dev', 'commit', '-m', 'edits', '--yes');
  expect(committed, JSON.stringify(committed)).toMatchObject({ exitCode: 0, committed: true });
  for (const slice of SLICES) {
    const isChanged = schemaText(model, slice) !== schemaText(base, slice);
    const files = Object.keys(it.files(slice)).length - (before[slice] ?? 0);
    expect([slice, files <= (isChanged ? 2 : 0)]).toEqual([slice, true]);
  }
  for (const table of model) {
    const [was, now] = [rows.get(table.key) ?? new Map(), await rowsOf(it, table)];
    for (const [key, values] of now) if (was.has(key)) expect(values).toEqual(was.get(key));
    expect(await it.database.query(`select from ${table.name}`)).toHaveLength(3);
  }
  expect(await it.answer('status')).toMatchObject({ upToDate: true });
  await isAsBuilt(it);
}

const TITLE =
  'after any edits and a commit the catalog is that of a fresh build, every row is there, and a slice has one file more';

test.runIf(inSample(TITLE))(
  `${TITLE} (${SAMPLE})`,
  async () => {
    const failures: unknown[] = [];
    for (let seed = FROM; seed < FROM + RUNS; seed += 1) {
      const error = await session(seed).catch(
        (cause: unknown) => new Error(`BRAID_EDITS=1 BRAID_EDITS_FROM=${seed}`, { cause }),
      );
      if (error !== undefined) failures.push(error);
      if (RUNS > 1)
        console.log(`session ${seed}: ${error === undefined ? 'right' : String(error.cause).slice(0, 3_000)}`);
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${RUNS} sessions`);
  },
  600_000 + RUNS * 120_000,
);
