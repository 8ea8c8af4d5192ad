import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../../src/errors/visible.ts';
import { dataBlock } from '../../../src/ui/html/data-block.ts';
import { html } from '../../../src/ui/html/html.ts';
import { sqlHtml } from '../../../src/ui/html/sql-html.ts';

/** What a browser reads: the text without tags. */
function read(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => names[name] ?? '');
}

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  [`" onload='x`, '&quot; onload=&#39;x'],
  ['&lt;', '&amp;lt;'],
  ['orders\u202eredro', 'orders\\u202eredro'],
  ['a\u200bb\u0007', 'a\\u200bb\\u0007'],
])('%j is text', (given, expected) => {
  expect(html`<p title="${given}">${given}</p>`.text).toBe(`<p title="${expected}">${expected}</p>`);
});

test('templates nest, lists are joined, and nothing is not shown', () => {
  const items = ['a', '<b>'].map((each) => html`<li>${each}</li>`);
  expect(html`<ul>${items}</ul>${null}${undefined}${false}${0}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>0');
});

test('whatever text is put in, a browser reads it back and no tag more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const made = html`<i>${text}</i>`.text;
      expect(made.match(/<[^>]*>/g)).toEqual(['<i>', '</i>']);
      expect(read(made)).toBe(visible(text));
    }),
  );
});

test('colours of SQL change no character of it', () => {
  const words = fc.constantFrom(
    'select',
    "'a''b'",
    '"N"',
    '--c\n',
    '/* x',
    ' ',
    '1.5',
    '<',
    '$$',
    ';',
    'from',
    '\u202e',
    '&',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
      const sql = parts.join('');
      expect(read(sqlHtml(sql).text)).toBe(visible(sql));
    }),
  );
  expect(sqlHtml("alter table t add c text default 'x'; -- why").text).toBe(
    '<span class="sql-keyword">alter</span> <span class="sql-keyword">table</span> t <span class="sql-keyword">add</span> c text <span class="sql-keyword">default</span> <span class="sql-string">&#39;x&#39;</span>; <span class="sql-comment">-- why</span>',
  );
});

test('data for scripts ends no script, and is read back as it would be shown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('</script>', '<!--', ']]>', '\u2028'))),
      (data) => {
        const { text } = dataBlock('x', data);
        const inner = text.slice(text.indexOf('>') + 1, text.lastIndexOf('<'));
        expect(inner).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(inner)).toEqual(data.map(visible));
      },
    ),
  );
});
