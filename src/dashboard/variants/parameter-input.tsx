import { SelectField, TextAreaField, TextField } from '../parts/field.js';
import { EndpointField } from './endpoint-field.js';
import { ModelField } from './model-field.js';
import type { ParameterField } from './parameter-fields.js';
import { SchemaField, SchemaVersionField } from './schema-field.js';

interface ParameterInputProps {
  field: ParameterField;
  text: string;
  error: string | null;
  onChange: (text: string) => void;
  /** The output schema that a version is chosen of. */
  schemaId: string;
  /** What the choice of nothing says. */
  nothing?: string;
}

/** The value of one parameter, asked for as fits its kind. */
export function ParameterInput({ field, text, error, onChange, schemaId, nothing = 'Not given' }: ParameterInputProps) {
  const { kind, label, hint, choices = [] } = field;
  const shown = { label, hint, error, value: text };
  const change = (event: { target: { value: string } }): void => onChange(event.target.value);
  switch (kind) {
    case 'line':
      return <TextField {...shown} onChange={change} />;
    case 'text':
      return <TextAreaField {...shown} className="sm:col-span-2" onChange={change} />;
    case 'number':
      return <TextField {...shown} type="number" step="any" onChange={change} />;
    case 'json':
    case 'rest':
      return <TextAreaField {...shown} code spellCheck={false} className="sm:col-span-2" onChange={change} />;
    case 'model':
      return <ModelField {...shown} rules={field.rules ?? false} onChange={change} />;
    case 'endpoint':
      return <EndpointField {...shown} onChange={change} />;
    case 'schema':
      return <SchemaField {...shown} className="sm:col-span-2" onChange={onChange} />;
    case 'schemaVersion':
      return <SchemaVersionField {...shown} schemaId={schemaId} onChange={onChange} />;
    case 'flag':
    case 'choice':
      return (
        <SelectField {...shown} onChange={change}>
          <option value="">{nothing}</option>
          {(kind === 'flag' ? [true, false] : choices).map((choice) => (
            <option key={JSON.stringify(choice)} value={JSON.stringify(choice)}>
              {typeof choice === 'string' ? choice : JSON.stringify(choice)}
            </option>
          ))}
        </SelectField>
      );
  }
}
