/** What a key does on the page of a comparison. */
export type KeyCommand =
  | 'next row'
  | 'previous row'
  | 'next run'
  | 'previous run'
  | 'page down'
  | 'page up'
  | 'first row'
  | 'last row'
  | 'open'
  | 'open or close'
  | 'help';

/** Where a key was pressed. */
export interface KeyPlace {
  /** In the matrix itself, on a control such as a link, in a field to write in or choose from, or anywhere else. */
  target: 'matrix' | 'control' | 'field' | 'page';
  /** What is in front of all else: the page, the outputs of a row side by side, or the help on keys. */
  front: 'page' | 'diff' | 'help';
  /** Whether single letters count: some people speak to their computer, which types. */
  letters: boolean;
}

interface Key {
  keys: readonly string[];
  command: KeyCommand;
  /** How help names the keys. */
  label: string;
  says: string;
}

/** Keys that count everywhere, but in a field. */
const letters: readonly Key[] = [
  { keys: ['j'], command: 'next row', label: 'j', says: 'Next row, also while one is open' },
  { keys: ['k'], command: 'previous row', label: 'k', says: 'Previous row' },
  { keys: ['d'], command: 'open or close', label: 'd', says: 'Open the row side by side, or close it' },
  { keys: ['?'], command: 'help', label: '?', says: 'This help; close it, too' },
];

const arrows: readonly Key[] = [
  { keys: ['ArrowRight'], command: 'next run', label: '→', says: 'Next run; in an open row, on the right' },
  { keys: ['ArrowLeft'], command: 'previous run', label: '←', says: 'Previous run' },
];

/** Keys that count in the matrix alone: elsewhere the browser has its own use for them. */
const inMatrix: readonly Key[] = [
  { keys: ['ArrowDown'], command: 'next row', label: '↓', says: 'Next row, in the matrix' },
  { keys: ['ArrowUp'], command: 'previous row', label: '↑', says: 'Previous row, in the matrix' },
  { keys: ['PageDown'], command: 'page down', label: 'Page down', says: 'Ten rows on, in the matrix' },
  { keys: ['PageUp'], command: 'page up', label: 'Page up', says: 'Ten rows back, in the matrix' },
  { keys: ['Home'], command: 'first row', label: 'Home', says: 'First row, in the matrix' },
  { keys: ['End'], command: 'last row', label: 'End', says: 'Last row, in the matrix' },
];

const open: Key = { keys: ['Enter'], command: 'open', label: 'Enter', says: 'Open the row side by side' };

interface HelpOnKey extends Pick<Key, 'label' | 'says'> {
  /** Whether it counts only where single letters do. */
  letter: boolean;
}

/** All keys, as help lists them. Escape is the browser’s own. */
export const helpOnKeys: readonly HelpOnKey[] = [
  ...letters.map((key) => ({ ...key, letter: true })),
  ...[...arrows, open, { label: 'Escape', says: 'Close what is open' }, ...inMatrix].map((key) => ({ ...key, letter: false })),
];

/** What a key does where it was pressed; null: nothing of ours. */
export function commandOf(key: string, { target, front, letters: lettersCount }: KeyPlace): KeyCommand | null {
  if (target === 'field') return null;
  const counting = [
    ...(lettersCount ? letters.filter(({ command }) => front !== 'help' || command === 'help') : []),
    ...(front === 'help' ? [] : arrows),
    ...(target === 'matrix' && front === 'page' ? inMatrix : []),
    ...(target !== 'control' && front === 'page' ? [open] : []),
  ];
  return counting.find(({ keys }) => keys.includes(key))?.command ?? null;
}
