import type { RevisionEffects } from '../ownership/placed-statement.ts';

/** A revision with the footprints of its statements. */
export interface RevisionFootprints extends Pick<RevisionEffects, 'revision' | 'slice' | 'file' | 'upgrade'> {
  /** Absent: the downgrade is unknown. */
  readonly downgrade?: RevisionEffects['downgrade'];
  /** The numbers of the revisions directly below it, parents and dependencies, in its history. */
  readonly down: readonly number[];
}

/** One of two unordered revisions. */
export interface RaceSide {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  /** Whether it happens when the revision is applied, or when it is reverted. */
  readonly direction: 'upgrade' | 'downgrade';
  /** `renames or drops`, `refers to`, `writes rows of` … */
  readonly does: string;
}

/**
 * Two revisions that no path of the graph orders, of which one changes what the other reads or changes, when it is
 * applied or when it is reverted.
 */
export interface Race {
  /** The one that must wait for the other. */
  readonly later: RaceSide;
  readonly earlier: RaceSide;
  /** `orders`, `column orders.total`, `value "open" of mood`. */
  readonly thing: string;
}

/** A statement whose effect cannot be read, in a revision that is unordered against others. */
export interface UnknownStatement {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
}

/** A revision that creates an extension with unknown members. */
export interface UnknownExtension extends UnknownStatement {
  readonly extension: string;
}

export interface Races {
  /** At most one for each pair of revisions. */
  readonly races: readonly Race[];
  /** At most one for each revision. */
  readonly unknown: readonly UnknownStatement[];
  /** Extensions that unordered revisions may use without creating them. */
  readonly extensions: readonly UnknownExtension[];
}
