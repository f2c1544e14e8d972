/** Buttons that put a file of the site on the clipboard. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.addEventListener('click', async () => {
    const said = button.closest('.get')?.querySelector('.said');
    const say = (text: string) => {
      if (said !== null && said !== undefined) said.textContent = text;
    };
    try {
      const reply = await fetch(button.dataset['copy'] ?? '');
      if (!reply.ok) throw new Error(String(reply.status));
      await navigator.clipboard.writeText(await reply.text());
      say(`Copied as ${button.textContent}.`);
    } catch {
      say('Could not copy here; save the file instead.');
    }
  });
}
