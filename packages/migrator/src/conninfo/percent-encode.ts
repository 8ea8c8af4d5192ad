/** The text as a part of a URL. Half a character, which UTF-8 cannot hold, becomes the sign for an unreadable one. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}
