import type { Change } from '../change/change.ts';
import { type EntityOf, entityPath, ofType, type SchemaEntity } from '../entity/schema-entity.ts';

const WORDS = /^(?:public|current_role|current_user|session_user)$/i;

/** The roles that policies of a change are for and that no slice declares: the databases must have them. */
export function roleNotes({ before, after }: Change): readonly string[] {
  const known = new Set([...ofType(after, 'role').map(({ name }) => name), ...named(before).keys()]);
  return [...named(after)]
    .filter(([role]) => !known.has(role))
    .map(([role, policy]) => `no revision makes the role ${role}, which policy ${entityPath(policy)} is for`);
}

/** Each role with its first policy. */
function named(state: readonly SchemaEntity[]): ReadonlyMap<string, EntityOf<'policy'>> {
  const roles = new Map<string, EntityOf<'policy'>>();
  for (const policy of ofType(state, 'policy')) {
    for (const role of policy.facts.roles) if (!WORDS.test(role) && !roles.has(role)) roles.set(role, policy);
  }
  return roles;
}
