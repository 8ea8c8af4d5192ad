import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { revision } from '../../src/commands/revision/revision.ts';
import { RenameAmbiguousError } from '../../src/errors/schema/rename-errors.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import type { Revision } from '../../src/revision/revision.ts';
import type { Catalog } from '../../src/schema/entity/catalog.ts';
import type { DemoWorkspace } from '../commands/revision/revision-kit.ts';
import { emptyTables, rowsOf, runSection } from '../schema/kinds/kind-database.ts';
import { catalogOf, differences } from '../support/catalog-of.ts';
import { keptText } from './column-types.ts';
import type { Model } from './model.ts';
import { pathOf, plainSql, rowsSql, schemaOf } from './plain-sql.ts';
import { renamesOf } from './renames.ts';
import { schemaText, sliceName } from './schema-text.ts';

export interface Walk {
  readonly before: Model;
  readonly after: Model;
}

/** The developer's database, one that is built from nothing, and one that plain SQL builds. */
export interface Judges {
  readonly developer: Client;
  readonly fresh: Client;
  readonly plain: Client;
}

/** What a walk came to. `refused`: no revision was written, and why. `wrong`: one was, and what it does is not right. */
export type Outcome =
  | { readonly verdict: 'right'; readonly revisions: number; readonly isLossy: boolean; readonly demands: boolean }
  | { readonly verdict: 'refused' | 'wrong'; readonly why: string };

/** Thrown where what was written is not right. */
class WrongError extends Error {}

/** Writes the revisions of the model before and of the change, and looks at what they do. */
export async function walk(demo: DemoWorkspace, { before, after }: Walk, judges: Judges): Promise<Outcome> {
  for (const client of Object.values(judges)) await emptied(client);
  try {
    await written(demo, before, []);
    const start = demo.bench().graph().ordered;
    const begun = await started(demo, before, start, judges);
    const { isLossy } = await written(demo, after, renamesOf(before, after));
    const whole = demo.bench().graph().ordered;
    const added = whole.filter(({ id }) => start.every((known) => known.id !== id));
    const demands = await changed(demo, { before, after, begun, whole, added, isLossy }, judges);
    return { verdict: 'right', revisions: added.length, isLossy, demands };
  } catch (error) {
    if (process.env.BRAID_SHOW !== undefined) showFiles(demo);
    const why = error instanceof Error ? error.message : String(error);
    const code: unknown = Reflect.get(Object(error), 'code');
    return error instanceof WrongError
      ? { verdict: 'wrong', why }
      : { verdict: 'refused', why: `${typeof code === 'string' ? `${code}: ` : ''}${why}` };
  }
}

/** Writes the schema files and their revisions. What is no rename is said when it is asked. */
async function written(demo: DemoWorkspace, model: Model, renames: readonly string[]): Promise<{ isLossy: boolean }> {
  for (let of = 0; of < model.slices; of += 1) demo.schema(sliceName(of), schemaText(model, of));
  const options = { message: 'walk', renames, allowEmpty: true };
  // Tables are asked about before their columns are.
  for (let created: readonly string[] = []; ; ) {
    try {
      const { revisions } = await revision(demo.bench(), { ...options, created });
      return { isLossy: revisions.some(({ upgrade }) => upgrade.lossy.length > 0) };
    } catch (error) {
      if (!(error instanceof RenameAmbiguousError) || created.length > 20) throw error;
      created = [...created, ...error.facts.open.map(({ newFlag }) => unquoted(newFlag.replace(/^--new /, '')))];
    }
  }
}

/** An argument as a shell hands it on. */
function unquoted(text: string): string {
  if (text.startsWith('"')) return text.slice(1, -1);
  return text.startsWith("'") ? text.slice(1, -1).replaceAll(`'\\''`, "'") : text;
}

interface Begun {
  readonly catalog: Catalog;
  readonly rows: string;
}

async function started(
  demo: DemoWorkspace,
  model: Model,
  revisions: readonly Revision[],
  { developer, plain }: Judges,
): Promise<Begun> {
  await run(demo, developer, revisions, 'upgrade');
  for (const sql of plainSql(model)) await plain.query(sql);
  await same('the first revisions', await catalogOf(plain), developer);
  for (const sql of rowsSql(model)) await developer.query(sql);
  const catalog = await catalogOf(developer);
  return { catalog, rows: JSON.stringify(await rowsOf(developer, catalog)) };
}

interface Changed extends Walk {
  readonly begun: Begun;
  readonly whole: readonly Revision[];
  readonly added: readonly Revision[];
  readonly isLossy: boolean;
}

