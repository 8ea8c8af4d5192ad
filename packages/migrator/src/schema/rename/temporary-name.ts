/** Longest name in bytes. */
const LIMIT = 63;

/** A name to use while another thing still holds the wanted one: `title_renaming`. */
export function temporaryName(name: string, isFree: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const tail = `_renaming${number === 1 ? '' : number}`;
    let head = name;
    while (Buffer.byteLength(head) + tail.length > LIMIT) head = [...head].slice(0, -1).join('');
    if (isFree(head + tail)) return head + tail;
  }
}
