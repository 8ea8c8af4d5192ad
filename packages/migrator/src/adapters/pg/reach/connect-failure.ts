import { redact, type Secrets } from '../../../conninfo/secrets.ts';
import {
  DatabaseAccessRefusedError,
  DatabasePasswordRefusedError,
  DatabaseTlsRefusedError,
  DatabaseTlsRequiredError,
} from '../../../errors/database/access-errors.ts';
import type { CannotConnectError, ConnectAttempt } from '../../../errors/database/cannot-connect-error.ts';
import {
  DatabaseConnectFailedError,
  DatabaseConnectTimeoutError,
  DatabaseHostUnreachableError,
  DatabaseNoSuchSessionError,
  DatabaseNotReadyError,
  DatabaseTooManyConnectionsError,
  DatabaseUnknownError,
} from '../../../errors/database/connect-errors.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import type { FailedAttempt } from './reach-server.ts';

interface Rule {
  /** SQLSTATE or system error code. */
  readonly codes?: readonly string[];
  readonly message?: RegExp;
  readonly error: (attempt: ConnectAttempt) => CannotConnectError;
}

/** The first rule that matches applies. */
const rules: readonly Rule[] = [
  {
    codes: ['28000'],
    message: /no encryption|SSL off|without SSL|SSL required/i,
    error: (attempt) => new DatabaseTlsRequiredError(attempt),
  },
  {
    message: /SSL (connection )?(is )?required|requires? (SSL|TLS)/i,
    error: (attempt) => new DatabaseTlsRequiredError(attempt),
  },
  {
    message: /does not support SSL/i,
    error: (attempt) => new DatabaseTlsRefusedError({ ...attempt, tls: 'not-offered' }),
  },
  {
    message: /certificate|self.signed|altnames|hostname\/IP does not match/i,
    error: (attempt) => new DatabaseTlsRefusedError({ ...attempt, tls: 'certificate' }),
  },
  {
    message: /channel binding|encryption|SSL routines|tlsv?1|sslv3|EPROTO/i,
    error: (attempt) => new DatabaseTlsRefusedError({ ...attempt, tls: 'handshake' }),
  },
  { message: /^target_session_attrs=/, error: (attempt) => new DatabaseNoSuchSessionError(attempt) },
  { codes: ['28P01'], error: (attempt) => new DatabasePasswordRefusedError({ ...attempt, password: 'wrong' }) },
  {
    message: /client password must be a string|must be a non-empty string|no password supplied/i,
    error: (attempt) => new DatabasePasswordRefusedError({ ...attempt, password: 'missing' }),
  },
  { codes: ['28000', '42501'], error: (attempt) => new DatabaseAccessRefusedError(attempt) },
  { codes: ['3D000'], error: (attempt) => new DatabaseUnknownError(attempt) },
  { codes: ['53300'], error: (attempt) => new DatabaseTooManyConnectionsError(attempt) },
  { codes: ['57P03', '57P01', '57P02'], error: (attempt) => new DatabaseNotReadyError(attempt) },
  { codes: ['ETIMEDOUT', '57014'], error: (attempt) => new DatabaseConnectTimeoutError(attempt) },
  {
    message: /timeout expired|connection timeout/i,
    error: (attempt) => new DatabaseConnectTimeoutError(attempt),
  },
  {
    codes: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES', 'ECONNRESET'],
    error: (attempt) => new DatabaseHostUnreachableError(attempt),
  },
];

/** What the message about a failed connection takes into account. */
export interface FailureContext {
  readonly secrets: Secrets;
  /** A password file that is ignored because others can read it. */
  readonly ignoredFile: string | undefined;
}

/**
 * The typed error for what the addresses answered, with the secrets of the connection blanked. The last answer decides
 * which error it is.
 */
export function connectFailure(
  failures: readonly FailedAttempt[],
  target: DatabaseTarget,
  { secrets, ignoredFile }: FailureContext,
): CannotConnectError {
  const error = failures.at(-1)?.error;
  const code = textOf(error, 'code');
  const message = textOf(error, 'message');
  const rule = rules.find((each) => (each.codes?.includes(code) ?? true) && (each.message?.test(message) ?? true));
  const said = redact(saidBy(failures), secrets);
  const attempt = {
    target: target.display,
    source: target.source,
    ...(code === '' ? {} : { reason: code }),
    ...(said === '' ? {} : { said }),
    ...(ignoredFile === undefined ? {} : { ignoredFile }),
  };
  return rule?.error(attempt) ?? new DatabaseConnectFailedError(attempt);
}

/** Each answer once, with the host where there are several. */
function saidBy(failures: readonly FailedAttempt[]): string {
  const hasSeveral = new Set(failures.map(({ host }) => host)).size > 1;
  const lines = failures.map(({ host, error }) => {
    const text = textOf(error, 'message') || textOf(error, 'code');
    return hasSeveral ? `${host}: ${text}` : text;
  });
  return [...new Set(lines)].filter((line) => line !== '').join('; ');
}

function textOf(error: unknown, field: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
}
