import { Link } from '@tanstack/react-router';
import { Card } from '../parts/card.js';
import { JsonBlock } from '../parts/json-block.js';
import { Moment } from '../parts/moment.js';
import { none } from '../quantities.js';
import type { LiveExperimentShownFragment, PromotionShownFragment } from './generated.js';

/** Which variants of experiments went live here, and what the code is handed for them. */
export function Promotions({ live: { managed, variants } }: { live: LiveExperimentShownFragment }) {
  const promoted = variants.filter(({ promotedAt }) => promotedAt !== null);
  return (
    <Card title="Promoted">
      <p className="max-w-prose text-sm text-muted">
        {managed ? (
          <>
            The code asks <code className="font-mono">experiment.managed</code>: what is promoted here is chosen by its weight,
            and handed its configuration.
          </>
        ) : (
          <>
            The code states its weights itself. A promotion is kept, and counts once the code asks{' '}
            <code className="font-mono">experiment.managed</code>.
          </>
        )}
      </p>
      {promoted.length === 0 ? (
        <p className="mt-3 text-sm">Nothing has been promoted yet.</p>
      ) : (
        <ul className="mt-3 grid gap-4 lg:grid-cols-2">
          {promoted.map((variant) => (
            <Promotion key={variant.name} variant={variant} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Promotion({
  variant: { name, promotedFrom, promotedWeight, promotedAt, configuration },
}: {
  variant: PromotionShownFragment;
}) {
  return (
    <li className="grid min-w-0 content-start gap-2">
      <div className="text-sm">
        <p className="font-medium">{name}</p>
        <p>
          {promotedFrom ? (
            <>
              {promotedFrom.name} of{' '}
              <Link
                to="/experiments/$experimentId"
                params={{ experimentId: promotedFrom.experiment.id }}
                className="text-accent underline"
              >
                {promotedFrom.experiment.name}
              </Link>
            </>
          ) : (
            'A variant that is deleted'
          )}
          , with weight {promotedWeight ?? none}
        </p>
        <p className="text-xs text-muted">
          <Moment at={promotedAt} />
        </p>
      </div>
      <JsonBlock label={`Configuration of ${name}`} value={configuration} />
    </li>
  );
}
