import { type FormEvent, useState } from 'react';
import { problemOf, useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { AddProviderDocument, UpdateProviderDocument } from './generated.js';
import { LimitFields, limitFields } from './limit-fields.js';
import { draftProvider, type ProviderDraft, readProvider } from './provider-draft.js';
import { kindLabels, providerKinds } from './provider-labels.js';
import { SecretChoice } from './secret-choice.js';
import type { StoredProvider } from './stored-provider.js';

const fields = ['name', 'kind', 'baseUrl', 'apiKey', 'timeoutMs', 'prices', ...limitFields];
const priceExample = '{ "my-model": { "inputPerMillion": "0.15", "outputPerMillion": "0.60" } }';

interface ProviderDialogProps {
  /** The one to change; null adds one. */
  provider: StoredProvider | null;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds a provider, or changes one. Its key lives as long as the form does. */
export function ProviderDialog({ provider, onClose, onSaved }: ProviderDialogProps) {
  const adding = useCommand(AddProviderDocument);
  const changing = useCommand(UpdateProviderDocument);
  const { busy, problem } = provider ? changing : adding;
  const [draft, setDraft] = useState(() => draftProvider(provider));
  const [misfit, setMisfit] = useState<string | null>(null);
  const change = (changed: Partial<ProviderDraft>) => setDraft({ ...draft, ...changed });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const read = readProvider(draft);
    setMisfit('misfit' in read ? read.misfit : null);
    if ('misfit' in read) return;
    const saved = provider
      ? await changing.run({ input: { id: provider.id, ...read.value } })
      : await adding.run({ input: { kind: draft.kind, ...read.value } });
    if (!saved) return;
    onClose();
    onSaved();
  }

  return (
    <Dialog title={provider ? `Edit ${provider.name}` : 'Add a provider'} onClose={onClose}>
      <form className="grid gap-4" onSubmit={(event) => void save(event)}>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Name"
            hint="The first part of provider:model."
            required
            spellCheck={false}
            value={draft.name}
            error={problemOf(problem, 'name')}
            onChange={(event) => change({ name: event.target.value })}
          />
          <SelectField
            label="Protocol"
            hint={provider ? 'It stays: add another provider for another.' : undefined}
            disabled={provider !== null}
            value={draft.kind}
            error={problemOf(problem, 'kind')}
            onChange={(event) => change({ kind: providerKinds.find((kind) => kind === event.target.value) ?? draft.kind })}
          >
            {providerKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindLabels[kind]}
              </option>
            ))}
          </SelectField>
        </div>
        <TextField
          label="Base URL"
          hint={draft.kind === 'OPENAI_COMPATIBLE' ? 'Where it answers.' : 'Empty: where its vendor answers.'}
          placeholder={draft.kind === 'OPENAI_COMPATIBLE' ? 'http://localhost:11434/v1' : undefined}
          required={draft.kind === 'OPENAI_COMPATIBLE'}
          inputMode="url"
          spellCheck={false}
          value={draft.baseUrl}
          error={problemOf(problem, 'baseUrl')}
          onChange={(event) => change({ baseUrl: event.target.value })}
        />
        <SecretChoice
          label="API key"
          isSet={provider?.hasApiKey ?? false}
          draft={draft.apiKey}
          onChange={(apiKey) => change({ apiKey })}
        >
          <TextField
            label={provider?.hasApiKey ? 'New API key' : 'API key'}
            hint="It is encrypted when it is stored, and never shown."
            type="password"
            autoComplete="off"
            spellCheck={false}
            required={provider?.hasApiKey}
            value={draft.apiKey.text}
            error={problemOf(problem, 'apiKey')}
            onChange={(event) => change({ apiKey: { ...draft.apiKey, text: event.target.value } })}
          />
        </SecretChoice>
        <LimitFields what="Calls" limits={draft} problem={problem} onChange={change} />
        <TextField
          label="Time-out of a call, in ms"
          hint="Empty: the deployment’s default."
          type="number"
          min={1}
          max={3_600_000}
          value={draft.timeoutMs}
          error={problemOf(problem, 'timeoutMs')}
          onChange={(event) => change({ timeoutMs: event.target.value })}
        />
        <TextAreaField
          label="Own prices, as JSON"
          hint="US dollars for a million tokens, by model. They go before the bundled ones; cacheReadPerMillion and cacheWritePerMillion may be given too. A run keeps the prices of its start."
          code
          rows={4}
          spellCheck={false}
          placeholder={priceExample}
          value={draft.prices}
          error={misfit ?? problemOf(problem, 'prices')}
          onChange={(event) => change({ prices: event.target.value })}
        />
        <ProblemNotice problem={problem} shownAt={fields} />
        <FormActions action={provider ? 'Save' : 'Add'} busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
