import type { Does } from './access.ts';

/** The property that each function of TimescaleDB sets on the table that its first text names. */
export const HYPERTABLE_CALLS: Readonly<Record<string, { readonly does: Does; readonly property?: string }>> = {
  // Only an empty table can become one, unless its rows are moved.
  create_hypertable: { does: 'alter' },
  set_chunk_time_interval: { does: 'set', property: 'chunk interval' },
  add_compression_policy: { does: 'set', property: 'compression policy' },
  remove_compression_policy: { does: 'set', property: 'compression policy' },
  add_retention_policy: { does: 'set', property: 'retention policy' },
  remove_retention_policy: { does: 'set', property: 'retention policy' },
  add_continuous_aggregate_policy: { does: 'set', property: 'refresh policy' },
  remove_continuous_aggregate_policy: { does: 'set', property: 'refresh policy' },
};
