import { quoteForMessage } from '../files/revision-file-error.ts';
import { describeWordProblem, type WordProblem } from '../files/word-problem.ts';
import { type Facts, MigratorError, type Outcome } from '../migrator-error.ts';

export interface UnknownSlice {
  readonly slice: string;
  readonly known: readonly string[];
  /** The slice of which the given one is probably a misspelling. */
  readonly suggestions?: readonly [string];
}

/**
 * `--slice` or a command names a slice that the workspace does not have.
 * @cause The label is misspelt, or the folder of the slice is on another branch of git.
 * @repair Use one of the labels that the hint lists, or make the slice with `migrate init --slice <label>`.
 */
export class UnknownSliceError extends MigratorError<UnknownSlice> {
  readonly code = 'unknown-slice';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: UnknownSlice) {
    const { slice, known, suggestions = [] } = facts;
    const [meant] = suggestions;
    super(facts, {
      message: `There is no slice "${slice}" in this workspace.`,
      hint:
        known.length > 0
          ? `${meant === undefined ? '' : `Did you mean ${meant}? `}Known slices: ${known.join(', ')}.`
          : 'No folder has a slice.json yet. Create one: migrate init --slice events',
    });
  }
}

/** The base of failures with the files and folders of a workspace. */
export abstract class WorkspaceError<F extends Facts = Facts> extends MigratorError<F> {}

export type InvalidSliceManifest = { readonly file: string } & (
  | { readonly problem: 'not-json'; readonly said: string }
  | { readonly problem: 'not-an-object' | 'owners-not-a-list' }
  | {
      readonly problem: 'unknown-key';
      readonly key: string;
      readonly known: readonly string[];
      readonly suggestion?: string;
    }
  | { readonly problem: 'label'; readonly label: string; readonly why: WordProblem }
  | { readonly problem: 'key-missing' | 'not-text'; readonly key: string }
  | { readonly problem: 'not-an-owner' | 'owner-twice'; readonly owner: string }
  | { readonly problem: 'scope'; readonly given: string }
  | {
      readonly problem: 'path-outside';
      readonly key: string;
      readonly path: string;
      readonly folder: string;
      /** A path that would do. */
      readonly example: string;
    }
  | { readonly problem: 'schema-list-empty'; readonly example: string }
  | { readonly problem: 'casing'; readonly given: string }
  | { readonly problem: 'schema-env-not-an-object' }
  | { readonly problem: 'schema-env-not-text'; readonly variable: string }
);

/**
 * A `slice.json` is not valid JSON, has unknown or missing keys, or paths that lead out of the slice.
 * @cause The file was edited by hand, and a key is misspelt or a comma is missing.
 * @repair Correct the key that the message names; the hint shows how it is written.
 */
export class SliceManifestError extends WorkspaceError<InvalidSliceManifest> {
  readonly code = 'slice-manifest-invalid';
  constructor(facts: InvalidSliceManifest, options: ErrorOptions = {}) {
    const { problem, hint } = explain(facts);
    super(facts, { message: `${facts.file}: ${problem}`, hint, cause: options.cause });
  }
}

const EXAMPLE = 'Write it as { "label": "events", "schema": "./src/schema.ts", "migrations": "./migrations" }';
const SCHEMA_ENV = 'Write variables with their values as texts: { "AUTH_SECRET": "only to load the schema" }';
const OWNERS = 'Write a list as in CODEOWNERS: ["@team-events", "ann@example.org"]';

