import type { Statement } from '../sql/script/statement.ts';
import type { Batch } from './batch/batch.ts';
import type { Direction, Revision } from './revision.ts';

export interface Section {
  readonly direction: Direction;
  /** `false` when the marker says `transaction=off` or `transaction=steps`. */
  readonly transaction: boolean;
  /** `transaction=steps`, of code alone: it changes something only in steps, each in a transaction of its own. */
  readonly steps?: true;
  /** The reason given by `irreversible="…"`; such a section holds no statements. */
  readonly irreversible?: string;
  /** What is lost, as said by `lossy="…"`. */
  readonly lossy?: string;
  /** Which rows make the section fail, as said by `rows="…"`. */
  readonly rows?: string;
  /**
   * What is still to be written, as said by `stub="…"`: databases that have the revision keep it, others cannot run it.
   */
  readonly stub?: string;
  /** How it runs in batches, when the marker says `batch="…"`. */
  readonly batch?: Batch;
  /** Every other option of the marker that is known, as written: `lock-timeout`, `statement-timeout`, `batch` … */
  readonly options: Readonly<Record<string, string>>;
  /** Line (1-based) of the marker. */
  readonly line: number;
  readonly statements: readonly Statement[];
}

/** A whole revision file, as the runner needs it. */
export interface RevisionFile {
  readonly revision: Revision;
  /** SHA-256 (hex) of the text with LF line ends and without BOM. */
  readonly checksum: string;
  /**
   * Always there for `sql`. A `ts` revision, whose code is run by the module adapter, has one (without statements) only
   * where its header gives options with a marker line: `// migrate:downgrade irreversible="…"`.
   */
  readonly upgrade?: Section;
  readonly downgrade?: Section;
  /** The text after BOM removal, line ends as they are. */
  readonly text: string;
}
