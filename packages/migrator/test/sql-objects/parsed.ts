import { openSqlParser } from '../../src/adapters/parser/pg-parser.ts';
import { statementsIn } from '../../src/sql-objects/effects/known-block.ts';
import { statementEffects } from '../../src/sql-objects/effects/statement-effects.ts';
import { statementFootprint } from '../../src/sql-objects/footprint/statement-footprint.ts';
import type { PlacedStatement, RevisionEffects } from '../../src/sql-objects/ownership/placed-statement.ts';
import type { SqlNode } from '../../src/sql-objects/sql-node.ts';

const parser = await openSqlParser();

/** The statements of a text as PostgreSQL's parser sees them. */
export function parsed(sql: string): readonly SqlNode[] {
  const found = parser.parse(sql);
  if ('problem' in found) throw new Error(`${found.problem}: ${sql}`);
  return found.statements;
}

/** A revision of a drawing: `events: create table a (id int)`, statements separated by `;`, the downgrade behind ` | `. */
export function drawnRevision(revision: string, text: string): RevisionEffects {
  const [slice = '', rest = ''] = /^(\w+): (.*)$/s.exec(text)?.slice(1) ?? [];
  const [upgrade = '', downgrade = ''] = rest.split(' | ');
  return {
    revision,
    slice,
    file: `features/${slice}/migrations/${revision}.sql`,
    upgrade: placed(upgrade),
    downgrade: placed(downgrade),
  };
}

function placed(sql: string): readonly PlacedStatement[] {
  return parsed(sql).flatMap((whole, index) =>
    statementsIn(whole, parsed).map((statement) => {
      const { effects, ...rest } = statementEffects(statement);
      const placing = { line: index + 1, sql: `statement ${index + 1}`, effects, ...rest };
      if (rest.opaque === true) return { ...placing, words: sql.match(/\w+/g) ?? [] };
      return { ...placing, ...statementFootprint(statement, effects, parsed) };
    }),
  );
}
