import { type FormEvent, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { AddProviderDocument, UpdateProviderDocument } from './generated.js';
import { LimitFields } from './limit-fields.js';
import { hourMs } from './limits.js';
import { draftProvider, type ProviderDraft, providerFormFields, readProvider } from './provider-draft.js';
import { kindLabels, providerKinds } from './provider-labels.js';
import { SecretChoice } from './secret-choice.js';
import { misfitOfSecret, useEdits } from './secrets.js';
import type { StoredProvider } from './stored-provider.js';

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
  const change = (changed: Partial<ProviderDraft>) => setDraft({ ...draft, ...changed });
  const hasApiKey = provider?.hasApiKey ?? false;
  const apiKey = {
    label: hasApiKey ? 'New API key' : 'API key',
    value: useEdits(draft.apiKey),
    misfit: misfitOfSecret(draft.apiKey, hasApiKey),
  };
  const read = readProvider(draft);
  const problems = useFormProblems(
    {
      ...providerFormFields(draft),
      // Only where it is replaced is there a field for it.
      ...(draft.apiKey.choice === 'REPLACE' ? { apiKey } : {}),
      prices: { label: 'Own prices, as JSON', value: draft.prices, misfit: 'misfit' in read ? read.misfit : null },
    },
    problem,
  );

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check() || 'misfit' in read) return;
    const saved = provider
      ? await changing.run({ input: { id: provider.id, ...read.value } })
      : await adding.run({ input: { kind: draft.kind, ...read.value } });
    if (!saved) return;
    onClose();
    onSaved();
  }

  return (
    <Dialog title={provider ? `Edit ${provider.name}` : 'Add a provider'} onClose={onClose}>
      <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void save(event)}>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Name"
            hint="The first part of provider:model."
            spellCheck={false}
            value={draft.name}
            error={problems.at('name')}
            onChange={(event) => change({ name: event.target.value })}
          />
          <SelectField
            label="Protocol"
            hint={provider ? 'It stays: add another provider for another.' : undefined}
            disabled={provider !== null}
            value={draft.kind}
            error={problems.at('kind')}
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
          inputMode="url"
          spellCheck={false}
          value={draft.baseUrl}
          error={problems.at('baseUrl')}
          onChange={(event) => change({ baseUrl: event.target.value })}
        />
        <SecretChoice label="API key" isSet={hasApiKey} draft={draft.apiKey} onChange={(changed) => change({ apiKey: changed })}>
          <TextField
            label={apiKey.label}
            hint="It is encrypted when it is stored, and never shown."
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={draft.apiKey.text}
            error={problems.at('apiKey')}
            onChange={(event) => change({ apiKey: { ...draft.apiKey, text: event.target.value } })}
          />
        </SecretChoice>
        <LimitFields what="Calls" limits={draft} at={problems.at} onChange={change} />
        <TextField
          label="Time-out of a call, in ms"
          hint="Empty: the deployment’s default."
          type="number"
          min={1}
          max={hourMs}
          value={draft.timeoutMs}
          error={problems.at('timeoutMs')}
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
          error={problems.at('prices')}
          onChange={(event) => change({ prices: event.target.value })}
        />
        <ProblemNotice problem={problems.elsewhere} />
        <FormActions action={provider ? 'Save' : 'Add'} busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
