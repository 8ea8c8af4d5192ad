import type { historyRunner } from './history-runner.ts';

type Server = Pick<ReturnType<typeof historyRunner>, 'column'>;

/**
 * What reverts a statement of a random history, asked for before it runs; `undefined` where nothing does. Whether it
 * really does is for the server to say.
 */
export async function wayBackOf(sql: string, { column }: Server): Promise<string | undefined> {
  const [, verb = '', rest = ''] = /^(\w+(?: or replace)? \w+) (.*)$/s.exec(sql) ?? [];
  const name = /^\w+/.exec(rest)?.[0] ?? '';
  switch (verb) {
    case 'create table':
    case 'create index':
    case 'create view':
      return `drop ${verb.slice('create '.length)} ${name}`;
    case 'drop table':
      return `create table ${name} (id serial primary key, x int, m mood default 'one')`;
    case 'drop view':
    case 'create or replace view': {
      const [was] = await column(`select pg_get_viewdef(oid) as value from pg_class where relname = '${name}'`);
      return was === undefined ? `drop view ${name}` : `create or replace view ${name} as ${was.replace(/;\s*$/, '')}`;
    }
    case 'create or replace function': {
      const [was] = await column(`select pg_get_functiondef(oid) as value from pg_proc where proname = 'f'`);
      return was ?? 'drop function f()';
    }
    case 'alter type':
      return await typeBack(rest, column);
    case 'alter table':
      return tableBack(rest);
    case 'comment on':
      return sql.replace(/ is .*$/, ' is null');
    case 'insert into': {
      const [, written = '', value = ''] = /, (\w)\) values .* (\d+)\)$/.exec(rest) ?? [];
      return `delete from ${name} where ${written} = ${value}`;
    }
    default:
      return undefined;
  }
}

function tableBack(rest: string): string | undefined {
  const [table = '', ...words] = rest.split(' ');
  const [, , name = ''] = words;
  const said = words.join(' ');
  if (said.startsWith('add column')) return `alter table ${table} drop column ${name}`;
  if (said.startsWith('add constraint')) return `alter table ${table} drop constraint ${name}`;
  if (said.startsWith('drop column')) return `alter table ${table} add column ${name} int`;
  if (said.startsWith('rename column')) return `alter table ${table} rename column ${words[4]} to ${name}`;
  if (said.startsWith('rename to')) return `alter table ${name} rename to ${table}`;
  if (said.endsWith('type bigint')) return `alter table ${table} alter column ${name} type int`;
  if (said.endsWith('set not null')) return `alter table ${table} alter column ${name} drop not null`;
  const before = name === 'm' ? "set default 'one'" : 'drop default';
  return said.includes('set default') ? `alter table ${table} alter column ${name} ${before}` : undefined;
}

/** An added value goes with its type, which all columns of it leave. */
async function typeBack(rest: string, column: Server['column']): Promise<string> {
  const [, from, to] = /rename value '(\w+)' to '(\w+)'/.exec(rest) ?? [];
  if (from !== undefined) return `alter type mood rename value '${to}' to '${from}'`;
  const values = await column('select quote_literal(enumlabel) as value from pg_enum order by enumsortorder');
  const columns = await column(
    `select format('alter table %I alter column %I', c.relname, a.attname) || '|' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as value
       from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
       left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.atttypid = 'mood'::regtype and not a.attisdropped order by 1`,
  );
  return [
    'alter type mood rename to mood_old',
    `create type mood as enum (${values.join(', ')})`,
    ...columns.flatMap((each) => {
      const [alter = '', before = ''] = each.split('|');
      const drop = before === '' ? [] : [`${alter} drop default`];
      const set = before === '' ? [] : [`${alter} set default ${before}`];
      const part = alter.slice(alter.lastIndexOf(' ') + 1);
      return [...drop, `${alter} type mood using ${part}::text::mood`, ...set];
    }),
    'drop type mood_old',
  ].join('; ');
}
