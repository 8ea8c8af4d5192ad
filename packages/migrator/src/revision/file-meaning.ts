import { normalSql } from '../sql/text/normal-sql.ts';
import type { RevisionFile } from './revision-file.ts';

/** What a file does, with its markers: files with the same meaning differ only in blanks, case and comments. */
export function fileMeaning({ upgrade, downgrade }: RevisionFile): string {
  return JSON.stringify(
    [upgrade, downgrade].map((section) => ({
      options: { ...section, statements: undefined, line: undefined },
      statements: section?.statements.map(({ sql, rows }) => [normalSql(sql), rows?.hash]),
    })),
  );
}
