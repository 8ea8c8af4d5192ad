import { channel } from 'node:diagnostics_channel';
import type { Client } from 'pg';
import { TRACE_CHANNELS, type TracedSql } from '../../../ports/trace.ts';
import { redactSql } from '../../../sql/redact-sql.ts';
import { statementSecrets } from '../../../sql/secrets/statement-secrets.ts';
import { withoutSecrets } from '../../../sql/secrets/without-secrets.ts';
import { TokenList } from '../../../sql/tokens/token-list.ts';
import { serverSaid } from './trace-attempt.ts';

/** From now on reports what the client sends, without credentials, as soon as it is answered. */
export function traceQueries(client: Client, clean: (text: string) => string): void {
  const statements = channel(TRACE_CHANNELS.sql);
  const send: unknown = Reflect.get(client, 'query');
  if (typeof send !== 'function') return;
  const query = (...given: readonly unknown[]): unknown => {
    const begun = performance.now();
    const result: unknown = Reflect.apply(send, client, given);
    const [what] = given;
    const tell = (failed: object): void => {
      const sql = clean(redactSql(textOf(what)));
      statements.publish({ sql, durationMs: performance.now() - begun, ...failed } satisfies TracedSql);
    };
    // The server may quote what a statement sets.
    const fail = (error: unknown): void => {
      const said = withoutSecrets(serverSaid(error), statementSecrets(new TokenList(textOf(what))));
      tell({ failure: clean(redactSql(said)) });
    };
    // A script of several statements has its own answer.
    void Promise.resolve(isObject(what) && 'answer' in what ? what.answer : result).then((answer) => {
      const error = isObject(answer) && 'error' in answer ? answer.error : undefined;
      if (error === undefined) tell({});
      else fail(error);
    }, fail);
    return result;
  };
  Object.defineProperty(client, 'query', { value: query, configurable: true, writable: true });
}

function textOf(what: unknown): string {
  if (typeof what === 'string') return what;
  const text: unknown = isObject(what) ? Reflect.get(what, 'text') : undefined;
  return typeof text === 'string' ? text : '';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
