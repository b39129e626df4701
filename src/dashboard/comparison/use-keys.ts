import { useEffect, useRef } from 'react';
import { commandOf, type KeyCommand, type KeyPlace } from './keys.js';
import { singleLetters } from './single-letters.js';

type Commands = Partial<Record<KeyCommand, () => void>>;

/**
 * Does what keys say, wherever on the page they are pressed.
 *
 * @param front what must be in front for them to count: the page, or a dialog whose content says so by `data-keys`. Other dialogs keep
 * their keys to themselves.
 */
export function useKeys(commands: Commands, front: KeyPlace['front']): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || inFront() !== front) return;
      const command = commandOf(event.key, { target: targetOf(event.target), front, letters: singleLetters.count() });
      const run = command && latest.current[command];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [front]);
}

/** What is in front: the page, or what the last of the dialogs that are open says of its keys. */
function inFront(): string | undefined {
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  return dialog ? dialog.querySelector<HTMLElement>('[data-keys]')?.dataset.keys : 'page';
}

function targetOf(target: EventTarget | null): KeyPlace['target'] {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('input:not([type=checkbox]), textarea, select')) return 'field';
  if (target.closest('button, a, summary, input')) return 'control';
  return target.closest('[data-matrix]') ? 'matrix' : 'page';
}
