import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from 'pg';
import type { DataOperations } from '../../src/execute/data-operations.ts';
import type { Direction } from '../../src/revision/revision.ts';
import type { RevisionFile } from '../../src/revision/revision-file.ts';
import { WORKSPACE } from './reference-history.ts';

/** Runs one revision without lease, state and log: the history is on trial here, not the runner. */
export async function applyRevision(client: Client, file: RevisionFile, direction: Direction): Promise<void> {
  const section = file[direction];
  const transaction = section?.transaction ?? true;
  if (transaction) await client.query('begin');
  try {
    if (file.revision.kind === 'ts') await runModule(client, file, direction);
    for (const { sql } of section?.statements ?? []) await client.query(sql);
    if (transaction) await client.query('commit');
  } catch (error) {
    if (transaction) await client.query('rollback');
    throw new Error(`${direction} of ${file.revision.file} failed`, { cause: error });
  }
}

async function runModule(client: Client, file: RevisionFile, direction: Direction): Promise<void> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(WORKSPACE, file.revision.file)).href);
  const run = module[direction];
  if (typeof run !== 'function') throw new Error(`${file.revision.file} exports no ${direction}`);
  const op: Omit<DataOperations<unknown>, 'db'> = {
    execute: (sql, params = []) => client.query<Record<string, unknown>>(sql, [...params]),
    args: {},
    signal: new AbortController().signal,
    log: () => {},
  };
  await run(op);
}
