import type { Things } from '../chain/things.ts';
import type { Group } from './group-units.ts';
import type { Unit } from './unit.ts';

/** A statement of the downgrade, and what it is about. */
export interface DownStatement<Statement> {
  readonly statement: Statement;
  readonly things: Things;
}

export interface SharedDowngrade<Statement> {
  /** By group: the statements that revert it, in their order. */
  readonly statements: readonly (readonly Statement[])[];
  /** Units that one of them reverts. */
  readonly reverted: ReadonlySet<Unit>;
}

/**
 * Which statement of the downgrade reverts which group: the one about the same column, index, constraint or rows;
 * otherwise the one about the same relation; otherwise that of the statement before. The proof shows whether that is
 * right.
 */
export function shareDowngrade<Statement>(
  groups: readonly Group[],
  downgrade: readonly DownStatement<Statement>[],
): SharedDowngrade<Statement> {
  const statements: Statement[][] = groups.map(() => []);
  const reverted = new Set<Unit>();
  // A downgrade begins with what was done last.
  let before = groups.length - 1;
  for (const { statement, things } of downgrade) {
    const exact = groups.flatMap(({ units }, at) =>
      units.filter((unit) => isExact(unit, things)).map((unit) => ({ unit, at })),
    );
    for (const { unit } of exact) reverted.add(unit);
    const near = groups.findLastIndex(({ units }) =>
      units.some((unit) => shares(unit.things?.relations, things.relations)),
    );
    const at = exact[0]?.at ?? (near >= 0 ? near : before);
    statements[at]?.push(statement);
    before = at;
  }
  return { statements, reverted };
}

function isExact({ things }: Unit, { exact }: Things): boolean {
  return shares(things?.exact, exact);
}

function shares(some: ReadonlySet<string> | undefined, others: ReadonlySet<string>): boolean {
  return some !== undefined && [...some].some((each) => others.has(each));
}
