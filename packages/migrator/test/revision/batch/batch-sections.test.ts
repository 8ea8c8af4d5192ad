import { describe, expect, test } from 'vitest';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import { printRevisionFile } from '../../../src/revision/print-revision-file.ts';

const SQL = { slice: 'events', file: 'features/events/migrations/x.sql' };
const RANGE = 'where id > :from and id <= :to';

const text = (marker: string, statement: string) =>
  `-- revision: aaaa\n-- message: x\n\n-- migrate:upgrade ${marker}\n${statement};\n\n-- migrate:downgrade\n`;
const batchOf = (marker: string, statement = `delete from t ${RANGE}`) =>
  parseRevisionFile(text(marker, statement), SQL).upgrade?.batch;

describe('sections in batches', () => {
  test('say how with their marker', () => {
    expect(batchOf('batch="orders(id)"')).toEqual({
      table: 'orders',
      key: ['id'],
      size: 1_000,
      throttles: [],
      maxFailed: 10,
    });
    const marker =
      'batch="app.orders (ID)" done="a is \\"x\\"" verify="select 1 → 2 → 3" batch-size=50 batch-target=2s max-failed=0 throttle="lag<5s, autovacuum"';
    expect(batchOf(marker)).toEqual({
      table: 'app.orders',
      key: ['id'],
      done: 'a is "x"',
      verify: { query: 'select 1 → 2', expected: '3' },
      size: 50,
      targetMs: 2_000,
      throttles: [{ kind: 'lag', limit: 5_000 }, { kind: 'autovacuum' }],
      maxFailed: 0,
    });
    expect(batchOf('batch="orders(id)" verify="exists (select)"')).toMatchObject({ verify: { expected: 'true' } });
    expect(parseRevisionFile(text('lossy=x', 'select 1'), SQL).upgrade).not.toHaveProperty('batch');
  });

  test('are printed as they were read', () => {
    const marker =
      'lock-timeout=5s batch="app.orders (id)" done="a is \\"x\\"" verify="select 1 → 2" max-failed=3 lossy="x"';
    const written = text(marker, `update t set a = 1 ${RANGE}`);
    const { revision, upgrade, downgrade } = parseRevisionFile(written, SQL);
    if (upgrade === undefined || downgrade === undefined) throw new Error('both are there');
    expect(printRevisionFile({ revision, upgrade, downgrade })).toBe(written);
  });

  test.each([
    ['batch="orders"', undefined, 'section-option-invalid', 'batch="orders(id)"'],
    ['batch="orders()"', undefined, 'section-option-invalid', 'batch="orders(id)"'],
    ['batch="orders(id, id)"', undefined, 'section-option-invalid', 'batch="orders(id)"'],
    ['batch="orders(lower(id))"', undefined, 'section-option-invalid', 'batch="orders(id)"'],
    ['batch="a.b.c.d(id)"', undefined, 'section-option-invalid', 'batch="orders(id)"'],
    ['batch="orders(id)" transaction=off', undefined, 'section-option-invalid', 'a transaction of its own'],
    ['done="x"', undefined, 'section-option-invalid', 'Add the table and its key'],
    ['batch="orders(id)" done=" "', undefined, 'section-option-invalid', 'done="…"'],
    ['batch="orders(id)" batch-size=0', undefined, 'section-option-invalid', 'batch-size=1000'],
    ['batch="orders(id)" max-failed=some', undefined, 'section-option-invalid', 'max-failed=1000'],
    ['batch="orders(id)" batch-target=soon', undefined, 'section-option-invalid', 'batch-target=500ms'],
    ['batch="orders(id)" throttle="lag>5s"', undefined, 'section-option-invalid', 'lag<5s'],
    ['throttle="lag<5s"', undefined, 'section-option-invalid', 'Add the table and its key'],
    ['batch="t(id)"', 'update t set a = 1', 'section-batch', 'id > :from and id <= :to'],
    ['batch="t(a, \\"B\\")"', `update t set c = 1 ${RANGE}`, 'section-batch', '(a, "B") > :from and (a, "B") <= :to'],
    ['batch="t(id)"', `update t set id = 1 ${RANGE}`, 'section-batch', 'a key that does not change'],
    ['batch="t(id)"', 'create table x (a int)', 'section-batch', 'a separate revision'],
    ['batch="t(id)"', '', 'section-batch', 'Write the statement'],
  ])('%s with %j is %s', (marker, statement, code, hint) => {
    expect(() => batchOf(marker, statement ?? `update t set a = 1 ${RANGE}`)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(hint) }),
    );
  });

  test('are not written in TypeScript', () => {
    const code =
      '// revision: aaaa\n// message: x\n\n// migrate:upgrade batch="t(id)"\nexport async function upgrade() {}\n';
    expect(() => parseRevisionFile(code, { ...SQL, file: 'features/events/migrations/x.ts' })).toThrow(
      expect.objectContaining({ code: 'section-batch' }),
    );
  });
});
