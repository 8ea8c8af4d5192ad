import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import type { ServerNotice } from '../../../ports/database/server-notice.ts';

function text(error: object, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Drizzle wraps the driver's error; the first error in the chain of causes that comes from the server counts. */
function serverError(error: unknown): object | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if (text(at, 'severity') !== undefined) return at;
  }
  return undefined;
}

const optional = ['detail', 'hint', 'where', 'schema', 'table', 'column', 'constraint'] as const;

/**
 * What `pg` threw, as plain data; `position` is left out, since only the sender of the message knows what it refers to.
 */
export function toServerFailure(error: unknown): ServerFailure {
  const server = serverError(error);
  if (server === undefined) {
    const message = error instanceof Error && error.message !== '' ? error.message : String(error);
    return { connectionLost: true, message };
  }
  const severity = text(server, 'severity');
  const sqlState = text(server, 'code');
  return {
    ...(sqlState === undefined ? {} : { sqlState }),
    // FATAL and PANIC end the session, whatever the code.
    connectionLost: severity === 'FATAL' || severity === 'PANIC' || (sqlState?.startsWith('08') ?? false),
    message: text(server, 'message') ?? 'no message',
    ...Object.fromEntries(optional.flatMap((field) => (text(server, field) ? [[field, text(server, field)]] : []))),
  };
}

/** Whether the server, not the caller's own code, is the source of an error. */
export function isServerError(error: unknown): boolean {
  return serverError(error) !== undefined;
}

/** Where the server found an error: 1-based, in characters of the whole message. */
export function serverPosition(error: unknown): number | undefined {
  const server = serverError(error);
  const position = server === undefined ? undefined : Number(text(server, 'position'));
  return position !== undefined && Number.isInteger(position) ? position : undefined;
}

/** A notice of `pg`, as plain data. */
export function toServerNotice(notice: object): ServerNotice {
  const fields = { sqlState: text(notice, 'code'), detail: text(notice, 'detail'), hint: text(notice, 'hint') };
  return {
    severity: text(notice, 'severity') ?? 'NOTICE',
    message: text(notice, 'message') ?? '',
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}
