import { MigratorError, type Outcome } from '../migrator-error.ts';

type TextFault = 'environments-missing' | 'environments-empty' | 'not-repeatable' | 'no-function';

export type SeedFileFault = {
  readonly slice: string;
  readonly file: string;
  readonly line: number;
} & (
  | { readonly problem: TextFault }
  | {
      readonly problem: 'package-missing';
      readonly package: string;
      /** What to install: `drizzle-seed@0.3.1`. */
      readonly install: string;
    }
  | {
      readonly problem: 'package-unfit';
      /** With its version. */
      readonly package: string;
      /** The version of drizzle-orm. */
      readonly orm: string;
      readonly install: string;
    }
);

const FAULTS: Readonly<Record<TextFault, readonly [message: string, hint: string]>> = {
  'environments-missing': [
    'The seed does not say in which environments it may run.',
    'Write at its top: -- environments: development, test',
  ],
  'environments-empty': [
    'The list of environments of the seed has an empty name.',
    'Write the names with commas between them: -- environments: development, test',
  ],
  'not-repeatable': [
    'This statement of a seed could not run a second time: a seed runs again whenever it changes.',
    'Write INSERT … ON CONFLICT (key) DO UPDATE SET …, MERGE, UPDATE or DELETE. Revisions create the tables.',
  ],
  'no-function': [
    'The seed exports no function "seed".',
    'Write: export async function seed(op) { await op.upsert(…); }',
  ],
};

function explained(facts: SeedFileFault): readonly [message: string, hint: string] {
  if (facts.problem !== 'package-missing' && facts.problem !== 'package-unfit') return FAULTS[facts.problem];
  return facts.problem === 'package-missing'
    ? [
        `The package ${facts.package}, which the seed imports, is not installed.`,
        `Install it: npm install -D ${facts.install}`,
      ]
    : [
        `${facts.package} does not work with drizzle-orm ${facts.orm}.`,
        `Install the one for it: npm install -D ${facts.install}`,
      ];
}

/**
 * A file in `seeds/` is not a seed.
 * @cause Its header does not name environments, a statement would fail or add rows again when it runs a second time,
 * the file exports no `seed`, or a package that it imports is not installed.
 * @repair Correct the file as the message says, or install the package that it names.
 */
export class SeedFileError extends MigratorError<SeedFileFault> {
  readonly code = 'seed-file';
  constructor(facts: SeedFileFault, { cause }: { cause?: unknown } = {}) {
    const [message, hint] = explained(facts);
    super(facts, { message: `${facts.file}:${facts.line}: ${message}`, hint, cause });
  }
}

export interface SeedNotAllowed {
  readonly slice: string;
  readonly file: string;
  readonly seed: string;
  /** Null: the database belongs to no environment. */
  readonly environment: string | null;
  readonly allowed: readonly string[];
}

/**
 * The named seed may not run in this environment.
 * @cause Its header does not list the environment, or the database was named by a URL and belongs to none.
 * @repair Choose one of the environments with `--env`, or add the environment to the header of the file.
 */
export class SeedNotAllowedError extends MigratorError<SeedNotAllowed> {
  readonly code = 'seed-not-allowed';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: SeedNotAllowed) {
    const { seed, environment, allowed } = facts;
    const where = environment === null ? 'a database without an environment' : `the environment ${environment}`;
    super(facts, {
      message: `The seed ${seed} may not run in ${where}, only in ${allowed.join(', ')}. Nothing was run.`,
      hint: `Choose an environment: migrate seed ${seed} --env ${allowed[0]}`,
    });
  }
}

export interface UnknownSeed {
  readonly given: string;
  readonly known: readonly string[];
}

/**
 * No seed has this name, or several slices have one.
 * @cause The name is misspelt, or needs its slice before it.
 * @repair Use one of the names that the message lists: `<slice>/<file name without its extension>`.
 */
export class UnknownSeedError extends MigratorError<UnknownSeed> {
  readonly code = 'unknown-seed';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: UnknownSeed) {
    const { given, known } = facts;
    super(facts, {
      message: `${JSON.stringify(given)} matches no seed, or several.`,
      hint: known.length === 0 ? 'No slice has a folder seeds/ with files in it.' : `There are: ${known.join(', ')}`,
    });
  }
}

export interface SeedFailure {
  readonly slice: string;
  readonly file: string;
  readonly seed: string;
  readonly line?: number;
  readonly sqlState?: string;
  /** What the server or the code said. */
  readonly said: string;
  /** Seeds that ran before it. */
  readonly done: readonly string[];
}

/**
 * A seed failed and was rolled back; seeds before it are done.
 * @cause A statement is wrong, rows break a constraint, the database lacks revisions that the seed needs, or its code
 * threw an error.
 * @repair Correct the file, or apply revisions first (`migrate upgrade`), and run `migrate seed` again: what is done is
 * not run again.
 */
export class SeedFailedError extends MigratorError<SeedFailure> {
  readonly code = 'seed-failed';
  constructor(facts: SeedFailure, { cause }: { cause?: unknown } = {}) {
    const { file, line, said, sqlState, done } = facts;
    const place = line === undefined ? file : `${file}:${line}`;
    const before = done.length === 0 ? '' : ` Done before it: ${done.join(', ')}.`;
    super(facts, {
      message: `${place}: ${said}${sqlState === undefined ? '' : ` (${sqlState})`}. This seed was rolled back.${before}`,
      hint: 'Correct the seed, or apply what it needs: migrate upgrade. Then run it again: migrate seed',
      cause,
    });
  }
}
