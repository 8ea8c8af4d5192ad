import { join, sep } from 'node:path';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { DrizzleOrmMissingError, DrizzleOrmVersionError, SchemaDiffError } from '../../errors/schema/drizzle-errors.ts';
import { ReExportError } from '../../errors/schema/ownership-errors.ts';
import type { SchemaFilePlace } from '../../errors/schema/schema-file-errors.ts';
import {
  LooseExportError,
  SchemaFileExitError,
  SchemaFileLoadError,
  SchemaFileMissingError,
  SchemaFileSyntaxError,
  SchemaFileTimeoutError,
  UnwritableDefaultError,
} from '../../errors/schema/schema-file-errors.ts';
import type {
  ColumnPlace,
  DefaultDifference,
  LoadedSchema,
  RowQuery,
  SchemaChange,
  SchemaDiffer,
} from '../../ports/schema-differ.ts';
import type { Slice } from '../../revision/slice.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { withoutSemicolon } from '../../sql/text/without-semicolon.ts';
import { schemaFiles } from '../fs/slices/schema-files.ts';
import { withOpaqueDefaults } from './defaults/opaque-defaults.ts';
import { drizzleHints } from './drizzle-hints.ts';
import { fromDrizzle, toDrizzle } from './drizzle-state.ts';
import { areMixed } from './mixed-casing.ts';
import { SchemaThread } from './schema-thread.ts';
import type { WorkerAnswer, WorkerProblem, WorkerSlice, WorkerTask } from './worker-protocol.ts';

export interface SchemaDifferOptions {
  /** Where compiled code is kept; nowhere when absent. */
  readonly cacheFolder?: string;
  /** How long one slice's schema may take to load, in milliseconds. */
  readonly patience?: number;
  /** The environment of schema files; default: that of this process. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Variables that the files of a slice are loaded with, unless the environment has them. */
  readonly variablesOf?: (slice: Slice) => Readonly<Record<string, string>>;
  /** Calls the listener when a person stops the command; the returned function removes the listener. */
  readonly onStop?: (listener: () => void) => () => void;
}

/**
 * drizzle-kit behind the `SchemaDiffer` port, in a thread that starts with the first call and stays. `root` is the root
 * of the workspace.
 */
export function openSchemaDiffer(
  root: string,
  options: SchemaDifferOptions = {},
): SchemaDiffer & { close(): Promise<void> } {
  return new DrizzleDiffer(root, options);
}

/** Far more than any schema needs, and less than a CI job waits. */
const PATIENCE = 60_000;
/** A loaded module stays in its thread, so a command that watches takes a fresh thread now and then. */
const MOST_LOADS = 200;

class DrizzleDiffer implements SchemaDiffer {
  readonly #root: string;
  readonly #options: SchemaDifferOptions;
  #thread: SchemaThread | undefined;
  /** The one with the schemas that were loaded last, and which these are. */
  #loaded: { readonly thread: SchemaThread | undefined; readonly others: readonly Slice[] } | undefined;
  #slices: readonly Slice[] = [];
  #prepared: { readonly slices: readonly Slice[]; readonly loading: Promise<readonly LoadedSchema[]> } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #files: readonly string[] = [];
  #loads = 0;

  constructor(root: string, options: SchemaDifferOptions) {
    this.#root = root;
    this.#options = options;
  }

  prepare(slices: readonly Slice[], others: readonly Slice[] = []): void {
    if (slices.length === 0) {
      this.#warm(others);
      return;
    }
    const loading = this.#load(slices, others);
    // Loading reports the failure, if something is ever loaded.
    loading.catch(() => undefined);
    this.#prepared = { slices, loading };
  }

