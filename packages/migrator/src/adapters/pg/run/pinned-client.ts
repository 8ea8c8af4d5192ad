import type { Client } from 'pg';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import type { FreshSession } from '../connection/fresh-session.ts';
import type { TransactionSettings } from '../connection/transaction-settings.ts';
import { limitSettings } from './revision-script.ts';

type Send = (query: unknown, values?: unknown) => Promise<unknown>;

/** What ends a transaction that the code began. */
const ENDS = ['COMMIT', 'END', 'ROLLBACK', 'ABORT'];

/**
 * A client behind a pooler for the code of a revision without a transaction. A pooler gives each transaction any
 * session of the server, and the next client inherits what is left there. So each statement gets a transaction around
 * it, which begins with its limits and ends with what makes the session as good as new; a transaction of the code's own
 * ends so, too. What PostgreSQL runs alone leaves nothing, and is sent as it is.
 */
export function pinnedClient(client: Client, limits: TransactionSettings, fresh: FreshSession): Client {
  const send: Send = (query, values) => Reflect.apply(client.query, client, [query, values]);
  const begin = ['begin', ...limitSettings(limits)].join(';\n');
  const clean = [...fresh.role, ...fresh.rest].join(';\n');
  let turn: Promise<unknown> = Promise.resolve();

  const ask: Send = async (query, values) => {
    const { kind, runsAlone } = readStatement(textOf(query) ?? '');
    if (runsAlone) return await send(query, values);
    if (statusOf(client) !== 'I')
      return await within(
        query,
        values,
        kind.kind === 'transaction-control' && ENDS.includes(kind.command.replace(' TRANSACTION', '')),
      );
    if (kind.kind === 'transaction-control') return await send(query, values);
    await send(begin);
    try {
      const result = await send(query, values);
      await send(`${clean};\ncommit`);
      return result;
    } catch (error) {
      await send(`rollback;\n${clean}`).catch(() => {});
      throw error;
    } finally {
      forgetNames(client);
    }
  };
  /** In a transaction that the code began. */
  const within: (...given: [...Parameters<Send>, boolean]) => ReturnType<Send> = async (query, values, ends) => {
    if (!ends) return await send(query, values);
    if (statusOf(client) === 'T') await send(clean);
    const result = await send(query, values);
    forgetNames(client);
    return result;
  };
  const query = (given: unknown, ...values: readonly unknown[]): unknown => {
    // Cursors, COPY and callbacks answer in ways of their own, and the statements that they send leave nothing.
    if (textOf(given) === undefined || values.some((each) => typeof each === 'function'))
      return Reflect.apply(client.query, client, [given, ...values]);
    const mine = turn.then(() => ask(given, values[0]));
    turn = mine.catch(() => {});
    return mine;
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** `I` outside a transaction; what a driver that does not tell is taken for. */
function statusOf(client: Client): unknown {
  const ask: unknown = Reflect.get(client, 'getTransactionStatus');
  return typeof ask === 'function' ? ask.call(client) : 'I';
}

function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query;
  if (typeof query !== 'object' || query === null || 'submit' in query || !('text' in query)) return undefined;
  return typeof query.text === 'string' ? query.text : undefined;
}

/** The driver remembers the statements that it has prepared by name, and these are gone. */
function forgetNames({ connection }: Client): void {
  Reflect.set(connection, 'parsedStatements', {});
}
