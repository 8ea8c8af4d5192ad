import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { fromToken, withoutWords } from '../../../sql/text/with-words.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { constraintKind } from '../../node/constraints.ts';
import type { Subject } from '../../rule/subject.ts';
import { columnParts } from './column-parts.ts';
import { rangeName } from './names.ts';

/**
 * A new column without the constraints that read the table, and those as constraints of the table. `undefined` if the
 * statement adds no such column, or cannot be taken apart.
 */
export function takeApart(subject: Subject): readonly string[] | undefined {
  const [added] = subject.alterations('AT_AddColumn');
  const parts = added === undefined ? undefined : columnParts(subject.parsed.statement.sql, added.def);
  if (added === undefined || parts === undefined) return undefined;
  const column = quoteIdentifier(text(added.def, 'colname'));
  const alter = `ALTER TABLE ${rangeName(child(subject.node, 'relation'))} ADD`;
  const kept: string[] = [];
  const cut: string[] = [];
  for (const { node, text: written } of parts.constraints) {
    const name = text(node, 'conname');
    const named = name === '' ? '' : `CONSTRAINT ${quoteIdentifier(name)} `;
    // Without `CONSTRAINT name`.
    const body = name === '' ? written : fromToken(written, 2);
    const kind = constraintKind(node);
    if (kind === 'check') cut.push(`${alter} ${named}${body}`);
    else if (kind === 'foreign') cut.push(`${alter} ${named}FOREIGN KEY (${column}) ${body}`);
    else if (kind === 'unique' && !('options' in node || 'indexspace' in node)) {
      const [head, tail] = uniqueParts(body);
      cut.push(`${alter} ${named}${head} (${column})${tail}`);
    } else kept.push(written);
  }
  return cut.length === 0 ? undefined : [[parts.head, ...kept].join(' '), ...cut];
}

/** `unique nulls not distinct`, and what follows it. */
function uniqueParts(body: string): readonly [head: string, tail: string] {
  const plain = withoutWords(body, ['unique']);
  const rest = withoutWords(plain, ['nulls', 'not', 'distinct']);
  const isPlain = rest === plain;
  const tail = withoutWords(rest, ['nulls', 'distinct']);
  return [isPlain ? 'UNIQUE' : 'UNIQUE NULLS NOT DISTINCT', tail.trim() === '' ? '' : ` ${tail.trim()}`];
}
