import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FleetSourceConfig } from '../../config/file/migrate-config.ts';
import { FleetSourceError } from '../../errors/fleet/fleet-errors.ts';
import { isMigratorError } from '../../errors/is-migrator-error.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { DatabaseLocation } from '../choose-location.ts';

/** The source of a fleet's tenants, for messages. */
export function sourceName(source: FleetSourceConfig): string {
  switch (source.kind) {
    case 'query':
      return 'a query';
    case 'schemas':
      return `schemas like ${source.schemas}`;
    case 'file':
      return source.file;
    case 'function':
      return 'a function';
  }
}

/** Asks the source of a fleet. Throws a `FleetSourceError` when it cannot be read, and what connecting throws. */
export async function fleetRows(
  fleet: string,
  source: FleetSourceConfig,
  root: string,
  control: DatabaseLocation,
): Promise<readonly unknown[]> {
  let rows: unknown;
  try {
    rows = await read(source, root, control);
  } catch (cause) {
    if (isMigratorError(cause)) throw cause;
    // The code of a configuration handles URLs, and its errors may quote them.
    const said = redactSql(cause instanceof Error ? cause.message : String(cause));
    throw new FleetSourceError({ fleet, source: sourceName(source), problem: 'unreadable', said }, { cause });
  }
  if (Array.isArray(rows)) return rows;
  throw new FleetSourceError({ fleet, source: sourceName(source), problem: 'unreadable', said: 'it is not a list' });
}

async function read(source: FleetSourceConfig, root: string, control: DatabaseLocation): Promise<unknown> {
  switch (source.kind) {
    case 'function':
      return await source.rows();
    case 'file':
      return JSON.parse(readFileSync(join(root, source.file), 'utf8').replace(/^\uFEFF/, ''));
    default: {
      const { queryRows, schemasQuery } = await import('../../adapters/pg/fleet/query-source.ts');
      return await queryRows(control, source.kind === 'query' ? source.query : schemasQuery(source.schemas));
    }
  }
}
