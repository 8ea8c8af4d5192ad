import { createHash } from 'node:crypto';
import type { Direction, Revision } from '../../revision/revision.ts';
import type { GroupedTenants } from './group-tenants.ts';

type ChecksumOf = (revision: Revision) => string;

/**
 * A hash of what a rollout aims at, in 16 characters: direction, targets, and every file that a tenant may have. Two
 * runs with the same aim continue the same rollout.
 */
export function aimOf(
  direction: Direction,
  targets: readonly string[],
  revisions: readonly Revision[],
  checksumOf: ChecksumOf,
): string {
  return hash([direction, targets, revisions.map((revision) => [revision.id, checksumOf(revision)])]);
}

/** A hash of what a person confirms: these tenants, where each of them is, and the current files of these revisions. */
export function fleetPlanHash(fleet: string, aim: string, { groups, leftOut }: GroupedTenants): string {
  return hash([
    fleet,
    aim,
    groups
      .map(({ plan, tenants }) => [
        plan.headsBefore,
        plan.steps.map(({ revision }) => revision.id),
        [...tenants].sort(),
      ])
      .map((group) => JSON.stringify(group))
      .sort(),
    leftOut.map(({ tenant, state }) => `${tenant} ${state}`).sort(),
  ]);
}

function hash(content: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex').slice(0, 16);
}
