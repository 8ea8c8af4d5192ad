import { SeedFileError } from '../../errors/seed/seed-errors.ts';
import { isRepeatableWrite } from '../../sql/kind/repeatable-write.ts';
import { splitStatements } from '../../sql/script/split-statements.ts';
import { checksum } from '../checksum.ts';
import type { SeedFile } from './seed-file.ts';

const KEY = /^\s*(?:--|\/\/)\s*environments\s*:(.*)$/i;
const COMMENT = /^\s*(?:--|\/\/|$)/;

/**
 * Reads a seed: a header that says where it may run (`-- environments: development, test`), and SQL whose statements
 * can run again and again. Throws a `SeedFileError`, and an `SqlTextError` where the SQL cannot be split.
 *
 * @param file its path, `<slice's folder>/seeds/<name>.sql` or `.ts`
 */
export function parseSeed(text: string, slice: string, file: string): SeedFile {
  const base = file.slice(file.lastIndexOf('/') + 1);
  const name = `${slice}/${base.replace(/\.(?:sql|ts)$/, '')}`;
  const environments = environmentsOf(text, slice, file);
  const seed = { name, slice, file, environments, checksum: checksum(text) };
  if (file.endsWith('.ts')) return seed;
  const statements = splitStatements(text.replace(/^\uFEFF/, ''), { slice, file });
  for (const { sql, line } of statements) {
    if (!isRepeatableWrite(sql)) throw new SeedFileError({ problem: 'not-repeatable', slice, file, line });
  }
  return { ...seed, statements };
}

function environmentsOf(text: string, slice: string, file: string): readonly string[] {
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (!COMMENT.test(line)) break;
    const value = KEY.exec(line.trimEnd())?.[1];
    if (value === undefined) continue;
    const words = value.split(',').map((word) => word.trim());
    if (words.includes('')) throw new SeedFileError({ problem: 'environments-empty', slice, file, line: index + 1 });
    return words;
  }
  throw new SeedFileError({ problem: 'environments-missing', slice, file, line: 1 });
}
