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
  DatabaseNotReadyError,
  DatabaseTooManyConnectionsError,
  DatabaseUnknownError,
} from '../../../errors/database/connect-errors.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import { redact } from '../../../sql/connection-url.ts';

interface Rule {
  /** SQLSTATE or system error code. */
  readonly codes?: readonly string[];
  readonly message?: RegExp;
  readonly error: (attempt: ConnectAttempt) => CannotConnectError;
}

/** The first rule that fits counts. */
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

/** The typed error for what the driver threw while it connected, with the secrets of the URL blanked. */
export function connectFailure(error: unknown, target: DatabaseTarget, secrets: readonly string[]): CannotConnectError {
  const read = (field: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const code = read('code');
  const message = redact(read('message'), secrets);
  const rule = rules.find((each) => (each.codes?.includes(code) ?? true) && (each.message?.test(message) ?? true));
  const attempt = {
    target: target.display,
    source: target.source,
    ...(code === '' ? {} : { reason: code }),
    ...(message === '' ? {} : { said: message }),
  };
  return rule?.error(attempt) ?? new DatabaseConnectFailedError(attempt);
}
