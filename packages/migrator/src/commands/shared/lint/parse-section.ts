import type { ParsedRevision, ParsedStatement } from '../../../lint/rule/parsed.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { commentsBetween } from '../../../sql/script/comments-between.ts';
import type { Statement } from '../../../sql/script/statement.ts';

/** A section of an SQL revision with its parse trees; `undefined` for code, and if it is missing. */
export function parseSection(
  { revision, text, upgrade, downgrade }: RevisionFile,
  direction: Direction,
  parser: SqlParser,
): ParsedRevision | undefined {
  const [section, other] = direction === 'upgrade' ? [upgrade, downgrade] : [downgrade, upgrade];
  if (revision.kind !== 'sql' || section === undefined) return undefined;
  // The sections may be in either order.
  const isLast = other === undefined || other.line < section.line;
  const rest = isLast ? text.length : lineStart(text, other.line);
  let at = lineStart(text, section.line);
  let line = section.line;
  // The marker is a comment, too.
  const between = (to: number) => commentsBetween(text, at, to, line).filter((each) => each.line > section.line);
  const statements = section.statements.map((statement): ParsedStatement => {
    const comments = between(statement.offset);
    at = endOf(statement);
    line = statement.line + count(statement.sql);
    return { statement, comments, ...treeOf(statement, parser) };
  });
  // Lines in the data of COPY are not comments.
  const trailing = section.statements.at(-1)?.rows === undefined ? between(rest) : [];
  return { revision, section, statements, trailing };
}

function treeOf({ sql }: Statement, parser: SqlParser): Pick<ParsedStatement, 'tree' | 'problem'> {
  const parsed = parser.parse(sql);
  if ('problem' in parsed) return { problem: parsed.problem };
  const [tree] = parsed.statements;
  return tree === undefined ? {} : { tree };
}

function endOf({ offset, sql }: Statement): number {
  return offset + sql.length;
}

function count(text: string): number {
  return text.split('\n').length - 1;
}

/** The offset at which a line (1-based) begins. */
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number += 1) at = text.indexOf('\n', at) + 1;
  return at;
}
