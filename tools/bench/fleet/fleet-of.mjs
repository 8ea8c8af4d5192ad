import pg from 'pg';
import { writeFleet } from './workspace.mjs';

/**
 * @typedef {object} Bench
 * @property {import('../apply/scratch-server.mjs').ScratchServer} server
 * @property {number} tenants
 * @property {number} databases
 * @property {number} kills
 * @property {string[]} folders removed at the end
 */

/** @param {number} count */
export function schemasOf(count) {
  return Array.from({ length: count }, (_, n) => `tenant_${String(n).padStart(5, '0')}`);
}

/**
 * A database with so many empty schemas, and a workspace whose fleet they are.
 *
 * @param {Bench} bench
 * @param {string} name
 * @param {number} count
 * @param {number} revisions
 * @param {object} [settings]
 */
export async function schemaFleet({ server, folders }, name, count, revisions, settings = {}) {
  const url = await server.createDatabase(name);
  const client = new pg.Client(url);
  await client.connect();
  for (const schema of schemasOf(count)) await client.query(`create schema ${schema}`);
  await client.end();
  const root = writeFleet(revisions, { shop: { source: { schemas: 'tenant_%' }, ...settings } });
  folders.push(root);
  return { url, root, schemas: schemasOf(count) };
}
