import { useQuery } from 'urql';
import { SelectField } from '../parts/field.js';
import { JsonBlock } from '../parts/json-block.js';
import { PromotableVariantsDocument } from './generated.js';

interface PromotedVariantFieldProps {
  /** Empty where none is chosen. */
  experimentId: string;
  value: string;
  onChange: (variantId: string) => void;
  error: string | null;
}

/** Which variant of an experiment goes live, and the configuration that is handed over. */
export function PromotedVariantField({ experimentId, value, onChange, error }: PromotedVariantFieldProps) {
  const [{ data }] = useQuery({ query: PromotableVariantsDocument, variables: { experimentId }, pause: experimentId === '' });
  const experiment = data?.experiment?.id === experimentId ? data.experiment : null;
  const chosen = experiment?.variants.find(({ id }) => id === value);
  return (
    <div className="grid gap-2">
      <SelectField
        label="Variant"
        disabled={!experiment}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      >
        <option value="">Choose …</option>
        {experiment?.variants.map(({ id, name }) => (
          <option key={id} value={id}>
            {id === experiment.winner?.id ? `${name} (winner)` : name}
          </option>
        ))}
      </SelectField>
      {chosen ? (
        <JsonBlock label="Configuration that is handed over" value={chosen.effectiveConfiguration} className="max-h-40" />
      ) : null}
    </div>
  );
}
