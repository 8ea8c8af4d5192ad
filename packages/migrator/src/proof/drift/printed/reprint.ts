import type { CatalogEntity } from '../../../schema/entity/catalog.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';

/** How a server is made to read a definition that a server printed, and to print what it understood. */
export interface Reprint {
  /** One statement each. */
  readonly make: readonly string[];
  /** Returns one row with `printed`. */
  readonly read: string;
}

/** For what can be beside the thing itself. Nobody's schema has such a name. */
export const REPRINT_SCHEMA = 'braid reprint';

const HOME = quoteIdentifier(REPRINT_SCHEMA);
const COPY = `${HOME}.copy`;
const PROBE = quoteLiteral('probe');

type Part = Pick<CatalogEntity, 'kind' | 'schema' | 'relation' | 'name'> & { readonly facts: CatalogEntity['facts'] };

/**
 * The way for one fact of a thing that the database has: something like it is made from `text`, beside it or in its
 * place, and read back. `undefined` where the fact is not a definition with expressions in it (a type, a list of
 * names), or none that could be read again.
 */
export function reprintOf(entity: Part, fact: string, text: string): Reprint | undefined {
  const way = WAYS[`${entity.kind}.${fact}`];
  return way?.(entity, withoutEnd(text.trim()));
}

const withoutEnd = (text: string): string => (text.endsWith(';') ? text.slice(0, -1) : text);

type Way = (entity: Part, text: string) => Reprint | undefined;

const view: Way = (_, text) => ({
  make: [`create view ${HOME}.probe as ${text}`],
  read: `select pg_get_viewdef(${quoteLiteral(`${HOME}.probe`)}::regclass) as printed`,
});

const routine =
  (word: string): Way =>
  ({ schema, name }, text) => {
    // The name holds the types of the arguments, whose parentheses come last.
    const bare = name.slice(0, name.indexOf('('));
    const rest = afterPrefix(text, [`CREATE OR REPLACE ${word} `, schema, '.', bare, '(']);
    if (rest === undefined) return undefined;
    return {
      // Under its own name, which is in front of its arguments inside.
      make: [`create ${word} ${HOME}.${quoteIdentifier(bare)}(${rest}`],
      read: `select pg_get_functiondef(p.oid) as printed from pg_proc p
        where p.pronamespace = ${quoteLiteral(HOME)}::regnamespace and p.proname = ${quoteLiteral(bare)}`,
    };
  };

/**
 * Its definition names its table where that cannot be replaced; nothing depends on it. Whole statements of another
 * server run only where they are what they should be.
 */
const inPlace =
  (word: 'TRIGGER' | 'RULE', read: (entity: Part) => Pick<Reprint, 'read'>): Way =>
  (entity, text) =>
    [`CREATE ${word} `, `CREATE CONSTRAINT ${word} `].some((words) => text.startsWith(words))
      ? { make: [`drop ${word} ${quoteIdentifier(entity.name)} on ${tableOf(entity)}`, text], ...read(entity) }
      : undefined;

