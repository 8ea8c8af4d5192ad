import {
  DuplicateSectionError,
  SectionOrderError,
  TextOutsideSectionsError,
} from '../../errors/files/section-errors.ts';
import {
  IrreversibleWithStatementsError,
  SessionLockHeldError,
  StatementRunsAloneError,
  TransactionControlError,
} from '../../errors/files/section-statement-errors.ts';
import { runsAlone } from '../../sql/kind/statement-kind.ts';
import { detachedFromSlot, droppedSubscription } from '../../sql/kind/subscription-slot.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { ScriptPart } from '../../sql/script/script-part.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { SourceFile, SourcePlace } from '../../sql/source-place.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import { checkBatch } from '../batch/check-batch.ts';
import type { Direction } from '../revision.ts';
import type { Section } from '../revision-file.ts';
import { parseSectionMarker } from './section-marker.ts';

export type Sections = Partial<Record<Direction, Section>>;

/** Groups the parts of a script into its sections and checks each statement against its section's marker. */
export function groupSections(parts: readonly ScriptPart[], source: SourceFile): Sections {
  const sections: Sections = {};
  let current: OpenSection | undefined;
  for (const part of parts) {
    if (part.kind === 'marker') {
      const { line } = part.marker;
      const marker = parseSectionMarker(part.marker, source);
      const { direction } = marker;
      const earlier = sections[direction];
      if (earlier !== undefined) {
        throw new DuplicateSectionError({ ...placeOf(part.marker, source), direction, firstLine: earlier.line });
      }
      if (direction === 'upgrade' && current !== undefined) throw new SectionOrderError(placeOf(part.marker, source));
      close(current);
      current = { ...marker, line, statements: [] };
      sections[direction] = current;
    } else {
      const { statement } = part;
      if (current === undefined)
        throw new TextOutsideSectionsError({ ...placeOf(statement, source), text: redactSql(statement.sql) });
      checkStatement(statement, current, source);
      current.statements.push(statement);
    }
  }
  close(current);
  for (const section of [sections.upgrade, sections.downgrade]) {
    refuseHeldLocks(section?.statements ?? [], source);
    checkBatch(section, source);
  }
  return sections;
}

/** A section to which statements are added. */
type OpenSection = Omit<Section, 'statements'> & { statements: Statement[] };

/** An array that grew has room for sixteen more, which is most of the memory of a section with one statement. */
function close(section: OpenSection | undefined): void {
  if (section !== undefined) section.statements = section.statements.slice();
}

/** Only for errors: made for every statement, the places would cost more than what is checked. */
function placeOf(
  { line, column }: { readonly line: number; readonly column: number },
  source: SourceFile,
): SourcePlace {
  return { ...source, line, column };
}

/** Refuses a lock that would be held after the section, which has its own session. */
function refuseHeldLocks(statements: readonly Statement[], source: SourceFile): void {
  const locks = statements.flatMap((statement) => {
    return statement.sql.toLowerCase().includes('advisory')
      ? [{ statement, ...readStatement(statement.sql).sessionLock }]
      : [];
  });
  const held = locks.find(({ takes }, at) => takes !== undefined && !locks.slice(at).some(({ gives }) => gives));
  if (held?.takes !== undefined)
    throw new SessionLockHeldError({ ...placeOf(held.statement, source), lock: held.takes });
}

function checkStatement(statement: Statement, section: Section, source: SourceFile): void {
  if (section.irreversible !== undefined) throw new IrreversibleWithStatementsError(placeOf(statement, source));
  const { kind } = readStatement(statement.sql);
  if (kind.kind === 'transaction-control') {
    const { transaction } = section;
    throw new TransactionControlError({ ...placeOf(statement, source), command: kind.command, transaction });
  }
  if (section.transaction && runsAlone(kind) && !hasNoSlot(statement, section)) {
    const command = kind.kind === 'runs-alone' ? kind.command : kind.kind.toUpperCase().replaceAll('-', ' ');
    throw new StatementRunsAloneError({ ...placeOf(statement, source), direction: section.direction, command });
  }
}

/**
 * A subscription without a slot on the other server can be dropped in a transaction: there is nothing to undo
 * elsewhere.
 */
function hasNoSlot({ sql }: Statement, { statements }: Section): boolean {
  const dropped = droppedSubscription(sql);
  return dropped !== undefined && statements.some((earlier) => detachedFromSlot(earlier.sql) === dropped);
}
