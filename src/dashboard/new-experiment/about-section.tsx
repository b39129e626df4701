import { typeLabels } from '../experiments/type-labels.js';
import { experimentTypes } from '../experiments/search.js';
import { Card } from '../parts/card.js';
import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import type { ConfigurationType } from '../variants/parameter-fields.js';
import type { SectionProps } from './section.js';

const meanings: Record<ConfigurationType, string> = {
  LLM: 'A prompt to a model, its answer as text.',
  EXTRACTION: 'A document to JSON that fits a schema.',
  CUSTOM: 'Your own HTTP service, called once for each item.',
  WEBHOOK: 'Steps of your own application, each variant with one parameter changed.',
};

/** What the experiment is called, what it is to find out, and what it compares. */
export function AboutSection({ draft, onChange, at, typeFixed }: SectionProps & { typeFixed: boolean }) {
  const { name, description, type } = draft;
  return (
    <Card title="About">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={name} error={at('name')} onChange={(event) => onChange({ name: event.target.value })} />
        <SelectField
          label="What it compares"
          hint={typeFixed ? 'Its first variant is saved, so this stays.' : meanings[type]}
          value={type}
          disabled={typeFixed}
          error={at('type')}
          onChange={(event) => onChange({ type: experimentTypes.find((each) => each === event.target.value) ?? type })}
        >
          {experimentTypes.map((each) => (
            <option key={each} value={each}>
              {typeLabels[each]}
            </option>
          ))}
        </SelectField>
        <TextAreaField
          label="Description"
          hint="What it is to find out."
          className="sm:col-span-2"
          value={description}
          error={at('description')}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </div>
    </Card>
  );
}
