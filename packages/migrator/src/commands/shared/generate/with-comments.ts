import { SchemaDiffError } from '../../../errors/schema/drizzle-errors.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { DraftStatement } from '../../../schema/change/draft-statement.ts';
import type { SourceFile } from '../../../sql/source-place.ts';

type Drafts = Readonly<Record<Direction, readonly DraftStatement[]>>;

/**
 * The file with the comments of its statements above them. What comes back was parsed again and holds the same
 * statements.
 */
export function withComments(text: string, source: SourceFile, drafts: Drafts): RevisionFile {
  const plain = parseRevisionFile(text, source);
  const lines = text.split('\n');
  const inserts = (['upgrade', 'downgrade'] as const).flatMap((direction) =>
    (plain[direction]?.statements ?? []).flatMap(({ line }, index) => {
      const comment = drafts[direction][index]?.comment ?? [];
      return comment.length === 0 ? [] : [{ line, comment: comment.map((it) => `-- ${it.replace(/\s+/g, ' ')}`) }];
    }),
  );
  for (const { line, comment } of inserts.sort((a, b) => b.line - a.line)) lines.splice(line - 1, 0, ...comment);
  const commented = parseRevisionFile(lines.join('\n'), source);
  for (const direction of ['upgrade', 'downgrade'] as const) {
    const before = plain[direction]?.statements.map(({ sql }) => sql);
    if (JSON.stringify(before) !== JSON.stringify(commented[direction]?.statements.map(({ sql }) => sql))) {
      throw new SchemaDiffError({ reason: 'comment-changes-statements' });
    }
  }
  return commented;
}
