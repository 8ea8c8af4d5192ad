import { FlywayHistoryError } from '../../errors/adopt/flyway-errors.ts';
import type { ForeignFile } from '../foreign-history.ts';

/** The options in `V1__a.sql.conf` for `V1__a.sql`. */
export interface ScriptOptions {
  readonly transaction?: boolean;
  readonly placeholders?: boolean;
}

/** The options of one script. Throws a `FlywayHistoryError` for those that decide whether or how its text is read. */
export function scriptOptions(file: ForeignFile | undefined): ScriptOptions {
  const options: { transaction?: boolean; placeholders?: boolean } = {};
  for (const line of file?.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/) ?? []) {
    const [, key, value = ''] = /^\s*([A-Za-z.]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || file === undefined) continue;
    if (key === 'executeInTransaction') options.transaction = value !== 'false';
    else if (key === 'placeholderReplacement') options.placeholders = value !== 'false';
    else if (key !== 'encoding' || !/^utf-?8$/i.test(value)) {
      throw new FlywayHistoryError({ file: file.path, problem: 'option', option: `${key}=${value}` });
    }
  }
  return options;
}
