import { COLUMN_KINDS } from './groups/columns.ts';
import { DEFAULT_KINDS } from './groups/defaults.ts';
import { ENUM_KINDS } from './groups/enums.ts';
import { EVERYDAY_KINDS } from './groups/everyday.ts';
import { KEY_KINDS } from './groups/keys.ts';
import { POLICY_KINDS, TABLE_KINDS, VIEW_KINDS } from './groups/objects.ts';
import { FOREIGN_KEY_KINDS } from './groups/options/foreign-keys.ts';
import { INDEX_KINDS } from './groups/options/indexes.ts';
import { NUMBER_KINDS } from './groups/options/numbers.ts';
import { SPELLING_KINDS } from './groups/options/spellings.ts';
import { PARTITION_KINDS } from './groups/partitions.ts';
import { RENAME_CHAIN_KINDS } from './groups/renames.ts';
import { LONG_NAME_KINDS, VALUE_KINDS } from './groups/texts.ts';
import { COMBINED_KINDS } from './groups/together/combined.ts';
import { NAMING_KINDS } from './groups/together/naming.ts';
import { SPANNING_KINDS } from './groups/together/spanning.ts';
import { TYPE_KINDS } from './groups/types.ts';
import type { Kind } from './kind.ts';

/** Those that Drizzle has words for. */
export const DRIZZLE_KINDS: readonly Kind[] = [
  ...COLUMN_KINDS,
  ...DEFAULT_KINDS,
  ...ENUM_KINDS,
  ...TYPE_KINDS,
  ...KEY_KINDS,
  ...VIEW_KINDS,
  ...POLICY_KINDS,
  ...TABLE_KINDS,
  ...EVERYDAY_KINDS,
  ...VALUE_KINDS,
  ...LONG_NAME_KINDS,
  ...RENAME_CHAIN_KINDS,
  ...INDEX_KINDS,
  ...FOREIGN_KEY_KINDS,
  ...NUMBER_KINDS,
  ...SPELLING_KINDS,
  ...NAMING_KINDS,
  ...COMBINED_KINDS,
  ...SPANNING_KINDS,
];

export const KINDS: readonly Kind[] = [...DRIZZLE_KINDS, ...PARTITION_KINDS];
