import { withDatabase } from '../../../conninfo/with-database.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { systemCode } from '../../process/system-code.ts';
import { takeClient } from '../connection/take-client.ts';
import type { ConnectOptions } from '../reach/connect.ts';

/** Codes of "already exists": another process may have created it at the same time. */
const DUPLICATE = ['42P04', '42P06', '23505'];
const MAINTENANCE = 'postgres';

/** Creates a schema; false if it exists. */
export async function makeSchema(options: ConnectOptions, schema: string): Promise<boolean> {
  return await made(options, `create schema ${quoteIdentifier(schema)}`);
}

/** Creates a database, as a copy of a template if one is named; false if it exists. */
export async function makeDatabase(
  options: ConnectOptions,
  name: string,
  template: string | undefined,
): Promise<boolean> {
  const from = template === undefined ? '' : ` template ${quoteIdentifier(template)}`;
  const server = { ...options, url: withDatabase(options.url, MAINTENANCE) };
  return await made(server, `create database ${quoteIdentifier(name)}${from}`);
}

async function made(options: ConnectOptions, sql: string): Promise<boolean> {
  const { client, release } = await takeClient(options);
  try {
    await client.query(sql);
    return true;
  } catch (error) {
    if (DUPLICATE.includes(systemCode(error) ?? '')) return false;
    throw error;
  } finally {
    await release();
  }
}
