import { Card } from '../parts/card.js';
import { Facts } from '../parts/facts.js';
import { Moment } from '../parts/moment.js';
import { formatDuration, none } from '../quantities.js';
import type { EndpointSettingsFragment } from './generated.js';
import { limitsInWords } from './limits.js';

/** Where an endpoint answers, and how it is asked. */
export function EndpointFacts({ endpoint }: { endpoint: EndpointSettingsFragment }) {
  const { url, headerNames, timeoutMs, answerWithinMs, createdAt } = endpoint;
  return (
    <Card title="Settings">
      <p className="mb-3 font-mono text-sm break-all">{url}</p>
      <Facts
        facts={[
          ['Headers', headerNames.length === 0 ? none : headerNames.join(', ')],
          ['Limits', limitsInWords(endpoint)],
          ['Time-out', formatDuration(timeoutMs)],
          ['Time for a later answer', formatDuration(answerWithinMs)],
          ['Added', <Moment key="added" at={createdAt} />],
        ]}
      />
    </Card>
  );
}
