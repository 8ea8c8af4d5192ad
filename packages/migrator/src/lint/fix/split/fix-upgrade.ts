import type { ParsedRevision, ParsedStatement } from '../../rule/parsed.ts';
import { type FixChain, NOTHING, type RunsAs } from '../chain/fix-chain.ts';
import type { Things } from '../chain/things.ts';
import type { FindingByHand, FixedFinding } from '../fixed-revision.ts';
import { type FixContext, fixStatement } from './fix-statement.ts';
import { fixedStatement } from './fixed-statement.ts';
import { joinUnits } from './join-units.ts';
import { removedNames } from './removed-names.ts';
import { thingsIn } from './things-in.ts';
import type { Unit } from './unit.ts';

export interface FixedUpgrade {
  readonly units: readonly Unit[];
  /** Those that replace statements. */
  readonly chains: readonly FixChain[];
  readonly fixed: readonly FixedFinding[];
  readonly byHand: readonly FindingByHand[];
}

/** The statements of an upgrade; those with findings, as their fixes write them. */
export function fixUpgrade(
  { section, statements }: ParsedRevision,
  found: ReadonlyMap<number, ReadonlySet<string>>,
  context: FixContext,
): FixedUpgrade {
  const runs: RunsAs = section.transaction ? 'together' : 'alone';
  let units: Unit[] = [];
  const chains: FixChain[] = [];
  const fixed: FixedFinding[] = [];
  const byHand: FindingByHand[] = [];
  statements.forEach((parsed, statement) => {
    const comments = parsed.comments.map(({ text }) => text);
    const rules = found.get(statement);
    if (rules === undefined || parsed.statement.rows !== undefined) {
      units.push(plainUnit(parsed, runs, comments, thingsIn(context.catalog, parsed)));
      context.follow(parsed);
      return;
    }
    const result = fixStatement(parsed, rules, context);
    const joining = result.actions.find(({ chain }) => chain?.joins === true);
    const joined = joining === undefined ? units : joinUnits(units, joining.things);
    if (joined === undefined) {
      units.push(plainUnit(parsed, runs, comments, thingsIn(context.catalog, parsed)));
      for (const rule of result.fixed) byHand.push({ rule, statement, why: NOT_JOINED });
      return;
    }
    units = [...joined];
    for (const rule of result.fixed) fixed.push({ rule, statement });
    for (const [rule, why] of result.byHand) byHand.push({ rule, statement, why });
    result.actions.forEach(({ parsed: action, things, chain }, at) => {
      const above = at === 0 ? comments : [];
      if (chain === undefined) units.push(plainUnit(action, runs, above, things));
      else {
        chains.push(chain);
        units.push(...chainUnits(chain, above, things));
      }
    });
  });
  return { units, chains, fixed, byHand };
}

const NOT_JOINED = 'statements between it and ADD CONSTRAINT may have to be in one transaction with that';

function plainUnit(
  { statement: { sql, rows }, tree }: ParsedStatement,
  runs: RunsAs,
  comments: readonly string[],
  things: Things,
): Unit {
  const statement = { sql, comments, ...(rows === undefined ? {} : { rows }) };
  return {
    runs,
    statements: [statement],
    isApart: false,
    things,
    down: NOTHING,
    does: '',
    removes: removedNames(tree ?? {}),
  };
}

function chainUnits({ parts, replaces }: FixChain, comments: readonly string[], things: Things): readonly Unit[] {
  return parts.map(({ up, down, does, isApart = false }, at) => ({
    runs: up.runs,
    statements: up.statements.map((each, index) => fixedStatement(each, at === 0 && index === 0 ? comments : [])),
    isApart: isApart || parts.length > 1,
    ...(at === 0 && replaces === undefined ? { things } : {}),
    ...{ down, does, removes: [] },
    ...(up.lossy === undefined ? {} : { lossy: up.lossy }),
  }));
}
