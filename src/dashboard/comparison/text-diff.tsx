import { useMemo } from 'react';
import { formatCounted } from '../quantities.js';
import { DiffParts } from './diff-parts.js';
import { Fold } from './fold.js';
import type { DiffHunkFragment, DiffPartFragment } from './generated.js';
import { type Line, type LinePair, lineUp, linesOf, type Matching, matchingOf, sameLines } from './text-lines.js';
import { usePart } from './use-part.js';

interface TextDiffProps {
  hunks: DiffHunkFragment[];
  words: DiffPartFragment[];
}

/** Two texts beside each other, line by line: what differs is marked word by word, what is the same far from that is folded. */
export function TextDiff({ hunks, words }: TextDiffProps) {
  const { left, right, pairs, matching } = useMemo(() => {
    const [left, right] = [linesOf(words, 'left'), linesOf(words, 'right')];
    const pairs = lineUp(hunks, left.length);
    return { left, right, pairs, matching: matchingOf(pairs, words, left) };
  }, [hunks, words]);
  const { part, more } = usePart(pairs, { atFirst: 200, nouns: 'lines', size: linesOfPair });
  return (
    <>
      {says[matching] ? <p className="text-sm text-muted">{says[matching]}</p> : null}
      <div className="overflow-hidden rounded-md border border-line text-sm">
        {part.map((pair) =>
          pair.kind === 'gap' ? (
            <Fold
              key={keyOf(pair)}
              label={formatCounted(pair.count, 'line that is the same', 'lines that are the same')}
              open={pairs.length === 1}
              entries={sameLines(pair)}
              nouns="lines"
            >
              {(same) => <Pair key={keyOf(same)} pair={same} left={left} right={right} />}
            </Fold>
          ) : (
            <Pair key={keyOf(pair)} pair={pair} left={left} right={right} />
          ),
        )}
        {more}
      </div>
    </>
  );
}

/** What the reader is to know of texts that differ in more than is worth looking for. */
const says: Record<Matching, string | null> = {
  words: null,
  lines: 'So much differs that lines are marked whole, and not word by word.',
  none: 'The texts have little in common: their lines stand opposite each other as they come.',
};

interface PairProps {
  pair: Exclude<LinePair, { kind: 'gap' }>;
  left: Line[];
  right: Line[];
}

function Pair({ pair, left, right }: PairProps) {
  const differs = pair.kind === 'differs';
  return (
    <div className="grid grid-cols-2 border-b border-line last:border-0">
      <Side line={pair.left} lines={left} side="left" differs={differs} />
      <Side line={pair.right} lines={right} side="right" differs={differs} />
    </div>
  );
}

interface SideProps {
  /** Null where the other side has a line that this one has not. */
  line: number | null;
  lines: Line[];
  side: 'left' | 'right';
  differs: boolean;
}

function Side({ line, lines, side, differs }: SideProps) {
  if (line === null) return <div className={side === 'right' ? 'border-l border-line bg-sunken' : 'bg-sunken'} />;
  const parts = lines[line] ?? [];
  const sign = side === 'left' ? '−' : '+';
  return (
    <div className={`flex min-w-0 gap-2 bg-surface px-2 py-0.5 ${side === 'right' ? 'border-l border-line' : ''}`}>
      <span aria-hidden className="hidden w-7 shrink-0 text-right text-xs leading-5 text-muted select-none sm:inline">
        {line + 1}
      </span>
      <span className={`w-2 shrink-0 select-none ${side === 'left' ? 'text-bad' : 'text-good'}`}>{differs ? sign : ' '}</span>
      <span className="min-w-0 break-words whitespace-pre-wrap">
        {differs ? <DiffParts parts={parts} side={side} /> : parts.map(({ text }) => text).join('')}
      </span>
    </div>
  );
}

function linesOfPair(pair: LinePair): number {
  return pair.kind === 'gap' ? pair.count : 1;
}

function keyOf(pair: LinePair): string {
  return `${pair.left ?? ''}:${pair.right ?? ''}`;
}
