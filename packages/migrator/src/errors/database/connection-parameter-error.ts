import { MigratorError, type Outcome } from '../migrator-error.ts';

/** Which parameter of a connection cannot be used, and why. */
export interface ConnectionParameterFacts {
  /** What set it: `--url`, `PGSSLMODE`, `service "prod" in ~/.pg_service.conf`. */
  readonly source: string;
  /** `undefined` where its name could be a piece of a password. */
  readonly parameter: string | undefined;
  /** `unknown` to libpq; `unsupported` by Braid; or a `value` that it cannot have. */
  readonly reason: 'unknown' | 'unsupported' | 'value';
}

/**
 * A parameter of the connection cannot be used.
 * @cause It is not one of libpq's (a misspelling, or a parameter of another driver), Braid does not support it, or it has a value that it cannot have.
 * @repair Correct or remove it where the message says that it comes from: the URL, a `PG…` variable or the service file.
 */
export class ConnectionParameterError extends MigratorError<ConnectionParameterFacts> {
  readonly code = 'connection-parameter';
  override readonly outcome: Outcome = 'usage';

  /** @param detail completes the message; for `unknown` it is the hint */
  constructor(facts: ConnectionParameterFacts, detail: string | undefined, hint?: string) {
    const { source, parameter = 'one parameter', reason } = facts;
    const what = {
      unknown: `${parameter === 'one parameter' ? 'A parameter of the connection' : `The parameter "${parameter}"`} (from ${source}) is not one of libpq's`,
      unsupported: `The parameter ${parameter} (from ${source}) cannot be used: ${detail}`,
      value: `The parameter ${parameter} (from ${source}) ${detail}`,
    }[reason];
    const repair = {
      unknown: detail ?? 'Remove it. docs/connections.md lists the parameters.',
      unsupported: `Remove ${parameter}. docs/connections.md lists what Braid does with each parameter.`,
      value: `Correct ${parameter}. docs/connections.md lists the parameters.`,
    }[reason];
    super(facts, { message: `${what}.`, hint: hint ?? repair });
  }
}
