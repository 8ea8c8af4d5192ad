import type { ForeignFile } from '../foreign-history.ts';

export interface IniValue {
  readonly value: string;
  readonly line: number;
}

const SECTION = /^\[([^\]]+)\]/;
const OPTION = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/;

/**
 * The options of one section and of `[DEFAULT]`, as Python's configparser reads them: keys in lower case, `#` and `;`
 * begin comments where a line begins, and indented lines continue a value.
 */
export function readIni({ text }: ForeignFile, section: string): ReadonlyMap<string, IniValue> {
  const found = new Map<string, IniValue>();
  let current: string | undefined;
  let key: string | undefined;
  for (const [at, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = written.trimEnd();
    if (/^\s*[#;]/.test(line)) continue;
    const earlier = key === undefined ? undefined : found.get(key);
    if (/^\s/.test(line) && key !== undefined) {
      if (earlier !== undefined) found.set(key, { ...earlier, value: `${earlier.value}\n${line.trim()}`.trim() });
      continue;
    }
    if (line === '') continue;
    const named = SECTION.exec(line)?.[1];
    if (named !== undefined) {
      current = named;
      key = undefined;
      continue;
    }
    const [, name = '', value = ''] = OPTION.exec(line) ?? [];
    key = name.trim().toLowerCase();
    const counts = current === section || (current === 'DEFAULT' && !found.has(key));
    if (counts && key !== '') found.set(key, { value, line: at + 1 });
    else key = '';
  }
  return found;
}
