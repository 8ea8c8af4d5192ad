import { COLUMN_KINDS } from './groups/columns.ts';
import { DEFAULT_KINDS } from './groups/defaults.ts';
import { ENUM_KINDS } from './groups/enums.ts';
import { EVERYDAY_KINDS } from './groups/everyday.ts';
import { KEY_KINDS } from './groups/keys.ts';
import { POLICY_KINDS, TABLE_KINDS, VIEW_KINDS } from './groups/objects.ts';
import { RENAME_CHAIN_KINDS } from './groups/renames.ts';
import { LONG_NAME_KINDS, VALUE_KINDS } from './groups/texts.ts';
import { TYPE_KINDS } from './groups/types.ts';
import type { Kind } from './kind.ts';

export const KINDS: readonly Kind[] = [
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
];
