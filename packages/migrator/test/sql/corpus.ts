import { readdirSync, readFileSync } from 'node:fs';
import { splitStatements } from '../../src/sql/script/split-statements.ts';

const FOLDER = new URL('../fixtures/sql/corpus/', import.meta.url);

/** Every statement of the corpus. */
export const CORPUS: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .flatMap((file) => splitStatements(readFileSync(new URL(file, FOLDER), 'utf8'), { slice: 'corpus', file }))
  .map(({ sql }) => sql);
