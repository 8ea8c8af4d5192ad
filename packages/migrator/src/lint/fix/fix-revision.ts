import { readStatement } from '../../sql/statement/read-statement.ts';
import type { SqlNode } from '../../sql-objects/sql-node.ts';
import { applyStatement } from '../catalog/apply/apply-statement.ts';
import type { LintCatalog } from '../catalog/lint-catalog.ts';
import type { LintLimits } from '../rule/lint-limits.ts';
import type { ParsedRevision } from '../rule/parsed.ts';
import type { FixedPiece, FixedRevision, FixedSection } from './fixed-revision.ts';
import { fixDowngrade } from './split/fix-downgrade.ts';
import type { FixContext } from './split/fix-statement.ts';
import { fixUpgrade } from './split/fix-upgrade.ts';
import { goneBetween } from './split/gone-between.ts';
import { type Group, groupUnits } from './split/group-units.ts';
import { leavesSessionState } from './split/session-state.ts';

export interface FixRequest {
  readonly upgrade: ParsedRevision;
  readonly downgrade: ParsedRevision;
  /** What the revisions below build; it is changed. */
  readonly catalog: LintCatalog;
  readonly limits: LintLimits;
  /** Rules whose findings are to be removed, by statement of the upgrade. */
  readonly found: ReadonlyMap<number, ReadonlySet<string>>;
  /** The tree of one statement. */
  parse(sql: string): SqlNode | undefined;
}

/**
 * Rewrites a revision as a chain that does the same without blocking others, in both directions. The result must be
 * proven: statements of the downgrade are matched to parts by what both are about.
 */
export function fixRevision(request: FixRequest): FixedRevision {
  const { upgrade, downgrade, catalog, found } = request;
  const context = contextOf(request);
  catalog.searchPath = ['public'];
  catalog.madeBy = upgrade.revision.id;
  const { units, chains, fixed, byHand } = fixUpgrade(upgrade, found, context);
  if (chains.length === 0) return { pieces: [], fixed: [], byHand };
  const why = whole(upgrade, downgrade);
  const allByHand = (reason: string): FixedRevision => {
    return { pieces: [], fixed: [], byHand: [...byHand, ...fixed.map((each) => ({ ...each, why: reason }))] };
  };
  if (why !== undefined) return allByHand(why);
  const groups = groupUnits(units);
  const stages = groups.map((group) => ({
    removes: group.units.flatMap(({ removes }) => removes),
    statements: group.units.flatMap(({ statements }) => statements.map(({ sql }) => sql)),
  }));
  const gone = goneBetween(stages);
  if (gone !== undefined)
    return allByHand(`${gone} would be gone, or another, until a later revision of the chain has run`);
  const downs = fixDowngrade(downgrade, groups, chains, context);
  return { pieces: groups.map((group, at) => pieceOf(group, downs[at])), fixed, byHand };
}

/** Why a revision cannot be taken apart. */
function whole(upgrade: ParsedRevision, downgrade: ParsedRevision): string | undefined {
  if (upgrade.section.stub !== undefined || downgrade.section.stub !== undefined) {
    return 'a part of the revision is still to be written (stub)';
  }
  if (downgrade.section.batch !== undefined) return 'its downgrade runs in batches';
  const kept = [...upgrade.statements, ...downgrade.statements].find(leavesSessionState);
  if (kept === undefined) return undefined;
  const { command } = readStatement(kept.statement.sql);
  return `${command.toUpperCase()} in line ${kept.statement.line} holds for the statements behind it, which have to stay with it`;
}

function pieceOf({ runs, units }: Group, down: FixedSection = NO_SECTION): FixedPiece {
  const [lossy] = units.flatMap((unit) => unit.lossy ?? []);
  return {
    up: {
      ...(lossy === undefined ? {} : { lossy }),
      runs,
      statements: units.flatMap(({ statements }) => statements),
      isGiven: units.some(({ things }) => things !== undefined),
    },
    down,
    does: [...new Set(units.map(({ does }) => does).filter((does) => does !== ''))].join(', '),
  };
}

const NO_SECTION: FixedSection = { runs: 'together', statements: [], isGiven: false };

function contextOf({ upgrade, downgrade, catalog, limits, parse }: FixRequest): FixContext {
  return {
    ...{ catalog, limits, revision: upgrade, downgrade: downgrade.statements },
    parse(sql) {
      const tree = parse(sql);
      const statement = { sql, offset: 0, line: upgrade.section.line, column: 1 };
      return { statement, comments: [], ...(tree === undefined ? {} : { tree }) };
    },
    follow({ tree }) {
      if (tree !== undefined) applyStatement(catalog, tree);
    },
  };
}
