import type { PlacedComment } from '../../sql/script/comments-between.ts';

/** A comment that hides findings of the statement under it. */
export interface Ignore {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
  /** Why it cannot be read; it hides nothing then. */
  readonly problem?: string;
}

const LIKE = /^--\s*lint:/i;
const IGNORE = /^--\s*lint:ignore\s+([a-z][a-z-]*)(?:\s+"([^"]*)")?\s*$/;

/** `-- lint:ignore drop-column "unread since v41"`, one rule a line. */
export function ignoresOf(comments: readonly PlacedComment[]): readonly Ignore[] {
  return comments
    .filter(({ text }) => LIKE.test(text))
    .map(({ text, line, ownLine }) => {
      const [, rule = '', reason = ''] = IGNORE.exec(text) ?? [];
      if (rule === '') {
        return { rule, reason, line, problem: 'cannot be read: write -- lint:ignore rule "reason"' };
      }
      const problem = 'is behind a statement: write it on a line of its own, before the statement';
      return { rule, reason: reason.trim(), line, ...(ownLine ? {} : { problem }) };
    });
}
