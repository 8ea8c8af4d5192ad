import type { Client } from 'pg';
import { describeDatabase, linearExtension, rowLines, runOnEmpty, unlike } from './judge.ts';
import type { Model } from './model.ts';
import { statementsOf } from './schema-text.ts';
import type { RandomWorkspace } from './workspace.ts';

/** What is true of a workspace, whatever the gates say; empty lists are good. */
export interface Truth {
  /** Orders in which an empty database does not reach the heads, or reaches other ones than in the first. */
  readonly orders: readonly string[];
  /** What the schemas declare otherwise than the revisions make it. */
  readonly unwritten: readonly string[];
  /** Where the developer's database is not what the revisions make. */
  readonly developer: readonly string[];
}

const ORDERS = 4;

/** @param developer what the developer's database has, in words */
export async function truthOf(
  workspace: RandomWorkspace,
  model: Model,
  client: Client,
  developer: readonly string[],
  seed: number,
): Promise<Truth> {
  const revisions = workspace.revisions();
  const orders: string[] = [];
  let first: { readonly catalog: readonly string[]; readonly rows: readonly string[] } | undefined;
  for (let n = 0; n < ORDERS; n += 1) {
    const order = linearExtension(revisions, seed * 31 + n * 7919);
    if (order === undefined) return { orders: ['there is no order'], unwritten: [], developer: [] };
    const ids = order.map(({ id }) => id).join(' ');
    const failure = await runOnEmpty(
      client,
      order.flatMap(({ queries }) => queries),
    );
    if (failure !== undefined) {
      orders.push(`${ids}: ${failure}`);
      continue;
    }
    const now = { catalog: await describeDatabase(client), rows: await rowLines(client) };
    first ??= now;
    const differences = [...unlike(first.catalog, now.catalog), ...unlike(first.rows, now.rows)];
    if (differences.length > 0) orders.push(`${ids}: ${differences.join('\n')}`);
  }
  if (first === undefined) return { orders, unwritten: [], developer: [] };
  const failure = await runOnEmpty(client, statementsOf(model));
  if (failure !== undefined) throw new Error(`the model itself cannot be built: ${failure}`);
  return {
    orders,
    // What no schema declares is not a slice's business.
    unwritten: unlike(first.catalog, await describeDatabase(client)).filter((line) => !line.includes(' stray')),
    developer: unlike(first.catalog, developer),
  };
}