const WAYS: Readonly<Record<string, Way>> = {
  'view.definition': view,
  'materialized view.definition': view,
  'table.partitionKey': (entity, text) => ({
    make: [`create table ${COPY} (like ${relationOf(entity)}) partition by ${text}`],
    read: `select pg_get_partkeydef(${quoteLiteral(COPY)}::regclass) as printed`,
  }),
  'constraint.definition': (entity, text) => ({
    make: [copyOf(entity), `alter table ${COPY} add constraint probe ${text}`],
    read: `select pg_get_constraintdef(oid) as printed from pg_constraint
      where conrelid = ${quoteLiteral(COPY)}::regclass and conname = ${PROBE}`,
  }),
  'column.default': (entity, text) => ({
    make: [copyOf(entity), `alter table ${COPY} alter column ${quoteIdentifier(entity.name)} set default ${text}`],
    read: readExpression(entity.name),
  }),
  'column.generated': (entity, text) => ({
    make: [
      copyOf(entity),
      `alter table ${COPY} add column "braid probe" ${String(entity.facts.type)} generated always as (${text}) stored`,
    ],
    read: readExpression('braid probe'),
  }),
  'index.definition': (entity, text) => {
    const words = text.startsWith('CREATE UNIQUE') ? 'CREATE UNIQUE INDEX ' : 'CREATE INDEX ';
    const rest = afterPrefix(text, [words, entity.name, ' ON ', entity.schema, '.', entity.relation, ' USING ']);
    if (rest === undefined) return undefined;
    return {
      make: [copyOf(entity), `${words}probe on ${COPY} using ${rest}`],
      read: `select pg_get_indexdef(${quoteLiteral(`${HOME}.probe`)}::regclass) as printed`,
    };
  },
  'statistics.definition': ({ schema, name }, text) => {
    const rest = afterPrefix(text, ['CREATE STATISTICS ', schema, '.', name, '']);
    if (rest === undefined) return undefined;
    return {
      make: [`create statistics ${HOME}.probe${rest}`],
      read: `select pg_get_statisticsobjdef(oid) as printed from pg_statistic_ext where stxname = ${PROBE}`,
    };
  },
  'function.definition': routine('FUNCTION'),
  'procedure.definition': routine('PROCEDURE'),
  'trigger.definition': inPlace('TRIGGER', (entity) => ({
    read: `select pg_get_triggerdef(oid) as printed from pg_trigger where ${ofTable(entity, 'tgrelid', 'tgname')}`,
  })),
  'rule.definition': inPlace('RULE', (entity) => ({
    read: `select pg_get_ruledef(oid) as printed from pg_rewrite where ${ofTable(entity, 'ev_class', 'rulename')}`,
  })),
  'policy.using': (entity, text) => ({
    make: [`alter policy ${quoteIdentifier(entity.name)} on ${tableOf(entity)} using (${text})`],
    read: `select pg_get_expr(polqual, polrelid) as printed from pg_policy where ${ofTable(entity, 'polrelid', 'polname')}`,
  }),
  'policy.check': (entity, text) => ({
    make: [`alter policy ${quoteIdentifier(entity.name)} on ${tableOf(entity)} with check (${text})`],
    read: `select pg_get_expr(polwithcheck, polrelid) as printed from pg_policy where ${ofTable(entity, 'polrelid', 'polname')}`,
  }),
  'domain.default': (entity, text) => ({
    make: [`create domain ${HOME}.probe as ${String(entity.facts.type)} default ${text}`],
    read: `select pg_get_expr(typdefaultbin, 0) as printed from pg_type
      where oid = ${quoteLiteral(`${HOME}.probe`)}::regtype`,
  }),
  // `text` is the definition of one of them.
  'domain.constraints': (entity, text) => ({
    make: [`create domain ${HOME}.probe as ${String(entity.facts.type)} constraint probe ${text}`],
    read: `select pg_get_constraintdef(oid) as printed from pg_constraint
      where contypid = ${quoteLiteral(`${HOME}.probe`)}::regtype and conname = ${PROBE}`,
  }),
};

const relationOf = ({ schema, name }: Part): string => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
const tableOf = ({ schema, relation }: Part): string => `${quoteIdentifier(schema)}.${quoteIdentifier(relation)}`;
const copyOf = (entity: Part): string => `create table ${COPY} (like ${tableOf(entity)})`;

const ofTable = (entity: Part, table: string, name: string): string =>
  `${table} = ${quoteLiteral(tableOf(entity))}::regclass and ${name} = ${quoteLiteral(entity.name)}`;

const readExpression = (column: string): string => `select pg_get_expr(d.adbin, d.adrelid) as printed
  from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  where d.adrelid = ${quoteLiteral(COPY)}::regclass and a.attname = ${quoteLiteral(column)}`;

/** What follows keywords and names; each odd part is a name, which the server quotes only where it must. */
function afterPrefix(text: string, parts: readonly string[]): string | undefined {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const forms = index % 2 === 0 ? [part] : [quoteIdentifier(part), part];
    const found = forms.find((form) => text.startsWith(form, at));
    if (found === undefined) return undefined;
    at += found.length;
  }
  return text.slice(at);
}
