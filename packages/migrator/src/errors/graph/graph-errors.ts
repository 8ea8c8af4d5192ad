import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { UntypedError } from '../untyped-error.ts';

/** The files do not make a graph: thrown when it is built, listed all at once by `check`. */
export abstract class BrokenGraphError extends UntypedError {}

/** Two files have the same revision id. Alembic warns and takes the last one; here nothing may depend on the order of loading. */
export class DuplicateRevisionError extends BrokenGraphError {
  readonly code = 'duplicate-revision';
  constructor(first: RevisionPlace, second: RevisionPlace) {
    super(
      `Revision ${first.revision} is there twice: ${first.file} (slice ${first.slice}) and ${second.file} (slice ${second.slice}).`,
      {
        facts: { ...first, duplicate: second },
        hint: `Remove one of the files, or give ${second.file} an id of its own (its "revision:" line and every "revises:" that means it).`,
      },
    );
  }
}

/** A parent or dependency that no file has. */
export class MissingRevisionError extends BrokenGraphError {
  readonly code = 'missing-revision';
  constructor(
    place: RevisionPlace,
    key: 'revises' | 'depends-on',
    missing: string,
    suggestions: readonly string[],
    label?: RevisionPlace,
  ) {
    const what = key === 'revises' ? 'parent' : 'dependency';
    const reason =
      label === undefined ? 'no file has it' : `that is a branch label of ${label.revision}, and parents are ids`;
    const written = label === undefined ? suggestions[0] : label.revision;
    const repair = written === undefined ? '' : `write "${key}: ${written}" if that is meant, `;
    super(`Revision ${describePlace(place)} names the ${what} ${quoted(missing)}: ${reason}.`, {
      facts: { ...place, key, missing, suggestions },
      hint: `Bring the file of ${quoted(missing)} back (git log --all -- '*${plain(missing)}*'), ${repair}or correct the "${key}:" line of ${place.file}.`,
    });
  }
}

/** A revision is its own parent or dependency. */
export class SelfLoopError extends BrokenGraphError {
  readonly code: 'self-loop' | 'dependency-self-loop';
  constructor(place: RevisionPlace, key: 'revises' | 'depends-on') {
    super(`Revision ${describePlace(place)} names itself in "${key}:".`, {
      facts: { ...place, key, revisions: [place.revision] },
      hint: `Correct the "${key}:" line of ${place.file}.`,
    });
    this.code = key === 'revises' ? 'self-loop' : 'dependency-self-loop';
  }
}

/** Revisions that need each other in a circle, so none of them can be first. */
export class CycleError extends BrokenGraphError {
  readonly code: 'cycle' | 'dependency-cycle';
  /**
   * `loop` goes from each revision to one that it needs, the last needs the first. `cutOff` are the ids that have no way down to a
   * base or up to a head any more (Alembic's list), or those of the loop when it cuts nothing off.
   */
  constructor(kind: 'cycle' | 'dependency-cycle', loop: readonly RevisionPlace[], cutOff: readonly string[]) {
    const ids = loop.map((place) => place.revision);
    const key = kind === 'cycle' ? 'revises' : 'depends-on';
    super(
      `Revisions need each other in a circle: ${[...ids.slice(0, 20), ids.length > 20 ? '…' : ids[0]].join(' → ')}.`,
      {
        facts: {
          revisions: ids,
          files: loop.slice(0, 20).map((place) => place.file),
          slices: [...new Set(loop.map((place) => place.slice))],
          cutOff,
        },
        hint: `Open the circle: remove one "${key}:" entry in ${loop
          .slice(0, 20)
          .map((place) => place.file)
          .join(' or ')}.`,
      },
    );
    this.code = kind;
  }
}

/** A branch label is on two revisions, or is the id of a revision. */
export class DuplicateLabelError extends BrokenGraphError {
  readonly code = 'duplicate-label';
  constructor(label: string, place: RevisionPlace, other: RevisionPlace) {
    const use = other.revision === label ? 'the id' : 'a branch label';
    super(
      `The branch label ${quoted(label)} of revision ${describePlace(place)} is already ${use} of ${describePlace(other)}.`,
      {
        facts: { label, ...place, other },
        hint: `Remove ${quoted(label)} from the "branch-label:" line of ${place.file}, or rename it; descendants carry a label without writing it again.`,
      },
    );
  }
}

/** An id or label that the symbols (`head`, `events@head`, `ae10+2`, `a:b`) could not tell from their own signs. */
export class IllegalNameError extends BrokenGraphError {
  readonly code: 'illegal-id' | 'illegal-label';
  constructor(kind: 'revision' | 'branch-label', name: string, place: RevisionPlace, problem: string) {
    super(
      `${kind === 'revision' ? 'Revision id' : 'Branch label'} ${quoted(name)} in ${place.file} (slice ${place.slice}) ${problem}.`,
      {
        facts: { name, ...place },
        hint: `Rename it in the "${kind}:" line of ${place.file} (and wherever it is referred to): letters, digits, "_", "." ${kind === 'revision' ? '' : 'and "-" '}are allowed.`,
      },
    );
    this.code = kind === 'revision' ? 'illegal-id' : 'illegal-label';
  }
}

/** Names in messages: quoted, cut, without control characters. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

function plain(name: string): string {
  return name.replace(/[^\w.]/g, '').slice(0, 40);
}
