import type { TypeShape } from '../../../ports/proof/table-shape.ts';
import { constantsOf } from '../../../sql/text/constants.ts';

const numbers = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money']);
const texts = new Set(['text', 'varchar', 'bpchar', 'citext', 'name', 'char']);
const dates = new Set(['date', 'timestamp', 'timestamptz']);
const jsons = new Set(['json', 'jsonb']);

/**
 * What patterns often ask for: addresses, codes, tickers, paths, languages … Different ones for each row, as far as
 * possible.
 */
function usual(n: number): readonly string[] {
  const letters = String.fromCharCode(97 + (Math.floor(n / 26) % 26), 97 + (n % 26));
  const upper = letters.toUpperCase();
  return [
    ...[
      `user${n}@example.com`,
      `https://example.com/${n}`,
      `#aabb${(n % 256).toString(16).padStart(2, '0')}`,
      `/a/${n}`,
    ],
    ...[
      letters,
      upper,
      `${upper}A`,
      `EUR${upper}A`,
      `a${n}`,
      `a-${letters}`,
      `a_${letters}`,
      `en-${upper}`,
      String(n + 1),
    ],
    ...[
      `+15550${100 + n}`,
      `10.0.0.${n % 256}`,
      `2024-01-${String(1 + (n % 28)).padStart(2, '0')}`,
      '12:00',
      `${n + 1}d`,
      '{}',
    ],
    `5eed0000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
  ];
}

/**
 * Values for a column that the literals of its check expressions suggest, likely ones first. Each can be cast to the
 * type. `n` is the first row's number.
 */
export function checkLiterals(type: TypeShape, expressions: readonly string[], n: number): readonly string[] {
  const source = expressions.join(' ');
  const { strings: quoted, numbers: found } = constantsOf(source);
  const base = type.kind === 'domain' ? (type.of ?? type) : type;
  if (base.kind !== 'base') return [];
  if (numbers.has(base.base)) {
    const whole = base.base.startsWith('int');
    const near = [
      ...found,
      ...found.map((n) => n + 1),
      ...found.map((n) => n - 1),
      ...(whole ? [] : found.map((n) => n + 0.5)),
      0,
      1,
    ];
    return [...new Set(near.filter((n) => fits(n, base)))].map(String);
  }
  if (texts.has(base.base)) {
    const room = base.size ?? 1000;
    const lengths = [...source.matchAll(/\b\d{1,3}\b/g)].map(([digits]) => 'x'.repeat(Number(digits)));
    return [
      ...new Set([
        ...quoted,
        ...Array.from({ length: 6 }, (_, row) => usual(n + row)).flat(),
        ...lengths.filter((text) => text !== ''),
      ]),
    ].filter((text) => text.length <= room);
  }
  if (dates.has(base.base))
    return quoted.filter((literal) =>
      /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:[+-]\d{2})?)?$/.test(literal),
    );
  if (jsons.has(base.base)) return ['{}', '[]', '1', '"a"', 'true', ...objectsOf(quoted)];
  return [];
}

/** Objects that have the keys which a check asks for. */
function objectsOf(quoted: readonly string[]): string[] {
  const keys = quoted.filter((literal) => /^[A-Za-z_]\w*$/.test(literal));
  if (keys.length === 0) return [];
  return ['"a"', '1', '{}', '[]'].map(
    (value) => `{${keys.map((key) => `${JSON.stringify(key)}: ${value}`).join(', ')}}`,
  );
}

function fits(n: number, { base, size, scale = 0 }: TypeShape): boolean {
  if (base === 'int2') return Number.isInteger(n) && Math.abs(n) <= 32_767;
  if (base === 'int4') return Number.isInteger(n) && Math.abs(n) <= 2_147_483_647;
  if (base === 'int8') return Number.isSafeInteger(n);
  return base !== 'numeric' || size === undefined || Math.abs(n) < 10 ** (size - scale);
}
