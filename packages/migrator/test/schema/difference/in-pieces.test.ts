import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPieces } from '../../../src/schema/difference/in-pieces.ts';
import { entityId, ofType, type SchemaEntity, withFacts } from '../../../src/schema/entity/schema-entity.ts';
import { demoWorkspace, shareDemo } from '../../commands/revision/revision-kit.ts';
import { entity, enumOf, table } from '../entities.ts';

shareDemo();

/** Tables of two schemas that have all that is made within a table, or after all tables. */
const TABLES = Array.from({ length: 60 }, (_, at) => {
  const make = at % 7 === 0 ? 'app.table' : 'p.pgTable';
  const other = at === 0 ? '' : `other: p.integer().references(() => t${at - 1}.id, { onDelete: 'cascade' }),`;
  const key = at % 3 === 0 ? 'p.serial().primaryKey()' : 'p.integer().primaryKey().generatedAlwaysAsIdentity()';
  return `export const t${at} = ${make}('t${at}', { id: ${key}, ${other} mood: mood().default('a'), list: p.text().array(),
  code: p.text().unique(), a: p.integer(), b: p.integer(), both: p.integer().generatedAlwaysAs(sql\`a + b\`) },
  (it) => [p.index().on(it.a.desc()), p.uniqueIndex('u${at}').on(it.b).where(sql\`a > 0\`), p.unique().on(it.a, it.b), p.check('c${at}', sql\`a > 0\`)]);`;
});
const SCHEMA = `export const app = p.pgSchema('app');
export const mood = app.enum('mood', ['a', 'b']);
export const numbers = p.pgSequence('numbers');
${TABLES.join('\n')}
export const first = p.pgView('first').as((qb) => qb.select().from(t1));
export const second = p.pgView('second', { id: p.integer() }).as(sql\`select id from "first"\`);`;

const PARTS = ['index', 'foreign-key', 'unique', 'check', 'view'];

test('drizzle-kit writes the same statements, in the same order, for the pieces as for the whole', async () => {
  const demo = demoWorkspace({ one: SCHEMA });
  const [loaded] = await demo.differ.load(demo.bench().workspace.slices);
  const all = loaded?.entities ?? [];
  const statements = async (before: readonly SchemaEntity[], after: readonly SchemaEntity[]) =>
    await demo.differ.statements({ before, after });
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(3)), fc.boolean(), async (dice, rootsAreThere) => {
      const isKept = ({ type }: SchemaEntity): boolean => !PARTS.includes(type) || dice.next().value !== 0;
      const after = all.filter(isKept);
      const before = rootsAreThere ? after.filter(({ type }) => ['schema', 'enum', 'sequence'].includes(type)) : [];
      const pieces = inPieces({ before, after });
      expect(pieces.length).toBeGreaterThan(3);
      const inTurn: string[] = [];
      for (const piece of pieces) inTurn.push(...(await statements(piece.before, piece.after)));
      expect(inTurn).toEqual(await statements(before, after));
    }),
    { numRuns: 8 },
  );
});

const many = Array.from({ length: 60 }, (_, at) => [table(`t${at}`), entity('column', `t${at}.id`)]).flat();

test('each thing of a table is made once', () => {
  const after = [enumOf('mood', 'a'), ...many, entity('index', 't3.i', { columns: [] })];
  const pieces = inPieces({ before: [], after });
  expect(pieces.map((piece) => ofType(piece.after, 'table').length)).toEqual([25, 25, 10, 0]);
  const made = pieces.flatMap((piece) => piece.after.filter((each) => !piece.before.includes(each)).map(entityId));
  expect([...made].sort()).toEqual(after.map(entityId).sort());
});

const mood = enumOf('mood', 'a');
test.each<[string, readonly SchemaEntity[], readonly SchemaEntity[]]>([
  ['few tables', [], many.slice(0, 50)],
  ['a table that is there', [table('old')], [table('old'), ...many]],
  ['an enum that changes', [mood], [withFacts(enumOf('mood'), { values: ['a', 'b'] }), ...many]],
  ['an enum that goes', [mood], many],
  ['a view that is there', [entity('view', 'v')], [entity('view', 'v'), ...many]],
  ['a policy, which the statements for its table depend on', [], [...many, entity('policy', 't1.mine')]],
  ['a privilege', [], [...many, entity('privilege', 't1.read')]],
  ['a part of a table that is not made', [], [...many, entity('check', 'elsewhere.c')]],
])('with %s, a change is one piece', (_, before, after) => {
  expect(inPieces({ before, after })).toEqual([{ before, after }]);
});
