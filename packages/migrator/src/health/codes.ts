/**
 * The codes of all rules, in the order of `EVERY_RULE`. A list of its own, since every command reads the configuration,
 * which names rules, and hardly any command needs them.
 */
export const HEALTH_CODES: readonly string[] = [
  'invalid-index',
  'duplicate-index',
  'overlapping-index',
  'unused-index',
  'constraint-not-validated',
  'foreign-key-without-index',
  'foreign-key-other-type',
  'no-primary-key',
  'orphans',
  'trigger-disabled',
  'row-security-without-policy',
  'key-near-end',
  'wraparound',
  'autovacuum-off',
  'autovacuum-behind',
  'bloat',
  'growth',
  'collation-version',
  'prepared-transaction',
  'default-partition-rows',
  'partition-horizon',
];
