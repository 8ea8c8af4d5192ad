import pg from 'pg';
import { statementsOf } from './workspace.mjs';

/**
 * The loop that somebody writes without a tool: one connection, one message for each tenant with all its revisions in one transaction. It keeps no state, takes no lease, and cannot be resumed.
 *
 * @param {string} url
 * @param {readonly string[]} schemas
 * @param {number} revisions
 */
export async function bareLoop(url, schemas, revisions) {
  const client = new pg.Client(url);
  await client.connect();
  const statements = Array.from({ length: revisions }, (_, n) => statementsOf(n + 1).join('\n')).join('\n');
  const began = performance.now();
  for (const schema of schemas) {
    await client.query(`begin; set local search_path = ${pg.escapeIdentifier(schema)}; ${statements} commit;`);
  }
  const wallMs = performance.now() - began;
  await client.end();
  return wallMs;
}

/**
 * The same by several at once, each with a connection of its own and its part of the tenants.
 *
 * @param {string} url
 * @param {readonly string[]} schemas
 * @param {number} revisions
 * @param {number} connections
 */
export async function bareLoops(url, schemas, revisions, connections) {
  const began = performance.now();
  const parts = Array.from({ length: connections }, (_, part) => schemas.filter((_, n) => n % connections === part));
  await Promise.all(parts.map((part) => bareLoop(url, part, revisions)));
  return performance.now() - began;
}

/**
 * Alembic's documented loop over tenants: a transaction, a search path and a row in a version table for each revision, one after the other.
 *
 * @param {string} url
 * @param {readonly string[]} schemas
 * @param {number} revisions
 */
export async function alembicLoop(url, schemas, revisions) {
  const client = new pg.Client(url);
  await client.connect();
  const began = performance.now();
  for (const schema of schemas) {
    await client.query(`set search_path to ${pg.escapeIdentifier(schema)}`);
    await client.query('begin');
    await client.query('create table if not exists alembic_version (version_num varchar(32) primary key)');
    await client.query('select version_num from alembic_version');
    for (let n = 1; n <= revisions; n += 1) {
      for (const statement of statementsOf(n)) await client.query(statement);
      await client.query(
        n === 1 ? `insert into alembic_version values ('1')` : `update alembic_version set version_num = '${n}'`,
      );
    }
    await client.query('commit');
  }
  const wallMs = performance.now() - began;
  await client.end();
  return wallMs;
}
