import type { ColumnPlace, DefaultDifference } from '../../ports/schema-differ.ts';
import type { Casing } from '../drizzle-orm/orm-modules.ts';
import type { DrizzleHint } from './drizzle-hints.ts';
import type { DrizzleState } from './drizzle-state.ts';

/** A slice as the worker needs it. */
export interface WorkerSlice {
  readonly label: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Absolute paths of its schema files. */
  readonly files: readonly string[];
  /** How drizzle-orm 0.x turns the keys of columns into names that are not given. */
  readonly casing?: Casing;
  /** Variables that its files are loaded with, unless the environment has them. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the worker starts with. */
export interface WorkerPlace {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** Absolute path of esbuild's module. */
  readonly esbuild: string;
  /** Absolute path of the folder with the bundled parts of drizzle-kit. */
  readonly carried: string;
  /** Where compiled code is kept; nowhere when absent. */
  readonly cacheFolder?: string | undefined;
}

export function isWorkerPlace(data: unknown): data is WorkerPlace {
  if (typeof data !== 'object' || data === null) return false;
  return ['root', 'esbuild', 'carried'].every((name) => typeof Reflect.get(data, name) === 'string');
}

export type WorkerTask =
  /** Gets ready to load schemas, such as that in a folder (absolute path). */
  | { readonly task: 'warm'; readonly folder: string }
  | { readonly task: 'load'; readonly slices: readonly WorkerSlice[]; readonly others: readonly WorkerSlice[] }
  | {
      readonly task: 'diff';
      readonly before: DrizzleState;
      readonly after: DrizzleState;
      readonly hints: readonly DrizzleHint[];
    }
  | { readonly task: 'judge'; readonly columns: readonly ColumnPlace[] };

export type WorkerRequest = WorkerTask & { readonly id: number };

/** Sent by the thread while a task runs, since the thread itself has no database. */
export interface WorkerQuery {
  readonly kind: 'query';
  /** The id of the task. */
  readonly id: number;
  readonly query: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The answer to a query: rows, or why there are none. */
export interface QueryResult {
  readonly task: 'rows';
  readonly query: number;
  readonly rows?: readonly (readonly unknown[])[];
  readonly error?: string;
}

/** What a slice's module exports, as drizzle-kit reads it. */
export interface LoadedModule {
  readonly slice: string;
  readonly ddl: readonly unknown[];
  readonly existing: readonly string[];
}

/** A failure as plain data: errors lose their class between threads. */
export type WorkerProblem =
  | { readonly problem: 'orm-missing'; readonly slice: string }
  | { readonly problem: 'orm-version'; readonly slice: string; readonly version: string }
  | {
      readonly problem: 'syntax';
      readonly slice: string;
      readonly file: string;
      readonly line: number;
      readonly text: string;
    }
  | {
      readonly problem: 'import';
      readonly slice: string;
      readonly text: string;
      readonly file?: string;
      readonly line?: number;
    }
  | {
      readonly problem: 'exit';
      readonly slice: string;
      readonly code: number;
      readonly text: string;
      readonly file?: string;
      readonly line?: number;
    }
  | { readonly problem: 'default'; readonly slice: string; readonly column: string; readonly text: string }
  | { readonly problem: 'loose'; readonly slice: string; readonly name: string; readonly kind: string }
  | { readonly problem: 're-export'; readonly name: string; readonly slices: readonly string[] }
  | { readonly problem: 'missing-hints'; readonly entities: readonly string[] }
  | { readonly problem: 'diff'; readonly text: string };

export type WorkerAnswer =
  | { readonly id: number; readonly kind: 'ready' }
  | {
      readonly id: number;
      readonly kind: 'loaded';
      readonly modules: readonly LoadedModule[];
      readonly files: readonly string[];
    }
  | { readonly id: number; readonly kind: 'statements'; readonly statements: readonly string[] }
  | { readonly id: number; readonly kind: 'judged'; readonly differences: readonly DefaultDifference[] }
  | { readonly id: number; readonly kind: 'failed'; readonly failure: WorkerProblem };

/** Sent while schemas load: which slice is next, so that one that never finishes can be named. */
export interface WorkerProgress {
  readonly kind: 'loading';
  readonly slice: string;
}

/** Carries a problem up to where the answer is sent; never leaves the worker. */
export class WorkerFailure extends Error {
  readonly failure: WorkerProblem;
  constructor(failure: WorkerProblem) {
    super(failure.problem);
    this.failure = failure;
  }
}
