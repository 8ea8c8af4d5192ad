/** `20261121T003307_8f3c2a1b9d04_add_title`, without the extension. */
export const DEFAULT_FILE_NAME_TEMPLATE = '%(time)_%(revision)_%(slug)';

/** Longest slug in characters, unless configured; and the most that can be. */
export const DEFAULT_SLUG_LENGTH = 40;
export const MAX_SLUG_LENGTH = 100;

export const FILE_NAME_TOKENS = [
  'time',
  'revision',
  'rev',
  'slug',
  'slice',
  'epoch',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
] as const;
export type FileNameToken = (typeof FILE_NAME_TOKENS)[number];

/**
 * As in Alembic's file_template, `%` may appear twice and a format after the parenthesis: `%%(rev)s`, `%%(month).2d`.
 * Both have no effect here.
 */
const TOKEN = /%{1,2}\(([^)]*)\)(?:s|\.?\d*d)?(?![A-Za-z])|%{1,2}\(([^)]*)\)/g;

/** Characters that some file systems refuse, that separate folders, or that are special to a shell. */
const HOSTILE = /[^A-Za-z0-9_.-]/;

/** The template with a value for each of its tokens; `value` gives `undefined` for a word that is not one. */
export function fillTemplate(template: string, value: (token: string) => string | undefined): string {
  return template.replace(TOKEN, (text, word: string | undefined, other: string | undefined) => {
    return value(word ?? other ?? '') ?? text;
  });
}

/** Why a template cannot be used for the names of files, or `undefined` when it can. */
export function fileNameTemplateProblem(template: string): string | undefined {
  const words: string[] = [];
  const rest = fillTemplate(template, (word) => {
    words.push(word);
    return '';
  });
  const tokens: ReadonlySet<string> = new Set(FILE_NAME_TOKENS);
  const unknown = words.find((word) => !tokens.has(word));
  if (unknown !== undefined) {
    return `has the unknown token %(${unknown}); there are ${FILE_NAME_TOKENS.map((token) => `%(${token})`).join(' ')}`;
  }
  if (/[/\\]/.test(rest)) return 'has a path separator; revisions are directly in the migrations folder of their slice';
  if (rest.includes('..')) return 'has ".."';
  const hostile = HOSTILE.exec(rest)?.[0];
  if (hostile !== undefined) {
    return `has ${JSON.stringify(hostile)}; beside tokens it may have letters, digits, "_", "-" and "."`;
  }
  if (/^[.-]/.test(rest) && /^[.-]/.test(template)) return 'begins with "." or "-"';
  if (!words.includes('revision') && !words.includes('rev')) {
    return 'lacks %(revision), without which two revisions could get the same name';
  }
  return template.length > 200 ? 'is longer than 200 characters' : undefined;
}

/** Whether a word names a time zone that this system knows: `UTC`, `Europe/Berlin`. */
export function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
