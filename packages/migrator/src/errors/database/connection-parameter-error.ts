import { type Explanation, MigratorError, type Outcome } from '../migrator-error.ts';
import { type ConnectionValue, explainValue } from './connection-value.ts';

/** Which parameter of a connection cannot be used, and why. */
export type ConnectionParameter = {
  /** What set it: `--url`, `PGSSLMODE`, `service "prod" in ~/.pg_service.conf`. */
  readonly source: string;
} /** `parameter` is absent where its name could be a piece of a password. `instead`: how libpq says the same. */ & (
  | {
      readonly reason: 'unknown';
      readonly parameter?: string;
      readonly suggestion?: string;
      readonly instead?: string;
    }
  /** `why`: what Braid or Node cannot do, as the table of parameters says it. */
  | { readonly reason: 'unsupported'; readonly parameter: string; readonly why: string }
  | ({ readonly reason: 'value'; readonly parameter: string } & ConnectionValue)
);

/**
 * A parameter of the connection cannot be used.
 * @cause libpq does not know it (a misspelling, or a parameter of another driver), Braid does not support it, or its
 * value is not allowed.
 * @repair Correct or remove it at the source that the message names: the URL, a `PG…` variable or the service file.
 */
export class ConnectionParameterError extends MigratorError<ConnectionParameter> {
  readonly code = 'connection-parameter';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: ConnectionParameter) {
    super(facts, explain(facts));
  }
}

const LIST = 'docs/connections.md lists the parameters.';

function explain(facts: ConnectionParameter): Explanation {
  const { source, parameter } = facts;
  switch (facts.reason) {
    case 'unknown': {
      const name = parameter === undefined ? 'A parameter of the connection' : `The parameter "${parameter}"`;
      const meant = facts.suggestion === undefined ? `Remove it. ${LIST}` : `Did you mean ${facts.suggestion}?`;
      return { message: `${name} (from ${source}) is not one of libpq's.`, hint: facts.instead ?? meant };
    }
    case 'unsupported':
      return {
        message: `The parameter ${parameter} (from ${source}) cannot be used: ${facts.why}.`,
        hint: `Remove ${parameter}. docs/connections.md lists what Braid does with each parameter.`,
      };
    case 'value': {
      const { message, hint = `Correct ${parameter}. ${LIST}` } = explainValue(facts.parameter, facts);
      return { message: `The parameter ${parameter} (from ${source}) ${message}.`, hint };
    }
  }
}
