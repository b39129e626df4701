const stored = 'variorum.singleLetters';
const listeners = new Set<() => void>();

/** Whether single letters are commands, as this browser was told. Who speaks to it, which types, wants that off (WCAG 2.1.4). */
export const singleLetters = {
  count: (): boolean => localStorage.getItem(stored) !== 'off',
  set(count: boolean): void {
    if (count) localStorage.removeItem(stored);
    else localStorage.setItem(stored, 'off');
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
