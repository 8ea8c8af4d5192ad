import type { Client } from 'pg';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';

interface Kind {
  readonly encoding: string;
  readonly collate: string;
  readonly ctype: string;
  /** `c`, `i` or `b`; null before PostgreSQL 15, which knows the first only. */
  readonly provider: string | null;
  readonly locale: string | null;
  readonly rules: string | null;
  readonly owner: string;
  readonly tablespace: string;
}

const PROVIDERS: Readonly<Record<string, string>> = { c: 'libc', i: 'icu', b: 'builtin' };

/** An empty database, of what nobody can change afterwards as another one: encoding, locale, place; and its owner. */
export async function createLike(client: Client, name: string, like: string): Promise<void> {
  // By JSON what other versions of PostgreSQL do not have is null.
  const { rows } = await client.query<Kind>(
    `select pg_encoding_to_char(encoding)::text as encoding, datcollate::text as collate, datctype::text as ctype,
        to_jsonb(d) ->> 'datlocprovider' as provider, to_jsonb(d) ->> 'daticurules' as rules,
        coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale,
        pg_get_userbyid(datdba)::text as owner, spcname::text as tablespace
      from pg_database d join pg_tablespace t on t.oid = dattablespace where datname = $1`,
    [like],
  );
  const [kind] = rows;
  if (kind === undefined) throw new RangeError(`${like} is gone`);
  const { encoding, collate, ctype, provider, locale, rules, owner, tablespace } = kind;
  const text = (word: string, value: string | null): readonly string[] =>
    value === null ? [] : [`${word} ${quoteLiteral(value)}`];
  // template0: what a person left in template1 is in no revision.
  const options = [
    'template template0',
    ...text('encoding', encoding),
    ...text('lc_collate', collate),
    ...text('lc_ctype', ctype),
    ...(provider === null ? [] : [`locale_provider ${PROVIDERS[provider] ?? 'libc'}`]),
    ...(provider === 'i' ? [...text('icu_locale', locale), ...text('icu_rules', rules)] : []),
    ...(provider === 'b' ? text('builtin_locale', locale) : []),
    `owner ${quoteIdentifier(owner)}`,
    `tablespace ${quoteIdentifier(tablespace)}`,
  ];
  await client.query(`create database ${quoteIdentifier(name)} ${options.join(' ')}`);
}
