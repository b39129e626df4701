import { describe, expect, test } from 'vitest';
import { commandOf, helpOnKeys, type KeyPlace } from '../../src/dashboard/comparison/keys.js';

const page: KeyPlace = { target: 'page', front: 'page', letters: true };

describe('The keys of a comparison', () => {
  test('go from row to row, open and close, and ask for help from anywhere on the page', () => {
    expect(['j', 'k', 'd', '?', 'Enter', 'ArrowRight', 'ArrowLeft'].map((key) => commandOf(key, page))).toEqual([
      'next row',
      'previous row',
      'open or close',
      'help',
      'open',
      'next run',
      'previous run',
    ]);
    expect(commandOf('x', page)).toBeNull();
  });

  test('leave whoever writes alone', () => {
    for (const key of ['j', 'd', '?', 'Enter', 'ArrowLeft', 'ArrowDown'])
      expect(commandOf(key, { ...page, target: 'field' })).toBeNull();
  });

  test('leave Enter to links and buttons, and what scrolls to the browser', () => {
    expect(commandOf('Enter', { ...page, target: 'control' })).toBeNull();
    expect(commandOf('j', { ...page, target: 'control' })).toBe('next row');
    expect(commandOf('ArrowDown', page)).toBeNull();
    expect(commandOf('ArrowDown', { ...page, target: 'matrix' })).toBe('next row');
    expect(commandOf('End', { ...page, target: 'matrix' })).toBe('last row');
  });

  test('go on while a row is open, which scrolls as any text does', () => {
    expect(commandOf('j', { ...page, front: 'diff' })).toBe('next row');
    expect(commandOf('PageDown', { ...page, front: 'diff' })).toBeNull();
  });

  test('close the help, and do nothing behind it', () => {
    expect(commandOf('?', { ...page, front: 'help' })).toBe('help');
    for (const key of ['j', 'd', 'Enter', 'ArrowRight', 'End'])
      expect(commandOf(key, { ...page, target: 'matrix', front: 'help' })).toBeNull();
  });

  test('are no letters for who turned them off', () => {
    expect(commandOf('j', { ...page, letters: false })).toBeNull();
    expect(commandOf('ArrowRight', { ...page, letters: false })).toBe('next run');
  });

  test('are all in the help', () => {
    const labels = helpOnKeys.map(({ label }) => label);
    expect(labels).toEqual([
      ...['j', 'k', 'd', '?', '→', '←', 'Enter', 'Escape'],
      ...['↓', '↑', 'Page down', 'Page up', 'Home', 'End'],
    ]);
    const silent = ['j', 'k', 'd', '?'].filter((key) => commandOf(key, { ...page, letters: false }) === null);
    expect(helpOnKeys.flatMap(({ label, letter }) => (letter ? label : []))).toEqual(silent);
  });
});
