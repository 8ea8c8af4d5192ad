import type { Outcome } from '../migrator-error.ts';
import { type Facts, UntypedError } from '../untyped-error.ts';

/** `migrate.config.*` or the file that `SERVICE_CONFIG_PATH` names cannot be used. */
export class ConfigError extends UntypedError {
  readonly code = 'config';
  override readonly outcome: Outcome = 'usage';

  constructor(file: string, problem: string, hint: string, options: { facts?: Facts; cause?: unknown } = {}) {
    super(`${file}: ${problem}`, { facts: { file, ...options.facts }, hint, cause: options.cause });
  }
}

/** `--env` names an environment that the configuration does not have. */
export class UnknownEnvironmentError extends UntypedError {
  readonly code = 'unknown-environment';
  override readonly outcome: Outcome = 'usage';

  constructor(environment: string, known: readonly string[], file: string) {
    super(`There is no environment "${environment}" in ${file}.`, {
      facts: { environment, known, file },
      hint:
        known.length > 0
          ? `Known environments: ${known.join(', ')}.`
          : `Add it: {"environments":{"${environment}":{"url":"postgres://user@host:5432/database"}}}`,
    });
  }
}

/** A database URL is not one. The URL itself is never printed: it may hold a password. */
export class InvalidDatabaseUrlError extends UntypedError {
  readonly code = 'invalid-database-url';
  override readonly outcome: Outcome = 'usage';

  constructor(source: string, problem: string) {
    super(`The database URL from ${source} cannot be used: ${problem}`, {
      facts: { source },
      hint: 'Write it as postgres://user:password@host:5432/database; percent-encode special characters of the password.',
    });
  }
}
