// Runs before the first paint: marks that scripts run, and keeps the theme that the reader chose.
(() => {
  const root = document.documentElement;
  const order = ['auto', 'light', 'dark'];
  const read = () => {
    try {
      const kept = localStorage.getItem('theme') ?? '';
      return order.includes(kept) ? kept : 'auto';
    } catch {
      return 'auto';
    }
  };
  /** @param {string} theme */
  const set = (theme) => {
    if (theme === 'auto') root.removeAttribute('data-theme');
    else root.dataset['theme'] = theme;
  };
  root.classList.add('js');
  set(read());
  addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('.theme');
    if (button === null) return;
    const say = () => {
      button.textContent = `Theme: ${root.dataset['theme'] ?? 'auto'}`;
    };
    say();
    button.addEventListener('click', () => {
      const next = order[(order.indexOf(root.dataset['theme'] ?? 'auto') + 1) % order.length] ?? 'auto';
      set(next);
      say();
      try {
        localStorage.setItem('theme', next);
      } catch {
        // A private window: the choice lasts for this page.
      }
    });
  });
})();
