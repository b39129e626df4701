import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCounted, formatDuration, none } from '../quantities.js';
import { useMay } from '../session/session.js';
import type { ProviderFragment } from './generated.js';
import { limitsInWords } from './limits.js';
import { listPrices } from './prices.js';
import { ProviderDialog } from './provider-dialog.js';
import { kindLabels, sourceLabels } from './provider-labels.js';
import { RemoveProviderDialog } from './remove-provider-dialog.js';
import { type StoredProvider, storedProvider } from './stored-provider.js';
import { WithoutCache } from './without-cache.js';

interface ProviderListProps {
  providers: readonly ProviderFragment[];
  /** One was changed, and is to be read again. */
  onChanged: () => void;
}

/** Every provider that a model can be named with; those of the organization can be changed. */
export function ProviderList({ providers, onChanged }: ProviderListProps) {
  const mayAdminister = useMay('administer');
  const [changed, setChanged] = useState<StoredProvider | null>(null);
  const [removed, setRemoved] = useState<StoredProvider | null>(null);
  return (
    <>
      <Table label="Provider list">
        <thead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>Protocol</HeadCell>
            <HeadCell>Base URL</HeadCell>
            <HeadCell>Set up by</HeadCell>
            <HeadCell>API key</HeadCell>
            <HeadCell>Limits on calls</HeadCell>
            <HeadCell figure>Time-out</HeadCell>
            <HeadCell>Own prices</HeadCell>
            {mayAdminister ? (
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {providers.map((provider) => {
            const { name, kind, baseUrl, source, timeoutMs, prices } = provider;
            const stored = storedProvider(provider);
            return (
              <tr key={name}>
                <Cell className="font-medium whitespace-nowrap">{name}</Cell>
                <Cell className="whitespace-nowrap">{kindLabels[kind]}</Cell>
                <Cell className="max-w-72 min-w-36 break-words">{addressOf(kind, baseUrl)}</Cell>
                <Cell>{sourceLabels[source]}</Cell>
                <Cell className="whitespace-nowrap">{keyOf(provider)}</Cell>
                <Cell className="min-w-28">{kind === 'RULES' ? none : limitsInWords(provider)}</Cell>
                <Cell figure>{timeoutOf(kind, timeoutMs)}</Cell>
                <Cell className="min-w-28">
                  <Prices of={name} prices={prices} />
                </Cell>
                {mayAdminister ? (
                  <Cell className="h-12">
                    {stored ? (
                      <div className="flex justify-end gap-2">
                        <Button aria-label={`Edit ${name}`} onClick={() => setChanged(stored)}>
                          Edit
                        </Button>
                        <Button kind="danger" aria-label={`Remove ${name}`} onClick={() => setRemoved(stored)}>
                          Remove
                        </Button>
                      </div>
                    ) : null}
                  </Cell>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </Table>
      {changed ? (
        <WithoutCache>
          <ProviderDialog provider={changed} onClose={() => setChanged(null)} onSaved={onChanged} />
        </WithoutCache>
      ) : null}
      {removed ? <RemoveProviderDialog provider={removed} onClose={() => setRemoved(null)} /> : null}
    </>
  );
}

function addressOf(kind: ProviderFragment['kind'], baseUrl: string | null): string {
  if (kind === 'RULES') return none;
  return baseUrl ?? 'its vendor’s';
}

function keyOf({ kind, hasApiKey }: ProviderFragment): string {
  if (kind === 'RULES') return 'needs none';
  return hasApiKey ? 'set' : 'not set';
}

function timeoutOf(kind: ProviderFragment['kind'], timeoutMs: number | null): string {
  if (kind === 'RULES') return none;
  return timeoutMs === null ? 'default' : formatDuration(timeoutMs);
}

/** The prices that go before the bundled ones. */
function Prices({ of, prices }: { of: string; prices: unknown }) {
  const listed = listPrices(prices);
  if (listed.length === 0) return none;
  return (
    <details>
      <summary className="min-h-6 whitespace-nowrap text-accent">
        {formatCounted(listed.length, 'model')}
        <span className="sr-only"> of {of}</span>
      </summary>
      <ul className="mt-1 grid gap-1 text-xs">
        {listed.map(({ model, words }) => (
          <li key={model}>
            <code className="font-mono break-words">{model}</code>
            <br />
            {words}
          </li>
        ))}
        <li className="text-muted">for a million tokens</li>
      </ul>
    </details>
  );
}
