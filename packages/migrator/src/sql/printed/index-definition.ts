/** What `pg_get_indexdef` prints, without the name of the index. */
export function withoutIndexName(printed: string): string {
  return printed.replace(/ INDEX (?:"(?:[^"]|"")*"|\S+) ON /, ' INDEX ON ');
}
