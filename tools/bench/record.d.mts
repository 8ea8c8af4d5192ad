/** A table of docs/benchmarks.md; cells are Markdown. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a bench found. */
export interface Found {
  readonly tables: readonly Table[];
  readonly rounds: number;
  /** The goals that it missed, a phrase each. */
  readonly missed: readonly string[];
  /** Which PostgreSQL. */
  readonly server?: string;
  /** What it was compared with, with versions. */
  readonly peers?: readonly string[];
}

/** The same with when and where it was found, as in `results/<bench>.json`. */
export interface Recorded extends Found {
  readonly bench: string;
  /** UTC, to the minute. */
  readonly at: string;
  readonly commit: string;
  readonly command: string;
  readonly braid: string;
  readonly node: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  /** The load average of a minute when the bench began; results of before 29 November 2026 do not have it. */
  readonly loadBefore?: number;
  /** And when it ended. */
  readonly load: number;
}

/** The PostgreSQL that `migrate` runs itself, as the scratch server of proofs. */
export const EMBEDDED: string;

/** What a bench compares with, and its installed version: `umzug 3.8.3`. */
export function peer(name: string): string;

/** Records a result, if `BRAID_RECORD_BENCH` is set. @param bench `merge` for `npm run bench:merge` */
export function record(bench: string, found: Found): void;
