// revision: 14c3bda12953
// revises: 0b680833f2ed
// message: backfill strategies.use_composition
// created: 2026-05-06T13:29:04Z
//
// A strategy composes when its config lists components. Filled in batches by key, so that each statement is short.
// migrate:downgrade lossy="filled values stay until the column goes"

import type { DataOperations } from '@braid/migrator';

const BATCH_SIZE = 500;

/** Walks the primary key: each batch starts after the last row of the one before, so that no row is read twice. */
export async function upgrade(op: DataOperations): Promise<void> {
  let after: unknown = 0;
  for (;;) {
    op.signal.throwIfAborted();
    const batch = await op.execute(
      `with batch as (
         select id from strategies where id > $1 order by id limit $2
       ), filled as (
         update strategies s
         set use_composition = coalesce(jsonb_typeof(s.config -> 'components') = 'array', false)
         from batch
         where s.id = batch.id and s.use_composition is null
       )
       select max(id) as last from batch`,
      [after, BATCH_SIZE],
    );
    const last = batch.rows[0]?.last ?? null;
    if (last === null) return;
    after = last;
  }
}

/** Nothing to take back: the values follow from `config`, and the downgrade of the revision before drops the column. */
export async function downgrade(): Promise<void> {}
