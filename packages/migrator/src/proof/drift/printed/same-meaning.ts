import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { CatalogEntity } from '../../../schema/entity/catalog.ts';
import type { CatalogValue } from '../../../schema/facts/catalog-value.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { REPRINT_SCHEMA, reprintOf } from './reprint.ts';

/** Whether two definitions mean the same; `unknown` with what the server says where it cannot read one of them. */
export type Meaning = { readonly is: 'same' | 'different' } | { readonly is: 'unknown'; readonly said: string };

type Side = CatalogValue | undefined;

/**
 * Compares two definitions of one fact by having one server, on which the schema is that of `before`, read both and
 * print both: what differs in parentheses, qualified names and casts alone is then one text. Nothing of it stays.
 * `undefined` where the fact is not a definition: what differs there, differs.
 */
export async function sameMeaning(
  database: ScratchDatabase,
  entity: CatalogEntity,
  fact: string,
  [before, after]: readonly [Side, Side],
): Promise<Meaning | undefined> {
  if (typeof before === 'string' && typeof after === 'string') {
    return await sameText(database, entity, fact, before, after);
  }
  // The constraints of a domain, by name.
  const [left, right] = [textsOf(before), textsOf(after)];
  if (left === undefined || right === undefined || left.size !== right.size) return undefined;
  for (const [name, text] of left) {
    const other = right.get(name);
    if (other === undefined) return { is: 'different' };
    if (other === text) continue;
    const meaning = await sameText(database, entity, fact, text, other);
    if (meaning?.is !== 'same') return meaning;
  }
  return { is: 'same' };
}

function textsOf(value: Side): ReadonlyMap<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const texts = Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  );
  return texts.length === Object.keys(value).length ? new Map(texts) : undefined;
}

async function sameText(
  database: ScratchDatabase,
  entity: CatalogEntity,
  fact: string,
  before: string,
  after: string,
): Promise<Meaning | undefined> {
  if (reprintOf(entity, fact, before) === undefined) return undefined;
  const expected = await printAgain(database, entity, fact, before);
  if ('said' in expected) return { is: 'unknown', said: expected.said };
  const found = await printAgain(database, entity, fact, after);
  if (!('said' in found)) return { is: found.printed === expected.printed ? 'same' : 'different' };
  // What the revisions make names nothing that is not there: a definition that does, is another one.
  return NOT_THERE.has(found.sqlState) ? { is: 'different' } : { is: 'unknown', said: found.said };
}

/** Undefined table, column, function, object or schema. */
const NOT_THERE: ReadonlySet<string> = new Set(['42P01', '42703', '42883', '42704', '3F000']);

type Printed = { readonly printed: string } | { readonly said: string; readonly sqlState: string };

async function printAgain(
  database: ScratchDatabase,
  entity: CatalogEntity,
  fact: string,
  text: string,
): Promise<Printed> {
  const reprint = reprintOf(entity, fact, text);
  if (reprint === undefined) return { said: 'the definition has another form than expected', sqlState: '' };
  await database.query('begin');
  try {
    // As catalogs are read: every name is qualified.
    await database.query("set local search_path = ''");
    await database.query('set local check_function_bodies = off');
    await database.query(`create schema ${quoteIdentifier(REPRINT_SCHEMA)}`);
    // The text comes from another server. With parameters, even none, nothing but one statement runs.
    for (const statement of reprint.make) await database.query(statement, []);
    const [row] = await database.query(reprint.read, []);
    const printed: unknown = row?.printed;
    return typeof printed === 'string' ? { printed } : { said: 'nothing to read back', sqlState: '' };
  } catch (error) {
    const sqlState: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
    const isServers = typeof sqlState === 'string' && /^[0-9A-Z]{5}$/.test(sqlState);
    if (!isServers || !(error instanceof Error)) throw error;
    return { said: error.message, sqlState };
  } finally {
    await database.query('rollback');
  }
}
