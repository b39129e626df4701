import { Plus, Trash2 } from 'lucide-react';
import { Badge } from '../parts/badge.js';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { CheckField, TextField } from '../parts/field.js';
import { emptyDraft } from '../variants/configuration-draft.js';
import { ConfigurationFields } from '../variants/configuration-fields.js';
import { fieldsOf } from '../variants/parameter-fields.js';
import { EntryProblem } from './entry-problem.js';
import { firstVariants, hasBaseline, nextKey, type VariantDraft } from './experiment-draft.js';
import type { EntriesProps } from './section.js';

/** What is compared: several variants, or a baseline that others will branch from. */
export function VariantsSection({ draft, onChange, at, isSaved }: EntriesProps) {
  const { type, steps, variants } = draft;
  const shown = firstVariants(draft);
  const baseline = hasBaseline(draft);
  const change = (variant: VariantDraft): void =>
    onChange({ variants: variants.map((each) => (each.key === variant.key ? variant : each)) });
  const add = (): void => {
    // The next variant is usually the last one with something changed.
    const configuration = variants.at(-1)?.configuration ?? emptyDraft;
    onChange({ variants: [...variants, { key: nextKey(variants), name: '', configuration }] });
  };
  return (
    <Card title={baseline ? 'Baseline' : 'Variants'}>
      <div className="grid gap-4">
        {shown.map((variant, place) => (
          <VariantEntry
            key={variant.key}
            variant={variant}
            title={baseline ? null : `Variant ${place + 1}`}
            fields={fieldsOf(type, steps)}
            saved={isSaved(variant.key)}
            at={at}
            onChange={change}
            onRemove={shown.length > 1 ? () => onChange({ variants: variants.filter(({ key }) => key !== variant.key) }) : null}
          />
        ))}
        {type !== 'WEBHOOK' && shown.length === 1 ? (
          <CheckField
            label="This is the baseline"
            hint="It runs first. All others branch from it later, each with one thing changed, and are compared with it."
            checked={draft.baseline}
            onChange={(event) => onChange({ baseline: event.target.checked, variants: variants.slice(0, 1) })}
          />
        ) : null}
        {baseline ? null : (
          <div>
            <Button icon={<Plus aria-hidden size={16} />} onClick={add}>
              Another variant
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

interface VariantEntryProps {
  variant: VariantDraft;
  title: string | null;
  fields: ReturnType<typeof fieldsOf>;
  saved: boolean;
  at: EntriesProps['at'];
  onChange: (variant: VariantDraft) => void;
  /** Null: it is the only one. */
  onRemove: (() => void) | null;
}

function VariantEntry({ variant, title, fields, saved, at, onChange, onRemove }: VariantEntryProps) {
  const root = `variants.${variant.key}`;
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-md border border-line p-3">
      {title ? <legend className="px-1 text-sm font-semibold">{title}</legend> : null}
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label="Name"
          className="grow"
          value={variant.name}
          error={at(`${root}.name`)}
          onChange={(event) => onChange({ ...variant, name: event.target.value })}
        />
        {saved ? (
          <Badge tone="good">Saved</Badge>
        ) : onRemove ? (
          <Button
            className="mt-6"
            aria-label={`Remove ${variant.name || title}`}
            icon={<Trash2 aria-hidden size={16} />}
            onClick={onRemove}
          />
        ) : null}
      </div>
      {fields.length === 0 ? (
        <p className="text-sm text-muted">Choose the steps in scope above. What they use at present is filled in.</p>
      ) : (
        <ConfigurationFields
          fields={fields}
          draft={variant.configuration}
          root={`${root}.configuration`}
          at={at}
          onChange={(configuration) => onChange({ ...variant, configuration })}
        />
      )}
      <EntryProblem message={at(root) ?? (fields.length === 0 ? at(`${root}.configuration`) : null)} />
    </fieldset>
  );
}
