import { useMemo } from 'react';
import { formatCounted } from '../quantities.js';
import { DiffParts } from './diff-parts.js';
import type { DiffHunkFragment, DiffPartFragment } from './generated.js';
import { type Line, type LinePair, lineUp, linesOf } from './text-lines.js';

interface TextDiffProps {
  hunks: DiffHunkFragment[];
  words: DiffPartFragment[];
}

/** Two texts beside each other, line by line: what differs is marked word by word, what is the same far from that is folded. */
export function TextDiff({ hunks, words }: TextDiffProps) {
  const { left, right, pairs } = useMemo(() => {
    const [left, right] = [linesOf(words, 'left'), linesOf(words, 'right')];
    return { left, right, pairs: lineUp(hunks, left.length) };
  }, [hunks, words]);
  return (
    <div className="overflow-hidden rounded-md border border-line text-sm">
      {pairs.map((pair) =>
        pair.kind === 'gap' ? (
          <details key={keyOf(pair)} open={pairs.length === 1} className="border-b border-line bg-sunken last:border-0">
            <summary className="min-h-6 px-2 py-1 text-xs text-muted">
              {formatCounted(pair.count, 'line that is the same', 'lines that are the same')}
            </summary>
            {sameLines(pair).map((same) => (
              <Pair key={keyOf(same)} pair={same} left={left} right={right} />
            ))}
          </details>
        ) : (
          <Pair key={keyOf(pair)} pair={pair} left={left} right={right} />
        ),
      )}
    </div>
  );
}

interface PairProps {
  pair: Exclude<LinePair, { kind: 'gap' }>;
  left: Line[];
  right: Line[];
}

function Pair({ pair, left, right }: PairProps) {
  const differs = pair.kind === 'differs';
  return (
    <div className="grid grid-cols-2 border-b border-line last:border-0">
      <Side line={pair.left} lines={left} side="left" sign={differs ? '−' : ' '} />
      <Side line={pair.right} lines={right} side="right" sign={differs ? '+' : ' '} />
    </div>
  );
}

interface SideProps {
  /** Null where the other side has a line that this one has not. */
  line: number | null;
  lines: Line[];
  side: 'left' | 'right';
  sign: string;
}

function Side({ line, lines, side, sign }: SideProps) {
  if (line === null) return <div className={side === 'right' ? 'border-l border-line bg-sunken' : 'bg-sunken'} />;
  return (
    <div className={`flex min-w-0 gap-2 bg-surface px-2 py-0.5 ${side === 'right' ? 'border-l border-line' : ''}`}>
      <span aria-hidden className="hidden w-7 shrink-0 text-right text-xs leading-5 text-muted select-none sm:inline">
        {line + 1}
      </span>
      <span className={`w-2 shrink-0 select-none ${side === 'left' ? 'text-bad' : 'text-good'}`}>{sign}</span>
      <span className="min-w-0 break-words whitespace-pre-wrap">
        <DiffParts parts={lines[line] ?? []} side={side} />
      </span>
    </div>
  );
}

function sameLines({ left, right, count }: Extract<LinePair, { kind: 'gap' }>): PairProps['pair'][] {
  return Array.from({ length: count }, (_, line) => ({ kind: 'same', left: left + line, right: right + line }));
}

function keyOf(pair: LinePair): string {
  return `${pair.left ?? ''}:${pair.right ?? ''}`;
}
