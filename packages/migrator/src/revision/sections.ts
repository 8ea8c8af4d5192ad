import {
  DuplicateSectionError,
  IrreversibleWithStatementsError,
  SectionOrderError,
  StatementRunsAloneError,
  TextOutsideSectionsError,
  TransactionControlError,
} from '../errors/revision-errors.ts';
import type { Direction } from './revision.ts';
import type { Section, Statement } from './revision-file.ts';
import type { ScriptPart } from './script-part.ts';
import { parseSectionMarker } from './section-marker.ts';
import type { SourceFile } from './source-place.ts';
import { runsAlone, statementKind } from './statement-kind.ts';

export type Sections = Partial<Record<Direction, Section>>;

/** Groups the parts of a script into its sections and checks each statement against its section's marker. */
export function groupSections(parts: readonly ScriptPart[], source: SourceFile): Sections {
  const sections: Sections = {};
  let statements: Statement[] | undefined;
  let current: Section | undefined;
  for (const part of parts) {
    if (part.kind === 'marker') {
      const { line, column } = part.marker;
      const { direction, ...options } = parseSectionMarker(part.marker, source);
      const place = { ...source, line, column };
      const earlier = sections[direction];
      if (earlier !== undefined) throw new DuplicateSectionError(place, direction, earlier.line);
      if (direction === 'upgrade' && current !== undefined) throw new SectionOrderError(place);
      statements = [];
      current = { direction, ...options, line, statements };
      sections[direction] = current;
    } else {
      const { sql, line, column } = part.statement;
      if (current === undefined) throw new TextOutsideSectionsError({ ...source, line, column }, sql);
      checkStatement(part.statement, current, source);
      statements?.push(part.statement);
    }
  }
  return sections;
}

function checkStatement(statement: Statement, section: Section, source: SourceFile): void {
  const place = { ...source, line: statement.line, column: statement.column };
  if (section.irreversible !== undefined) throw new IrreversibleWithStatementsError(place);
  const kind = statementKind(statement.sql);
  if (kind.kind === 'transaction-control') {
    throw new TransactionControlError(place, kind.command, section.transaction);
  }
  if (section.transaction && runsAlone(kind)) {
    const command = kind.kind === 'runs-alone' ? kind.command : kind.kind.toUpperCase().replaceAll('-', ' ');
    throw new StatementRunsAloneError(place, section.direction, command);
  }
}
