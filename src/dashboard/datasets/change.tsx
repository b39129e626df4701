import { Badge } from '../parts/badge.js';
import { isSame, previewOf } from './content-text.js';
import { changeLooks } from './change-looks.js';
import type { ChangeEntryFragment } from './generated.js';
import { Content, partsOf } from './item-content.js';
import { Unfolding } from './unfolding.js';

interface ChangeProps {
  change: ChangeEntryFragment;
  /** The number of the version, and of the one that it is held against. */
  number: number;
  formerNumber: number;
}

/** One item that two versions do not have alike, on a line that opens: what is not the same stands side by side. */
export function Change({ change: { kind, item, formerItem }, number, formerNumber }: ChangeProps) {
  const { label, tone, icon } = changeLooks[kind];
  const known = item ?? formerItem;
  if (!known) return null;
  const former = formerItem && partsOf(formerItem);
  return (
    <Unfolding
      summary={
        <span className="grid min-w-0 grow items-start gap-x-4 gap-y-1 sm:grid-cols-[6rem_minmax(6rem,9rem)_minmax(0,1fr)]">
          <span>
            <Badge tone={tone} icon={icon}>
              {label}
            </Badge>
          </span>
          <span className="font-medium break-all">{known.externalId}</span>
          <span className="truncate">{previewOf(known.input)}</span>
        </span>
      }
    >
      {() =>
        partsOf(known).map(({ name, value }, place) => {
          const before = former?.[place]?.value;
          const differs = kind === 'CHANGED' && !isSame(value, before);
          return (
            <section key={name}>
              <h3 className="mb-1 text-xs font-medium text-muted">
                {name}
                {kind === 'CHANGED' && !differs ? ', the same in both' : null}
              </h3>
              {differs ? (
                <div className="grid gap-3 md:grid-cols-2">
                  <Side title={`Version ${formerNumber}`} value={before} />
                  <Side title={`Version ${number}`} value={value} />
                </div>
              ) : (
                <Content value={value} />
              )}
            </section>
          );
        })
      }
    </Unfolding>
  );
}

function Side({ title, value }: { title: string; value: unknown }) {
  return (
    <div className="min-w-0 rounded-md border border-line bg-sunken p-2.5">
      <h4 className="mb-1 text-xs font-medium">{title}</h4>
      <Content value={value} />
    </div>
  );
}
