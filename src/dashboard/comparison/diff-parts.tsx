import type { DiffPartFragment } from './generated.js';
import { visibleText } from './visible-text.js';

/**
 * One side of two texts, word by word: what the other side has not is marked, by the line through or under it as well as by colour.
 * What the other side has alone is left out.
 */
export function DiffParts({ parts, side }: { parts: readonly DiffPartFragment[]; side: 'left' | 'right' }) {
  const other = side === 'left' ? 'ADDED' : 'REMOVED';
  return parts
    .filter(({ change }) => change !== other)
    .map((part, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place
      <Part key={place} part={part} />
    ));
}

function Part({ part: { change, text } }: { part: DiffPartFragment }) {
  switch (change) {
    case 'REMOVED':
      return <del className="rounded-xs bg-bad-soft text-bad decoration-bad">{visibleText(text)}</del>;
    case 'ADDED':
      return <ins className="rounded-xs bg-good-soft text-good decoration-good">{visibleText(text)}</ins>;
    case 'CHANGED':
    case 'UNCHANGED':
      return text;
  }
}
