import { COLUMN_KINDS } from './columns.ts';
import { DEFAULT_KINDS } from './defaults.ts';
import { ENUM_KINDS } from './enums.ts';
import { EVERYDAY_KINDS } from './everyday.ts';
import { KEY_KINDS } from './keys.ts';
import type { Kind } from './kind.ts';
import { POLICY_KINDS, TABLE_KINDS, VIEW_KINDS } from './objects.ts';
import { LONG_NAME_KINDS, VALUE_KINDS } from './texts.ts';
import { TYPE_KINDS } from './types.ts';

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
];
