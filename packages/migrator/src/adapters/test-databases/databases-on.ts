import type { Client } from 'pg';
import { identityOf } from '../pg/connection/read-identity.ts';
import { connect } from '../pg/reach/connect.ts';
import { systemCode } from '../process/system-code.ts';
import type { TestServerOptions } from './test-server.ts';

/** A database of a server, without a connection to it. */
export interface DatabaseThere {
  readonly name: string;
  /** Those that it may be known by; see `readIdentity`. */
  readonly identities: readonly string[];
}

/** All databases of the server, which one connection to any of them shows. */
export async function databasesOn({ url, variables, source }: TestServerOptions): Promise<readonly DatabaseThere[]> {
  const added = variables === undefined ? {} : { variables };
  const client = await connect({ url, ...added, source, applicationName: 'braid tests' });
  try {
    const { rows } = await client.query<{ name: string; oid: string }>(
      'select datname as name, oid::text from pg_catalog.pg_database where not datistemplate',
    );
    const systems = ['', ...(await readSystem(client))];
    return rows.map(({ name, oid }) => ({ name, identities: systems.map((system) => identityOf(system, oid, name)) }));
  } finally {
    await client.end();
  }
}

/** Empty where the role may not know it. */
async function readSystem(client: Client): Promise<readonly string[]> {
  try {
    const { rows } = await client.query<{ system: string }>(
      'select system_identifier::text as system from pg_catalog.pg_control_system()',
    );
    return rows.map(({ system }) => system);
  } catch (error) {
    if (systemCode(error) === '42501') return [];
    throw error;
  }
}