/** Whether the change asked something of the rows that they do not fulfil, as its markers say. */
async function changed(
  demo: DemoWorkspace,
  { before, after, begun, whole, added, isLossy }: Changed,
  { developer, fresh, plain }: Judges,
): Promise<boolean> {
  const kept = await keptValues(developer, before, before, after);
  const demandsUp = await run(demo, developer, added, 'upgrade');
  await emptied(plain);
  for (const sql of plainSql(after)) await plain.query(sql);
  const target = await catalogOf(plain);
  await same('the upgrade', target, developer);
  if (!demandsUp && (await keptValues(developer, after, before, after)) !== kept)
    throw new WrongError('the upgrade changes rows');
  await run(demo, fresh, whole, 'upgrade');
  await same('a fresh database', target, fresh);
  await judgeDefaults(demo, fresh, after);
  const demandsDown = await run(demo, developer, added.toReversed(), 'downgrade');
  await same('the downgrade', begun.catalog, developer);
  const demands = demandsUp || demandsDown;
  const rows = JSON.stringify(await rowsOf(developer, begun.catalog));
  if (!isLossy && !demands && rows !== begun.rows)
    throw new WrongError('the way back changes rows and nothing says so');
  await run(demo, developer, added, 'upgrade');
  await same('the second upgrade', target, developer);
  return demands;
}

async function same(what: string, expected: Catalog, client: Client): Promise<void> {
  const unlike = differences(expected, await catalogOf(client));
  if (unlike !== '') throw new WrongError(`${what} is unlike plain SQL: ${unlike}`);
}

/** The values of all columns that keep their type, as text. */
async function keptValues(client: Client, model: Model, before: Model, after: Model): Promise<string> {
  const values: unknown[] = [];
  for (const { key } of before.tables) {
    const [old, now, is] = [before, after, model].map(({ tables }) => tables.find((each) => each.key === key));
    if (old === undefined || now === undefined || is === undefined) continue;
    const columns = is.columns.filter((column) => {
      const [was, will] = [old, now].map(({ columns: all }) => all.find((each) => each.key === column.key));
      return was?.type === will?.type && was !== undefined && will !== undefined && column.computed === undefined;
    });
    const sorted = columns.toSorted((a, b) => a.key - b.key).map((column) => keptText(model, column));
    const { rows } = await client.query({
      text: `select ${['"id"::text', ...sorted].join(', ')} from ${pathOf(model, is)} order by "id"`,
      rowMode: 'array',
    });
    values.push(rows);
  }
  return JSON.stringify(values);
}

async function judgeDefaults(demo: DemoWorkspace, client: Client, model: Model): Promise<void> {
  const columns = model.tables.flatMap((of) =>
    of.columns
      .filter(({ initial }) => initial !== undefined)
      .map(({ name }) => ({ schema: schemaOf(model, of), table: of.name, name })),
  );
  const unlike = await demo.differ.judgeDefaults(columns, async (text, values) => {
    const { rows } = await client.query({ text, values: [...values], rowMode: 'array' });
    return rows;
  });
  const [first] = unlike;
  if (first !== undefined) throw new WrongError(`${first.column} has ${first.stored} for ${first.wanted}`);
}

/** Whether a section ran only without rows, as its marker says that it may. */
async function run(
  demo: DemoWorkspace,
  client: Client,
  revisions: readonly Revision[],
  direction: 'upgrade' | 'downgrade',
): Promise<boolean> {
  let demands = false;
  for (const { slice, file } of revisions) {
    const parsed = parseRevisionFile(readFileSync(join(demo.root, file), 'utf8'), { slice, file });
    const section = parsed[direction];
    if (section === undefined) throw new WrongError(`${file} has no ${direction}`);
    const { transaction, statements, rows } = section;
    try {
      await runSection(client, { transaction, statements });
    } catch (error) {
      const why = `${direction}: ${error instanceof Error ? error.message : String(error)}`;
      if (rows === undefined) throw new WrongError(why);
      demands = true;
      await emptyTables(client, await catalogOf(client), () => true);
      await runSection(client, { transaction, statements }).catch(() => {
        throw new WrongError(`${why} (without rows, too)`);
      });
    }
  }
  return demands;
}

async function emptied(client: Client): Promise<void> {
  await client.query('rollback');
  const { rows } = await client.query<{ readonly name: string }>(
    "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
  );
  await client.query(
    rows
      .map(({ name }) => `drop schema ${name} cascade`)
      .concat('create schema public')
      .join('; '),
  );
}

/** With `BRAID_SHOW=1`: what was written. */
function showFiles(demo: DemoWorkspace): void {
  const { ordered } = demo.bench().graph();
  console.log(ordered.map(({ file }) => readFileSync(join(demo.root, file), 'utf8')).join('\n======\n'));
}
