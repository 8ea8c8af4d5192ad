import type { SeedOperations } from '../../../execute/seed/seed-operations.ts';

/** Ascending sequences of the columns of a table. */
const SEQUENCES = `
select quote_ident(a.attname) as name, pg_get_serial_sequence($1, a.attname) as sequence
from pg_attribute a
join pg_sequence s on s.seqrelid = pg_get_serial_sequence($1, a.attname)::regclass
where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and s.seqincrement > 0`;

/**
 * Moves the sequences of a table past the values in its rows, and never back: a seed writes keys itself, and the next
 * row that takes its key from the sequence would be refused.
 *
 * @param table written as in SQL
 */
export async function followSequences(execute: SeedOperations['execute'], table: string): Promise<void> {
  const { rows } = await execute(SEQUENCES, [table]);
  for (const { name, sequence } of rows) {
    await execute(
      `select setval($1::regclass, most.value) from (select max(${String(name)}) as value from ${table}) most, ${String(sequence)} s
       where most.value >= s.last_value`,
      [sequence],
    );
  }
}
