const MINUTE = 60_000;

/** Adds how long ago each time of the page was. */
export function showAges(): void {
  const now = Date.now();
  for (const time of document.querySelectorAll('time[datetime]')) {
    const at = Date.parse(time.getAttribute('datetime') ?? '');
    if (!Number.isNaN(at)) time.setAttribute('title', ageOf(now - at));
  }
}

function ageOf(ms: number): string {
  if (ms < MINUTE) return 'less than a minute ago';
  if (ms < 60 * MINUTE) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < 24 * 60 * MINUTE) return `${Math.floor(ms / MINUTE / 60)} h ago`;
  return `${Math.floor(ms / MINUTE / 60 / 24)} days ago`;
}

/** Buttons that copy a command. */
export function copyCommands(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (!(button instanceof HTMLButtonElement)) return;
    void copy(button, button.dataset.copy ?? '');
  });
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Without the right to the clipboard the command is selected, so that a key copies it.
    const code = button.parentElement?.querySelector('code');
    if (code) getSelection()?.selectAllChildren(code);
    button.textContent = 'Selected';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 1_500);
}

/** The dialog that lists the keys. */
export function openHelp(): void {
  const dialog = document.getElementById('help');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const open = (): void => {
    if (!dialog.open) dialog.showModal();
  };
  document.getElementById('help-open')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (event.key === '?' && !(event.target instanceof HTMLInputElement)) open();
  });
}
