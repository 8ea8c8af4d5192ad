/** What a password is looked up by. */
export interface PasswordKey {
  /** As the user named it; `localhost` for the default Unix socket. */
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

const FIELD = '((?:\\\\.|[^\\\\:])*):';
const LINE = new RegExp(`^${FIELD.repeat(4)}(.*)$`);

/**
 * The password in the text of a `.pgpass`: that of the first line that fits, `host:port:database:user:password` with
 * `*` for anything and `\` before a `:` or `\` that is meant.
 */
export function passwordFromFile(text: string, key: PasswordKey): string | undefined {
  const wanted = [key.host, key.port, key.database, key.user];
  for (const line of text.split(/\r?\n/)) {
    const [, ...fields] = line.startsWith('#') ? [] : (LINE.exec(line) ?? []);
    const plain = fields.map((field) => field.replace(/\\(.)/g, '$1'));
    if (plain.length > 0 && wanted.every((value, index) => fields[index] === '*' || plain[index] === value))
      return plain[4];
  }
  return undefined;
}
