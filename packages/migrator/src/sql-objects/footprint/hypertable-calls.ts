import type { Does } from './access.ts';

/** What the functions of TimescaleDB do to the table that their first text names: which property they set. */
export const HYPERTABLE_CALLS: Readonly<Record<string, { readonly does: Does; readonly property?: string }>> = {
  // Only an empty table becomes one, unless its rows are moved.
  create_hypertable: { does: 'alter' },
  set_chunk_time_interval: { does: 'set', property: 'chunk interval' },
  add_compression_policy: { does: 'set', property: 'compression policy' },
  remove_compression_policy: { does: 'set', property: 'compression policy' },
  add_retention_policy: { does: 'set', property: 'retention policy' },
  remove_retention_policy: { does: 'set', property: 'retention policy' },
  add_continuous_aggregate_policy: { does: 'set', property: 'refresh policy' },
  remove_continuous_aggregate_policy: { does: 'set', property: 'refresh policy' },
};
