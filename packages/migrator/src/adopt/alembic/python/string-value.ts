const PARTS = /^([A-Za-z]*)('''|"""|'|")([\s\S]*)\2$/;
const ESCAPE = /\\(?:\n|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|([\s\S]))/g;
const LETTERS: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"' },
};

/** The value of a string literal; `undefined` for bytes, f-strings and `\N{…}`, whose names are not known here. */
export function pythonStringValue(token: string): string | undefined {
  const [, prefix = '', , content = ''] = PARTS.exec(token) ?? [];
  const kind = prefix.toLowerCase();
  if (/[bft]/.test(kind)) return undefined;
  if (kind.includes('r')) return content;
  if (/(?:^|[^\\])(?:\\\\)*\\N/.test(content)) return undefined;
  return content.replace(ESCAPE, (whole, two, four, eight, octal, letter) => {
    const digits: string | undefined = two ?? four ?? eight;
    if (digits !== undefined) return character(Number.parseInt(digits, 16));
    if (octal !== undefined) return character(Number.parseInt(octal, 8));
    // A backslash before any other character stays.
    return letter === undefined ? '' : (LETTERS[letter] ?? whole);
  });
}

function character(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}
