import { alterTableActions } from '../../../sql/text/alter-table-actions.ts';
import type { ParsedRevision, ParsedStatement } from '../../rule/parsed.ts';
import type { FixChain } from '../chain/fix-chain.ts';
import type { FixedSection } from '../fixed-revision.ts';
import { type FixContext, subjectOf } from './fix-statement.ts';
import { fixedStatement } from './fixed-statement.ts';
import type { Group } from './group-units.ts';
import { type SafeStatement, safeStatement } from './safe-statement.ts';
import { shareDowngrade } from './share-downgrade.ts';
import { thingsIn } from './things-in.ts';
import type { Unit } from './unit.ts';

/**
 * By group of the upgrade: what reverts it. The catalog must be in the state after the revision, and is left in the
 * state before it.
 */
export function fixDowngrade(
  downgrade: ParsedRevision,
  groups: readonly Group[],
  chains: readonly FixChain[],
  context: FixContext,
): readonly FixedSection[] {
  const isSplit = groups.length > 1;
  const statements = downgrade.statements
    .flatMap((parsed) => (isSplit ? actionsOf(parsed, context) : [parsed]))
    .filter((parsed) => !chains.some(({ replaces }) => replaces?.(subjectOf(parsed, context)) === true))
    .map((statement) => ({ statement, things: thingsIn(context.catalog, statement) }));
  const shared = isSplit
    ? shareDowngrade(groups, statements)
    : { statements: [statements.map(({ statement }) => statement)], reverted: new Set(groups[0]?.units) };
  const isIrreversible = downgrade.section.irreversible !== undefined;
  const sections = groups.map((): FixedSection => ({ runs: 'together', statements: [], isGiven: false }));
  // A downgrade begins with what was done last.
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const group = groups[at];
    if (group === undefined) continue;
    const own = (shared.statements[at] ?? []).map((parsed) => safeStatement(parsed, group.runs, context));
    const rest = isIrreversible ? [] : group.units.filter((unit) => !shared.reverted.has(unit)).toReversed();
    sections[at] = sectionOf(downgrade.section.transaction, own, rest);
  }
  return sections;
}

/** @param rest units that no statement of the downgrade reverts, the last one first */
function sectionOf(isTogether: boolean, own: readonly SafeStatement[], rest: readonly Unit[]): FixedSection {
  const isGiven = own.length > 0;
  const ways = rest.map(({ down }) => down);
  const added = ways.filter(({ statements }) => statements.length > 0);
  const made = added.flatMap(({ statements }) => statements.map((each) => fixedStatement(each)));
  const [lossy] = ways.flatMap((leg) => leg.lossy ?? []);
  const lost = lossy === undefined ? {} : { lossy };
  const [first, more] = own;
  if (first?.batch !== undefined && more === undefined && made.length === 0) {
    return { runs: first.batch, statements: first.safe, isGiven };
  }
  const batch = added.map(({ runs }) => runs).find((runs) => typeof runs !== 'string');
  if (batch !== undefined && !isGiven) return { runs: batch, statements: made, isGiven, ...lost };
  const isAlone = !isTogether || own.some((each) => each.isAlone) || added.some(({ runs }) => runs === 'alone');
  return {
    runs: isAlone ? 'alone' : 'together',
    statements: [...own.flatMap((each) => (each.isAlone ? each.safe : [each.plain])), ...made],
    ...{ isGiven, ...lost },
  };
}

/** An `ALTER TABLE` action by action. */
function actionsOf(parsed: ParsedStatement, context: FixContext): readonly ParsedStatement[] {
  const split = alterTableActions(parsed.statement.sql);
  if (split === undefined || split.actions.length === 1) return [parsed];
  return split.actions.map((each, at) => ({
    ...context.parse(`${split.head} ${each}`),
    comments: at === 0 ? parsed.comments : [],
  }));
}
