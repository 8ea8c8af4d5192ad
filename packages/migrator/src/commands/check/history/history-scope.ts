import type { UnknownExtension, UnknownStatement } from '../../../sql-objects/races/race.ts';
import type { Finding } from '../../shared/finding.ts';
import type { CheckBench } from '../check-bench.ts';

/** What is wrong in what the statements of all revisions do. */
export interface HistoryFindings {
  /** Statements that change what another slice owns. */
  readonly owned: readonly Finding[];
  readonly races: readonly Finding[];
  /** Partitions that may have been made ahead. */
  readonly ahead: readonly Finding[];
  readonly unread: readonly UnknownStatement[];
  readonly unknownExtensions: readonly UnknownExtension[];
}

export interface HistoryScope {
  /** Labels of slices: only what concerns one of them. */
  readonly only: ReadonlySet<string> | undefined;
  /** By file, of the revisions that were just read and have no faults. */
  readonly checksums: ReadonlyMap<string, string>;
}

export type HistoryBench = Pick<CheckBench, 'workspace' | 'graph' | 'files' | 'parser' | 'effects' | 'answers'>;
