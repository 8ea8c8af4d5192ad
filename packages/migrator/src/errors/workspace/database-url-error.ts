import { MigratorError, type Outcome } from '../migrator-error.ts';

export type DatabaseUrlProblem =
  | { readonly problem: 'scheme' | 'white-space' | 'credentials' | 'ipv6' | 'port' | 'query' | 'keywords' }
  /** `part`: `user`, `password`, `database`, `parameter sslmode` … */
  | { readonly problem: 'percent'; readonly part: string };

/** The URL itself is not a fact and never printed: it may hold a password. */
export type InvalidDatabaseUrl = { readonly source: string } & DatabaseUrlProblem;

/**
 * The text that should be a database URL is not a valid one.
 * @cause A special character of the password is not percent-encoded, or the text does not begin with `postgres://`.
 * @repair Write it as `postgres://user:password@host:5432/database` and percent-encode special characters of the
 * password.
 */
export class InvalidDatabaseUrlError extends MigratorError<InvalidDatabaseUrl> {
  readonly code = 'invalid-database-url';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: InvalidDatabaseUrl) {
    super(facts, {
      message: `The database URL from ${facts.source} cannot be used: ${problemOf(facts)}`,
      hint: 'Write it as postgres://user:password@host:5432/database; percent-encode special characters of the password.',
    });
  }
}

function problemOf(facts: InvalidDatabaseUrl): string {
  switch (facts.problem) {
    case 'scheme':
      return 'it does not begin with postgres:// or postgresql://.';
    case 'white-space':
      return 'it contains white space or a control character, which must be percent-encoded.';
    case 'credentials':
      return 'an `@` or `/` of its password is not percent-encoded, so password and host cannot be told apart.';
    case 'ipv6':
      return 'its IPv6 address is not of the form [address] or [address]:port.';
    case 'port':
      return 'the port is not a number, or special characters of its password are not percent-encoded, so that they cannot be told apart.';
    case 'query':
      return 'what follows its "?" is not a list of parameter=value, separated by "&".';
    case 'keywords':
      return 'it is not a list of parameter=value, separated by blanks; a value with blanks needs single quotes.';
    case 'percent':
      return `its ${facts.part} has a "%" that does not begin a valid percent-encoding (write %25).`;
  }
}
