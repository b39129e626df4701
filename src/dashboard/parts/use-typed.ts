import { useEffect, useState } from 'react';

/** How long to wait for the next letter before what was typed counts, in milliseconds. */
const typingMs = 250;

/**
 * What stands in a field while it is typed in.
 *
 * @param value what counts: it stands in the field whenever it changes.
 * @param onRest is told what was typed, once the typing rests.
 */
export function useTyped(value: string, onRest: (typed: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onRest(typed), typingMs);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped];
}
