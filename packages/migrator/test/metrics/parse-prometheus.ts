/** One line of a metric as Prometheus reads it. */
export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const UNESCAPED: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };
const LABEL = /([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"/y;

/**
 * Reads the text format 0.0.4 strictly: each metric has its HELP and TYPE before its samples and is in one block, no
 * sample is there twice, and nothing has a time. Throws on anything else.
 */
export function parsePrometheus(text: string): readonly ParsedSample[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const types = new Map<string, string>();
  const seen = new Set<string>();
  let help = '';
  let current = '';
  return text
    .slice(0, -1)
    .split('\n')
    .flatMap((line) => {
      const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
      if (comment !== null) {
        const [, kind, name = '', rest = ''] = comment;
        if (kind === 'HELP') help = name;
        else if (help !== name || types.has(name) || !/^(gauge|counter|histogram)$/.test(rest)) throw new Error(line);
        else types.set(name, rest);
        current = name;
        return [];
      }
      const sample = parseSample(line);
      const family = types.get(current) === 'histogram' ? sample.name.replace(/_(bucket|sum|count)$/, '') : sample.name;
      if (family !== current || types.get(current) === undefined) throw new Error(`not in its block: ${line}`);
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      return [sample];
    });
}

function parseSample(line: string): ParsedSample {
  const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/s.exec(line);
  const [, name = '', labels = '', value = ''] = match ?? [];
  if (match === null) throw new Error(`no sample: ${line}`);
  const number = /^[+-]?Inf$/.test(value) ? Number(value.replace('Inf', 'Infinity')) : Number(value);
  if (Number.isNaN(number) && value !== 'NaN') throw new Error(`no number: ${line}`);
  return { name, labels: parseLabels(labels), value: number };
}

function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    if (at > 0 && text[at] !== ',') throw new Error(`no comma: ${text}`);
    LABEL.lastIndex = at === 0 ? 0 : at + 1;
    const [whole, name = '', value = ''] = LABEL.exec(text) ?? [];
    if (whole === undefined || Object.hasOwn(labels, name)) throw new Error(`no label: ${text}`);
    labels[name] = value.replaceAll(/\\["\\n]/g, (found) => UNESCAPED[found] ?? found);
  }
  return labels;
}
