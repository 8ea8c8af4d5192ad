import { createHash } from 'node:crypto';
import type { Plan } from '../../../plan/plan.ts';
import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { DatabaseState } from '../../../state/database-state.ts';

/**
 * What a person agrees to, in 16 characters: this database, in this state, and these revisions in this order with the
 * text that their files have now. Agreeing to one plan confirms no other.
 *
 * @param identity of the database, see `DatabaseIdentity`
 */
export function consentHash(
  identity: string,
  { applied, halfRuns }: Pick<DatabaseState, 'applied' | 'halfRuns'>,
  { steps }: Plan,
  workspace: Pick<Workspace, 'checksumOf'>,
): string {
  const content = [
    identity,
    applied.map(({ revision, checksum }) => [revision, checksum]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    halfRuns.map(({ revision, direction, doneStatements }) => [revision, direction, doneStatements.length]),
    steps.map(({ revision, direction }) => [revision.id, direction, workspace.checksumOf(revision)]),
  ];
  return createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex').slice(0, 16);
}
