import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import type { Explanation } from '../migrator-error.ts';
import { BrokenGraphError } from './broken-graph-error.ts';

export interface SelfLoop extends RevisionPlace {
  readonly revisions: readonly [string];
}

/**
 * A revision is its own parent.
 * @cause The `revises:` line was filled with the id of the file itself.
 * @repair Write the id of the real parent into the `revises:` line, or leave it empty for a base.
 */
export class SelfLoopError extends BrokenGraphError<SelfLoop> {
  readonly code = 'self-loop';
  constructor(place: RevisionPlace) {
    super({ ...place, revisions: [place.revision] }, selfLoop(place, 'revises'));
  }
}

/**
 * A revision depends on itself.
 * @cause The `depends-on:` line names the id of the file itself.
 * @repair Remove that entry from the `depends-on:` line.
 */
export class DependencySelfLoopError extends BrokenGraphError<SelfLoop> {
  readonly code = 'dependency-self-loop';
  constructor(place: RevisionPlace) {
    super({ ...place, revisions: [place.revision] }, selfLoop(place, 'depends-on'));
  }
}

function selfLoop(place: RevisionPlace, key: 'revises' | 'depends-on'): Explanation {
  return {
    message: `Revision ${describePlace(place)} names itself in "${key}:".`,
    hint: `Correct the "${key}:" line of ${place.file}.`,
  };
}

export interface Cycle {
  /** From each revision to one that it needs; the last needs the first. */
  readonly loop: readonly RevisionPlace[];
  /**
   * Ids that no longer reach a base below or a head above (Alembic's list), or those of the loop if it cuts nothing
   * off.
   */
  readonly cutOff: readonly string[];
}

export interface CycleFacts {
  readonly revisions: readonly string[];
  readonly files: readonly string[];
  readonly slices: readonly string[];
  readonly cutOff: readonly string[];
}

/**
 * The parents of some revisions form a cycle, so none of them can be first.
 * @cause A `revises:` line was edited by hand or by a merge in git, and now points to a descendant.
 * @repair Break the cycle: correct one of the `revises:` lines that the hint names.
 */
export class CycleError extends BrokenGraphError<CycleFacts> {
  readonly code = 'cycle';
  constructor(cycle: Cycle) {
    super(cycleFacts(cycle), explain(cycle, 'revises'));
  }
}

/**
 * Revisions form a cycle through a dependency, so none of them can be first.
 * @cause Two slices depend on each other's revisions, and each waits for the other.
 * @repair Break the cycle: remove one of the `depends-on:` entries that the hint names.
 */
export class DependencyCycleError extends BrokenGraphError<CycleFacts> {
  readonly code = 'dependency-cycle';
  constructor(cycle: Cycle) {
    super(cycleFacts(cycle), explain(cycle, 'depends-on'));
  }
}

/** How many files of a long cycle are named. */
const SHOWN = 20;

function cycleFacts({ loop, cutOff }: Cycle): CycleFacts {
  return {
    revisions: loop.map(({ revision }) => revision),
    files: loop.slice(0, SHOWN).map(({ file }) => file),
    slices: [...new Set(loop.map(({ slice }) => slice))],
    cutOff,
  };
}

function explain(cycle: Cycle, key: 'revises' | 'depends-on'): Explanation {
  const { revisions, files } = cycleFacts(cycle);
  const end = revisions.length > SHOWN ? '…' : revisions[0];
  return {
    message: `Revisions form a cycle: ${[...revisions.slice(0, SHOWN), end].join(' → ')}.`,
    hint: `Break the cycle: remove one "${key}:" entry in ${files.join(' or ')}.`,
  };
}
