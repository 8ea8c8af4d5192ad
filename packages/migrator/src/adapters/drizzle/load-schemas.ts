import type { OrmModules } from '../drizzle-orm/orm-modules.ts';
import { BundleFailure, type Bundler, bundleModules } from '../module/bundle/bundle-modules.ts';
import type { LoadedEntry } from '../module/bundle/entry-modules.ts';
import { RunFailure } from '../module/bundle/run-bundle.ts';
import type { SourcePlaces } from '../module/bundle/source-places.ts';
import { sliceAliases } from './slice-aliases.ts';
import { ExitAttempt } from './thread/exit-attempt.ts';
import type { OrmPack } from './thread/orm-pack.ts';
import { tidy } from './thread/printed-text.ts';
import { runOnPack } from './thread/run-on-pack.ts';
import { WorkerFailure, type WorkerProblem, type WorkerSlice } from './worker-protocol.ts';

/** What the schema files of a slice export, and the drizzle-orm that they are written for. */
export interface SchemaModules {
  readonly slice: WorkerSlice;
  readonly exports: readonly object[];
  readonly orm: OrmModules;
  /** Loads a module of the same drizzle-orm that is rarely needed; `undefined` where it has none. */
  later(name: string): Promise<object | undefined>;
  readonly places: SourcePlaces;
  /** The workspace's own files that were bundled, including those of other slices; relative to the root. */
  readonly files: readonly string[];
}

/** The modules of drizzle-orm that reading a schema needs; not every version has all of them. */
export const ORM = ['', '/pg-core', '/casing', '/relations', '/_relations', '/version'].map(
  (name) => `drizzle-orm${name}`,
);

/** They read rows as drizzle-orm's driver for pg does, without pg. */
export const LATER = ['drizzle-orm/pg-proxy', 'drizzle-orm/node-postgres/codecs'];

export interface LoadTools {
  readonly root: string;
  readonly bundler: Bundler;
  /** Of the drizzle-orm that the files most likely import. */
  readonly pack: OrmPack | undefined;
  /** What was printed since the last call. */
  printed(): string;
  /** Is told which slice is next, since some files never finish. */
  onSlice(slice: string): void;
}

/**
 * Runs the schema files of the slices, each file once. `others` are slices whose packages they may import. Throws a
 * `WorkerFailure` for the first fault.
 */
export async function loadSchemas(
  slices: readonly WorkerSlice[],
  others: readonly WorkerSlice[],
  tools: LoadTools,
): Promise<readonly SchemaModules[]> {
  if (slices.length === 0) return [];
  const aliases = sliceAliases([...slices, ...others]);
  try {
    return await loadTogether(slices, aliases, tools);
  } catch (error) {
    if (error instanceof WorkerFailure) throw error;
    // What stops all of them together is the fault of one slice: the first that fails alone.
    for (const slice of slices) await loadTogether([slice], aliases, tools).catch((own) => refuse(slice, own, tools));
    const [first] = slices;
    throw first === undefined ? error : failureOf(first, error, tools);
  }
}

async function loadTogether(
  slices: readonly WorkerSlice[],
  aliases: Readonly<Record<string, string>>,
  { root, bundler, pack, printed, onSlice }: LoadTools,
): Promise<readonly SchemaModules[]> {
  const [first] = slices;
  if (first !== undefined) onSlice(first.label);
  const request = { root, aliases, entries: slices.map(({ files }) => ({ files, packages: ORM, later: LATER })) };
  const bundle = await bundleModules(bundler, request);
  const { entries, places } = await runOnPack(bundle, root, pack);
  const loaded: SchemaModules[] = [];
  for (const [index, slice] of slices.entries()) {
    const entry = entries[index];
    if (entry === undefined) continue;
    onSlice(slice.label);
    loaded.push(
      await attempt(slice, places, printed, async () => ({
        ...(await load(slice, entry, places)),
        files: bundle.files,
      })),
    );
  }
  return loaded;
}

async function load(
  slice: WorkerSlice,
  entry: LoadedEntry,
  places: SourcePlaces,
): Promise<Omit<SchemaModules, 'files'>> {
  const taken = withVariables(slice.env);
  try {
    const exports = await entry.files();
    return { slice, exports, orm: await entry.packages(), later: (name) => entry.later(name), places };
  } finally {
    taken();
  }
}

/** Sets variables that the environment lacks, until the returned function is called. */
function withVariables(variables: Readonly<Record<string, string>>): () => void {
  const added = Object.entries(variables).filter(([name]) => process.env[name] === undefined);
  for (const [name, value] of added) process.env[name] = value;
  return () => {
    for (const [name] of added) delete process.env[name];
  };
}

/** Runs code of a slice; what it throws becomes a `WorkerFailure` that names the slice and the place. */
export async function attempt<T>(
  slice: WorkerSlice,
  places: SourcePlaces | undefined,
  printed: () => string,
  action: () => Promise<T> | T,
): Promise<T> {
  printed();
  try {
    return await action();
  } catch (error) {
    if (error instanceof WorkerFailure) throw error;
    throw new WorkerFailure(problemOf(slice, error, places, printed));
  }
}

function refuse(slice: WorkerSlice, error: unknown, tools: LoadTools): never {
  throw error instanceof WorkerFailure ? error : failureOf(slice, error, tools);
}

function failureOf(slice: WorkerSlice, error: unknown, { printed }: LoadTools): WorkerFailure {
  if (error instanceof RunFailure) return new WorkerFailure(problemOf(slice, error.cause, error.places, printed));
  return new WorkerFailure(problemOf(slice, error, undefined, printed));
}

function problemOf(
  slice: WorkerSlice,
  error: unknown,
  places: SourcePlaces | undefined,
  printed: () => string,
): WorkerProblem {
  const text = tidy(error instanceof Error ? error.message : String(error));
  if (error instanceof ExitAttempt) {
    return {
      problem: 'exit',
      slice: slice.label,
      code: error.exitCode,
      text: tidy(printed()),
      ...places?.placeOf(error),
    };
  }
  if (error instanceof BundleFailure) {
    const { place, isSyntax } = error;
    if (/^Cannot find 'drizzle-orm[/']/.test(text)) return { problem: 'orm-missing', slice: slice.label };
    if (isSyntax && place !== undefined) return { problem: 'syntax', slice: slice.label, ...place, text };
    return { problem: 'import', slice: slice.label, text, ...place };
  }
  return { problem: 'import', slice: slice.label, text, ...places?.placeOf(error) };
}
