import type { Shape } from './shapes.ts';

/** What the schema of a shape says otherwise than at first. */
export interface Changes {
  /** A column more on the second table. */
  readonly isAdded?: boolean;
  /** The parent of a row of the third table is set null with it. */
  readonly isSetNull?: boolean;
  /** `title` of the fourth table is its `headline`. */
  readonly isRenamed?: boolean;
}

export interface ShapeTable {
  readonly at: number;
  /** The exports of other tables that it names. */
  readonly uses: readonly number[];
  readonly text: string;
}

/** Whether a table joins two others, and has no `id`. */
const isJoin = (at: number): boolean => at % 11 === 10;
/** A table before it, which has an `id`. */
const parentOf = (at: number): number => Math.floor(at / 2) - (isJoin(Math.floor(at / 2)) ? 1 : 0);

export function tableName(
  { names, prefix, schemas }: Shape,
  at: number,
): { readonly schema: string; readonly name: string } {
  const schema = schemas.length === 0 ? '' : (schemas[at % schemas.length] ?? '');
  return { schema, name: `${prefix}${names === 'keys' ? `Thing${at}` : `thing_${at}`}` };
}

/** One table; which features it has is by its number. */
export function shapeTable(shape: Shape, at: number, { isAdded, isSetNull, isRenamed }: Changes): ShapeTable {
  const t = shape.isCallback ? 't.' : 'p.';
  const named = (key: string): string => key.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);
  /** The arguments of a column: its name, unless the casing makes it, and options. */
  const args = (key: string, options = ''): string =>
    [
      ...(shape.names === 'casing' ? [] : [`'${shape.names === 'snake' ? named(key) : key}'`]),
      ...(options === '' ? [] : [options]),
    ].join(', ');
  const column = (key: string, type: string, more = '', options = ''): string =>
    `${key}: ${t}${type}(${args(key, options)})${more},`;
  const idType = shape.id === 'serial' ? 'integer' : shape.id;
  const reference = (key: string, to: number, more = ''): string =>
    column(key, idType, `.references((): p.AnyPgColumn => thing${to}.id${more})`);
  const parent = parentOf(at);
  const title = isRenamed === true && at === 3 ? 'headline' : 'title';
  const made = shape.makesIds === true ? '.default(sql`make_id()`)' : shape.id === 'uuid' ? '.defaultRandom()' : '';
  const uses = new Set<number>();
  const lines: string[] = [];
  const parts: string[] = [];
  if (isJoin(at)) {
    for (const [key, to] of [
      ['leftId', parent],
      ['rightId', parentOf(at - 1)],
    ] as const) {
      lines.push(reference(key, to, ", { onDelete: 'cascade' }").replace('.references', '.notNull().references'));
      uses.add(to);
    }
    parts.push('p.primaryKey({ columns: [it.leftId, it.rightId] })');
  } else lines.push(column('id', shape.id, `.primaryKey()${made}`));
  lines.push(column(title, 'text', '.notNull()'), column('createdAt', 'timestamp', '.notNull().defaultNow()'));
  if (at > 0 && !isJoin(at)) {
    lines.push(
      reference(
        'parentId',
        parent,
        at === 2 && isSetNull === true ? ", { onDelete: 'set null' }" : at % 2 === 1 ? ", { onDelete: 'cascade' }" : '',
      ),
    );
    uses.add(parent);
  }
  if (at === 1 && isAdded === true)
    lines.push(column('shortNote', 'varchar', ".notNull().default('none')", '{ length: 40 }'));
  if (shape.enums > 0 && at % 5 === 1)
    lines.push(`kind: kind${at % shape.enums}(${args('kind')}).notNull().default('open'),`);
  if (at % 4 === 0) lines.push(column('data', 'jsonb', '.notNull().default({ a: [1] })'));
  if (at % 6 === 2) lines.push(column('tagList', 'text', '.array().notNull().default([])'));
  if (at % 3 === 0) lines.push(column('amountDue', 'numeric', ".default('0.00')", '{ precision: 12, scale: 2 }'));
  if (at % 7 === 5)
    lines.push(column('seenAt', 'timestamp', '', "{ withTimezone: true, precision: 3, mode: 'string' }"));
  if (at % 9 === 4 && !isJoin(at)) lines.push(reference('replyTo', at));
  if (at % 8 === 6) lines.push(column('isLive', 'boolean', '.notNull().default(false)'));
  if (at % 12 === 7)
    lines.push(column('searchText', 'text', `.generatedAlwaysAs((): SQL => sql\`lower(\${thing${at}.${title}})\`)`));
  if (at % 4 === 1) lines.push(column('slugOf', 'text', '.unique()'));
  if (at % 3 === 1) parts.push(`p.index().on(it.createdAt${at % 2 === 0 ? '' : '.desc()'})`);
  if (at % 4 === 2) parts.push(`p.unique().on(it.${title}, it.createdAt)`);
  if (at % 7 === 3)
    parts.push(`p.uniqueIndex('thing_${at}_one').on(it.${title}).where(sql\`\${it.createdAt} is not null\`)`);
  if (at % 8 === 5) parts.push(`p.check('thing_${at}_titled', sql\`length(\${it.${title}}) > 0\`)`);
  if (at % 10 === 6) parts.push(`p.index('thing_${at}_lower').on(sql\`lower(\${it.${title}})\`)`);
  if (shape.policies && at % 5 === 0)
    parts.push(
      `p.pgPolicy('thing_${at}_all', { for: 'all', to: 'public', using: sql\`title <> ''\`, withCheck: sql\`title <> ''\` })`,
    );
  const { schema, name } = tableName({ ...shape, prefix: '' }, at);
  const maker = schema === '' ? (shape.prefix === '' ? 'p.pgTable' : 'createTable') : `${schema}.table`;
  const body = shape.isCallback ? `(t) => ({\n  ${lines.join('\n  ')}\n})` : `{\n  ${lines.join('\n  ')}\n}`;
  const extra = parts.length === 0 ? '' : `, (it) => [${parts.join(', ')}]`;
  uses.delete(at);
  return { at, uses: [...uses], text: `export const thing${at} = ${maker}('${name}', ${body}${extra});\n` };
}
