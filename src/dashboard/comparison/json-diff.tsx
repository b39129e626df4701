import { useMemo } from 'react';
import { classes } from '../parts/classes.js';
import { formatCounted } from '../quantities.js';
import { DiffParts } from './diff-parts.js';
import type { DiffChange, DiffPlaceFragment } from './generated.js';
import { Fold, folded } from './fold.js';
import { usePart } from './use-part.js';

const signs: Record<DiffChange, { sign: string; says: string; tone: string }> = {
  ADDED: { sign: '+', says: 'added', tone: 'text-good' },
  REMOVED: { sign: '−', says: 'removed', tone: 'text-bad' },
  CHANGED: { sign: '≠', says: 'changed', tone: 'text-warn' },
  UNCHANGED: { sign: '=', says: 'the same', tone: 'text-muted' },
};

/** Two outputs place by place: where they differ, and what is the same beside that, folded. */
export function JsonDiff({ places }: { places: DiffPlaceFragment[] }) {
  const groups = useMemo(() => folded(places, ({ change }) => change === 'UNCHANGED'), [places]);
  const { part, more } = usePart(groups, { atFirst: 200, nouns: 'places', size: ({ entries }) => entries.length });
  return (
    <div className="overflow-hidden rounded-md border border-line text-sm">
      {part.map(({ fold, entries }) =>
        fold ? (
          <Fold
            key={keyOf(entries[0])}
            label={formatCounted(entries.length, 'place that is the same', 'places that are the same')}
            open={groups.length === 1}
            entries={entries}
            nouns="places"
          >
            {(place) => <Place key={keyOf(place)} place={place} />}
          </Fold>
        ) : (
          entries.map((place) => <Place key={keyOf(place)} place={place} />)
        ),
      )}
      {more}
    </div>
  );
}

function Place({ place: { path, leftPath, change, left, right, words } }: { place: DiffPlaceFragment }) {
  const { sign, says, tone } = signs[change];
  const moved = leftPath !== null && leftPath !== path;
  return (
    <div className="border-b border-line bg-surface last:border-0">
      <p className="flex flex-wrap items-baseline gap-x-2 px-2 pt-1 font-mono text-xs break-all text-muted">
        <span aria-hidden className={classes('w-3 text-center text-sm font-semibold', tone)}>
          {sign}
        </span>
        <span className="sr-only">{says}: </span>
        {moved ? `${leftPath} → ` : null}
        {path === '' ? 'all of it' : path}
      </p>
      <div className="grid grid-cols-2">
        <div className="min-w-0 px-2 pb-1.5 pl-7">
          {change === 'ADDED' ? (
            <Nothing />
          ) : words.length > 0 ? (
            <Words words={words} side="left" />
          ) : (
            <Value value={left} change={change} side="left" />
          )}
        </div>
        <div className="min-w-0 border-l border-line px-2 pb-1.5">
          {change === 'REMOVED' ? (
            <Nothing />
          ) : words.length > 0 ? (
            <Words words={words} side="right" />
          ) : (
            <Value value={right} change={change} side="right" />
          )}
        </div>
      </div>
    </div>
  );
}

function Nothing() {
  return <span className="text-xs text-muted">not there</span>;
}

function Words({ words, side }: { words: DiffPlaceFragment['words']; side: 'left' | 'right' }) {
  return (
    <p className="break-words whitespace-pre-wrap">
      <DiffParts parts={words} side={side} />
    </p>
  );
}

function Value({ value, change, side }: { value: unknown; change: DiffChange; side: 'left' | 'right' }) {
  const text = JSON.stringify(value, null, 2);
  const look = 'font-mono text-[0.8125rem] break-words whitespace-pre-wrap';
  if (change === 'UNCHANGED') return <pre className={look}>{text}</pre>;
  return side === 'left' ? (
    <pre className={look}>
      <del className="rounded-xs bg-bad-soft text-bad decoration-transparent">{text}</del>
    </pre>
  ) : (
    <pre className={look}>
      <ins className="rounded-xs bg-good-soft text-good decoration-transparent">{text}</ins>
    </pre>
  );
}

function keyOf(place: DiffPlaceFragment | undefined): string {
  return `${place?.leftPath ?? '+'} ${place?.path ?? ''}`;
}
