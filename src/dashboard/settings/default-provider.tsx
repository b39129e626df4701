import { useCommand } from '../graph/use-command.js';
import { Facts } from '../parts/facts.js';
import { SelectField } from '../parts/field.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useMay } from '../session/session.js';
import { type ProviderFragment, SetDefaultProviderDocument } from './generated.js';

interface DefaultProviderProps {
  providers: readonly ProviderFragment[];
  /** Its name; null where there is none. */
  chosen: string | null;
}

/** The provider of models that are named without one. */
export function DefaultProvider({ providers, chosen }: DefaultProviderProps) {
  const { run, busy, problem } = useCommand(SetDefaultProviderDocument);
  const mayAdminister = useMay('administer');
  if (!mayAdminister) return <Facts facts={[['Default provider', chosen ?? 'none']]} />;
  return (
    <div className="grid gap-2">
      <SelectField
        label="Default provider"
        hint="A model that is named without a provider is this one’s."
        className="max-w-xs"
        value={chosen ?? ''}
        aria-busy={busy}
        onChange={(event) => void run({ name: event.target.value || null })}
      >
        <option value="">None</option>
        {providers.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <ProblemNotice problem={problem} />
    </div>
  );
}
