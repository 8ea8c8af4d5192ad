import { expect, test } from 'vitest';
import { whereInstalled } from '../../../src/schema/mend/partitions/hypertable-sql.ts';
import { readHypertableBlock } from '../../../src/sql/statement/hypertable-block.ts';

const bodyOf = (block: string): string => block.slice('DO $timescaledb$'.length, -'$timescaledb$'.length);

test('reads what is written, with the statements of both ways', () => {
  const block = whereInstalled(
    ["CREATE TABLE t (\n  ts date DEFAULT 'now'\n)", "SELECT create_hypertable('t', 'ts')"],
    ['CREATE TABLE t (ts date) PARTITION BY RANGE (ts)', 'CREATE TABLE d PARTITION OF t DEFAULT'],
  );
  const read = readHypertableBlock(bodyOf(block));
  expect(read?.installed).toContain("    SELECT create_hypertable('t', 'ts');");
  expect(read?.otherwise).toBe(
    '    CREATE TABLE t (ts date) PARTITION BY RANGE (ts);\n    CREATE TABLE d PARTITION OF t DEFAULT;',
  );
  expect(readHypertableBlock(bodyOf(whereInstalled(['SELECT 1'])))).toEqual({
    installed: '    SELECT 1;',
    otherwise: '',
  });
});

test('a text of several lines stays as it is', () => {
  expect(whereInstalled(["CREATE TABLE t (\n  a text DEFAULT 'x\n  ELSE\ny'\n)"])).toContain("'x\n  ELSE\ny'");
});

test.each([
  '\nBEGIN\n  IF true THEN\n    SELECT 1;\n  END IF;\nEND\n',
  bodyOf(whereInstalled(['SELECT 1'], ['SELECT 2'])).replace(/(?=\n {2}END IF)/, '\n  ELSE\n    PERFORM 3;'),
  bodyOf(whereInstalled(['SELECT 1'])).replace(/(?=\n {2}END IF)/, '\n  END IF;\n  EXECUTE x;\n  IF y THEN'),
])('and no other block', (body) => {
  expect(readHypertableBlock(body)).toBeUndefined();
});
