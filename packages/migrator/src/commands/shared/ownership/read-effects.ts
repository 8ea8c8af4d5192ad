import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { FileEffects } from '../../../ports/workspace/kept/effects-cache.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { redactSql } from '../../../sql/redact-sql.ts';
import type { Statement } from '../../../sql/script/statement.ts';
import { wordsOf } from '../../../sql/text/mentions.ts';
import { statementsIn } from '../../../sql-objects/effects/known-block.ts';
import { statementEffects } from '../../../sql-objects/effects/statement-effects.ts';
import { statementFootprint } from '../../../sql-objects/footprint/statement-footprint.ts';
import type { PlacedStatement, RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';
import type { SqlNode } from '../../../sql-objects/sql-node.ts';
import type { OwnershipBench } from './ownership-bench.ts';

/** Characters of a statement that messages show. */
const SHOWN = 80;

/**
 * What the statements of revisions do, in the order given; parsed once for each content of a file.
 *
 * @param checksums by file, of those that were just read
 */
export async function readEffects(
  bench: OwnershipBench,
  revisions: readonly Revision[],
  checksums?: ReadonlyMap<string, string>,
): Promise<readonly RevisionEffects[]> {
  const { workspace } = bench;
  const cache = await bench.effects();
  let parser: SqlParser | undefined;
  const result: RevisionEffects[] = [];
  for (const revision of revisions) {
    const checksum = checksums?.get(revision.file) ?? workspace.checksumOf(revision);
    let effects = cache.read(checksum);
    if (effects === undefined) {
      parser ??= await bench.parser();
      effects = fileEffects(workspace.readRevision(revision), parser);
      cache.write(checksum, effects);
    }
    result.push(withHeader(revision, effects));
  }
  cache.save();
  return result;
}

/** The same for a file that is not written yet. */
export async function draftEffects(
  bench: Pick<OwnershipBench, 'parser'>,
  file: RevisionFile,
): Promise<RevisionEffects> {
  return withHeader(file.revision, fileEffects(file, await bench.parser()));
}

function withHeader({ id, slice, file }: Revision, { upgrade, downgrade }: FileEffects): RevisionEffects {
  return { revision: id, slice, file, upgrade, downgrade };
}

function fileEffects({ revision, text, upgrade, downgrade }: RevisionFile, parser: SqlParser): FileEffects {
  if (revision.kind === 'ts') {
    // The effect of code is unknown, but it can only touch what it names.
    return { upgrade: [{ line: 1, sql: '', effects: [], words: text.match(/[A-Za-z_]\w*/g) ?? [] }], downgrade: [] };
  }
  const read = (statements: readonly Statement[] = []) => statements.flatMap((statement) => placed(statement, parser));
  return { upgrade: read(upgrade?.statements), downgrade: read(downgrade?.statements) };
}

function placed({ sql, line, rows }: Statement, parser: SqlParser): readonly PlacedStatement[] {
  const [node] = parsedOf(sql, parser) ?? [];
  const shown = redactSql(sql).slice(0, SHOWN);
  // A server may accept what this parser does not: the grammar of an extension, or of a newer version.
  if (node === undefined) return [{ line, sql: shown, effects: [], words: [...wordsOf(sql)] }];
  const read = (text: string) => parsedOf(text, parser);
  return statementsIn(node, read).flatMap((each): readonly PlacedStatement[] => {
    const { effects, searchPath, opaque } = statementEffects(each);
    if (opaque === true) return [{ line, sql: shown, effects, words: [...wordsOf(sql)] }];
    const footprint = statementFootprint(each, effects, read);
    if (effects.length === 0 && searchPath === undefined && footprint.accesses.length === 0) return [];
    const placed = { line, sql: shown, effects, ...(searchPath === undefined ? {} : { searchPath }), ...footprint };
    // Which values its rows have is not read.
    return [rows === undefined ? placed : { ...placed, literals: null }];
  });
}

function parsedOf(sql: string, parser: SqlParser): readonly SqlNode[] | undefined {
  const parsed = parser.parse(sql);
  return 'problem' in parsed ? undefined : parsed.statements;
}
