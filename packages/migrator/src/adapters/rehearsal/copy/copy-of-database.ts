import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { CopyRequest } from '../../../ports/rehearsal/rehearsals.ts';
import { type MaskedColumn, matchMasks } from '../../../rehearsal/mask/match-masks.ts';
import { sampleRows } from '../../../rehearsal/sample-rows.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { BackupPlace } from '../../backup/backup-place.ts';
import { OutputTail } from '../../process/output-tail.ts';
import { pipePrograms } from '../../process/pipe-programs.ts';
import { withSession } from '../rehearsal-session.ts';
import { RESTORE_WORDS, requireProgram, restoreParts, toolFailure } from './archive.ts';
import { type Copied, type CopyOptions, type CopyTarget, majorOf, requireFit, versionOf } from './copy-target.ts';
import { fillTables } from './fill-tables.ts';
import {
  countLargeObjects,
  readExtensions,
  readRoles,
  readSequences,
  readSourceTables,
  type SourceFacts,
} from './read-source.ts';
import { refreshViews } from './refresh-views.ts';
import { refuseMasks, shownMasks } from './refuse-masks.ts';
import { sqlName } from './sql-name.ts';

type Request = Pick<CopyRequest, 'percent' | 'masks'>;

interface Source {
  readonly client: Client;
  readonly place: BackupPlace;
  readonly version: string;
  readonly dump: string;
  readonly restore: string;
}

/**
 * Copies a database in one snapshot of it, in a transaction that only reads. A whole database without masks is copied
 * with `pg_dump` and `pg_restore`, connected by a pipe. Otherwise rows are copied table by table, and the source masks
 * what is masked. No row is ever written to a file.
 */
export async function copyOfDatabase(options: CopyOptions, request: Request, target: CopyTarget): Promise<Copied> {
  const location = await options.source();
  const { root, variables, stop } = options;
  return await withSession(location, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const version = await versionOf(client);
    await requireFit({ version, extensions: await readExtensions(client) }, target);
    const isWhole = request.percent === null && request.masks.length === 0;
    // A mask that names nothing must be found first.
    const parts = isWhole ? undefined : await readParts(client, request);
    const place = new BackupPlace({ root, location: { ...location, borrowed: undefined }, variables, stop });
    const dump = await requireProgram('pg_dump', majorOf(version), variables);
    const restore = await requireProgram('pg_restore', majorOf(version), variables);
    if (target.kind === 'embedded') await makeRoles(target.client, await readRoles(client));
    const source = { client, place, version, dump, restore };
    return parts === undefined
      ? await copyWhole(source, target, options)
      : await copyParts(source, target, options, parts);
  });
}

async function copyWhole({ place, version, dump, restore }: Source, target: CopyTarget, options: CopyOptions) {
  const tails = { dump: new OutputTail(), restore: new OutputTail() };
  const dumpWords = [dump, '--format=custom', '--compress=0', '--no-password', '--lock-wait-timeout=30s'];
  const restoreWords = [restore, ...RESTORE_WORDS, '--dbname', target.place.connection.database];
  const { first, second } = await pipePrograms(
    options.root,
    { words: dumpWords, env: place.variables, onOutput: (chunk) => tails.dump.add(chunk) },
    { words: restoreWords, env: target.place.variables, onOutput: (chunk) => tails.restore.add(chunk) },
    options.stop,
  );
  // pg_restore fails when pg_dump does not send everything, and pg_dump when pg_restore stops reading.
  const restored = { command: restoreWords.join(' '), problem: second, tail: tails.restore.text() };
  const dumped = { command: dumpWords.join(' '), problem: first, tail: tails.dump.text() };
  if (second !== undefined && /pg_restore: error: (?!could not read|input file)/.test(restored.tail)) {
    throw toolFailure(restored);
  }
  if (first !== undefined) throw toolFailure(dumped);
  if (second !== undefined) throw toolFailure(restored);
  return { sourceVersion: version, sampled: [], masked: [], leftOut: [] };
}

/** What is copied table by table. */
interface Parts extends SourceFacts {
  readonly percent: number;
  readonly masked: readonly MaskedColumn[];
}

/** Throws `RehearsalMaskError`. */
async function readParts(client: Client, { percent, masks }: Request): Promise<Parts> {
  const facts = await readSourceTables(client);
  const { masked, problems } = matchMasks(masks, facts.tables, randomBytes(16).toString('hex'));
  refuseMasks(problems);
  return { ...facts, percent: percent ?? 100, masked };
}

async function copyParts(source: Source, target: CopyTarget, { stop }: CopyOptions, parts: Parts): Promise<Copied> {
  const { client, place, version, dump, restore } = source;
  const { tables, leftOut, percent, masked } = parts;
  const { rows } = await client.query<{ snapshot: string }>('select pg_catalog.pg_export_snapshot() as snapshot');
  const folder = mkdtempSync(join(tmpdir(), 'braid-rehearse-'));
  try {
    const file = join(folder, 'schema.dump');
    const words = ['--schema-only', '--format=custom', '--no-password', '--lock-wait-timeout=30s', '--file', file];
    const dumped = await place.run([dump, ...words, `--snapshot=${rows[0]?.snapshot}`]);
    if (dumped.problem !== undefined) throw toolFailure(dumped);
    await restoreParts(target.place, restore, file, ['pre-data']);
    const chosen = percent >= 100 ? all(tables) : sampleRows(tables, percent, randomInt(1, 2 ** 31));
    const sampled = await fillTables({ source: client, target: target.client, tables: chosen, masked, stop });
    for (const sequence of await readSequences(client)) {
      await target.client.query('select pg_catalog.setval($1::pg_catalog.regclass, $2, true)', [
        sqlName(sequence),
        sequence.value,
      ]);
    }
    await restoreParts(target.place, restore, file, ['post-data']);
    const objects = await countLargeObjects(client);
    const others = objects === 0 ? [] : [`${objects} large ${objects === 1 ? 'object' : 'objects'}`];
    const views = await refreshViews(target.client);
    return { sourceVersion: version, sampled, masked: shownMasks(masked), leftOut: [...leftOut, ...others, ...views] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function all(tables: Parameters<typeof sampleRows>[0]): ReturnType<typeof sampleRows> {
  return tables.map((table) => ({ table, rows: 'all', tablesample: '', above: [] }));
}

/** Revisions grant privileges to them. They are thrown away with the server. */
async function makeRoles(client: Client, roles: readonly string[]): Promise<void> {
  const there = new Set(await readRoles(client));
  for (const role of roles) {
    if (!there.has(role)) await client.query(`create role ${quoteIdentifier(role)} nologin`);
  }
}
