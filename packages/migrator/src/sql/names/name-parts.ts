import { storedName } from './stored-name.ts';

/** The parts of a qualified name as PostgreSQL stores them: `app."Orders_id_seq"` is `app`, `Orders_id_seq`. */
export function nameParts(name: string): readonly string[] {
  return (name.match(/"(?:[^"]|"")*"|[^".]+/g) ?? []).map((part) => storedName(part.trim()));
}
