import type { Client } from 'pg';
import { BorrowedConnectionError } from '../../../errors/database/connection-errors.ts';
import { roleLimits, transactionLimit } from '../reach/start-options.ts';
import { LENT_SESSION_QUERY, type LentSession } from './fresh-session.ts';

/**
 * The session state of a client passed in by your program. Throws a `BorrowedConnectionError` if it has something that
 * could not be restored.
 */
export async function readLentSession(client: Client): Promise<LentSession> {
  const limits = await setLimitsAside(client);
  const { rows } = await client.query<{ lent: unknown }>(LENT_SESSION_QUERY);
  const lent = rows[0]?.lent;
  const leftovers = [...texts(lent, 'temporary'), ...texts(lent, 'cursors')];
  if (leftovers.length > 0) throw new BorrowedConnectionError({ problem: 'has-leftovers', leftovers });
  return {
    user: String(field(lent, 'user')),
    role: String(field(lent, 'role')),
    settings: list(lent, 'settings').flatMap((pair) =>
      Array.isArray(pair) ? [[String(pair[0]), String(pair[1])] as const] : [],
    ),
    limits,
    prepared: texts(lent, 'prepared'),
    channels: texts(lent, 'channels'),
    locks: texts(lent, 'locks'),
  };
}

/** How often the limits are read again after one of them has ended the statement that reads them. */
const tries = 10;

/**
 * Turns off the limits that the session has from its role or its program, and returns what they were. SHOW and SET read
 * no table: they finish even under a limit of one millisecond, unless the machine is busy.
 */
async function setLimitsAside(client: Client): Promise<LentSession['limits']> {
  const found: (readonly [string, string])[] = [];
  for (const name of roleLimits) {
    const value = await patiently(() => client.query<Record<string, string>>(`show ${name}`));
    const [[, text] = ['', '0']] = Object.entries(value.rows[0] ?? {});
    if (text === '0') continue;
    found.push([name, text]);
    await patiently(() => client.query(`set ${name} = 0`));
  }
  const asked = `select pg_catalog.current_setting('${transactionLimit}', true) as value`;
  const value = (await client.query<{ value: string | null }>(asked)).rows[0]?.value ?? '0';
  if (value !== '0') {
    found.push([transactionLimit, value]);
    await client.query(`set ${transactionLimit} = 0`);
  }
  return found;
}

async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isTimeout = error instanceof Error && Reflect.get(error, 'code') === '57014';
      if (!isTimeout || attempt === tries) throw error;
    }
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
}

function texts(value: unknown, key: string): readonly string[] {
  return list(value, key).map(String);
}
