import { useEffect, useRef } from 'react';
import { commandOf, type KeyCommand, type KeyPlace } from './keys.js';
import { singleLetters } from './single-letters.js';

type Commands = Partial<Record<KeyCommand, () => void>>;

/**
 * Does what keys say, wherever on the page they are pressed.
 *
 * @param diff whether the outputs of a row are shown side by side: other dialogs keep their keys to themselves.
 */
export function useKeys(commands: Commands, { diff }: { diff: boolean }): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!diff && document.querySelector('dialog[open]')) return;
      const command = commandOf(event.key, { target: targetOf(event.target), diff, letters: singleLetters.count() });
      const run = command && latest.current[command];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [diff]);
}

function targetOf(target: EventTarget | null): KeyPlace['target'] {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('input:not([type=checkbox]), textarea, select')) return 'field';
  if (target.closest('button, a, summary, input')) return 'control';
  return target.closest('[data-matrix]') ? 'matrix' : 'page';
}
