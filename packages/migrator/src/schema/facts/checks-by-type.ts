import type { CatalogValue } from './catalog-value.ts';
import type { FactsByType, GeneratedFacts, IdentityFacts, IndexPart } from './entity-facts.ts';
import {
  type FactChecks,
  hasFacts,
  isFlag,
  isNumber,
  isRecord,
  isText,
  isTexts,
  may,
  must,
  orNull,
} from './fact-check.ts';

type Checked<F> = { readonly [T in keyof F]: FactChecks<F[T]> };

const GENERATED: FactChecks<GeneratedFacts> = { type: may(isText), as: must(isText) };

const IDENTITY: FactChecks<IdentityFacts> = {
  name: may(isText),
  type: may(isText),
  increment: may(orNull(isText)),
  minValue: may(orNull(isText)),
  maxValue: may(orNull(isText)),
  startWith: may(orNull(isText)),
  cache: may(isCache),
  cycle: may(orNull(isFlag)),
};

const INDEX_PART: FactChecks<IndexPart> = {
  value: must(isText),
  isExpression: may(isFlag),
  asc: may(isFlag),
  nullsFirst: may(isFlag),
  opclass: may(orNull(isRecord)),
};

/** The checks for the facts of each type of entity. */
export const CHECKS: Checked<FactsByType> = {
  schema: {},
  role: {
    superuser: may(orNull(isFlag)),
    createDb: may(orNull(isFlag)),
    createRole: may(orNull(isFlag)),
    inherit: may(orNull(isFlag)),
    canLogin: may(orNull(isFlag)),
    replication: may(orNull(isFlag)),
    bypassRls: may(orNull(isFlag)),
    connLimit: may(orNull(isNumber)),
    password: may(isText),
    validUntil: may(isText),
  },
  enum: { values: must(isTexts) },
  sequence: {
    incrementBy: may(orNull(isText)),
    minValue: may(orNull(isText)),
    maxValue: may(orNull(isText)),
    startWith: may(orNull(isText)),
    cacheSize: may(orNull(isNumber)),
    cycle: may(orNull(isFlag)),
  },
  table: { isRlsEnabled: may(isFlag) },
  column: {
    type: must(isText),
    typeSchema: may(isText),
    notNull: may(isFlag),
    dimensions: may(isNumber),
    default: may(isText),
    generated: may(isGenerated),
    identity: may(isIdentity),
  },
  'primary-key': { columns: must(isTexts), nameExplicit: may(isFlag) },
  unique: { columns: must(isTexts), nameExplicit: may(isFlag), nullsNotDistinct: may(isFlag) },
  'foreign-key': {
    columns: must(isTexts),
    schemaTo: must(isText),
    tableTo: must(isText),
    columnsTo: must(isTexts),
    nameExplicit: may(isFlag),
    onUpdate: may(orNull(isText)),
    onDelete: may(orNull(isText)),
  },
  check: { value: must(isText) },
  index: {
    columns: must(isIndexParts),
    nameExplicit: may(isFlag),
    isUnique: may(isFlag),
    where: may(isText),
    with: may(isText),
    method: may(isText),
    concurrently: may(isFlag),
  },
  policy: {
    as: may(isText),
    for: may(isText),
    roles: must(isTexts),
    using: may(isText),
    withCheck: may(isText),
  },
  privilege: { grantor: must(isText), grantee: must(isText), type: must(isText), isGrantable: may(isFlag) },
  view: {
    definition: may(orNull(isText)),
    with: may(isRecord),
    withNoData: may(isFlag),
    using: may(isText),
    tablespace: may(isText),
    materialized: may(isFlag),
  },
  object: { kind: must(isText), text: must(isText), provides: may(isText) },
};

function isGenerated(value: CatalogValue): value is GeneratedFacts {
  return isRecord(value) && hasFacts(value, GENERATED);
}

function isIdentity(value: CatalogValue): value is IdentityFacts {
  return isRecord(value) && hasFacts(value, IDENTITY);
}

function isCache(value: CatalogValue): value is number | string | null {
  return value === null || isNumber(value) || isText(value);
}

function isIndexParts(value: CatalogValue): value is readonly IndexPart[] {
  return Array.isArray(value) && value.every((part: CatalogValue) => isRecord(part) && hasFacts(part, INDEX_PART));
}
