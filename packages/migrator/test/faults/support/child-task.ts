import type { RunnerOptions } from '../../../src/execute/runner-options.ts';
import type { RevisionText } from '../../execute/support/revisions.ts';

/** What a child of the fault suite is to do. */
export interface ChildTask {
  readonly url: string;
  readonly revisions: readonly RevisionText[];
  readonly options: Partial<RunnerOptions>;
  /** `work`: on batches in the background. */
  readonly action: 'upgrade' | 'downgrade' | 'work';
  readonly tellEvents?: boolean;
  /** What the code of data revisions executes, one statement after the other. */
  readonly code?: readonly string[];
  /** The workspace that has the files of data revisions, which are loaded then. */
  readonly root?: string;
}

/** How a child ended, by its own account; absent when it was killed before it could say. */
export interface ChildReport {
  readonly ok: boolean;
  readonly ran?: number;
  readonly heads?: readonly string[];
  readonly code?: string;
  readonly message?: string;
}

export function parseChildTask(text: string): ChildTask {
  const task: unknown = JSON.parse(text);
  if (!isChildTask(task)) throw new Error('not a task');
  return task;
}

function isChildTask(value: unknown): value is ChildTask {
  return typeof value === 'object' && value !== null && 'url' in value && 'revisions' in value && 'action' in value;
}

export function isChildReport(value: unknown): value is ChildReport {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
