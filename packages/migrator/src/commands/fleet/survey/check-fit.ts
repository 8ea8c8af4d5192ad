import { placeOf } from '../../../errors/files/revision-place.ts';
import { FleetRefusedError, type UnfitRevision } from '../../../errors/fleet/fleet-errors.ts';
import { type FleetShape, unfitStatement } from '../../../fleet/fit/unfit-statement.ts';
import type { Tenant } from '../../../fleet/tenant.ts';
import type { PlanStep } from '../../../plan/plan.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { Direction, Revision } from '../../../revision/revision.ts';
import { statementsIn } from '../../../sql-objects/effects/known-block.ts';
import { statementEffects } from '../../../sql-objects/effects/statement-effects.ts';
import type { SqlNode } from '../../../sql-objects/sql-node.ts';
import type { FleetBench } from '../fleet-bench.ts';
import type { FleetAim } from './fleet-aim.ts';

/**
 * Before the first tenant, refuses revisions that cannot run in every tenant: they name the schema of a tenant, change
 * what tenants share, or cannot be read. Throws a `FleetRefusedError`.
 */
export async function checkFit(
  bench: Pick<FleetBench, 'parser'>,
  { name, settings }: Pick<FleetTools, 'name' | 'settings'>,
  aim: FleetAim,
  tenants: readonly Tenant[],
  steps: readonly PlanStep[],
): Promise<void> {
  if (steps.length === 0) return;
  const parser = await bench.parser();
  const schemas = new Set(tenants.flatMap(({ schema }) => schema ?? []));
  const looksElsewhere = settings.searchPath.length > 0;
  const shape: FleetShape = {
    ...{ schemas, looksElsewhere },
    makes: looksElsewhere ? makerOf(aim, parser) : () => true,
  };
  const unfit = steps.flatMap((step) => unfitIn(step.revision, step.direction, aim, parser, shape));
  const counting = unfit.filter(({ unread }) => !unread || !settings.trustUnread);
  if (counting.length > 0) throw new FleetRefusedError({ fleet: name, problem: 'unfit', unfit: counting });
}

function unfitIn(
  revision: Revision,
  direction: Direction,
  { files }: FleetAim,
  parser: SqlParser,
  shape: FleetShape,
): readonly UnfitRevision[] {
  const place = placeOf(revision);
  if (revision.kind === 'ts') {
    return [{ ...place, line: 1, unread: true, why: 'what its code does cannot be read' }];
  }
  const statements = files.readRevision(revision)[direction]?.statements ?? [];
  return statements.flatMap(({ sql, line }): readonly UnfitRevision[] => {
    const nodes = parsed(sql, parser);
    if (nodes === undefined) return [{ ...place, line, unread: true, why: 'it cannot be read' }];
    return nodes.flatMap((node) => {
      const why = unfitStatement(node, shape);
      return why === undefined ? [] : [{ ...place, line, ...why }];
    });
  });
}

/** The names of all objects that any revision of the fleet creates, or renames something to. */
function makerOf({ graph, files }: FleetAim, parser: SqlParser): FleetShape['makes'] {
  const made = new Set<string>();
  for (const revision of graph.revisions) {
    if (revision.kind === 'ts') continue;
    const file = files.readRevision(revision);
    for (const { sql } of [...(file.upgrade?.statements ?? []), ...(file.downgrade?.statements ?? [])]) {
      for (const node of parsed(sql, parser) ?? []) {
        for (const { action, object, to } of statementEffects(node).effects) {
          if (action === 'create') made.add(`${object.space} ${object.name}`);
          if (to !== undefined) made.add(`${to.space} ${to.name}`);
        }
      }
    }
  }
  return ({ space, name }) => made.has(`${space} ${name}`);
}

function parsed(sql: string, parser: SqlParser): readonly SqlNode[] | undefined {
  const read = (text: string): readonly SqlNode[] | undefined => {
    const answer = parser.parse(text);
    return 'problem' in answer ? undefined : answer.statements;
  };
  return read(sql)?.flatMap((node) => statementsIn(node, read));
}
