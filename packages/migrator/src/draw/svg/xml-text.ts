const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML content and attributes. What XML cannot hold (control characters, halves of pairs) becomes U+FFFD. */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => NAMED[character] ?? character)
    .replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
