// revision: 14c3bda12953
// revises: 0b680833f2ed
// message: backfill strategies.use_composition
// created: 2026-05-06T13:29:04Z
//
// A strategy composes when its config lists components. Filled in batches by key: each locks its rows for a moment, and
// a run that is stopped goes on after the last one.
// migrate:downgrade lossy="filled values stay until the column goes"

import type { BatchOptions, DataOperations, KeyRange } from '@braid/migrator';

export const batch: BatchOptions = {
  table: 'strategies',
  key: 'id',
  where: 'use_composition is null',
  done: 'use_composition is not null',
};

export async function upgrade(op: DataOperations, { from, to }: KeyRange): Promise<void> {
  await op.execute(
    `update strategies
     set use_composition = coalesce(jsonb_typeof(config -> 'components') = 'array', false)
     where id > $1 and id <= $2 and use_composition is null`,
    [from, to],
  );
}

/** Nothing to take back: the values follow from `config`, and the downgrade of the revision before drops the column. */
export async function downgrade(): Promise<void> {}
