import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface DraftsApplied {
  /** Ids of the drafts; at least one. */
  readonly drafts: readonly string[];
}

/**
 * The database has drafts of `migrate dev`, which are not revisions yet.
 * @cause `migrate dev` applied your edits, and no revision was made of them.
 * @repair Make revisions of the drafts with `migrate dev commit -m "…"`, or revert them with `migrate dev discard`.
 */
export class DraftsAppliedError extends MigratorError<DraftsApplied> {
  readonly code = 'drafts-applied';
  constructor(facts: DraftsApplied) {
    const { drafts } = facts;
    const [number, them] = drafts.length === 1 ? ['a draft', 'it'] : [`${drafts.length} drafts`, 'them'];
    super(facts, {
      message: `The database has ${number} of migrate dev, which no revision has yet: ${drafts.slice(0, 8).join(', ')}.`,
      hint: `Make revisions of ${them}: migrate dev commit -m "…"; or revert ${them}: migrate dev discard.`,
    });
  }
}

export interface DraftsElsewhere {
  /** Ids of drafts that the database has and this workspace does not. */
  readonly drafts: readonly string[];
}

/**
 * The database has drafts of `migrate dev` whose files are not in this workspace, or build on revisions that it lacks.
 * @cause Another clone of the repository, or another git branch, uses the same database; or `.braid/drafts` was
 * deleted.
 * @repair Commit or discard them where they were made. If that is impossible, create your own database with
 * `migrate db branch`, or start over with `migrate db reset`.
 */
export class DraftsElsewhereError extends MigratorError<DraftsElsewhere> {
  readonly code = 'drafts-elsewhere';
  constructor(facts: DraftsElsewhere) {
    const { drafts } = facts;
    const [first = ''] = drafts;
    super(facts, {
      message: `The database has ${drafts.length === 1 ? 'a draft' : 'drafts'} of migrate dev that this workspace does not know on this branch: ${drafts.slice(0, 8).join(', ')}.`,
      hint:
        'Run migrate dev commit or discard where they were made: on the other branch, or in the other clone. ' +
        `If they are lost, forget them one by one, the newest first: migrate repair forget ${first} --reason "…".`,
    });
  }
}

export interface DevRunning {
  /** Process id of the running one. */
  readonly pid: number | null;
  readonly command: string;
}

/**
 * Another `migrate dev` works on this workspace.
 * @cause It runs in another terminal. Only one process watches a workspace, and one at a time changes its drafts.
 * @repair Use that one, or end it with Ctrl-C. `migrate dev status` shows its process id.
 */
export class DevRunningError extends MigratorError<DevRunning> {
  readonly code = 'dev-running';
  override readonly outcome: Outcome = 'busy';
  constructor(facts: DevRunning) {
    const who = facts.pid === null ? '' : ` (pid ${facts.pid})`;
    super(facts, {
      message: `Another migrate dev${who} works on this workspace.`,
      hint: `Use that one, or end it, then: migrate ${facts.command}`,
    });
  }
}

export interface DevBranchChanged {
  readonly before: string;
  readonly now: string;
}

/**
 * Another git branch was checked out while `migrate dev` was watching.
 * @cause Drafts belong to a git branch, and a branch may have its own database.
 * @repair Run `migrate dev` again: it continues with the drafts and the database of that branch.
 */
export class DevBranchChangedError extends MigratorError<DevBranchChanged> {
  readonly code = 'dev-branch-changed';
  constructor(facts: DevBranchChanged) {
    super(facts, {
      message: `The branch ${facts.now} was checked out, but these drafts belong to ${facts.before}. Nothing was applied.`,
      hint: 'Run it again: migrate dev',
    });
  }
}
