import type { SourceFile } from '../source-place.ts';
import { PsqlCommands } from './psql-commands.ts';
import type { ScriptPart } from './script-part.ts';
import { type IsMarker, ScriptScanner } from './script-scanner.ts';

export type { IsMarker } from './script-scanner.ts';

/**
 * Statements and markers of an SQL text from the offset `from` on, in order, in time linear in its length. Markers
 * count only outside quotes, block comments and the data of COPY; a text without `isMarker` has none. Whatever would
 * swallow a text that is sent after it is an `SqlTextError`.
 */
export function scanScript(text: string, source: SourceFile, from: number, isMarker?: IsMarker): readonly ScriptPart[] {
  const commands = new PsqlCommands(source);
  const window = { text, from, offset: 0, line: 1, column: 1, isLast: true, holdsData: true };
  const { parts } = commands.whileCollecting(() => new ScriptScanner(window, { source, isMarker, commands }).scan());
  return parts;
}
