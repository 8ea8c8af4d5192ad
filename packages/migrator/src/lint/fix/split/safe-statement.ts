import type { ParsedStatement } from '../../rule/parsed.ts';
import type { BatchRun, RunsAs } from '../chain/fix-chain.ts';
import { EVERY_LINT_FIX } from '../every-lint-fix.ts';
import type { FixedStatement } from '../fixed-revision.ts';
import { type FixContext, fixStatement } from './fix-statement.ts';
import { fixedStatement } from './fixed-statement.ts';

/** A statement of a downgrade, and its safe form. */
export interface SafeStatement {
  readonly plain: FixedStatement;
  /** Statements that do the same without blocking others, if they run in the required way. */
  readonly safe: readonly FixedStatement[];
  /** Whether `safe` differs, and its statements commit one by one. */
  readonly isAlone: boolean;
  /** Whether `safe` is one statement that runs in batches. */
  readonly batch?: BatchRun;
}

const EVERY_RULE: ReadonlySet<string> = new Set(
  EVERY_LINT_FIX.filter(({ applies }) => applies === undefined).flatMap(({ rules }) => rules.map(({ name }) => name)),
);

/**
 * A statement that reverts what runs alone or in batches runs in the same way: what blocks others in one direction does
 * so in the other.
 *
 * @param runs how the statement runs that it reverts
 */
export function safeStatement(parsed: ParsedStatement, runs: RunsAs, context: FixContext): SafeStatement {
  const comments = parsed.comments.map(({ text }) => text);
  const { sql, rows } = parsed.statement;
  const plain = { sql, comments, ...(rows === undefined ? {} : { rows }) };
  if (runs === 'together' || rows !== undefined) {
    context.follow(parsed);
    return { plain, safe: [plain], isAlone: false };
  }
  const { actions } = fixStatement(parsed, EVERY_RULE, context);
  const legs = actions.flatMap(({ parsed: action, chain }) => {
    const asItIs = { runs: 'alone', statements: [action.statement.sql] } as const;
    return chain === undefined ? [asItIs] : chain.parts.map(({ up }) => up);
  });
  const safe = legs
    .flatMap(({ statements }) => statements)
    .map((each, at) => fixedStatement(each, at === 0 ? comments : []));
  const [only, more] = legs;
  const batch = only === undefined || more !== undefined || typeof only.runs === 'string' ? undefined : only.runs;
  return {
    ...{ plain, safe },
    isAlone:
      runs === 'alone' && actions.some(({ chain }) => chain !== undefined) && legs.every((leg) => leg.runs === 'alone'),
    ...(batch !== undefined && typeof runs !== 'string' ? { batch } : {}),
  };
}
