import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { Empty } from '../parts/states.js';
import { formatCount } from '../quantities.js';
import { type MatrixRowFragment, OpenRowDocument } from './generated.js';
import { OpenRowContent } from './open-row-content.js';
import type { Pair } from './pair.js';
import type { ShownList } from './use-matrix-rows.js';
import type { FormerPair } from './use-pair.js';

interface OpenRowProps {
  list: ShownList;
  itemId: string;
  /** The row as the matrix shows it: when that changes, so does what is open. */
  shown: MatrixRowFragment | undefined;
  /** How many rows the list has; null until they are counted. */
  count: number | null;
  /** The pair that was chosen, as far as one was. */
  wanted: Partial<Pair>;
  onPair: (pair: Pair) => void;
  /** Says where the row stands in the list; null where it is not in it. */
  onPosition: (position: number | null) => void;
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
}

/** One item: what went in, what should have come out, and what came out of two runs, side by side. */
export function OpenRow({ list, itemId, shown, count, wanted, onPair, onPosition, onMove, onClose }: OpenRowProps) {
  const [query, readAgain] = useQuery({ query: OpenRowDocument, variables: { ...list, itemId } });
  const read = query.data?.experiment?.comparison.row?.item.id;
  // Until an item is read the former one is shown, by its own name; where it could not be read, neither is.
  const readable = query.error && read !== itemId ? { ...query, data: undefined } : query;
  const isOfRuns = query.operation?.variables.runIds?.toString() === list.runIds.toString();
  const comparison = readable.data?.experiment?.comparison;
  const position = comparison?.rowPosition ?? null;

  // Kept here, as the content goes when it cannot be read.
  const formerPair = useRef<FormerPair | null>(null);

  const say = useRef(onPosition);
  useEffect(() => {
    say.current = onPosition;
  });
  useEffect(() => {
    if (read === itemId) say.current(position);
  }, [read, itemId, position]);

  const former = useRef({ list, shown });
  useEffect(() => {
    const { current } = former;
    former.current = { list, shown };
    if (!current.shown || !shown || current.list !== list) return;
    if (current.shown !== shown && current.shown.item.id === shown.item.id) readAgain({ requestPolicy: 'network-only' });
  }, [list, shown, readAgain]);

  return (
    <Dialog title={comparison?.row?.item.externalId ?? 'Item'} place="wide" onClose={onClose}>
      <div data-keys="diff" aria-busy={read !== itemId || !isOfRuns} className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="flex items-center gap-2 text-sm text-muted">
          <Button aria-label="Previous row" icon={<ChevronLeft aria-hidden size={16} />} onClick={() => onMove(-1)} />
          <Button aria-label="Next row" icon={<ChevronRight aria-hidden size={16} />} onClick={() => onMove(1)} />
          <span role="status">
            {comparison && !isOfRuns
              ? 'Newer runs are being read …'
              : position === null
                ? comparison?.row && 'This row is not among those listed.'
                : `Row ${formatCount(position + 1)} of ${count === null ? '…' : formatCount(count)}`}
          </span>
        </div>
        <Loaded query={readable} onRetry={readAgain} lines={12}>
          {({ experiment }) =>
            experiment?.comparison.row ? (
              <OpenRowContent
                row={experiment.comparison.row}
                evaluators={experiment.evaluators.length}
                wanted={wanted}
                onPair={onPair}
                formerPair={formerPair}
              />
            ) : (
              <Empty title="The runs have no such item">Choose runs over a dataset version that has it.</Empty>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}
