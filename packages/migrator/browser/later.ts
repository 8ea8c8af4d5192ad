/** Asks for the parts of the page that take time, and puts them in their places. */
export function loadLater(root: ParentNode = document): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-later]:not([data-asked])')) void load(place);
}

/**
 * What was found out before says nothing any more.
 *
 * @param below only of parts whose address begins with it
 */
export function loadLaterAgain(below = ''): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-later][data-asked]')) {
    if (place.dataset.later?.startsWith(below) === true) void load(place);
  }
}

async function load(place: HTMLElement): Promise<void> {
  const { later: address = '' } = place.dataset;
  place.dataset.asked = '';
  place.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    place.replaceChildren(...parsed.body.childNodes);
  } catch {
    const said = document.createElement('p');
    said.className = 'muted';
    said.textContent = 'No answer, so nothing is known about it. ';
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = 'Try again';
    again.addEventListener('click', () => void load(place));
    said.append(again);
    place.replaceChildren(said);
  } finally {
    place.removeAttribute('aria-busy');
  }
}
