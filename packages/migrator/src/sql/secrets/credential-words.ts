/** Parts of the names of options, settings, columns and variables that hold a credential. */
const CREDENTIAL =
  'pass(?:word|wd|phrase|code)|pwd|secret|token|credential|conninfo|(?:api|access|private|encryption|signing|auth|account)_?key';

/**
 * The end of such a name, from its first telling letters on, as a regular expression's source: `password`, `secret_2`.
 */
export const CREDENTIAL_NAME = String.raw`(?:${CREDENTIAL})[\w.-]*`;

const inName = new RegExp(CREDENTIAL, 'i');
/**
 * A literal that continues with a credential: `'app.password'` before another argument, `'alter role %I password %L'`
 * before its arguments.
 */
const beforeCredential = new RegExp(String.raw`${CREDENTIAL_NAME}["'\s=:({}\]]*(?:%|$)`, 'i');
const unmistakable = /pass|pwd|secret/i;

/** Whether a name, unquoted, says that its value is a credential. */
export function namesCredential(name: string): boolean {
  return inName.test(name);
}

/** Whether what follows the text, or is put into it, is a credential. */
export function asksForCredential(text: string): boolean {
  return beforeCredential.test(text);
}

/**
 * Whether what is quoted after the name in prose is its value: of `token 'x'` a parser speaks, of `password 'x'`
 * nobody else.
 */
export function isUnmistakable(name: string): boolean {
  return unmistakable.test(name);
}
