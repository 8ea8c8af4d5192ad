import type { CatalogEntity } from '../../schema/entity/catalog.ts';

const relations = ['table', 'view', 'materialized view', 'foreign table', 'composite type'];

/** Whether one of the patterns names an entity, what it is part of, or its schema. */
export type Ignored = (entity: Pick<CatalogEntity, 'kind' | 'schema' | 'relation' | 'name'>) => boolean;

/**
 * Reads patterns of what other tools own. `*` matches any text. A pattern is a path (`public.spatial_ref_sys`,
 * `cron.*`), or kind and path (`extension pg_stat_statements`, `schema cron`, `index public.orders.tmp_*`). What is on
 * an ignored table or in an ignored schema is ignored too.
 */
export function ignorePatterns(patterns: readonly string[]): Ignored {
  const tests = patterns.map((pattern) => {
    const source = pattern
      .trim()
      .split('*')
      .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
    return new RegExp(`^${source.join('.*')}$`, 's');
  });
  const matches = (text: string): boolean => tests.some((test) => test.test(text));
  return ({ kind, schema, relation, name }) => {
    if (tests.length === 0) return false;
    const named = (kinds: readonly string[], path: string): boolean =>
      matches(path) || kinds.some((each) => matches(`${each} ${path}`));
    if (kind === 'schema') return named(['schema'], name);
    const path = [schema, relation, name].filter((part) => part !== '').join('.');
    if (named([kind], path)) return true;
    if (relation !== '' && named(relations, `${schema}.${relation}`)) return true;
    return schema !== '' && matches(`schema ${schema}`);
  };
}
