import type { NodePgClient } from 'drizzle-orm/node-postgres';

export interface ClientGuard {
  /** Replaces a statement; throws when it may not run. */
  rewrite(sql: string): string;
  /** Throws when nothing may be sent any more. */
  check(sql: string): void;
  send(sql: string, run: () => Promise<unknown>): Promise<unknown>;
}

/** The same client; every `query` passes the guard. */
export function guardedClient(client: NodePgClient, guard: ClientGuard): NodePgClient {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      if (property !== 'query') return value.bind(target);
      return (query: unknown, ...rest: readonly unknown[]): unknown => {
        const sql = textOf(query) ?? 'a query';
        guard.check(sql);
        const given = [withText(query, guard.rewrite(sql)), ...rest];
        // Cursors and callbacks return their results in other ways.
        if (textOf(query) === undefined || rest.some((each) => typeof each === 'function'))
          return Reflect.apply(value, target, [query, ...rest]);
        return guard.send(sql, async () => await Reflect.apply(value, target, given));
      };
    },
  });
}

function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query;
  if (typeof query !== 'object' || query === null || 'submit' in query || !('text' in query)) return undefined;
  return typeof query.text === 'string' ? query.text : undefined;
}

function withText(query: unknown, text: string): unknown {
  return typeof query === 'object' ? { ...query, text } : text;
}