function explain(facts: InvalidSliceManifest): { readonly problem: string; readonly hint: string } {
  switch (facts.problem) {
    case 'not-json':
      return { problem: `is not valid JSON: ${quoteForMessage(facts.said, 120)}`, hint: EXAMPLE };
    case 'not-an-object':
      return { problem: 'is not a JSON object', hint: EXAMPLE };
    case 'owners-not-a-list':
      return { problem: '"owners" is not a list', hint: OWNERS };
    case 'unknown-key':
      return {
        problem: `unknown key ${quoteForMessage(facts.key)}`,
        hint:
          facts.suggestion === undefined
            ? `Known keys: ${facts.known.join(', ')}`
            : `Did you mean "${facts.suggestion}"?`,
      };
    case 'label':
      return {
        problem: `"label": ${quoteForMessage(facts.label)} ${describeWordProblem(facts.why, 'label')}`,
        hint: 'The label of a slice is a branch label: letters, digits, "_", "." and "-", like "events".',
      };
    case 'key-missing':
      return { problem: `has no "${facts.key}"`, hint: EXAMPLE };
    case 'not-text':
      return { problem: `"${facts.key}" is not text`, hint: EXAMPLE };
    case 'not-an-owner':
      return { problem: `"owners": ${quoteForMessage(facts.owner)} is not an owner`, hint: OWNERS };
    case 'scope':
      return {
        problem: `"scope": ${facts.given} is neither "shared" nor "tenant"`,
        hint: 'Write "scope": "shared" or "scope": "tenant".',
      };
    case 'owner-twice':
      return { problem: `"owners" names ${quoteForMessage(facts.owner)} twice`, hint: 'Remove one of them.' };
    case 'path-outside':
      return {
        problem: `"${facts.key}": ${quoteForMessage(facts.path)} is not a path inside the slice`,
        hint: `Write a path below ${facts.folder}, with "/": ${facts.example}`,
      };
    case 'schema-list-empty':
      return { problem: '"schema" is an empty list', hint: `Name at least one file: ["${facts.example}"]` };
    case 'casing':
      return {
        problem: `"casing": ${quoteForMessage(facts.given)} is neither "snake_case" nor "camelCase"`,
        hint: 'Write "snake_case" or "camelCase", as in drizzle.config.ts.',
      };
    case 'schema-env-not-an-object':
      return { problem: '"schemaEnv" is not an object', hint: SCHEMA_ENV };
    case 'schema-env-not-text':
      return { problem: `"schemaEnv": ${quoteForMessage(facts.variable)} is not text`, hint: SCHEMA_ENV };
  }
}

export interface DuplicateSlice {
  readonly file: string;
  /** The other slice's `slice.json`. */
  readonly other: string;
  readonly what: 'label' | 'migrations folder';
  readonly value: string;
}

/**
 * Two slices have the same label or the same migrations folder.
 * @cause A slice was copied to begin a new one, and its `slice.json` was not changed.
 * @repair Change the value in one of the two files.
 */
export class DuplicateSliceError extends WorkspaceError<DuplicateSlice> {
  readonly code = 'slice-duplicate';
  constructor(facts: DuplicateSlice) {
    const { file, other, what, value } = facts;
    super(facts, {
      message: `${file}: the ${what} "${value}" is also used by ${other}`,
      hint: `Change it in ${file} or in ${other}.`,
    });
  }
}

export interface InvalidSliceGlob {
  readonly glob: string;
  readonly problem: 'not-relative' | 'outside' | 'more-than-stars';
}

const GLOBS = {
  'not-relative': 'is not a path relative to the workspace root',
  outside: 'leads out of the workspace',
  'more-than-stars': 'has more than "*", which matches one folder name',
} as const;

/**
 * A glob for slices is absolute, leads out of the workspace, or has more than `*`.
 * @cause `"slices"` in the configuration uses `**`, `{a,b}`, `..` or an absolute path.
 * @repair Write globs as folders relative to the workspace root, such as `"features/*"`.
 */
export class SliceGlobError extends WorkspaceError<InvalidSliceGlob> {
  readonly code = 'slice-glob-invalid';
  constructor(facts: InvalidSliceGlob) {
    super(facts, {
      message: `${quoteForMessage(facts.glob)}: ${GLOBS[facts.problem]}`,
      hint: 'Write globs as folders relative to the workspace root: "features/*", "packages/*/db".',
    });
  }
}
