// `npm run docs:kinds`: tries every kind of change with Braid and with drizzle-kit alone on PostgreSQL 18 and writes
// docs/kinds.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openSchemaDiffer } from '../../../packages/migrator/src/adapters/drizzle/schema-differ.ts';
import { DRIZZLE_KINDS, KINDS } from '../../../packages/migrator/test/schema/kinds/all.ts';
import { drizzleKit031 } from '../../../packages/migrator/test/schema/kinds/drizzle-kit-031.ts';
import { braid, drizzleKit, type Generator } from '../../../packages/migrator/test/schema/kinds/generators.ts';
import { PARTITION_KINDS } from '../../../packages/migrator/test/schema/kinds/groups/partitions.ts';
import type { Kind } from '../../../packages/migrator/test/schema/kinds/kind.ts';
import { KINDS_PAGE, kindRow, partitionRows } from '../../../packages/migrator/test/schema/kinds/kinds-page.ts';
import { openLab } from '../../../packages/migrator/test/schema/kinds/lab.ts';
import { type Line, nextLine, stableLine } from '../../../packages/migrator/test/schema/kinds/lines.ts';
import { type KindOutcome, tryKind } from '../../../packages/migrator/test/schema/kinds/try-kind.ts';
import { startScratchServer } from '../../../packages/migrator/test/support/setup/acquire-postgres.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const server = await startScratchServer();
const differ = openSchemaDiffer(root);

async function outcomesOf(line: Line, generate: Generator, kinds = line.kinds): Promise<Map<string, KindOutcome>> {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const clients: pg.Client[] = [];
  for (const name of ['tried', 'blank']) {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name}`);
    const url = new URL(server.url);
    url.pathname = name;
    const client = new pg.Client({ connectionString: url.href });
    // The server's end ends the sessions that a failure left open.
    client.on('error', () => {});
    await client.connect();
    clients.push(client);
  }
  await admin.end();
  const [tried, blank] = clients;
  if (tried === undefined || blank === undefined) throw new Error('no clients');
  const lab = await openLab(line, differ, tried, blank);
  const outcomes = new Map<string, KindOutcome>();
  for (const kind of kinds) outcomes.set(kind.name, await tryKind(lab, kind, generate));
  process.stderr.write(`${kinds.length} kinds tried\n`);
  for (const client of clients) await client.end();
  return outcomes;
}

function isOfDrizzle({ name }: Kind): boolean {
  return DRIZZLE_KINDS.some((kind) => kind.name === name);
}

/** The first line, with what makes it long or differs from run to run left out. */
function shortly(why: string): string {
  const [line = ''] = why.replaceAll(/braid_kind_role_\d+/g, 'role').split('\n');
  const text = line.replaceAll('|', '\\|').replace(/ in: .*/, '');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function versionOf(name: string): string {
  const manifest: { version: string } = JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, 'utf8'));
  return manifest.version;
}

function leftOut({ kinds }: Line): string {
  const names = KINDS.filter(({ name }) => !kinds.some((kind) => kind.name === name)).map(({ name }) => `\`${name}\``);
  return names.length === 0 ? '' : ` (not ${names.join(', ')})`;
}

function otherwise(next: ReadonlyMap<string, KindOutcome>, stable: ReadonlyMap<string, KindOutcome>): string {
  const names = [...stable].filter(([name, outcome]) => {
    const other = next.get(name);
    return other === undefined || kindRow(other) !== kindRow(outcome);
  });
  return names.length === 0 ? '' : `, but for ${names.map(([name]) => `\`${name}\``).join(', ')}`;
}

function counts(outcomes: ReadonlyMap<string, KindOutcome>): string {
  const all = DRIZZLE_KINDS.flatMap(({ name }) => outcomes.get(name) ?? []);
  const good = (verdict: string) => verdict === 'works' || verdict === 'rows';
  const up = all.filter(({ upgrade }) => good(upgrade)).length;
  const down = all.filter(({ downgrade }) => good(downgrade)).length;
  return `${up} | ${down} | ${all.filter(({ roundTrip }) => roundTrip !== 'no').length}`;
}

try {
  const [next, stable] = [await nextLine(), await stableLine()];
  const ours = await outcomesOf(next, braid(differ, next));
  const ours045 = await outcomesOf(stable, braid(differ, stable));
  const theirs = await outcomesOf(next, drizzleKit, DRIZZLE_KINDS);
  const theirs031 = await outcomesOf(stable, drizzleKit031(stable), stable.kinds.filter(isOfDrizzle));
  const declared = stable.kinds.filter(isOfDrizzle).length;
  const rows = DRIZZLE_KINDS.map(({ name }) => {
    const [own, kit, old] = [ours.get(name), theirs.get(name), theirs031.get(name)];
    if (own === undefined || kit === undefined) throw new Error(`${name} was not tried`);
    const why = [...new Set([kit.why, old?.why ?? ''].filter((each) => each !== '').map(shortly))].join('; ');
    return `| \`${name}\` | ${kindRow(own)} | ${kindRow(kit)} | ${old === undefined ? ' | | ' : kindRow(old)} | ${why} |`;
  });
  writeFileSync(
    KINDS_PAGE,
    `# Kinds of change

Which changes of a schema work, up and down, on tables with rows: with the revisions that \`migrate revision\` writes, and with the migrations that drizzle-kit ${versionOf('drizzle-kit')} and ${versionOf('drizzle-kit-031')} write for the same. \`npm run docs:kinds\` tries all of them and
writes this page; the test \`packages/migrator/test/schema/kinds.db.test.ts\` tries Braid's, a third of them in each run and all in CI, prints the same table and fails when this page says otherwise.

Each kind is tried in a database with the six slices of the reference workspace: up, down and up again on PostgreSQL 18, on tables with rows. After each
direction the catalog is compared with that of a database that was built from nothing, and after the downgrade every row is compared with what it was.

| word | means |
| --- | --- |
| works | it runs, and the catalog is right |
| rows | it runs only if the rows allow it; in Braid's revisions the marker says which (\`rows="…"\`). Round trip: on such rows, or with rows written between |
| lossy | data is lost on the way; in Braid's revisions the marker says what (\`lossy="…"\`) |
| **fails** | PostgreSQL refuses a statement |
| **wrong** | it runs, but the schema is not the declared one, the next insert fails, or values are in the wrong column |

drizzle-kit writes no downgrade: its "down" is its own diff the other way round, with the same answers about renames. Its statements are run in one transaction, as its migrator
does, but for \`CONCURRENTLY\`. drizzle-kit 0.31 is answered as if at its terminal, and may name again what nobody named. Names count: a sequence that keeps the name which its table had is another schema.

drizzle-orm 0.45 declares ${declared} of the ${DRIZZLE_KINDS.length} kinds${leftOut(stable)}, each with the same outcome as with 1.0${otherwise(ours, ours045)}.

| of ${DRIZZLE_KINDS.length} kinds | up | down | round trips |
| --- | --- | --- | --- |
| Braid | ${counts(ours)} |
| Braid, declared with drizzle-orm 0.45 | ${counts(ours045)} |
| drizzle-kit ${versionOf('drizzle-kit')} | ${counts(theirs)} |
| drizzle-kit ${versionOf('drizzle-kit-031')}, of the ${declared} that drizzle-orm 0.45 declares | ${counts(theirs031)} |

| kind | up | down | round trip | drizzle-kit 1.0: up | down | round trip | 0.31: up | down | round trip | what happens |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
${partitionRows(PARTITION_KINDS, ours)}`,
  );
} finally {
  await differ.close();
  await server.stop();
}
