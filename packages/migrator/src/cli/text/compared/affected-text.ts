import type { FixedDependency } from '../../../commands/check/packages/fix-dependencies.ts';
import type { Affected } from '../../../commands/shared/affected/affected.ts';
import type { Approval } from '../../../graph/slices/approvals.ts';
import type { Style } from '../style.ts';
import { count, table } from '../table.ts';

/** The slices that a change reaches and why, one line each. */
export function affectedText({ since, slices }: Affected, style: Style): string {
  const what = since === null ? 'what is staged' : `what changed since ${since.ref} (${since.parted.slice(0, 12)})`;
  if (slices.length === 0)
    return since === null ? 'Nothing that is staged touches a slice.' : `No slice is reached by ${what}.`;
  return [
    `${count(slices.length, 'slice')} reached by ${what}:`,
    table(
      slices.map(({ slice, changed, standsOn }) => ['', slice, changed ?? `depends on ${standsOn}`]),
      (cell, column) => (column === 1 ? style.cyan(cell) : style.dim(cell)),
    ),
  ].join('\n');
}

const REASONS = { merges: 'merges a branch of', 'depends-on': 'is the first to depend on', alters: 'alters' } as const;

/** The approvals that revisions need, one line each. */
export function approvalLines(approvals: readonly Approval[], style: Style): readonly string[] {
  return approvals.map(
    ({ revision, slice, of, owners, because }) =>
      `${style.yellow('!')} ${revision} of ${slice} ${REASONS[because]} ${of}: needs the approval of ${owners.join(' or ')}`,
  );
}

/** The dependencies written into package.json files, one line each. */
export function fixedLines(fixed: readonly FixedDependency[], style: Style): readonly string[] {
  return fixed.map(({ file, name, version }) => `${style.green('Wrote')} "${name}": "${version}" into ${file}`);
}
