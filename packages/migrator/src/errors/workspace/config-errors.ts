import { type Explanation, MigratorError, type Outcome } from '../migrator-error.ts';

export type InvalidConfig = {
  /** The file, or the variable that is wrong. */
  readonly file: string;
} & (
  | { readonly problem: 'second-file'; readonly other: string }
  | { readonly problem: 'missing'; readonly names: readonly string[] }
  | { readonly problem: 'not-json' | 'not-loaded'; readonly said: string }
  /** `says`: what the value of the key must be, or what is wrong with it. */
  | { readonly problem: 'key'; readonly key: string; readonly says: string }
  /** `state`: `is not set`, `is set, but empty` … */
  | {
      readonly problem: 'variable-unset';
      readonly environment: string;
      readonly variable: string;
      readonly state: string;
    }
  | { readonly problem: 'not-on-or-off'; readonly value: string }
  | { readonly problem: 'service-unreadable' | 'service-not-json' | 'service-no-database' }
  /** A field of the database in it; its value is not told. */
  | { readonly problem: 'service-field'; readonly field: string; readonly says: string }
  /** A line of `pg_service.conf`, which is not quoted since it may hold a password. */
  | { readonly problem: 'service-line'; readonly line: number; readonly reason: 'looked-up' | 'not-a-parameter' }
);

/**
 * `migrate.config.*`, a variable, or a file that `SERVICE_CONFIG_PATH` or `PGSERVICEFILE` names cannot be used.
 * @cause A key is misspelt or has a wrong value, the file is not valid JSON or cannot be loaded, or a variable is not
 * set.
 * @repair Correct what the message names; `docs/configuration.md` lists all keys.
 */
export class ConfigError extends MigratorError<InvalidConfig> {
  readonly code = 'config';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: InvalidConfig, options: ErrorOptions = {}) {
    const { message, hint } = explain(facts);
    super(facts, { message: `${facts.file}: ${message}`, hint, cause: options.cause });
  }
}

const SERVICE =
  'SERVICE_CONFIG_PATH names a JSON file with {"infrastructure":{"database":{"host":"…","port":5432,"name":"…","user":"…","password":"…"}}}.';

function explain(facts: InvalidConfig): Explanation {
  const { file } = facts;
  switch (facts.problem) {
    case 'second-file':
      return {
        message: `exists in addition to ${facts.other}.`,
        hint: 'Keep one of them, or choose one with --config.',
      };
    case 'missing':
      return {
        message: 'does not exist.',
        hint: `Create it, or leave out --config: ${facts.names.join(', ')}.`,
      };
    case 'not-json':
      return { message: `is not valid JSON: ${facts.said}`, hint: `Correct the JSON of ${file}.` };
    case 'not-loaded':
      return {
        message: `could not be loaded: ${facts.said}`,
        hint: `Correct ${file}; it exports the configuration as default.`,
      };
    case 'key':
      return { message: `"${facts.key}" ${facts.says}.`, hint: `Correct "${facts.key}" in ${file}.` };
    case 'variable-unset':
      return {
        message: `environment "${facts.environment}" takes its URL from the variable ${facts.variable}, which ${facts.state}.`,
        hint: `export ${facts.variable}=postgres://user:password@host:5432/database`,
      };
    case 'not-on-or-off':
      return {
        message: `is ${JSON.stringify(facts.value)}, which is neither on nor off.`,
        hint: `export ${file}=off`,
      };
    case 'service-unreadable':
      return { message: 'SERVICE_CONFIG_PATH names a file that cannot be read.', hint: SERVICE };
    case 'service-not-json':
      return { message: 'SERVICE_CONFIG_PATH names a file that is not valid JSON.', hint: SERVICE };
    case 'service-no-database':
      return { message: 'has no database under "infrastructure.database".', hint: SERVICE };
    case 'service-field':
      return { message: `"infrastructure.database.${facts.field}" ${facts.says}.`, hint: SERVICE };
    case 'service-line':
      return {
        message: `line ${facts.line} ${
          facts.reason === 'looked-up'
            ? 'looks a service up elsewhere, which is not supported'
            : "is not parameter=value with one of libpq's parameters"
        }.`,
        hint: `Correct line ${facts.line} of ${file}, or name the database by --url.`,
      };
  }
}

export interface UnknownEnvironment {
  readonly environment: string;
  readonly known: readonly string[];
  readonly file: string;
}

/**
 * `--env` names an environment that the configuration does not have.
 * @cause The name is misspelt, or the environment was never added to the configuration.
 * @repair Use one of the known names, or add it under `"environments"`.
 */
export class UnknownEnvironmentError extends MigratorError<UnknownEnvironment> {
  readonly code = 'unknown-environment';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: UnknownEnvironment) {
    const { environment, known, file } = facts;
    super(facts, {
      message: `There is no environment "${environment}" in ${file}.`,
      hint:
        known.length > 0
          ? `Known environments: ${known.join(', ')}.`
          : `Add it: {"environments":{"${environment}":{"url":"postgres://user@host:5432/database"}}}`,
    });
  }
}