  /** Starts the thread for schemas of some of the slices. */
  #warm(slices: readonly Slice[]): void {
    const [first] = slices.filter(({ schema }) => schema !== null);
    if (first === undefined) return;
    // Loading reports the failure, if something is ever loaded.
    this.#opened()
      .request({ task: 'warm', folder: join(this.#root, first.folder) })
      .catch(() => undefined);
  }

  async load(slices: readonly Slice[], others: readonly Slice[] = []): Promise<readonly LoadedSchema[]> {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    return await (prepared?.slices === slices ? prepared.loading : this.#load(slices, others));
  }

  async #load(slices: readonly Slice[], others: readonly Slice[]): Promise<readonly LoadedSchema[]> {
    const declaring = slices.flatMap((slice) => this.#workerSlice(slice));
    for (const { label, files } of declaring) {
      if (files.length === 0) throw new SchemaFileMissingError({ slice: label, file: this.#schemaOf(label, slices) });
    }
    this.#slices = slices;
    if (declaring.length === 0 && slices.length > 0) return [];
    this.#loads += 1;
    if (this.#loads % MOST_LOADS === 0) await this.close();
    const isMixed = areMixed([...slices, ...others]);
    const answer = await this.#ask({
      task: 'load',
      slices: declaring,
      others: others.flatMap((slice) => this.#workerSlice(slice, isMixed)),
    });
    if (answer.kind === 'failed') throw this.#error(answer.failure);
    if (answer.kind !== 'loaded') throw new SchemaDiffError({ reason: 'answers-mixed-up' });
    this.#loaded = { thread: this.#thread, others };
    this.#files = answer.files;
    return answer.modules.map(({ slice, ddl, existing }) => ({
      slice,
      entities: this.#entities(slice, ddl),
      existing,
    }));
  }

  #entities(slice: string, ddl: readonly unknown[]): readonly SchemaEntity[] {
    try {
      return fromDrizzle(ddl);
    } catch (error) {
      if (error instanceof TypeError) throw new SchemaDiffError({ reason: 'entities', slice, said: error.message });
      throw error;
    }
  }

  files(): readonly string[] {
    return this.#files;
  }

  async statements(change: SchemaChange): Promise<readonly string[]> {
    const { change: opaque, restore } = withOpaqueDefaults(change);
    const answer = await this.#ask({
      task: 'diff',
      before: toDrizzle(opaque.before),
      after: toDrizzle(opaque.after),
      hints: drizzleHints(change),
    });
    if (answer.kind === 'failed') throw this.#error(answer.failure);
    if (answer.kind !== 'statements') throw new SchemaDiffError({ reason: 'answers-mixed-up' });
    return answer.statements.map((statement) => restore(withoutSemicolon(statement.trimStart())));
  }

  async judgeDefaults(columns: readonly ColumnPlace[], query: RowQuery): Promise<readonly DefaultDifference[]> {
    const loaded = this.#loaded;
    const isGone = loaded !== undefined && (loaded.thread?.isDead === true || loaded.thread !== this.#thread);
    if (isGone) await this.#load(this.#slices, loaded.others);
    const answer = await this.#ask({ task: 'judge', columns }, query);
    if (answer.kind === 'failed') throw this.#error(answer.failure);
    if (answer.kind !== 'judged') throw new SchemaDiffError({ reason: 'answers-mixed-up' });
    return answer.differences;
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.end();
  }

  async #ask(task: WorkerTask, query?: RowQuery): Promise<WorkerAnswer> {
    const asked = this.#opened().request(task, query);
    const off = this.#options.onStop?.(() => this.#giveUp(new InterruptedError({ during: 'schema' })));
    try {
      return await asked;
    } finally {
      clearTimeout(this.#timer);
      off?.();
    }
  }

  #opened(): SchemaThread {
    const { cacheFolder, variables = process.env } = this.#options;
    if (this.#thread?.isDead === true) this.#thread = undefined;
    this.#thread ??= new SchemaThread({ root: this.#root, cacheFolder, env: variables }, (slice) => this.#allow(slice));
    return this.#thread;
  }

  /** The schema of one slice begins to load. */
  #allow(slice: string): void {
    const { patience = PATIENCE } = this.#options;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#giveUp(new SchemaFileTimeoutError({ slice, file: this.#schemaOf(slice), waitedMs: patience })),
      patience,
    );
  }

  #giveUp(error: Error): void {
    const thread = this.#thread;
    this.#thread = undefined;
    void thread?.fail(error);
  }

  #error(failure: WorkerProblem): Error {
    switch (failure.problem) {
      case 'orm-missing':
        return new DrizzleOrmMissingError({ slice: failure.slice });
      case 'orm-version':
        return new DrizzleOrmVersionError({ slice: failure.slice, version: failure.version });
      case 'syntax': {
        const { slice, file, line, text } = failure;
        return new SchemaFileSyntaxError({ slice, file, line, said: text });
      }
      case 'import': {
        return new SchemaFileLoadError({ ...this.#placeOf(failure), said: this.#withoutRoot(failure.text) });
      }
      case 'exit': {
        return new SchemaFileExitError({
          ...this.#placeOf(failure),
          exitCode: failure.code,
          printed: this.#withoutRoot(failure.text),
        });
      }
      case 'default':
        return new UnwritableDefaultError({
          slice: failure.slice,
          file: this.#schemaOf(failure.slice),
          ofColumn: failure.column,
          said: failure.text,
        });
      case 'loose': {
        const { slice, name, kind } = failure;
        return new LooseExportError({ slice, file: this.#schemaOf(slice), exported: name, ofKind: kind });
      }
      case 're-export':
        return new ReExportError({ name: failure.name, slices: failure.slices });
      case 'missing-hints':
        return new SchemaDiffError({ reason: 'hints-missing', entities: failure.entities });
      case 'diff':
        return new SchemaDiffError({ reason: 'drizzle-kit', said: this.#withoutRoot(failure.text) });
    }
  }

  /** Empty for a slice without a schema; without variables if its files are not to run. */
  #workerSlice(slice: Slice, runs = true): readonly WorkerSlice[] {
    const { label, folder, casing, schema } = slice;
    if (schema === null) return [];
    return [
      {
        label,
        folder: join(this.#root, folder),
        files: schemaFiles(this.#root, slice.schemas ?? [schema]),
        ...(casing === undefined ? {} : { casing }),
        env: runs ? { ...slice.schemaEnv, ...this.#options.variablesOf?.(slice) } : {},
      },
    ];
  }

  #placeOf({ slice, file, line }: { slice: string; file?: string; line?: number }): SchemaFilePlace {
    return { slice, file: file ?? this.#schemaOf(slice), ...(line === undefined ? {} : { line }) };
  }

  #schemaOf(label: string, slices = this.#slices): string {
    return slices.find((slice) => slice.label === label)?.schema ?? label;
  }

  #withoutRoot(text: string): string {
    return text.replaceAll(`${this.#root}${sep}`, '');
  }
}
